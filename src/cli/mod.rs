//! What can be typed at a shell, and the exit codes: 0 for success, 2 for wrong settings or arguments, 1 for anything else.

mod commands;
mod run;

use std::{
    io::{IsTerminal, Write, stderr, stdout},
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use crate::{
    config::{self, LogFormat, WrongSetting},
    discord::client::NotLetIn,
};

/// A support desk that lives in chat.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Run the desk; settings from the environment or .env
    Run,
    /// Print what would be declared to Discord, as JSON
    Commands {
        /// Declare it
        #[arg(long)]
        register: bool,
    },
}

/// Runs the program to its end.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Err(error) = dotenvy::dotenv()
        && !error.not_found()
    {
        return wrong(&format!(".env: {error}"));
    }
    if let Err(error) = log() {
        return wrong(&error.to_string());
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.into()),
    };
    let result = runtime.block_on(async {
        match arguments.what {
            What::Run => run::run().await,
            What::Commands { register } => commands::commands(register).await,
        }
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

fn failed(error: &anyhow::Error) -> ExitCode {
    if let Some(setting) = error.downcast_ref::<WrongSetting>() {
        return wrong(&setting.to_string());
    }
    if let Some(not_let_in) = error.downcast_ref::<NotLetIn>() {
        return wrong(&not_let_in.to_string());
    }
    say(&format!("guichet: {error:#}"));
    ExitCode::FAILURE
}

fn wrong(line: &str) -> ExitCode {
    say(&format!("guichet: {}", line.replace('\n', " ")));
    ExitCode::from(2)
}

fn say(line: &str) {
    // Where even this fails there is nobody to tell.
    let _ = writeln!(stderr(), "{line}");
}

/// Prints a line of a command's result.
fn print(line: &str) -> std::io::Result<()> {
    writeln!(stdout(), "{line}")
}

fn log() -> Result<(), WrongSetting> {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,serenity=warn,tracing=warn,rrule=warn"));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr);
    match config::log_format()? {
        LogFormat::Text => lines.with_ansi(stderr().is_terminal()).init(),
        LogFormat::Json => lines.json().init(),
    }
    Ok(())
}
