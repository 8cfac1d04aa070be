//! What the gateway tells beside interactions: messages of tickets' threads, and threads that come into sight or vanish.

use serenity::all::{FullEvent, GuildChannel};

use super::{
    Face, catch_up,
    hearing::{Happening, happened, is_somebodys},
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
        }
        FullEvent::ThreadDelete { thread, .. } => {
            if let Err(error) = face.desk.thread_gone(channel(thread.id)).await {
                tracing::error!(error = format!("{error:#}"), "a thread that vanished was not made again");
            }
            try_refused(face, Some("16000")).await;
        }
        FullEvent::ChannelDelete { channel: gone, .. } => {
            if let Err(error) = face.desk.channel_gone(channel(gone.id)).await {
                tracing::error!(
                    error = format!("{error:#}"),
                    "the tickets of a channel that is gone stay there"
                );
            }
        }
        // The bot may be allowed now what it was not.
        FullEvent::ChannelUpdate { .. } | FullEvent::GuildRoleUpdate { .. } => {
            try_refused(face, None).await;
        }
        FullEvent::GuildMemberUpdate { event, .. } if event.user.id == face.bot => {
            try_refused(face, None).await;
        }
        // One thread less is open: another can be started, or what was locked is not.
        FullEvent::ThreadUpdate { new, .. } if new.thread_metadata.is_some_and(|thread| thread.archived) => {
            try_refused(face, Some("16000")).await;
        }
        _ => {}
    }
}

async fn try_refused(face: &Face, error: Option<&str>) {
    if let Err(error) = face.desk.try_refused(error).await {
        tracing::error!(error = format!("{error:#}"), "what was refused waits for its time");
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
