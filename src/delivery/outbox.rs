//! The outbox: says what must be said, once, in order, urgent things first, within Discord's limits.
//!
//! A row is marked as being sent before the first byte leaves. If the program dies there, the row is looked for in the channel
//! before it is sent again.

use std::{collections::HashMap, sync::Arc, time::Duration};

use anyhow::{Context, Result};
use chrono::{DateTime, TimeDelta, Utc};
use tokio::task::{Id, JoinError, JoinSet};
use tokio_util::sync::CancellationToken;

use super::{pace::Turns, pause};
use crate::{
    desk::{
        Desk,
        say::{Destination, Lane, Say},
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

/// How many messages are under way at once, those that wait for their turn included: enough for Discord's limits where it answers slowly,
/// few enough that what has to be looked for after a crash is looked for in a second.
const UNDER_WAY: usize = 48;

/// Of those, how many only a P1 may be: channels that keep the others waiting do not keep it.
const KEPT_FOR_P1: usize = 8;

/// So many places for the others are filled together: one transaction claims them.
const TOGETHER: usize = 8;

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
    /// It never will.
    Permanent {
        /// Why.
        error: String,
    },
    /// Nothing else would arrive there either: the channel is gone, or the bot may not write in it.
    Closed {
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
    turns: Arc<Turns>,
}

/// The messages that are under way.
#[derive(Debug, Default)]
struct UnderWay {
    tasks: JoinSet<()>,
    rows: HashMap<Id, (i64, bool)>,
}

impl UnderWay {
    fn holds(&self, row: i64) -> bool {
        self.rows.values().any(|(id, _)| *id == row)
    }

    /// How many more there is room for: a P1's, and others.
    fn room(&self) -> (usize, usize) {
        let others = self.rows.values().filter(|(_, p1)| !p1).count();
        let free = (UNDER_WAY - KEPT_FOR_P1).saturating_sub(others);
        (UNDER_WAY.saturating_sub(self.rows.len()), if free < TOGETHER { 0 } else { free })
    }

    fn forget(&mut self, done: Result<(Id, ()), JoinError>) {
        match done {
            Ok((task, ())) => {
                self.rows.remove(&task);
            }
            Err(error) => {
                // Its row stays marked as being sent: it is looked for, and sent if it is not found.
                tracing::error!(%error, "sending a message broke off");
                self.rows.remove(&error.id());
            }
        }
    }
}

impl<V: Voice> Outbox<V> {
    /// An outbox that speaks with `voice`.
    #[must_use]
    pub fn new(desk: Desk, voice: V) -> Self {
        Self { desk, voice: Arc::new(voice), turns: Arc::default() }
    }

    /// Says what must be said until told to stop; what is under way is then finished.
    pub async fn run(self, stop: CancellationToken) {
        let mut under_way = UnderWay::default();
        loop {
            while let Some(done) = under_way.tasks.try_join_next_with_id() {
                under_way.forget(done);
            }
            if let Err(fault) = self.start_some(&mut under_way).await {
                tracing::error!(error = format!("{fault:#}"), "the outbox could not be read");
            }
            if stop.is_cancelled() {
                break;
            }
            tokio::select! {
                () = stop.cancelled() => break,
                Some(done) = under_way.tasks.join_next_with_id() => under_way.forget(done),
                () = pause(&self.desk.outbox_bell, &self.desk.clock) => {}
            }
        }
        while under_way.tasks.join_next().await.is_some() {}
    }

    /// Starts as many messages as there is room for, the most urgent first.
    async fn start_some(&self, under_way: &mut UnderWay) -> Result<()> {
        let (mut for_p1, mut for_others) = under_way.room();
        let now = self.desk.clock.now();
        // Those under way are among the rows that are read.
        let limit = i64::try_from(2 * UNDER_WAY).context("how many rows to read")?;
        let rows = store::outbox::ready(&mut *self.desk.store.read().await?, now, limit).await?;
        let mut fresh = rows;
        fresh.retain(|row| {
            let room = if is_p1(row) { &mut for_p1 } else { &mut for_others };
            let starts = *room > 0 && !under_way.holds(row.id);
            *room -= usize::from(starts);
            starts
        });
        if fresh.is_empty() {
            return Ok(());
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
        for row in claimed {
            let (desk, voice, turns) = (self.desk.clone(), Arc::clone(&self.voice), Arc::clone(&self.turns));
            let known = (row.id, is_p1(&row));
            let task = under_way.tasks.spawn(async move {
                let id = row.id;
                if let Err(fault) = carry(&desk, &*voice, &turns, row).await {
                    tracing::error!(
                        row = id,
                        error = format!("{fault:#}"),
                        "an outbox row could not be carried"
                    );
                }
            });
            under_way.rows.insert(task.id(), known);
        }
        Ok(())
    }
}

fn is_p1(row: &ReadyRow) -> bool {
    row.lane <= Lane::P1 as i64
}

async fn carry<V: Voice>(desk: &Desk, voice: &V, turns: &Turns, row: ReadyRow) -> Result<()> {
    let letter = Letter {
        row: row.id,
        to: row.destination.parse()?,
        language: row.language,
        say: serde_json::from_str(&row.body).with_context(|| format!("reading outbox row {}", row.id))?,
        made_at: row.made_at,
        uncertain: row.uncertain,
    };
    turns.wait(is_p1(&row)).await;
    if letter.uncertain {
        // It is looked for first: another request.
        turns.wait(is_p1(&row)).await;
    }
    let result = tokio::time::timeout(SEND_LIMIT, voice.say(&letter))
        .await
        .unwrap_or_else(|_| Err(Unsaid::Passing { error: "it took too long".to_owned(), after: None }));
    let mut work = desk.work().await?;
    let now = work.now;
    let fate = match &result {
        Ok(_) => "sent",
        Err(Unsaid::Useless) => "useless",
        Err(Unsaid::Permanent { .. } | Unsaid::Closed { .. }) => "failed",
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
        Err(Unsaid::Closed { error }) => {
            tracing::warn!(row = row.id, key = row.key, error, "a place is closed");
            store::outbox::give_up(work.conn(), row.id, GivenUp::Failed, &error).await?;
            work.unsaid(&letter.say).await?;
            // What else waits for it would be refused too, and Discord counts refusals.
            let lane = Lane::Rest as i64;
            store::outbox::give_up_waiting(work.conn(), &row.destination, lane, &error).await?;
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
