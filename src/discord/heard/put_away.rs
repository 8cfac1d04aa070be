//! Threads that stand in no list of open ones when a server comes into sight: what was written in them while
//! nobody listened was told to nobody, and is told to nobody later. Somebody wrote and the thread was put
//! away, by a moderator or by Discord after a week of silence.
//!
//! Thousands of them are there. Looked at are those that were put away since a day before the open threads
//! were last looked through, newest first, each with its last message; and those of tickets closed of late
//! that could not be read whole when they were closed.

use std::collections::HashSet;

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use serde_json::Value;
use serenity::{all::ChannelId as Room, http::Route};

use super::{read_back, told::number};
use crate::{
    discord::Face,
    rules::ids::{ChannelId, GuildId, MessageId},
};

/// How many threads Discord tells at once.
const AT_ONCE: usize = 100;

/// Reads what nobody heard of in a server's threads that were put away; `open` are those that are not.
/// Returns those that cannot be read now.
pub(in crate::discord) async fn look_for(
    face: &Face,
    server: GuildId,
    open: &HashSet<ChannelId>,
) -> Vec<ChannelId> {
    let mut later = Vec::new();
    if let Err(error) = look(face, server, open, &mut later).await {
        tracing::error!(error = format!("{error:#}"), "threads that were put away were not looked at");
    }
    later
}

async fn look(
    face: &Face,
    server: GuildId,
    open: &HashSet<ChannelId>,
    later: &mut Vec<ChannelId>,
) -> Result<()> {
    let (channels, since) = face.desk.unseen_in(&face.home.places.channels_of(server)).await?;
    // Of most servers no ticket is: nothing else is asked for them.
    if channels.is_empty() {
        return Ok(());
    }
    for (thread, channel) in face.desk.left_closed().await? {
        if face.home.stop.is_cancelled() {
            return Ok(());
        }
        if face.home.places.server_of(channel) == Some(server) && !open.contains(&thread) {
            later.extend(read_back::read_or_leave(face, thread, None).await);
        }
    }
    for channel in channels {
        match put_away(face, channel, since).await {
            Ok(threads) => later.extend(read_back::read_unread(face, &threads).await?),
            // Where the bot may not read what was written, there is nothing to be had; another session asks
            // again.
            Err(error) => {
                tracing::info!(%channel, error = format!("{error:#}"), "threads that were put away cannot be listed");
            }
        }
    }
    Ok(())
}

/// The threads that were put away in a channel since then, each with its last message.
async fn put_away(
    face: &Face,
    channel: ChannelId,
    since: DateTime<Utc>,
) -> Result<Vec<(ChannelId, MessageId)>> {
    let mut all = Vec::new();
    let mut before: Option<String> = None;
    while !face.home.stop.is_cancelled() {
        face.home.turns.wait(false).await;
        let route = Route::ChannelArchivedPublicThreads { channel_id: Room::new(channel.get()) };
        let limit = ("limit", AT_ONCE.to_string());
        let params = std::iter::once(limit).chain(before.map(|before| ("before", before)));
        let answer = read_back::get(face, route, params.collect()).await?;
        let threads = answer.get("threads").and_then(Value::as_array).context("an answer without threads")?;
        let read: Vec<PutAway> = threads.iter().filter_map(PutAway::of).collect();
        all.extend(read.iter().filter(|one| one.at >= since).filter_map(|one| Some((one.thread, one.last?))));
        let more = answer.get("has_more").and_then(Value::as_bool).unwrap_or_default();
        match read.iter().min_by_key(|one| one.at) {
            Some(oldest) if more && oldest.at >= since => before = Some(oldest.told_at.clone()),
            Some(_) | None => break,
        }
    }
    Ok(all)
}

/// A thread that was put away.
struct PutAway {
    thread: ChannelId,
    last: Option<MessageId>,
    at: DateTime<Utc>,
    /// The same as Discord wrote it.
    told_at: String,
}

impl PutAway {
    fn of(value: &Value) -> Option<Self> {
        let told_at = value.pointer("/thread_metadata/archive_timestamp")?.as_str()?.to_owned();
        Some(Self {
            thread: ChannelId::new(number(value.get("id")?)?),
            last: value.get("last_message_id").and_then(number).map(MessageId::new),
            at: told_at.parse().ok()?,
            told_at,
        })
    }
}
