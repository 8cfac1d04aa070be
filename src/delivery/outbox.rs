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
        claims::is_p1,
        say::{Destination, Lane, Say},
        spoken::{Follows, Where},
    },
    figures,
    pulse::Pulse,
    rules::language::Language,
    store::{
        self, Conn,
        ending::{Became, Claim, Receipt},
        outbox::{GivenUp, ReadyRow},
    },
};

/// How long the receipts of what was said at one moment are waited for, so that they are written together.
const GATHERING: Duration = Duration::from_millis(10);

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
    /// It is a P1's: its requests go before all others.
    pub p1: bool,
}

impl Letter {
    /// The short reference that the message carries, by which it is found again.
    #[must_use]
    pub fn reference(&self) -> String {
        format!("g{:x}", self.row)
    }
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
    /// Says a message, rendered now. It is its turn for one request to Discord.
    fn say(&self, letter: &Letter) -> impl Future<Output = Result<Where, Unsaid>> + Send;
}

/// A message that was sent, or was not: what becomes of its row is still to be written.
#[derive(Debug)]
struct Carried {
    row: i64,
    key: String,
    lane: i64,
    attempts: i64,
    to: Destination,
    say: Say,
    result: Result<Where, Unsaid>,
}

/// The outbox's loop.
#[derive(Debug)]
pub struct Outbox<V> {
    desk: Desk,
    voice: Arc<V>,
    turns: Arc<Turns>,
}

/// The messages that are carried.
#[derive(Debug, Default)]
struct UnderWay {
    tasks: JoinSet<Result<Carried>>,
    rows: HashMap<Id, i64>,
    /// Those that came back, what became of each still to be written.
    back: Vec<Carried>,
    /// Those of which nobody knows what became.
    lost: Vec<i64>,
}

impl UnderWay {
    fn comes_back(&mut self, done: Result<(Id, Result<Carried>), JoinError>) {
        let (task, fault) = match done {
            Ok((task, Ok(carried))) => {
                self.rows.remove(&task);
                self.back.push(carried);
                return;
            }
            Ok((task, Err(fault))) => (task, format!("{fault:#}")),
            Err(error) => (error.id(), error.to_string()),
        };
        // Its row stays marked as being sent: it is looked for, and sent if it is not found.
        let row = self.rows.remove(&task);
        tracing::error!(row, error = fault, "an outbox row could not be carried");
        self.lost.extend(row);
    }
}

impl<V: Voice> Outbox<V> {
    /// An outbox that speaks with `voice`, each message in its turn.
    #[must_use]
    pub fn new(desk: Desk, voice: V, turns: Arc<Turns>) -> Self {
        Self { desk, voice: Arc::new(voice), turns }
    }

    /// Says what must be said until told to stop; what is under way is then finished.
    pub async fn run(self, pulse: Pulse, stop: CancellationToken) {
        let mut under_way = UnderWay::default();
        self.desk.claims.are_carried(true);
        while !stop.is_cancelled() {
            pulse.beat();
            let more = self.turn(&mut under_way).await.unwrap_or_else(|fault| {
                tracing::error!(error = format!("{fault:#}"), "the outbox could not be read");
                false
            });
            if !more {
                self.wait(&mut under_way, &stop).await;
            }
        }
        self.desk.claims.are_carried(false);
        self.carry_handed(&mut under_way);
        while let Some(done) = under_way.tasks.join_next_with_id().await {
            under_way.comes_back(done);
        }
        let receipts = self.settle_but_receipts(&mut under_way).await;
        self.write_each(receipts).await;
    }

    /// Waits until there may be something to do: something new to say, or a message that comes back. Those that come back at about the
    /// same time are waited for, as their receipts are written together.
    #[expect(
        clippy::disallowed_methods,
        reason = "milliseconds in which receipts gather; the rows stand in the outbox"
    )]
    async fn wait(&self, under_way: &mut UnderWay, stop: &CancellationToken) {
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                Some(done) = under_way.tasks.join_next_with_id() => {
                    under_way.comes_back(done);
                    break;
                }
                () = self.desk.answers.rung() => break,
                () = self.desk.claims.rung() => self.carry_handed(under_way),
                () = pause(&self.desk.outbox_bell, &self.desk.clock) => return,
            }
        }
        let gathered = tokio::time::sleep(GATHERING);
        tokio::pin!(gathered);
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                done = under_way.tasks.join_next_with_id() => match done {
                    Some(done) => under_way.comes_back(done),
                    None => return,
                },
                () = self.desk.claims.rung() => self.carry_handed(under_way),
                () = self.desk.outbox_bell.notified() => return,
                () = &mut gathered => return,
            }
        }
    }

    /// Writes what became of the messages that came back, and starts as many as there is room for, the most urgent first. Says whether
    /// more may be waiting for which there is room.
    async fn turn(&self, under_way: &mut UnderWay) -> Result<bool> {
        // What was claimed by who committed it goes at once.
        self.carry_handed(under_way);
        let receipts = self.settle_but_receipts(under_way).await;
        let claims = &self.desk.claims;
        let mut tx = self.desk.store.alone().await?;
        let (room, answered) = (claims.room(), self.desk.answers.take());
        let became = Became { receipts: &receipts, answered: &answered };
        let claim = Claim { room, under_way: &claims.rows(), now: self.desk.clock.now() };
        let claimed = match store::ending::turn(&mut tx, &became, &claim).await {
            Ok(claimed) => claimed,
            Err(fault) => {
                drop(tx);
                self.desk.answers.give_back(answered);
                if receipts.is_empty() {
                    return Err(fault);
                }
                tracing::warn!(error = format!("{fault:#}"), "receipts could not be written together");
                self.write_each(receipts).await;
                return Ok(true);
            }
        };
        tx.committed();
        let more = claimed.len() == room.rows && room.rows > 0;
        for receipt in &receipts {
            claims.end(receipt.id);
        }
        claims.hand(claimed);
        drop(tx);
        self.carry_handed(under_way);
        Ok(more)
    }

    /// Carries what was claimed.
    fn carry_handed(&self, under_way: &mut UnderWay) {
        for row in self.desk.claims.take() {
            let (id, voice, turns) = (row.id, Arc::clone(&self.voice), Arc::clone(&self.turns));
            let task = under_way.tasks.spawn(async move { carry(&*voice, &turns, row).await });
            under_way.rows.insert(task.id(), id);
        }
    }

    /// Writes receipts one by one: one that cannot be written keeps no other from it. Its row stays marked as being sent, and is looked for.
    async fn write_each(&self, receipts: Vec<Receipt>) {
        for receipt in receipts {
            let written = async {
                let mut work = self.desk.work().await?;
                let now = work.now;
                write_receipt(work.conn(), &receipt, now).await?;
                work.commit().await
            };
            if let Err(fault) = written.await {
                let (row, error) = (receipt.id, format!("{fault:#}"));
                tracing::error!(row, error, "a receipt could not be written");
            }
            self.desk.claims.end(receipt.id);
        }
    }

    /// Writes what became of those that came back, but for the plain receipts, which it gives: they are written with the next claim.
    async fn settle_but_receipts(&self, under_way: &mut UnderWay) -> Vec<Receipt> {
        for row in under_way.lost.drain(..) {
            self.desk.claims.end(row);
        }
        let mut receipts = Vec::new();
        for carried in under_way.back.drain(..) {
            figures::carried(carried.lane, carried.fate());
            if let Some((receipt, Follows { more: false, .. })) = carried.receipt() {
                receipts.push(receipt);
                continue;
            }
            let row = carried.row;
            if let Err(fault) = settle(&self.desk, carried).await {
                let error = format!("{fault:#}");
                tracing::error!(row, error, "what became of a message could not be written");
            }
            self.desk.claims.end(row);
        }
        receipts
    }
}

impl Carried {
    fn fate(&self) -> &'static str {
        match self.result {
            Ok(_) => "sent",
            Err(Unsaid::Useless) => "useless",
            Err(Unsaid::Permanent { .. } | Unsaid::Closed { .. }) => "failed",
            Err(Unsaid::Passing { .. }) => "again",
        }
    }

    /// The receipt of what was said, and what follows from it.
    fn receipt(&self) -> Option<(Receipt, Follows)> {
        let said = self.result.as_ref().ok()?;
        let follows = self.say.follows(*said);
        let Where { channel, message, .. } = *said;
        Some((Receipt { id: self.row, channel, message, place: follows.place }, follows))
    }
}

async fn carry<V: Voice>(voice: &V, turns: &Turns, row: ReadyRow) -> Result<Carried> {
    let letter = Letter {
        row: row.id,
        to: row.destination.parse()?,
        language: row.language,
        say: serde_json::from_str(&row.body).with_context(|| format!("reading outbox row {}", row.id))?,
        made_at: row.made_at,
        uncertain: row.uncertain,
        p1: is_p1(row.lane),
    };
    turns.wait(letter.p1).await;
    let result = tokio::time::timeout(SEND_LIMIT, voice.say(&letter))
        .await
        .unwrap_or_else(|_| Err(Unsaid::Passing { error: "it took too long".to_owned(), after: None }));
    let (to, say) = (letter.to, letter.say);
    Ok(Carried { row: row.id, key: row.key, lane: row.lane, attempts: row.attempts, to, say, result })
}

/// Writes a receipt, and what of a ticket stands there.
async fn write_receipt(conn: &mut Conn, receipt: &Receipt, now: DateTime<Utc>) -> Result<()> {
    store::outbox::sent(conn, receipt, now).await?;
    if let Some((ticket, place)) = receipt.place {
        store::ticket::stands(conn, ticket, place).await?;
    }
    Ok(())
}

/// Writes what became of a message where that is more than its receipt.
async fn settle(desk: &Desk, carried: Carried) -> Result<()> {
    let receipt = carried.receipt();
    let Carried { row, key, attempts, to, say, result, .. } = carried;
    let mut work = desk.work().await?;
    let now = work.now;
    match result {
        Ok(said) => {
            if let Some((receipt, _)) = receipt {
                write_receipt(work.conn(), &receipt, now).await?;
            }
            work.said(&say, said).await?;
        }
        Err(Unsaid::Useless) => {
            store::outbox::give_up(work.conn(), row, GivenUp::Useless, "no longer true").await?;
        }
        Err(Unsaid::Permanent { error }) => {
            tracing::warn!(row, key, error, "a message was refused for good");
            store::outbox::give_up(work.conn(), row, GivenUp::Failed, &error).await?;
            work.unsaid(&say).await?;
        }
        Err(Unsaid::Closed { error }) => {
            tracing::warn!(row, key, error, "a place is closed");
            store::outbox::give_up(work.conn(), row, GivenUp::Failed, &error).await?;
            work.unsaid(&say).await?;
            // What else waits for it would be refused too, and Discord counts refusals.
            store::outbox::give_up_waiting(work.conn(), &to.to_string(), Lane::Rest as i64, &error).await?;
        }
        Err(Unsaid::Passing { error, after }) => {
            let wait = after.unwrap_or_else(|| backoff(row, attempts));
            tracing::info!(row, key, error, wait, "a message will be tried again");
            store::outbox::again(work.conn(), row, now + TimeDelta::seconds(wait), &error).await?;
        }
    }
    work.commit().await
}

/// Longer after each try, with a spread so that messages refused together do not come back together.
fn backoff(row: i64, attempts: i64) -> i64 {
    let doubled = 1_i64 << attempts.clamp(0, 8);
    doubled.min(LONGEST_PAUSE) + row % (1 + doubled / 4)
}
