//! What each kind of command costs: the desk's beside the minimal bot's.

use anyhow::{Context, Result};

use crate::{
    measure::{Case, Tally},
    programs::{CALLS_BESIDE_THE_ANSWER, Desk, Minimal},
    sizes, table,
};

/// Types commands of both in turns, so many rounds of so many each, and prints what they cost.
pub(crate) async fn compare((rounds, commands): (usize, usize)) -> Result<()> {
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
    let open = desk.case("/ticket open", sizes::OPEN, "#", CALLS_BESIDE_THE_ANSWER).slowly();
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
