//! `guichet run`: the bot.

use anyhow::{Context, Result};
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::{clock::Clock, config::Config, program::Program};

/// Runs until SIGTERM or SIGINT.
pub(super) async fn run() -> Result<()> {
    let config = Config::from_env()?;
    let stop = CancellationToken::new();
    let program = Program::start(config, Clock::system(), stop.clone()).await?;
    let mut terminate = signal(SignalKind::terminate()).context("listening to SIGTERM")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("listening to SIGINT")?;
    let served = program.served();
    tokio::pin!(served);
    tokio::select! {
        result = &mut served => return result,
        _ = terminate.recv() => tracing::info!("told to stop"),
        _ = interrupt.recv() => tracing::info!("told to stop"),
    }
    stop.cancel();
    served.await
}
