//! The agenda: carries out what falls due, one row a transaction, earliest first.

use anyhow::{Context, Result};
use chrono::TimeDelta;
use tokio_util::sync::CancellationToken;

use super::pause::pause;
use crate::{desk::Desk, pulse::Pulse, store};

/// How many rows are read at once.
const AT_ONCE: i64 = 50;

/// How long a promise whose work failed waits, in seconds: after the first try, doubled after each, and at
/// the most.
const PUT_OFF: (i64, i64) = (10, 3_600);

/// Carries out what falls due, until told to stop.
pub async fn run(desk: Desk, pulse: Pulse, stop: CancellationToken) {
    loop {
        pulse.beat();
        let more = match carry_out_due(&desk, &pulse).await {
            Ok(more) => more,
            Err(fault) => {
                tracing::error!(error = format!("{fault:#}"), "the agenda could not be read");
                false
            }
        };
        if stop.is_cancelled() {
            return;
        }
        if more {
            continue;
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = pause(&desk.agenda_bell, &desk.clock) => {}
        }
    }
}

/// Carries out what is due now. Says whether more may be due.
async fn carry_out_due(desk: &Desk, pulse: &Pulse) -> Result<bool> {
    let now = desk.clock.now();
    let rows = store::agenda::due(&mut *desk.store.read().await?, now, AT_ONCE).await?;
    let more = !rows.is_empty();
    for row in rows {
        pulse.beat();
        let (id, key, tries) = (row.id, row.key.clone(), row.tries);
        // A task of its own: what panics in it ends nothing else.
        let own = desk.clone();
        let done = tokio::spawn(async move { carry_out(&own, &row).await }).await;
        if let Err(fault) = done.map_err(anyhow::Error::new).flatten() {
            let (first, longest) = PUT_OFF;
            let wait = (first << tries.clamp(0, 16)).min(longest);
            let error = format!("{fault:#}");
            tracing::error!(key, error, tries, wait, "what fell due could not be done; it is tried again");
            let mut tx = desk.store.begin().await?;
            store::agenda::put_off(&mut tx, id, now + TimeDelta::seconds(wait)).await?;
            tx.commit().await.context("putting off a promise")?;
        }
    }
    Ok(more)
}

async fn carry_out(desk: &Desk, row: &store::agenda::DueRow) -> Result<()> {
    let due = serde_json::from_str(&row.body).context("reading a promise")?;
    let mut work = desk.work().await?;
    let now = work.now;
    // Done in the same transaction: the work and its mark stand or fall together.
    if store::agenda::done(work.conn(), row.id, now).await? {
        work.fall_due(&due, row.due).await?;
    }
    work.commit().await
}
