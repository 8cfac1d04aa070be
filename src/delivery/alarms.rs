//! Alarms outside chat: sent once, each route by itself, beside the outbox and never behind it.
//!
//! A row is marked as being sent before the first byte leaves. If the program dies there, it is sent again
//! under the same id, by which the other side knows it.

use std::{collections::HashMap, sync::Arc, time::Duration};

use anyhow::{Context, Result};
use chrono::{DateTime, TimeDelta, Utc};
use tokio::task::{Id, JoinError, JoinSet};
use tokio_util::sync::CancellationToken;

use super::{letter::Unsaid, pause::pause};
use crate::{
    desk::{
        Desk,
        say::{
            alarm::Alarm,
            message::{Destination, Say},
        },
    },
    logging, metrics,
    pulse::Pulse,
    rules::{language::Language, on_call::RouteKey},
    store::{
        self,
        outbox::{GivenUp, ReadyRow},
    },
};

/// How many alarms are under way at once by one route: one that hangs keeps no other route's waiting.
const A_ROUTE: usize = 8;

/// No alarm takes longer than this to send.
const SEND_LIMIT: Duration = Duration::from_secs(30);

/// The pauses before another try, in seconds, and the one after all of them.
const PAUSES: [i64; 5] = [1, 2, 4, 8, 15];
const LONGEST_PAUSE: i64 = 30;

/// After so many tries that came to nothing it is told that the route fails.
const TRIES_UNTOLD: i64 = 3;

/// For how long an alarm is tried. A call is due no longer than until the next one.
const TRIED_FOR: TimeDelta = TimeDelta::hours(24);

/// An alarm that is to go out now.
#[derive(Debug)]
pub struct Sounding {
    /// Its outbox row.
    pub row: i64,
    /// By which route.
    pub route: RouteKey,
    /// In which language.
    pub language: Language,
    /// What it says.
    pub alarm: Alarm,
    /// When it was decided, UTC.
    pub made_at: DateTime<Utc>,
}

/// Who sends alarms: the routes.
pub trait Siren: Send + Sync + 'static {
    /// Sends an alarm, rendered now.
    fn sound(&self, alarm: &Sounding) -> impl Future<Output = Result<(), Unsaid>> + Send;
}

/// What is known of an alarm on its way.
#[derive(Clone, Debug)]
struct Held {
    row: i64,
    lane: i64,
    key: String,
    destination: String,
    /// How often it was tried before.
    attempts: i64,
    made_at: DateTime<Utc>,
}

/// The alarms on their way.
#[derive(Debug, Default)]
struct UnderWay {
    tasks: JoinSet<Result<(), Unsaid>>,
    held: HashMap<Id, Held>,
}

impl UnderWay {
    fn rows(&self) -> Vec<i64> {
        self.held.values().map(|held| held.row).collect()
    }

    fn room(&self, destination: &str) -> usize {
        A_ROUTE.saturating_sub(self.held.values().filter(|held| held.destination == destination).count())
    }

    fn comes_back(
        &mut self,
        done: Result<(Id, Result<(), Unsaid>), JoinError>,
    ) -> Option<(Held, Result<(), Unsaid>)> {
        let (id, result) = match done {
            Ok((id, result)) => (id, result),
            Err(error) => (error.id(), Err(Unsaid::Broken { error: logging::broke_off(&error).to_owned() })),
        };
        self.held.remove(&id).map(|held| (held, result))
    }
}

/// Sends what is to be said outside chat, until told to stop; what is under way is then finished.
pub async fn run(desk: Desk, siren: impl Siren, pulse: Pulse, stop: CancellationToken) {
    let siren = Arc::new(siren);
    let mut under_way = UnderWay::default();
    while !stop.is_cancelled() {
        pulse.beat();
        if let Err(fault) = send_ready(&desk, &siren, &mut under_way).await {
            tracing::error!(error = format!("{fault:#}"), "alarms could not be read");
        }
        tokio::select! {
            () = stop.cancelled() => break,
            Some(done) = under_way.tasks.join_next_with_id() => settled(&desk, under_way.comes_back(done)).await,
            () = pause(&desk.alarm_bell, &desk.clock) => {}
        }
    }
    while let Some(done) = under_way.tasks.join_next_with_id().await {
        settled(&desk, under_way.comes_back(done)).await;
    }
}

/// Sends as many as there is room for, each route by itself.
async fn send_ready<S: Siren>(desk: &Desk, siren: &Arc<S>, under_way: &mut UnderWay) -> Result<()> {
    let now = desk.clock.now();
    let ready = store::alarm::ready(&mut *desk.store.read().await?, &under_way.rows(), now).await?;
    let rooms = ready.into_iter().map(|to| (under_way.room(&to), to)).filter(|(room, _)| *room > 0);
    let rooms: Vec<(usize, String)> = rooms.collect();
    if rooms.is_empty() {
        return Ok(());
    }
    // Forty P1s at once are forty presses that wait to write: nobody sleeps on until they are through.
    let mut tx = desk.store.begin_first().await?;
    let mut claimed = Vec::new();
    for (room, to) in &rooms {
        let room = i64::try_from(*room).unwrap_or(i64::MAX);
        claimed.extend(store::alarm::claim(&mut tx, (to, room), &under_way.rows(), now).await?);
    }
    tx.commit().await?;
    for row in claimed {
        let held = Held {
            row: row.id,
            lane: row.lane,
            key: row.key.clone(),
            destination: row.destination.clone(),
            attempts: row.attempts,
            made_at: row.made_at,
        };
        let siren = Arc::clone(siren);
        let task = under_way.tasks.spawn(async move { send(&*siren, row).await });
        under_way.held.insert(task.id(), held);
    }
    Ok(())
}

async fn send<S: Siren>(siren: &S, row: ReadyRow) -> Result<(), Unsaid> {
    let sounding = read(&row).map_err(|fault| Unsaid::Broken { error: format!("{fault:#}") })?;
    tokio::time::timeout(SEND_LIMIT, siren.sound(&sounding))
        .await
        .unwrap_or_else(|_| Err(Unsaid::Passing { error: "it took too long".to_owned(), after: None }))
}

fn read(row: &ReadyRow) -> Result<Sounding> {
    let say = serde_json::from_str(&row.body).with_context(|| format!("reading outbox row {}", row.id))?;
    let Say::Alarm(alarm) = say else { anyhow::bail!("outbox row {} is no alarm", row.id) };
    Ok(Sounding {
        row: row.id,
        route: route_of(&row.destination)?,
        language: row.language,
        alarm,
        made_at: row.made_at,
    })
}

fn route_of(destination: &str) -> Result<RouteKey> {
    let Destination::Route(route) = destination.parse()? else {
        anyhow::bail!("{destination:?} is no route")
    };
    Ok(route)
}

/// Writes what became of an alarm. Where that cannot be written it stays marked as being sent, and is sent
/// again.
async fn settled(desk: &Desk, back: Option<(Held, Result<(), Unsaid>)>) {
    let Some((held, result)) = back else { return };
    let row = held.row;
    match settle(desk, &held, result).await {
        Ok(fate) => metrics::carried(held.lane, fate),
        Err(fault) => {
            tracing::error!(
                row,
                error = format!("{fault:#}"),
                "what became of an alarm could not be written"
            );
        }
    }
}

async fn settle(desk: &Desk, held: &Held, result: Result<(), Unsaid>) -> Result<&'static str> {
    let Held { row, key, attempts, made_at, .. } = held;
    let mut work = desk.work().await?;
    let now = work.now;
    let fate = match result {
        Ok(()) => {
            store::alarm::sent(work.conn(), *row, now).await?;
            "sent"
        }
        Err(Unsaid::Useless) => {
            store::outbox::give_up(work.conn(), *row, GivenUp::Useless, "no longer true").await?;
            "useless"
        }
        Err(Unsaid::Passing { error, after }) if now - *made_at < TRIED_FOR => {
            let wait = after.unwrap_or(0).max(pause_after(*attempts));
            tracing::warn!(row, key, error, wait, "an alarm did not go out; it is tried again");
            store::outbox::again(work.conn(), *row, now + TimeDelta::seconds(wait), &error).await?;
            if attempts + 1 >= TRIES_UNTOLD {
                work.route_fails(route_of(&held.destination)?, &error).await?;
            }
            "again"
        }
        Err(
            Unsaid::Passing { error, .. }
            | Unsaid::Unreached { error }
            | Unsaid::Permanent { error }
            | Unsaid::Refused { error }
            | Unsaid::Broken { error }
            | Unsaid::Unknown { error },
        ) => {
            tracing::error!(row, key, error, "an alarm was given up");
            store::outbox::give_up(work.conn(), *row, GivenUp::Failed, &error).await?;
            work.route_fails(route_of(&held.destination)?, &error).await?;
            "failed"
        }
        Err(Unsaid::Astray { .. }) => anyhow::bail!("no route speaks for a customer"),
    };
    work.commit().await?;
    Ok(fate)
}

fn pause_after(attempts: i64) -> i64 {
    let tried = usize::try_from(attempts).unwrap_or(usize::MAX);
    PAUSES.get(tried).copied().unwrap_or(LONGEST_PAUSE)
}
