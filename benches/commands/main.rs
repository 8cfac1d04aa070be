//! What a command costs: the desk as it is released, beside a minimal bot of the same make.
//!
//! Both run as processes of their own against a Discord on loopback, over TLS and the gateway as in
//! production. Commands of the two are interleaved, so that whatever else the machine does meets both alike.
//! `--memory`, `--soak`, `--backlog` and `--alarms` run a load of that kind alone. `--quick` runs a little of
//! each, or of the one that is named, and looks only at whether it is answered. This is a bench and no test:
//! no figure of it fails anything.

#![expect(clippy::disallowed_methods, reason = "what is measured is real time")]

mod alarms;
mod backlog;
mod commands;
mod measure;
mod memory;
mod minimal;
mod programs;
mod seed;
mod sizes;
mod soak;
mod table;
mod telling;

use std::{env, process::ExitCode};

use anyhow::Result;

/// How many rounds, and how many commands of each kind in a round.
const WHOLE: (usize, usize) = (10, 20);

/// The same for `--quick`.
const QUICK: (usize, usize) = (1, 3);

fn main() -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return table::failed(&error.into()),
    };
    let mut arguments = env::args().skip(1);
    let done = if arguments.next().as_deref() == Some(minimal::BE_MINIMAL) {
        runtime.block_on(minimal::run())
    } else {
        let has = |flag: &str| env::args().any(|one| one == flag);
        runtime.block_on(run(has))
    };
    done.map_or_else(|error| table::failed(&error), |()| ExitCode::SUCCESS)
}

/// The loads that are named; none is named: what commands cost, and quickly a little of everything.
async fn run(has: impl Fn(&str) -> bool) -> Result<()> {
    let quick = has("--quick");
    let named = ["--memory", "--soak", "--backlog", "--alarms"].into_iter().any(&has);
    let rounds = if quick { QUICK } else { WHOLE };
    if !named {
        commands::compare(rounds).await?;
        let sizes = if quick { sizes::QUICK } else { sizes::WHOLE };
        table::print_sizes(sizes, &sizes::compare(sizes, rounds).await?)?;
        table::print_told(&telling::tell(if quick { telling::QUICK } else { telling::WHOLE }).await?)?;
    }
    let wanted = |flag: &str| has(flag) || (quick && !named);
    if wanted("--memory") {
        let load = if quick { memory::QUICK } else { memory::WHOLE };
        table::print_memory(&memory::take(load).await?)?;
    }
    if wanted("--soak") {
        let size = if quick { soak::QUICK } else { soak::WHOLE };
        table::print_soaked(&soak::soak(size).await?)?;
    }
    if wanted("--backlog") {
        let letters = if quick { backlog::QUICK } else { backlog::WHOLE };
        table::print_behind(&backlog::compare(letters, rounds).await?)?;
    }
    if wanted("--alarms") {
        let size = if quick { alarms::QUICK } else { alarms::WHOLE };
        table::print_called(&alarms::call(size).await?)?;
    }
    Ok(())
}
