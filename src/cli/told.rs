//! SIGTERM and SIGINT: how the program is told to stop.

use anyhow::{Context, Result};
use tokio::signal::unix::{SignalKind, signal};

/// Listens from now on; what it gives is done once the program is told to stop.
pub(super) fn to_stop() -> Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate()).context("listening to SIGTERM")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("listening to SIGINT")?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("told to stop");
    })
}
