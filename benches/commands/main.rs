//! What a command costs: the desk as it is released, beside a minimal bot of the same make.
//!
//! Both run as processes of their own against a Discord on loopback, over TLS and the gateway as in production. Commands of the two
//! are interleaved, so that whatever else the machine does meets both alike. `--memory`, `--soak` and `--backlog` run a load of that kind
//! alone. `--quick` runs a little of each, or of the one that is named, and looks only at whether it is answered. This is a bench and no
//! test: no figure of it fails anything.

#![expect(clippy::disallowed_methods, reason = "what is measured is real time")]

mod backlog;
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

use anyhow::{Context, Result};

use crate::{
    measure::{Case, Tally},
    programs::{Desk, Minimal},
};

/// How many rounds, and how many commands of each kind in a round.
const WHOLE: (usize, usize) = (10, 20);

/// The same for `--quick`.
const QUICK: (usize, usize) = (1, 3);

/// The argument by which this program becomes the minimal bot: the two are then built of the same crates in the same way.
const BE_MINIMAL: &str = "be-the-minimal-bot";

fn main() -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return table::failed(&error.into()),
    };
    let mut arguments = env::args().skip(1);
    let done = if arguments.next().as_deref() == Some(BE_MINIMAL) {
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
    let named = ["--memory", "--soak", "--backlog"].into_iter().any(&has);
    let rounds = if quick { QUICK } else { WHOLE };
    if !named {
        bench(rounds).await?;
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
    Ok(())
}

async fn bench((rounds, commands): (usize, usize)) -> Result<()> {
    let minimal = Minimal::start().await.context("starting the minimal bot")?;
    let desk = Desk::start(0).await.context("starting the desk")?;
    let fixed = minimal.case("fixed answer", "/fixed", "All is well", 0);
    let insert =
        minimal.case("insert, its number", "/insert text:\"The portal is slow.\"", "Noted as", 0).slowly();
    let help = desk.case("/help", "/help", "+33", 0);
    let list = desk.case("/ticket list", "/ticket list", "#", 0);
    let show = desk.case("/ticket show", "/ticket show ticket:#1", "#1", 0);
    let balance = desk.case("/expertise balance", "/expertise balance", "Gold", 0);
    let book = sizes::writes(&desk).slowly();
    let noted = minimal.case("insert, its number", "/insert text:\"The portal is slow.\"", "Noted as", 0);
    let fixed_anew = minimal.case("fixed answer, anew", "/fixed", "All is well", 0).after(&noted);
    let written = sizes::writes(&desk);
    let list_anew = desk.case("/ticket list, anew", "/ticket list", "#", 0).after(&written);
    let show_anew = desk.case("/ticket show, anew", "/ticket show ticket:#1", "#1", 0).after(&written);
    let open = desk.case("/ticket open", sizes::OPEN, "#", programs::CALLS_BESIDE_THE_ANSWER).slowly();
    let turns: [(&Case<'_>, &Case<'_>); 8] = [
        (&insert, &open),
        (&fixed, &help),
        (&fixed, &list),
        (&fixed, &show),
        (&fixed_anew, &list_anew),
        (&fixed_anew, &show_anew),
        (&fixed, &balance),
        (&insert, &book),
    ];

    let mut cold: Vec<(&str, Tally)> = Vec::new();
    for (baseline, case) in turns {
        for case in [baseline, case] {
            case.run(commands, tally(&mut cold, case.name)).await?;
        }
    }
    let idle = [minimal.process().idle().await?, desk.process().idle().await?];
    let warm = [minimal.process().resident()?, desk.process().resident()?];
    let mut tallies: Vec<(&str, Tally)> = Vec::new();
    for _ in 0..rounds {
        for (baseline, case) in turns {
            for case in [baseline, case] {
                case.run(commands, tally(&mut tallies, case.name)).await?;
            }
        }
    }
    let after = [minimal.process().resident()?, desk.process().resident()?];
    let look_ups = desk.look_ups();
    desk.stop().await?;
    minimal.stop().await?;
    table::print(&table::Figures { tallies: &tallies, idle, warm, after, look_ups })
}

/// The tally of a kind of command, begun where there is none.
fn tally<'t>(tallies: &'t mut Vec<(&'static str, Tally)>, name: &'static str) -> &'t mut Tally {
    let at = tallies.iter().position(|(its, _)| *its == name).unwrap_or_else(|| {
        tallies.push((name, Tally::default()));
        tallies.len() - 1
    });
    &mut tallies[at].1
}
