//! The outbox: says what must be said, once, in order, urgent things first, within Discord's limits.
//!
//! A row is marked as being sent before the first byte leaves. If the program dies there, the row is looked
//! for in the channel before it is sent again.

use std::{collections::HashMap, sync::Arc, time::Duration};

use anyhow::{Context, Result};

use tokio::task::{Id, JoinError, JoinSet};
use tokio_util::sync::CancellationToken;

use super::{
    letter::{Carried, Letter, Unsaid, Voice},
    pace::Turns,
    pause::pause,
    settling::{put_off_or_aside, settle, write_receipt},
};
use crate::{
    desk::{Desk, claims::is_p1, say::message::Say},
    logging, metrics,
    pulse::Pulse,
    store::{
        commit::Became,
        outbox::{ReadyRow, Receipt},
    },
};

/// How long the receipts of what was said at one moment are waited for, so that they are written together.
const GATHERING: Duration = Duration::from_millis(10);

/// No message takes longer than this to send, whatever waits in between.
const SEND_LIMIT: Duration = Duration::from_mins(1);

/// Nor one with what people attached, which may be large and the way narrow: who sends it has limits by its
/// size.
const FILES_LIMIT: Duration = Duration::from_mins(10);

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
    pub(super) row: i64,
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

    /// Waits until there may be something to do: something new to say, or a message that comes back. Those
    /// that come back at about the same time are waited for, as their receipts are written together.
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

    /// Writes what became of the messages that came back, and starts as many as there is room for, the most
    /// urgent first. Says whether more may be waiting for which there is room.
    async fn turn(&self, under_way: &mut UnderWay) -> Result<bool> {
        // What was claimed by whoever committed it goes at once.
        self.carry_handed(under_way);
        let receipts = self.settle_but_receipts(under_way).await;
        let tx = self.desk.store.alone().await?;
        let answered = self.desk.answers.take();
        let became = Became { receipts: &receipts, answered: &answered };
        let more = match self.desk.claims.turn(tx, &became, self.desk.clock.now()).await {
            Ok(more) => more,
            Err(fault) => {
                self.desk.answers.give_back(answered);
                if receipts.is_empty() {
                    return Err(fault);
                }
                tracing::warn!(error = format!("{fault:#}"), "receipts could not be written together");
                self.write_each(receipts).await;
                return Ok(true);
            }
        };
        self.carry_handed(under_way);
        Ok(more)
    }

    /// Carries what was claimed.
    fn carry_handed(&self, under_way: &mut UnderWay) {
        for row in self.desk.claims.take() {
            let held = Held { row: row.id, key: row.key.clone(), lane: row.lane };
            let (voice, turns, away) =
                (Arc::clone(&self.voice), Arc::clone(&self.turns), Arc::clone(&self.desk.away));
            let task = under_way.tasks.spawn(async move {
                let carried = carry(&*voice, &turns, row).await?;
                match &carried.result {
                    Ok(_) => away.arrived(),
                    Err(Unsaid::Unreached { .. }) => away.unreached(),
                    Err(_) => {}
                }
                Ok(carried)
            });
            under_way.rows.insert(task.id(), held);
        }
    }

    /// Writes receipts one by one: one that cannot be written keeps no other from it. Its row stays marked as
    /// being sent, and is looked for.
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

    /// Writes what became of those that came back, except plain receipts, which it returns: they are
    /// written with the next claim.
    async fn settle_but_receipts(&self, under_way: &mut UnderWay) -> Vec<Receipt> {
        for (held, error) in under_way.lost.drain(..) {
            self.failed(held, error).await;
        }
        let mut receipts = Vec::new();
        for carried in under_way.back.drain(..) {
            if let Some(receipt) = carried.plain_receipt() {
                metrics::carried(carried.lane, "sent");
                receipts.push(receipt);
                continue;
            }
            let held = Held { row: carried.row, key: carried.key.clone(), lane: carried.lane };
            let fate = carried.fate();
            match settle(&self.desk, carried).await {
                Ok(()) => {
                    metrics::carried(held.lane, fate);
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
    /// A message failed by itself, or what became of it could not be written: it is tried again after a pause
    /// that grows, and put aside in the end.
    async fn failed(&self, held: Held, error: String) {
        let Held { row, key, lane } = held;
        let written = async {
            let mut work = self.desk.work().await?;
            let put_aside = put_off_or_aside(&mut work, (row, &key), &error).await?;
            work.commit().await?;
            anyhow::Ok(put_aside)
        };
        match written.await {
            Ok(put_aside) => metrics::carried(lane, if put_aside { "failed" } else { "again" }),
            Err(fault) => {
                let fault = format!("{fault:#}");
                tracing::error!(row, key, error, fault, "what became of a message could not be written");
            }
        }
        self.desk.claims.end(row);
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
        .unwrap_or_else(|_| Err(Unsaid::Unreached { error: "it took too long".to_owned() }));
    let (to, say) = (letter.to, letter.say);
    Ok(Carried { row: row.id, key: row.key, lane: row.lane, attempts: row.attempts, to, say, result })
}
