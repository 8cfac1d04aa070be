//! What the gateway tells beside interactions: messages of tickets' threads, which are kept as they were
//! told, and threads that come into sight or vanish.

use anyhow::Result;
use serde_json::Value;
use serenity::all::{FullEvent, GuildChannel};

use super::{
    keep::may_be_starting,
    put_away, read_back,
    told::{self, Seen},
    vanished,
};
use crate::{
    discord::Face,
    rules::{
        ids::{ChannelId, GuildId, MessageId},
        told::ToldKind,
    },
    store::inbox::{Known, NewTold},
};

/// An event of the gateway that is no interaction.
pub async fn heard(face: &Face, event: FullEvent) {
    match event {
        FullEvent::Resume { .. } => tracing::info!("the gateway was resumed"),
        FullEvent::Message { new_message } if new_message.author.id != face.home.bot => {
            if may_be_a_thread(face, channel(new_message.channel_id)) {
                said(face, &value(&new_message)).await;
            } else if new_message.message_reference.is_some() && !new_message.author.bot {
                replied(face, &value(&new_message)).await;
            }
        }
        FullEvent::MessageUpdate { event, .. } => changed(face, &value(&event)).await,
        FullEvent::MessageDelete { channel_id, deleted_message_id, .. } => {
            deleted(face, channel(channel_id), &[message(deleted_message_id)]).await;
        }
        FullEvent::MessageDeleteBulk { channel_id, multiple_deleted_messages_ids, .. } => {
            let all: Vec<MessageId> = multiple_deleted_messages_ids.into_iter().map(message).collect();
            deleted(face, channel(channel_id), &all).await;
        }
        FullEvent::GuildCreate { guild, .. } => {
            let threads: Vec<_> =
                guild.threads.iter().map(|thread| (channel(thread.id), last_message(thread))).collect();
            let open = threads.iter().map(|(thread, _)| *thread).collect();
            let mut later = read_back::read_back(face, threads).await;
            later.extend(vanished::look_for(face, &guild).await);
            later.extend(put_away::look_for(face, GuildId::new(guild.id.get()), &open).await);
            read_back::all_again(face, later).await;
            // Back in a server, or after a session of which nothing was told meanwhile.
            try_refused(face, None).await;
        }
        // In sight since just now: what was written in it before was told to nobody.
        FullEvent::ThreadCreate { thread } => {
            read_back::look_at(face, channel(thread.id), last_message(&thread)).await;
        }
        // Opened again, with what nobody heard of; or put away, so that another can be started.
        FullEvent::ThreadUpdate { new: thread, .. } => {
            read_back::look_at(face, channel(thread.id), last_message(&thread)).await;
            try_refused(face, Some("16000")).await;
        }
        FullEvent::ThreadListSync { thread_list_sync } => {
            // What was edited or deleted while they were out of sight was told to nobody either.
            let threads = thread_list_sync.threads.iter();
            let threads = threads.map(|thread| (channel(thread.id), last_message(thread))).collect();
            let later = read_back::read_back(face, threads).await;
            read_back::all_again(face, later).await;
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
        FullEvent::GuildMemberUpdate { event, .. } if event.user.id == face.home.bot => {
            try_refused(face, None).await;
        }
        FullEvent::ThreadDelete { thread, .. } => {
            thread_gone(face, channel(thread.id)).await;
            try_refused(face, Some("16000")).await;
        }
        _ => {}
    }
}

/// A message was written.
pub async fn said(face: &Face, value: &Value) {
    let Some(seen) = Seen::of(value, face.home.bot) else { return };
    let Some(told) = seen.told(ToldKind::Said) else { return };
    keep(face, seen.channel, |known| (!known.read).then_some(told), seen.message).await;
}

/// A message in a channel replies to another: where that is a ticket's, it is an answer to it.
async fn replied(face: &Face, value: &Value) {
    let Some(seen) = Seen::of(value, face.home.bot) else { return };
    let answered = seen.said.as_ref().and_then(|said| said.replies_to).map(message_of);
    let (Some(answered), Some(told)) = (answered, seen.told(ToldKind::Said)) else { return };
    let kept = async {
        let of_ours = face.desk.beside(seen.channel, answered).await?.is_some();
        if of_ours && !face.desk.known_message(seen.channel, seen.message).await?.read {
            face.desk.told(seen.channel, &[told]).await?;
        }
        anyhow::Ok(())
    };
    if let Err(error) = kept.await {
        let (message, error) = (seen.message, format!("{error:#}"));
        tracing::error!(%message, error, "an answer in a channel was not kept");
    }
}

/// A message was edited. One that nobody had heard of is read as it now stands.
pub async fn changed(face: &Face, value: &Value) {
    // A preview that Discord adds to a link changes no text.
    let Some(seen) = Seen::of(value, face.home.bot).filter(|seen| seen.edited_at.is_some()) else { return };
    if value.get("content").is_none_or(Value::is_null) {
        return;
    }
    let tell = |known: Known| {
        let kind = if known.read { ToldKind::Edited } else { ToldKind::Said };
        // What a program wrote is on no record, however it is edited.
        let nothing = known.ours || (known.read && seen.is_programs());
        if nothing { None } else { seen.told(kind) }
    };
    keep(face, seen.channel, tell, seen.message).await;
}

/// Messages were deleted.
pub async fn deleted(face: &Face, thread: ChannelId, messages: &[MessageId]) {
    for message in messages {
        let told = told::deleted(*message);
        // Told of together with the message itself, it may be heard of first.
        keep(face, thread, |known| (!known.ours).then_some(told), *message).await;
    }
}

/// A thread was deleted.
pub async fn thread_gone(face: &Face, thread: ChannelId) {
    if let Err(error) = face.desk.thread_gone(thread).await {
        tracing::error!(error = format!("{error:#}"), "a thread that vanished was not made again");
    }
}

/// Keeps what is told of a message, if it is in a ticket's thread and something of it is not known yet: of
/// all others nothing is written. What cannot be kept is read back.
async fn keep(
    face: &Face,
    thread: ChannelId,
    tell: impl FnOnce(Known) -> Option<NewTold> + Send,
    message: MessageId,
) {
    // What was told in the same moment may be at work too: neither is taken in before both are kept.
    face.desk.inbox.hold(thread);
    let kept = async {
        let known = face.desk.known_message(thread, message).await?;
        let may_be = known.thread || (may_be_a_thread(face, thread) && may_be_starting(face, thread).await?);
        if !may_be {
            return Ok(());
        }
        match tell(known) {
            Some(told) => face.desk.told(thread, &[told]).await,
            None => Ok(()),
        }
    };
    let kept: Result<()> = kept.await;
    face.desk.inbox.release(thread);
    if let Err(error) = kept {
        tracing::error!(%message, error = format!("{error:#}"), "what was told of a message was not kept; it is read back");
        read_back::again(face, thread).await;
    }
}

/// Whether a channel may be a thread: it is none of those that a server lists as its channels.
fn may_be_a_thread(face: &Face, channel: ChannelId) -> bool {
    !face.home.places.is_channel(channel)
}

/// What the library read, as Discord would write it.
fn value(read: &impl serde::Serialize) -> Value {
    serde_json::to_value(read).unwrap_or_default()
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
    message_of(id.get())
}

fn message_of(id: u64) -> MessageId {
    MessageId::new(id)
}
