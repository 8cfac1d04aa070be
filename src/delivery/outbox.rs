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
        say::{Destination, Lane, Say, thread_line},
        spoken::{Follows, Where},
        work::Work,
    },
    figures, logging,
    pulse::Pulse,
    rules::{
        ids::{ChannelId, TicketNumber},
        language::Language,
    },
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

/// Nor one with what people attached, which may be large and the way narrow: who sends it has limits by its size.
const FILES_LIMIT: Duration = Duration::from_mins(10);

/// The longest pause between two tries of one message, in seconds.
const LONGEST_PAUSE: i64 = 300;

/// The longest pause between two tries of a page, in seconds: as long as it is due, somebody is waiting for it.
const LONGEST_FOR_PAGE: i64 = 10;

/// The pauses between two tries of what was refused for want of a permission, or of room, in seconds: the first, doubled after each, and the
/// longest. Discord counts what it refuses.
const WHILE_REFUSED: (i64, i64) = (4, 3_600);

/// After so many refusals it is given up: a week of them.
const REFUSALS_MOST: i64 = 180;

/// So often a message may fail by itself before it is put aside.
const FAULTS_MOST: i64 = 10;

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
    /// It may work once something changes there: a permission is given, threads are put away.
    Refused {
        /// Why.
        error: String,
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
    /// It is for a ticket's team, and its channel speaks for the ticket's customer no more.
    Astray {
        /// The ticket.
        ticket: TicketNumber,
        /// The channel, where Discord says that it is gone.
        gone: Option<ChannelId>,
    },
    /// It could not be put into words.
    Broken {
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
    rows: HashMap<Id, Held>,
    /// Those that came back, what became of each still to be written.
    back: Vec<Carried>,
    /// Those that failed by themselves, and why.
    lost: Vec<(Held, String)>,
}

/// What is known of a message without reading it.
#[derive(Debug)]
struct Held {
    row: i64,
    key: String,
    lane: i64,
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
            Err(error) => (error.id(), logging::broke_off(&error).to_owned()),
        };
        self.lost.extend(self.rows.remove(&task).map(|held| (held, fault)));
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
            let held = Held { row: row.id, key: row.key.clone(), lane: row.lane };
            let (voice, turns) = (Arc::clone(&self.voice), Arc::clone(&self.turns));
            let task = under_way.tasks.spawn(async move { carry(&*voice, &turns, row).await });
            under_way.rows.insert(task.id(), held);
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
        for (held, error) in under_way.lost.drain(..) {
            self.failed(held, error).await;
        }
        let mut receipts = Vec::new();
        for carried in under_way.back.drain(..) {
            if let Some(receipt) = carried.plain_receipt() {
                figures::carried(carried.lane, "sent");
                receipts.push(receipt);
                continue;
            }
            let held = Held { row: carried.row, key: carried.key.clone(), lane: carried.lane };
            let fate = carried.fate();
            match settle(&self.desk, carried).await {
                Ok(()) => {
                    figures::carried(held.lane, fate);
                    self.desk.claims.end(held.row);
                }
                // It must not be claimed again at once: what failed now would fail then.
                Err(fault) => self.failed(held, format!("{fault:#}")).await,
            }
        }
        receipts
    }
}

impl<V: Voice> Outbox<V> {
    /// A message failed by itself, or what became of it could not be written: it is tried again after a pause that grows, and put aside
    /// in the end.
    async fn failed(&self, held: Held, error: String) {
        let Held { row, key, lane } = held;
        let written = async {
            let mut work = self.desk.work().await?;
            let put_aside = put_off_or_aside(&mut work, (row, &key), &error).await?;
            work.commit().await?;
            anyhow::Ok(put_aside)
        };
        match written.await {
            Ok(put_aside) => figures::carried(lane, if put_aside { "failed" } else { "again" }),
            Err(fault) => {
                let fault = format!("{fault:#}");
                tracing::error!(row, key, error, fault, "what became of a message could not be written");
            }
        }
        self.desk.claims.end(row);
    }
}

/// A message that failed by itself waits for longer each time, and is put aside after some tries. Says whether it was put aside.
async fn put_off_or_aside(work: &mut Work<'_>, (row, key): (i64, &str), error: &str) -> Result<bool> {
    let now = work.now;
    let faults = store::outbox::faulted(work.conn(), row).await?;
    if faults >= FAULTS_MOST {
        tracing::error!(row, key, error, faults, "a message was put aside");
        store::outbox::give_up(work.conn(), row, GivenUp::Failed, error).await?;
        return Ok(true);
    }
    let wait = backoff(row, faults);
    tracing::error!(row, key, error, wait, "a message failed by itself; it is tried again");
    store::outbox::again(work.conn(), row, now + TimeDelta::seconds(wait), error).await?;
    Ok(false)
}

impl Carried {
    fn fate(&self) -> &'static str {
        match self.result {
            Ok(_) => "sent",
            Err(Unsaid::Useless) => "useless",
            Err(Unsaid::Permanent { .. } | Unsaid::Closed { .. }) => "failed",
            Err(
                Unsaid::Passing { .. }
                | Unsaid::Refused { .. }
                | Unsaid::Astray { .. }
                | Unsaid::Broken { .. },
            ) => "again",
        }
    }

    /// The receipt, where nothing else is to be written.
    fn plain_receipt(&self) -> Option<Receipt> {
        let (receipt, follows) = self.receipt()?;
        let aside = self.result.as_ref().is_ok_and(|said| said.aside.is_some());
        // What was refused before may have been the first of a ticket that nobody saw.
        let again = self.attempts > 0 && self.say.for_team(self.to).is_some();
        (!follows.more && !aside && !again).then_some(receipt)
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
    let limit = if matches!(letter.say, Say::Copied { .. }) { FILES_LIMIT } else { SEND_LIMIT };
    let result = tokio::time::timeout(limit, voice.say(&letter))
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
    let Carried { row, key, lane, attempts, to, say, result } = carried;
    let mut work = desk.work().await?;
    let now = work.now;
    match result {
        Ok(said) => {
            if let Some((receipt, _)) = receipt {
                write_receipt(work.conn(), &receipt, now).await?;
            }
            work.said(&say, said).await?;
            if let (Some((thread, why)), Some(side)) = (said.aside, side_of(to)) {
                work.stands_aside(side, thread, why).await?;
            }
            if let Some(ticket) = say.for_team(to).filter(|_| attempts > 0) {
                work.is_taken_again(ticket).await?;
            }
        }
        Err(Unsaid::Useless) => {
            store::outbox::give_up(work.conn(), row, GivenUp::Useless, "no longer true").await?;
        }
        Err(Unsaid::Permanent { error }) => {
            tracing::warn!(row, key, error, "a message was refused for good");
            give_up(&mut work, row, (&say, to), &error).await?;
        }
        Err(Unsaid::Closed { error }) => {
            tracing::warn!(row, key, error, "a place is closed");
            give_up(&mut work, row, (&say, to), &error).await?;
            // What else waits for it would be refused too, and Discord counts refusals.
            store::outbox::give_up_waiting(work.conn(), &to.to_string(), Lane::Rest as i64, &error).await?;
        }
        Err(Unsaid::Refused { error }) => refused(&mut work, (row, &key), (&say, to), &error).await?,
        Err(Unsaid::Astray { ticket, gone }) => {
            tracing::info!(row, key, "a ticket's channel speaks for its customer no more");
            work.went_astray(row, &say, (ticket, gone)).await?;
        }
        Err(Unsaid::Broken { error }) => {
            if put_off_or_aside(&mut work, (row, &key), &error).await? {
                figures::carried(lane, "failed");
                is_unsaid(&mut work, row, (&say, to), &error).await?;
            }
        }
        Err(Unsaid::Passing { error, after }) => {
            let page = lane == Lane::Page as i64;
            let wait = after.unwrap_or_else(|| backoff(row, attempts));
            let wait = if page { wait.min(LONGEST_FOR_PAGE) } else { wait };
            tracing::info!(row, key, error, wait, "a message will be tried again");
            store::outbox::again(work.conn(), row, now + TimeDelta::seconds(wait), &error).await?;
        }
    }
    work.commit().await
}

/// What was refused for want of a permission, or of room, waits for longer each time and keeps nothing else waiting; staff are told.
async fn refused(
    work: &mut Work<'_>,
    (row, key): (i64, &str),
    (say, to): (&Say, Destination),
    error: &str,
) -> Result<()> {
    let refusals = store::outbox::refusals(work.conn(), row).await?;
    if refusals >= REFUSALS_MOST {
        tracing::warn!(row, key, error, refusals, "a message was refused for a week");
        return give_up(work, row, (say, to), error).await;
    }
    let (first, longest) = WHILE_REFUSED;
    let wait = (first << refusals.clamp(0, 16)).min(longest);
    let wait = wait + row % (1 + wait / 4);
    if refusals == 0 {
        tracing::warn!(row, key, error, "a message was refused for now");
    }
    let thread = say.starts_thread();
    let line = thread.map(|(ticket, staff)| thread_line(ticket, staff));
    let until = work.now + TimeDelta::seconds(wait);
    store::outbox::refused(work.conn(), row, until, (error, line.as_deref())).await?;
    match (thread, say.for_team(to)) {
        (Some((ticket, staff)), _) => work.threads_are_refused(ticket, staff, error).await,
        (None, Some(ticket)) => work.is_refused_by_team(ticket, error).await,
        (None, None) => Ok(()),
    }
}

/// Gives a message up, loudly.
async fn give_up(work: &mut Work<'_>, row: i64, of: (&Say, Destination), error: &str) -> Result<()> {
    store::outbox::give_up(work.conn(), row, GivenUp::Failed, error).await?;
    is_unsaid(work, row, of, error).await
}

/// What follows where a message is never said.
async fn is_unsaid(work: &mut Work<'_>, row: i64, (say, to): (&Say, Destination), error: &str) -> Result<()> {
    work.unsaid(say).await?;
    match say.for_team(to) {
        Some(ticket) if !say.corrects() => work.is_not_said(row, ticket, error).await,
        Some(_) | None => Ok(()),
    }
}

/// The side of a ticket that a message is for.
fn side_of(to: Destination) -> Option<(TicketNumber, bool)> {
    match to {
        Destination::TeamThread(ticket) => Some((ticket, false)),
        Destination::StaffThread(ticket) => Some((ticket, true)),
        Destination::Channel(_) | Destination::Person(_) | Destination::Owner => None,
    }
}

/// Longer after each try, with a spread so that messages refused together do not come back together.
fn backoff(row: i64, attempts: i64) -> i64 {
    let doubled = 1_i64 << attempts.clamp(0, 8);
    doubled.min(LONGEST_PAUSE) + row % (1 + doubled / 4)
}
