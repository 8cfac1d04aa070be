//! The arguments, what each runs, and how the program ends.

use std::{
    io::{Write, stderr},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Parser, Subcommand};

#[cfg(feature = "sandbox")]
use super::sandbox;
use super::{backup, check, commands, import::apply, init, out::WrongArgument, ready, restore, run};
use crate::{
    config::{self, LogUsual, WrongSetting},
    discord::{gateway, reach::client::NotLetIn},
    logging,
};

/// A support desk that lives in chat.
#[derive(Debug, Parser)]
#[command(version, about)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) what: What,
}

#[derive(Debug, Subcommand)]
pub(super) enum What {
    /// Run the desk; settings from the environment or .env
    Run,
    /// Play with the desk on a local Discord, in a browser; no token, no account
    #[cfg(feature = "sandbox")]
    Sandbox(sandbox::SandboxArguments),
    /// Ask for the settings of a new desk, try them, and write .env and routes.toml
    Init,
    /// Look at settings, offer, database and Discord permissions; nothing is changed, and the desk may be at
    /// work
    Check {
        /// Only ask the desk at work whether it is well: for whatever keeps it running
        #[arg(long)]
        ready: bool,
    },
    /// Print what would be declared to Discord, as JSON
    Commands {
        /// Declare it
        #[arg(long)]
        register: bool,
    },
    /// Write a consistent copy of the live database
    Backup {
        /// Where to; a file that is not there yet, or a folder, in which it is named by its moment
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Put a backup in the place of the database, which is kept aside; the desk must not be running
    Restore {
        /// The backup
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Add customers, their levels and channels from a CSV; without --apply only say what would be done
    Import(apply::ImportArguments),
}

impl What {
    /// What is logged of it where `RUST_LOG` does not say.
    pub(super) fn logs(&self) -> LogUsual {
        match self {
            Self::Run | Self::Commands { .. } => LogUsual::Work,
            Self::Init
            | Self::Check { .. }
            | Self::Backup { .. }
            | Self::Restore { .. }
            | Self::Import(_) => LogUsual::Trouble,
            #[cfg(feature = "sandbox")]
            Self::Sandbox(_) => LogUsual::Trouble,
        }
    }
}

/// Runs the program to its end.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Err(line) = dot_env() {
        return wrong(&line);
    }
    if let Err(error) = logging::begin(arguments.what.logs(), gateway::ear()) {
        return wrong(&error.to_string());
    }
    let runtime = match runtime() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.into()),
    };
    let result = runtime.block_on(async {
        match arguments.what {
            What::Run => run::run().await,
            #[cfg(feature = "sandbox")]
            What::Sandbox(arguments) => sandbox::sandbox(arguments).await,
            What::Init => init::init().await,
            What::Check { ready: true } => ready::ready().await,
            What::Check { ready: false } => check::check().await,
            What::Commands { register } => commands::commands(register).await,
            What::Backup { file } => backup::backup(&file).await,
            What::Restore { file } => restore::restore(&file).await,
            What::Import(arguments) => apply::import(arguments).await,
        }
    });
    // What is still running then hangs, or has nothing left to do.
    runtime.shutdown_background();
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

/// One worker: the desk waits for Discord and for the database, which has threads of its own, and a second
/// worker would mostly be woken to find nothing to do. What computes for long runs on a thread for that.
pub(super) fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()
}

pub(super) fn failed(error: &anyhow::Error) -> ExitCode {
    if let Some(setting) = error.downcast_ref::<WrongSetting>() {
        return wrong(&setting.to_string());
    }
    if let Some(not_let_in) = error.downcast_ref::<NotLetIn>() {
        return wrong(&not_let_in.to_string());
    }
    if let Some(argument) = error.downcast_ref::<WrongArgument>() {
        return wrong(&argument.to_string());
    }
    say(&format!("guichet: {}", one_line(&format!("{error:#}"))));
    ExitCode::FAILURE
}

pub(super) fn wrong(line: &str) -> ExitCode {
    say(&format!("guichet: {}", one_line(line)));
    ExitCode::from(2)
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn say(line: &str) {
    // Where even this fails there is nobody to tell.
    let _ = writeln!(stderr(), "{}", logging::shown(line, config::bot_token().as_deref()));
}

/// Reads `.env` in the working directory, where there is one; what the environment says already stays. A line
/// that cannot be read is named by its number alone, as it may hold a secret.
pub(super) fn dot_env() -> Result<(), String> {
    const FILE: &str = ".env";
    let before = config::set_by_the_environment();
    match dotenvy::from_path(FILE) {
        Ok(()) => {
            config::came_from_the_file(&before);
            Ok(())
        }
        Err(error) if error.not_found() => Ok(()),
        Err(dotenvy::Error::LineParse(line, _)) => {
            let number = std::fs::read_to_string(FILE)
                .ok()
                .and_then(|text| text.lines().position(|one| one.contains(line.trim())))
                .map_or_else(|| FILE.to_owned(), |at| format!("{FILE}:{}", at + 1));
            Err(format!("{number}: must be NAME=value, quoted where the value has a space"))
        }
        Err(error) => Err(format!("{FILE}: {error}")),
    }
}
