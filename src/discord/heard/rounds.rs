//! The rounds: every few minutes the open threads of each server with tickets are looked through, one
//! question a server. Discord may lose an event at any time, and tells nobody; but it tells the last message
//! of each open thread. Where that is later than what was read whole, the thread is read down to there. So
//! nothing that was written waits for another session, or for somebody to write again.

use std::{collections::BTreeSet, sync::Arc};

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

/// Makes the rounds until told to stop.
pub async fn run(face: Arc<Face>, pulse: Pulse, stop: CancellationToken) {
    let clock = &face.desk.clock;
    let mut next = clock.now() + LOOK;
    while !stop.is_cancelled() {
        pulse.beat();
        let now = clock.now();
        // A clock that is put back puts nothing off.
        next = next.min(now + LOOK);
        if now >= next {
            next = now + LOOK;
            stop.run_until_cancelled(beating(&face, &pulse)).await;
        }
        stop.run_until_cancelled(look_again(clock)).await;
    }
}

/// Makes one round. However long Discord takes, the loop goes on.
async fn beating(face: &Face, pulse: &Pulse) {
    let round = round(face);
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
        channels.into_iter().filter_map(|channel| face.places.server_of(channel)).collect();
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

/// The open threads of a server, each with its last message where there is one.
async fn open_threads(face: &Face, server: GuildId) -> Result<Vec<(ChannelId, MessageId)>> {
    face.turns.wait(false).await;
    let route = Route::GuildThreadsActive { guild_id: Server::new(server.get()) };
    let answer = read_back::get(face, route, Vec::new()).await?;
    let threads = last_messages(&answer).context("an answer without threads")?;
    Ok(threads.into_iter().filter_map(|(thread, last)| Some((thread, last?))).collect())
}
