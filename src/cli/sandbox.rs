//! `guichet sandbox`: the bot on a local Discord with made-up customers, in a browser.

use std::{net::SocketAddr, path::PathBuf};

use anyhow::Result;
use clap::Args;

use super::{out::print, told};
use crate::{
    clock::Clock,
    config,
    play::{Play, Stage},
};

/// What `--help` says of a database that is kept.
const HELP: &str = "\
Nothing here needs a token, an account or the network: Discord, the desk and the page run in this one process, and end with it.

The desk's database is a temporary file that goes at the end. With --database it is kept: the next start on the same file finds its \
customers, tickets and hours again, and its clock goes on from where it was if that is later than now. Discord itself is new each \
time, so old messages and threads are not there; what the desk needs is set up again where it is missing (/desk setup, the three \
made-up customers and their channels), and days gone by are made up only for a file without a desk in it.

OFFER_FILE, LOG_FORMAT and RUST_LOG are read as for `guichet run`; only what goes wrong is logged unless RUST_LOG says more.";

/// What can be said to `guichet sandbox`.
#[derive(Args, Debug)]
#[command(after_help = HELP)]
pub(super) struct SandboxArguments {
    /// Where the page is served; this machine alone can reach it
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8787")]
    page: SocketAddr,
    /// Keep the desk's database in this file
    #[arg(long, value_name = "FILE")]
    database: Option<PathBuf>,
}

/// Plays until SIGTERM or SIGINT.
pub(super) async fn sandbox(arguments: SandboxArguments) -> Result<()> {
    let stage = Stage {
        page: arguments.page,
        database: arguments.database,
        offer: config::offer()?,
        clock: Clock::system(),
    };
    let told = told::to_stop()?;
    tokio::pin!(told);
    let play = tokio::select! {
        play = Play::open(stage) => play?,
        () = &mut told => return Ok(()),
    };
    // Somebody who has something to ask, where she asks it.
    print(&format!(
        "The desk is open: http://{}/#as=Alice&channel=support in a browser. Ctrl-C ends it.",
        play.page()
    ))?;
    play.served(told).await
}
