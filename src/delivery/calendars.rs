//! The calendars of on call are read again and again, in a loop of its own: whatever a server of theirs does,
//! it keeps nothing else waiting.

use anyhow::Result;
use futures::future::join_all;
use tokio_util::sync::CancellationToken;

use super::look_again;
use crate::{calendars::Reader, desk::Desk, pulse::Pulse};

/// Reads the calendars whenever they are due, until told to stop.
pub async fn run(desk: Desk, reader: Reader, pulse: Pulse, stop: CancellationToken) {
    let look = async || {
        pulse.beat();
        if let Err(fault) = read_due(&desk, &reader).await {
            tracing::error!(error = format!("{fault:#}"), "what became of a calendar could not be kept");
        }
        look_again(&desk.clock).await;
    };
    while stop.run_until_cancelled(look()).await.is_some() {}
}

async fn read_due(desk: &Desk, reader: &Reader) -> Result<()> {
    let rows = desk.calendars_due().await?;
    let reads = rows.iter().map(async |row| {
        let read = reader.read(&row.url, &row.mark).await;
        desk.calendar_was_read(row, read).await
    });
    join_all(reads).await.into_iter().collect()
}
