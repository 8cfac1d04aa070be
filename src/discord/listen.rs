//! What the gateway tells beside interactions: messages of tickets' threads, and threads that come into sight or vanish.

use serenity::all::{FullEvent, GuildChannel};

use super::{
    Face, catch_up,
    hearing::{Happening, happened, is_somebodys},
    vanished,
};
use crate::rules::ids::{ChannelId, MessageId};

/// An event of the gateway that is no interaction.
pub async fn heard(face: &Face, event: FullEvent) {
    match event {
        FullEvent::Resume { .. } => tracing::info!("the gateway was resumed"),
        FullEvent::Message { new_message } if is_somebodys(&new_message) => {
            let (thread, id) = (channel(new_message.channel_id), message(new_message.id));
            happened(face, thread, id, Happening::Said(Box::new(new_message))).await;
        }
        FullEvent::MessageUpdate { event, .. } => {
            // A preview that Discord adds to a link changes no text.
            if let (Some(text), Some(at)) = (event.content, event.edited_timestamp) {
                let edited = Happening::Edited { text, at: Some(*at) };
                happened(face, channel(event.channel_id), message(event.id), edited).await;
            }
        }
        FullEvent::MessageDelete { channel_id, deleted_message_id, .. } => {
            happened(face, channel(channel_id), message(deleted_message_id), Happening::Deleted).await;
        }
        FullEvent::MessageDeleteBulk { channel_id, multiple_deleted_messages_ids, .. } => {
            for deleted in multiple_deleted_messages_ids {
                happened(face, channel(channel_id), message(deleted), Happening::Deleted).await;
            }
        }
        FullEvent::GuildCreate { guild, .. } => {
            let threads =
                guild.threads.iter().map(|thread| (channel(thread.id), last_message(thread))).collect();
            catch_up::read_back(face, threads).await;
            vanished::look_for(face, &guild).await;
        }
        FullEvent::ThreadDelete { thread, .. } => {
            if let Err(error) = face.desk.thread_gone(channel(thread.id)).await {
                tracing::error!(error = format!("{error:#}"), "a thread that vanished was not made again");
            }
        }
        _ => {}
    }
}

fn last_message(thread: &GuildChannel) -> Option<MessageId> {
    thread.last_message_id.map(message)
}

fn channel(id: serenity::all::ChannelId) -> ChannelId {
    ChannelId::new(id.get())
}

fn message(id: serenity::all::MessageId) -> MessageId {
    MessageId::new(id.get())
}
