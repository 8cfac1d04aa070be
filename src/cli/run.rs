//! `guichet run`: the bot.

use anyhow::Result;
use tokio_util::sync::CancellationToken;

use super::told;
use crate::{clock::Clock, config::Config, program::Program};

/// Runs until SIGTERM or SIGINT.
pub(super) async fn run() -> Result<()> {
    let config = Config::from_env()?;
    let told = told::to_stop()?;
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
