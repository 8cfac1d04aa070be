//! The outbox: says what must be said, once, in order, urgent things first, within Discord's limits.
//!
//! A row is marked as being sent before the first byte leaves. If the program dies there, the row is looked for in the channel
//! before it is sent again.

use std::{collections::HashSet, sync::Arc, time::Duration};

use anyhow::{Context, Result};
use chrono::{DateTime, TimeDelta, Utc};
use tokio::{sync::Mutex, task::JoinSet};
use tokio_util::sync::CancellationToken;

use super::{pace::Pace, pause};
use crate::{
    desk::{
        Desk,
        say::{Destination, Say},
    },
    figures,
    rules::{
        ids::{ChannelId, MessageId},
        language::Language,
    },
    store::{
        self,
        outbox::{GivenUp, ReadyRow},
    },
};

/// How many messages are under way at once.
const UNDER_WAY: usize = 12;

/// No message takes longer than this to send, whatever waits in between.
const SEND_LIMIT: Duration = Duration::from_mins(1);

/// The longest pause between two tries of one message, in seconds.
const LONGEST_PAUSE: i64 = 300;

/// A message to be said now.
#[derive(Debug)]
pub struct Letter {
    /// Its outbox row.
    pub row: i64,
    /// Whom it reaches.
    pub to: Destination,
    /// In which language.
    pub language: Language,
    /// What it says.
    pub say: Say,
    /// When it was decided, UTC.
    pub made_at: DateTime<Utc>,
    /// It may have been said already, before the program died.
    pub uncertain: bool,
}

impl Letter {
    /// The short reference that the message carries, by which it is found again.
    #[must_use]
    pub fn reference(&self) -> String {
        format!("g{:x}", self.row)
    }
}

/// A message that was said.
#[derive(Clone, Copy, Debug)]
pub struct Said {
    /// Where it stands.
    pub channel: ChannelId,
    /// The message; none when what was said is no message.
    pub message: Option<MessageId>,
}

/// Why a message was not said.
#[derive(Debug)]
pub enum Unsaid {
    /// It may work later: after so many seconds, if that is known.
    Passing {
        /// Why.
        error: String,
        /// When Discord says to come back, in seconds.
        after: Option<i64>,
    },
    /// It never will: the channel is gone, or the bot may not write there.
    Permanent {
        /// Why.
        error: String,
    },
    /// It is no longer true, so there is nothing to say.
    Useless,
}

/// Who says it: the face of the desk.
pub trait Voice: Send + Sync + 'static {
    /// Says a message, rendered now.
    fn say(&self, letter: &Letter) -> impl Future<Output = Result<Said, Unsaid>> + Send;
}

/// The outbox's loop.
#[derive(Debug)]
pub struct Outbox<V> {
    desk: Desk,
    voice: Arc<V>,
    pace: Arc<Mutex<Pace>>,
}

impl<V: Voice> Outbox<V> {
    /// An outbox that speaks with `voice`.
    #[must_use]
    pub fn new(desk: Desk, voice: V) -> Self {
        Self { desk, voice: Arc::new(voice), pace: Arc::default() }
    }

    /// Says what must be said until told to stop; what is under way is then finished.
    pub async fn run(self, stop: CancellationToken) {
        let mut under_way: JoinSet<i64> = JoinSet::new();
        let mut busy: HashSet<i64> = HashSet::new();
        loop {
            while let Some(done) = under_way.try_join_next() {
                forget(&mut busy, done);
            }
            let started = match self.start_some(&mut under_way, &mut busy).await {
                Ok(started) => started,
                Err(fault) => {
                    tracing::error!(error = format!("{fault:#}"), "the outbox could not be read");
                    0
                }
            };
            if stop.is_cancelled() {
                break;
            }
            if started > 0 && busy.len() < UNDER_WAY {
                continue;
            }
            tokio::select! {
                () = stop.cancelled() => break,
                Some(done) = under_way.join_next() => forget(&mut busy, done),
                () = pause(&self.desk.outbox_bell, &self.desk.clock) => {}
            }
        }
        while under_way.join_next().await.is_some() {}
    }

    async fn start_some(&self, under_way: &mut JoinSet<i64>, busy: &mut HashSet<i64>) -> Result<usize> {
        let room = UNDER_WAY.saturating_sub(busy.len());
        if room == 0 {
            return Ok(0);
        }
        let now = self.desk.clock.now();
        let limit = i64::try_from(UNDER_WAY + room).context("how many rows to read")?;
        let rows = store::outbox::ready(&mut *self.desk.store.read().await?, now, limit).await?;
        let fresh: Vec<ReadyRow> =
            rows.into_iter().filter(|row| !busy.contains(&row.id)).take(room).collect();
        if fresh.is_empty() {
            return Ok(0);
        }
        let (over, mut claimed): (Vec<_>, Vec<_>) = fresh
            .into_iter()
            .partition(|row| row.useless_after.is_some_and(|end| end <= now) && !row.uncertain);
        let mut conn = self.desk.store.write().await?;
        for row in over {
            store::outbox::give_up(&mut conn, row.id, GivenUp::Useless, "its time is over").await?;
        }
        let ids: Vec<i64> = claimed.iter().map(|row| row.id).collect();
        let ours = store::outbox::sending(&mut conn, &ids).await?;
        drop(conn);
        claimed.retain(|row| ours.contains(&row.id));
        let started = claimed.len();
        for row in claimed {
            busy.insert(row.id);
            let (desk, voice, pace) = (self.desk.clone(), Arc::clone(&self.voice), Arc::clone(&self.pace));
            under_way.spawn(async move {
                let id = row.id;
                if let Err(fault) = carry(&desk, &*voice, &pace, row).await {
                    tracing::error!(
                        row = id,
                        error = format!("{fault:#}"),
                        "an outbox row could not be carried"
                    );
                }
                id
            });
        }
        Ok(started)
    }
}

fn forget(busy: &mut HashSet<i64>, done: Result<i64, tokio::task::JoinError>) {
    match done {
        Ok(id) => {
            busy.remove(&id);
        }
        Err(error) => {
            // Its row stays marked as being sent; clearing the set lets it be looked for and sent.
            tracing::error!(%error, "sending a message broke off");
            busy.clear();
        }
    }
}

async fn carry<V: Voice>(desk: &Desk, voice: &V, pace: &Mutex<Pace>, row: ReadyRow) -> Result<()> {
    let letter = Letter {
        row: row.id,
        to: row.destination.parse()?,
        language: row.language,
        say: serde_json::from_str(&row.body).with_context(|| format!("reading outbox row {}", row.id))?,
        made_at: row.made_at,
        uncertain: row.uncertain,
    };
    wait_for_turn(pace, row.lane <= 0).await;
    let result = tokio::time::timeout(SEND_LIMIT, voice.say(&letter))
        .await
        .unwrap_or_else(|_| Err(Unsaid::Passing { error: "it took too long".to_owned(), after: None }));
    let mut work = desk.work().await?;
    let now = work.now;
    let fate = match &result {
        Ok(_) => "sent",
        Err(Unsaid::Useless) => "useless",
        Err(Unsaid::Permanent { .. }) => "failed",
        Err(Unsaid::Passing { .. }) => "again",
    };
    match result {
        Ok(said) => {
            store::outbox::sent(work.conn(), row.id, said.channel, said.message, now).await?;
            work.said(&letter.say, said.channel, said.message).await?;
        }
        Err(Unsaid::Useless) => {
            store::outbox::give_up(work.conn(), row.id, GivenUp::Useless, "no longer true").await?;
        }
        Err(Unsaid::Permanent { error }) => {
            tracing::warn!(row = row.id, key = row.key, error, "a message was refused for good");
            store::outbox::give_up(work.conn(), row.id, GivenUp::Failed, &error).await?;
            work.unsaid(&letter.say).await?;
        }
        Err(Unsaid::Passing { error, after }) => {
            let wait = after.unwrap_or_else(|| backoff(row.id, row.attempts));
            tracing::info!(row = row.id, key = row.key, error, wait, "a message will be tried again");
            store::outbox::again(work.conn(), row.id, now + TimeDelta::seconds(wait), &error).await?;
        }
    }
    work.commit().await?;
    figures::carried(row.lane, fate);
    Ok(())
}

/// Longer after each try, with a spread so that messages refused together do not come back together.
fn backoff(row: i64, attempts: i64) -> i64 {
    let doubled = 1_i64 << attempts.clamp(0, 8);
    doubled.min(LONGEST_PAUSE) + row % (1 + doubled / 4)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a pause of milliseconds between requests; the row stands in the outbox"
)]
async fn wait_for_turn(pace: &Mutex<Pace>, p1: bool) {
    loop {
        let wait = match pace.lock().await.take(p1) {
            Ok(()) => return,
            Err(wait) => wait,
        };
        tokio::time::sleep(wait).await;
    }
}
