//! What was written while the desk was away: read back from the threads in which there is something new, in order, once.
//!
//! Discord tells the last message of each open thread when a server comes into sight; a thread that was put away has nothing new, as a
//! message opens it again. What was edited or deleted meanwhile cannot be known.

use std::time::Duration;

use anyhow::{Context, Result};
use serenity::all::{ChannelId as Room, GetMessages, Message, MessageId as MessageRef};

use super::{
    Face,
    hearing::{Happening, is_somebodys, work_through},
};
use crate::rules::ids::{ChannelId, GuildId, MessageId};

/// How many messages Discord gives at once.
const AT_ONCE: u8 = 100;

/// How often it is looked whether a thread is a ticket's, and how many times.
const LOOK_AGAIN: Duration = Duration::from_millis(200);
const LOOKS: usize = 300;

/// Reads back the threads of a server that came into sight, each with its last message.
pub async fn read_back(face: &Face, guild: GuildId, threads: Vec<(ChannelId, Option<MessageId>)>) {
    // Held before anything is asked, so that what is written from now on waits for what was written before.
    let held: Vec<bool> = threads.iter().map(|(thread, _)| face.waiting.add(*thread, [])).collect();
    for ((thread, last), held) in threads.into_iter().zip(held) {
        if let Err(error) = read_thread(face, guild, thread, last).await {
            tracing::warn!(%thread, error = format!("{error:#}"), "a thread could not be read back");
        }
        if held {
            work_through(face, thread).await;
        }
    }
}

async fn read_thread(face: &Face, guild: GuildId, thread: ChannelId, last: Option<MessageId>) -> Result<()> {
    let Some(last) = last else { return Ok(()) };
    if !is_a_tickets(face, thread).await? {
        return Ok(());
    }
    // A thread has the number of the message it was started from.
    let mut since = face.desk.heard_until(thread).await?.unwrap_or(MessageId::new(thread.get()));
    while since < last {
        let page = after(face, thread, since).await?;
        let Some(newest) = page.iter().map(|message| message.id.get()).max() else { break };
        since = MessageId::new(newest);
        face.waiting.add(
            thread,
            page.into_iter().filter(is_somebodys).map(|mut message| {
                message.guild_id = Some(serenity::all::GuildId::new(guild.get()));
                (MessageId::new(message.id.get()), Happening::Said(Box::new(message)))
            }),
        );
    }
    Ok(())
}

/// Whether a thread is a ticket's. While first messages are looked for that were being posted when the program ended, nobody knows yet.
#[expect(
    clippy::disallowed_methods,
    reason = "a moment, while receipts are being written; nothing is promised"
)]
async fn is_a_tickets(face: &Face, thread: ChannelId) -> Result<bool> {
    for _ in 0..LOOKS {
        // Asked first: what ends in between is written.
        let posting = face.desk.is_posting().await?;
        if face.desk.thread_of(thread).await?.is_some() {
            return Ok(true);
        }
        if !posting {
            break;
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    Ok(false)
}

async fn after(face: &Face, thread: ChannelId, since: MessageId) -> Result<Vec<Message>> {
    let page = GetMessages::new().after(MessageRef::new(since.get())).limit(AT_ONCE);
    Room::new(thread.get()).messages(&face.api, page).await.context("reading a thread back")
}
