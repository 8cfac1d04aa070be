//! The rounds: every few minutes the open threads of each server with tickets are looked through, one
//! question a server. Discord may lose an event at any time, and tells nobody; but it tells the last message
//! of each open thread. Where that is later than what was read whole, the thread is read down to there. So
//! nothing that was written waits for another session, or for somebody to write again.
//!
//! That a message was edited or deleted shows nowhere but in its thread: the last page of each is held
//! against the record about once an hour, a few threads a round.

use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

use anyhow::{Context, Result};
use serenity::{all::GuildId as Server, http::Route};
use tokio_util::sync::CancellationToken;

use super::{read_back, unread::last_messages};
use crate::{
    delivery::look_again,
    desk::ticket::reading::LOOK,
    discord::Face,
    pulse::Pulse,
    rules::ids::{ChannelId, GuildId, MessageId},
};

/// How many threads are held against the record in a round: one every quarter of a minute.
const HELD_AGAINST: usize = 20;

/// Makes the rounds until told to stop.
pub async fn run(face: Arc<Face>, pulse: Pulse, stop: CancellationToken) {
    let clock = &face.desk.clock;
    let mut next = clock.now() + LOOK;
    let mut failed = HashSet::new();
    while !stop.is_cancelled() {
        pulse.beat();
        let now = clock.now();
        // A clock that is put back puts nothing off.
        next = next.min(now + LOOK);
        if now >= next {
            next = now + LOOK;
            stop.run_until_cancelled(beating(&face, &mut failed, &pulse)).await;
        }
        stop.run_until_cancelled(look_again(clock)).await;
    }
}

/// Makes one round. However long Discord takes, the loop goes on.
async fn beating(face: &Face, failed: &mut HashSet<ChannelId>, pulse: &Pulse) {
    let round = async {
        round(face).await?;
        hold_against(face, failed).await
    };
    tokio::pin!(round);
    loop {
        tokio::select! {
            looked = &mut round => {
                if let Err(error) = looked {
                    tracing::warn!(error = format!("{error:#}"), "the open threads could not be looked through");
                }
                return;
            }
            () = look_again(&face.desk.clock) => pulse.beat(),
        }
    }
}

async fn round(face: &Face) -> Result<()> {
    let channels = face.desk.channels_at_work().await?;
    let servers: BTreeSet<GuildId> =
        channels.into_iter().filter_map(|channel| face.home.places.server_of(channel)).collect();
    let mut all = true;
    for server in servers {
        match open_threads(face, server).await {
            Ok(threads) => read_back::read_unread(face, &threads).await.map(drop)?,
            // The others are looked through all the same.
            Err(error) => {
                all = false;
                tracing::warn!(%server, error = format!("{error:#}"), "a server's open threads could not be had");
            }
        }
    }
    if all { face.desk.looked().await } else { Ok(()) }
}

/// Reads a few of the threads that were not read for longest.
async fn hold_against(face: &Face, failed: &mut HashSet<ChannelId>) -> Result<()> {
    for thread in due(face.desk.long_unread().await?, failed) {
        if face.home.stop.is_cancelled() {
            break;
        }
        if !read_back::is_read(face, thread).await {
            failed.insert(thread);
        }
    }
    Ok(())
}

/// Those of the threads whose turn it is. Those that failed come again once all others were read: what may
/// not be read keeps no other from it.
fn due(mut threads: Vec<ChannelId>, failed: &mut HashSet<ChannelId>) -> Vec<ChannelId> {
    if threads.iter().all(|thread| failed.contains(thread)) {
        failed.clear();
    }
    threads.retain(|thread| !failed.contains(thread));
    threads.truncate(HELD_AGAINST);
    threads
}

/// The open threads of a server, each with its last message where there is one.
async fn open_threads(face: &Face, server: GuildId) -> Result<Vec<(ChannelId, MessageId)>> {
    face.home.turns.wait(false).await;
    let route = Route::GuildThreadsActive { guild_id: Server::new(server.get()) };
    let answer = read_back::get(face, route, Vec::new()).await?;
    let threads = last_messages(&answer).context("an answer without threads")?;
    Ok(threads.into_iter().filter_map(|(thread, last)| Some((thread, last?))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_not_be_read_keeps_no_other_from_it() {
        let all: Vec<ChannelId> = (0..30).map(ChannelId::new).collect();
        let mut failed: HashSet<ChannelId> = all[..25].iter().copied().collect();
        assert_eq!(due(all.clone(), &mut failed), all[25..]);
        failed.extend(&all[25..]);
        assert_eq!(due(all.clone(), &mut failed), all[..HELD_AGAINST]);
        assert!(failed.is_empty());
        assert_eq!(due(Vec::new(), &mut failed), []);
    }
}
