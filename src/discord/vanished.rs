//! Threads that were deleted while the desk was away. Discord tells the open threads of a server that comes into sight, and of those that
//! were deleted nothing; of an open ticket's thread that is not among them it is asked, as one that was put away is not told either.

use std::collections::HashSet;

use anyhow::Result;
use serenity::all::{ChannelId as Room, Guild, HttpError};

use super::Face;
use crate::rules::ids::ChannelId;

/// Discord's code for a channel that is not there.
const UNKNOWN_CHANNEL: isize = 10_003;

/// Looks for the threads of open tickets that vanished from a server, one after the other, behind all that is to be said.
pub(super) async fn look_for(face: &Face, server: &Guild) {
    if let Err(error) = look(face, server).await {
        tracing::error!(error = format!("{error:#}"), "threads that may have vanished were not looked for");
    }
}

async fn look(face: &Face, server: &Guild) -> Result<()> {
    let told: HashSet<u64> = server.threads.iter().map(|thread| thread.id.get()).collect();
    for (thread, channel) in face.desk.threads_in_channels().await? {
        if told.contains(&thread.get()) || !server.channels.contains_key(&Room::new(channel.get())) {
            continue;
        }
        if face.stop.is_cancelled() {
            break;
        }
        face.turns.wait(false).await;
        if is_gone(face, thread).await {
            tracing::info!(%thread, "a thread vanished while the desk was away; it is made again");
            face.desk.thread_gone(thread).await?;
        }
    }
    Ok(())
}

/// Whether Discord says that there is no such thread. What it does not say is left for another time.
async fn is_gone(face: &Face, thread: ChannelId) -> bool {
    match face.api.get_channel(Room::new(thread.get())).await {
        Err(serenity::Error::Http(HttpError::UnsuccessfulRequest(answer))) => {
            answer.error.code == UNKNOWN_CHANNEL
        }
        Ok(_) | Err(_) => false,
    }
}
