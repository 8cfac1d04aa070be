//! Threads that were deleted while the desk was away. Discord tells the open threads of a server that comes
//! into sight, and of those that were deleted nothing; of an open ticket's thread that is not among them it
//! is asked, as one that was put away is not told either. What was written in that before it was put away is
//! read.

use std::collections::HashSet;

use anyhow::Result;
use serenity::all::{ChannelId as Room, Guild};

use super::read_back;
use crate::{
    discord::{
        Face,
        reach::refused::{UNKNOWN_CHANNEL, code},
    },
    rules::ids::{ChannelId, MessageId},
};

/// Looks for the threads of open tickets that vanished from a server, one after the other, behind all that is
/// to be said. Returns those that are there and cannot be read now.
pub(in crate::discord) async fn look_for(face: &Face, server: &Guild) -> Vec<ChannelId> {
    let mut later = Vec::new();
    if let Err(error) = look(face, server, &mut later).await {
        tracing::error!(error = format!("{error:#}"), "threads that may have vanished were not looked for");
    }
    later
}

async fn look(face: &Face, server: &Guild, later: &mut Vec<ChannelId>) -> Result<()> {
    let told: HashSet<u64> = server.threads.iter().map(|thread| thread.id.get()).collect();
    for (thread, channel) in face.desk.threads_in_channels().await? {
        if told.contains(&thread.get()) || !server.channels.contains_key(&Room::new(channel.get())) {
            continue;
        }
        if face.home.stop.is_cancelled() {
            break;
        }
        face.home.turns.wait(false).await;
        match state(face, thread).await {
            State::Gone => {
                tracing::info!(%thread, "a thread vanished while the desk was away; it is made again");
                face.desk.thread_gone(thread).await?;
            }
            State::There(last) => later.extend(read_back::read_unread(face, &[(thread, last)]).await?),
            State::Unknown => {}
        }
    }
    Ok(())
}

/// What Discord says of a thread.
enum State {
    /// There is no such thread.
    Gone,
    /// It is there, with that last message.
    There(MessageId),
    /// Nothing that helps: that is left for another time.
    Unknown,
}

async fn state(face: &Face, thread: ChannelId) -> State {
    match face.api.get_channel(Room::new(thread.get())).await {
        Err(error) if code(&error) == Some(UNKNOWN_CHANNEL) => State::Gone,
        Ok(channel) => {
            let last = channel.guild().and_then(|thread| thread.last_message_id);
            last.map_or(State::Unknown, |last| State::There(MessageId::new(last.get())))
        }
        Err(_) => State::Unknown,
    }
}
