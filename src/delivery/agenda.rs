//! The agenda: carries out what falls due, one row a transaction, earliest first.
//!
//! What Discord must be asked for is the face's to carry out, beside the loop: nothing else that falls due
//! waits for the answer.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use anyhow::{Context, Result};
use chrono::{DateTime, TimeDelta, Utc};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::pause::pause;
use crate::{
    desk::{Desk, due::Due},
    pulse::Pulse,
    rules::ids::PersonId,
    store::{self, agenda::DueRow},
};

/// How many rows are read at once.
const AT_ONCE: i64 = 50;

/// How long a promise whose work failed waits, in seconds: after the first try, doubled after each, and at
/// the most.
const PUT_OFF: (i64, i64) = (10, 3_600);

/// How long a look may take, and how long after its beginning one that came to nothing is made again, in
/// seconds, the first time.
const LOOK_LIMIT: Duration = Duration::from_secs(30);
const LOOK_AGAIN: i64 = 60;

/// Who looks up what Discord alone knows: the face of the desk.
pub trait Eye: Send + Sync + 'static {
    /// Looks whether somebody is an expert still, and gives back their sessions where they are not. Where
    /// Discord does not say, it fails.
    fn look_up(&self, expert: PersonId) -> impl Future<Output = Result<()>> + Send;
}

/// An eye that opens once Discord is reached.
impl<E: Eye> Eye for Arc<OnceLock<E>> {
    async fn look_up(&self, expert: PersonId) -> Result<()> {
        let eye = self.get().context("Discord is not reached yet")?;
        eye.look_up(expert).await
    }
}

/// A look that is to be made.
#[derive(Clone, Copy, Debug)]
struct Look {
    row: i64,
    expert: PersonId,
}

/// Carries out what falls due, until told to stop.
pub async fn run(desk: Desk, eye: impl Eye, pulse: Pulse, stop: CancellationToken) {
    let eye = Arc::new(eye);
    // Those that are under way when it is told to stop are broken off, and made after the next start.
    let mut looks = JoinSet::new();
    loop {
        pulse.beat();
        while looks.try_join_next().is_some() {}
        let due = carry_out_due(&desk, &pulse).await.unwrap_or_else(|fault| {
            tracing::error!(error = format!("{fault:#}"), "the agenda could not be read");
            Carried::default()
        });
        for look in due.looks {
            let (desk, eye) = (desk.clone(), Arc::clone(&eye));
            looks.spawn(async move { look_up(&desk, &*eye, look).await });
        }
        if stop.is_cancelled() {
            return;
        }
        if due.more {
            continue;
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = pause(&desk.agenda_bell, &desk.clock) => {}
        }
    }
}

/// What became of a round.
#[derive(Debug, Default)]
struct Carried {
    /// Whether more may be due.
    more: bool,
    /// What the face is to look up.
    looks: Vec<Look>,
}

/// Carries out what is due now.
async fn carry_out_due(desk: &Desk, pulse: &Pulse) -> Result<Carried> {
    let now = desk.clock.now();
    let rows = store::agenda::due(&mut *desk.store.read().await?, now, AT_ONCE).await?;
    let mut carried = Carried { more: !rows.is_empty(), looks: Vec::new() };
    for row in rows {
        pulse.beat();
        let (id, key, tries) = (row.id, row.key.clone(), row.tries);
        // A task of its own: what panics in it ends nothing else.
        let own = desk.clone();
        let done = tokio::spawn(async move { carry_out(&own, &row).await }).await;
        match done.map_err(anyhow::Error::new).flatten() {
            Ok(look) => carried.looks.extend(look),
            Err(fault) => {
                let wait = pause_after(tries);
                let error = format!("{fault:#}");
                tracing::error!(
                    key,
                    error,
                    tries,
                    wait,
                    "what fell due could not be done; it is tried again"
                );
                put_off(desk, id, now + TimeDelta::seconds(wait)).await?;
            }
        }
    }
    Ok(carried)
}

/// Carries out a promise. Returns what the face is to look up for it.
async fn carry_out(desk: &Desk, row: &DueRow) -> Result<Option<Look>> {
    let due = serde_json::from_str(&row.body).context("reading a promise")?;
    if let Due::LookUp { expert } = due {
        // Before the look: however that ends, it is made again unless it was made.
        let wait = TimeDelta::seconds(pause_after(row.tries).max(LOOK_AGAIN));
        put_off(desk, row.id, desk.clock.now() + wait).await?;
        return Ok(Some(Look { row: row.id, expert }));
    }
    let mut work = desk.work().await?;
    let now = work.now;
    // Done in the same transaction: the work and its mark stand or fall together.
    if store::agenda::done(work.conn(), row.id, now).await? {
        work.fall_due(&due, row.due).await?;
    }
    work.commit().await?;
    Ok(None)
}

/// Has somebody looked up. Where Discord does not say, or not in time, the promise stands as it was put off.
async fn look_up(desk: &Desk, eye: &impl Eye, Look { row, expert }: Look) {
    let looked = async {
        tokio::time::timeout(LOOK_LIMIT, eye.look_up(expert)).await.context("it took too long").flatten()?;
        let mut work = desk.work().await?;
        let now = work.now;
        store::agenda::done(work.conn(), row, now).await?;
        work.commit().await
    };
    if let Err(fault) = looked.await {
        tracing::warn!(%expert, error = format!("{fault:#}"), "an expert is looked up again later");
    }
}

/// How long to wait after so many tries, in seconds.
fn pause_after(tries: i64) -> i64 {
    let (first, longest) = PUT_OFF;
    (first << tries.clamp(0, 16)).min(longest)
}

async fn put_off(desk: &Desk, row: i64, until: DateTime<Utc>) -> Result<()> {
    let mut tx = desk.store.begin().await?;
    store::agenda::put_off(&mut tx, row, until).await?;
    tx.commit().await.context("putting off a promise")
}
