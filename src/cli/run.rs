//! `guichet run`: the bot.

use anyhow::{Context, Result};
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::{clock::Clock, config::Config, program::Program};

/// Runs until SIGTERM or SIGINT.
pub(super) async fn run() -> Result<()> {
    let config = Config::from_env()?;
    let mut terminate = signal(SignalKind::terminate()).context("listening to SIGTERM")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("listening to SIGINT")?;
    let told = async {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("told to stop");
    };
    tokio::pin!(told);
    let stop = CancellationToken::new();
    let program = tokio::select! {
        program = Program::start(config, Clock::system(), stop.clone()) => program?,
        () = &mut told => return Ok(()),
    };
    let served = program.served();
    tokio::pin!(served);
    tokio::select! {
        result = &mut served => return result,
        () = &mut told => stop.cancel(),
    }
    served.await
}
