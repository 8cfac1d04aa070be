//! The schema brought up to date, step by step; what takes long says how far it is.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressStyle};
use sqlx::{SqliteConnection, migrate::Migration};

use super::MIGRATIONS;

/// After how long a step is said to take long.
const LONG: Duration = Duration::from_secs(1);

/// How often it is said again, where nobody sees the bar.
const AGAIN: Duration = Duration::from_secs(10);

/// Applies the steps that are missing; `from` is the last that is there, none in a new database.
///
/// # Errors
/// When a step cannot be applied: those before it stay.
pub(super) async fn run(conn: &mut SqliteConnection, from: Option<i64>) -> Result<()> {
    if let Some(from) = from {
        let missing: Vec<&Migration> = MIGRATIONS.iter().filter(|step| step.version > from).collect();
        // Not shown where nobody looks.
        let bar = ProgressBar::new(u64::try_from(missing.len()).unwrap_or(u64::MAX));
        if let Ok(style) = ProgressStyle::with_template("schema {bar:30} step {pos} of {len}, {elapsed}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(LONG);
        for (index, step) in missing.iter().enumerate() {
            let told =
                Told { step: step.version, rank: index + 1, of: missing.len(), unseen: bar.is_hidden() };
            apply(conn, &told).await?;
            bar.inc(1);
        }
        bar.finish_and_clear();
    }
    // Whatever is missing is applied; what is there is held against the program's own.
    MIGRATIONS.run(conn).await.context("bringing the database's schema up to date")
}

/// A step, as it is told of.
struct Told {
    step: i64,
    rank: usize,
    of: usize,
    unseen: bool,
}

#[expect(clippy::disallowed_methods, reason = "how long a step takes is the machine's own time")]
async fn apply(conn: &mut SqliteConnection, told: &Told) -> Result<()> {
    let (begun, mut pause) = (Instant::now(), LONG);
    let applied = MIGRATIONS.run_to(told.step, conn);
    tokio::pin!(applied);
    loop {
        tokio::select! {
            done = &mut applied => {
                return done.with_context(|| format!("bringing the database's schema to step {}", told.step));
            }
            () = tokio::time::sleep(pause) => {
                pause = AGAIN;
                if told.unseen {
                    tracing::info!(
                        step = told.step,
                        rank = told.rank,
                        of = told.of,
                        seconds = begun.elapsed().as_secs(),
                        "the database's schema is being brought up to date"
                    );
                }
            }
        }
    }
}
