//! The loops that keep the database in order.

use std::time::Duration;

use anyhow::Result;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::{pulse::Pulse, store::Store};

/// How often it is looked whether another program wrote.
const HEEDING: Duration = Duration::from_secs(1);

/// How often it is looked whether the house is to be kept, and how often it is.
const HOUSEKEEPING_LOOK: Duration = Duration::from_secs(1);
const HOUSEKEEPING: Duration = Duration::from_hours(24);

/// Looks again and again whether another program wrote.
#[expect(clippy::disallowed_methods, reason = "looks at the database; no promise waits for it")]
pub(super) async fn heed_others(store: Store, pulse: Pulse, stop: CancellationToken) {
    let heeded = async || {
        pulse.beat();
        tokio::time::sleep(HEEDING).await;
        if let Err(fault) = store.heed_others().await {
            tracing::warn!(error = format!("{fault:#}"), "it is not known whether another program wrote");
        }
    };
    while stop.run_until_cancelled(heeded()).await.is_some() {}
}

/// Moves files out that an earlier version kept in the database, one after another, and removes those that no
/// row names: at the start and once a day.
#[expect(clippy::disallowed_methods, reason = "tidies up; no promise waits for it")]
pub(super) async fn keep_house(store: Store, pulse: Pulse, stop: CancellationToken) {
    let mut kept: Option<Instant> = None;
    let mut look = async || {
        pulse.beat();
        if kept.is_none_or(|at| at.elapsed() >= HOUSEKEEPING) {
            tidy_up(&store, &pulse).await;
            kept = Some(Instant::now());
        }
        tokio::time::sleep(HOUSEKEEPING_LOOK).await;
    };
    while stop.run_until_cancelled(look()).await.is_some() {}
}

async fn tidy_up(store: &Store, pulse: &Pulse) {
    if let Err(fault) = moved_out(store, pulse).await {
        tracing::warn!(error = format!("{fault:#}"), "files could not be moved out of the database");
    }
    match store.sweep_files().await {
        Ok(0) => {}
        Ok(swept) => tracing::info!(swept, "files that no ticket names were removed"),
        Err(fault) => tracing::warn!(error = format!("{fault:#}"), "files could not be swept"),
    }
}

async fn moved_out(store: &Store, pulse: &Pulse) -> Result<()> {
    let (mut after, mut moved) = (0, 0);
    while let Some((row, whole)) = store.move_out(after, None).await? {
        pulse.beat();
        if !whole {
            tracing::error!(row, "a file in the database is not what was kept: run `guichet check`");
        }
        moved += usize::from(whole);
        after = row;
    }
    if moved > 0 {
        tracing::info!(moved, "files that were in the database stand beside it");
    }
    Ok(())
}
