//! Two desks that differ by their size alone: what a command takes after years, beside what it takes in the
//! first week.

use anyhow::{Context, Result};

use crate::{
    measure::{Case, Tally},
    programs::{CALLS_BESIDE_THE_ANSWER, Desk},
};

/// How many tickets the two have.
pub(crate) const WHOLE: [u32; 2] = [1_000, 1_000_000];

/// The same for `--quick`.
pub(crate) const QUICK: [u32; 2] = [100, 1_000];

/// What is typed at both: its name, the line, what its answer holds. Ticket 50 is Acme's, and so is one of
/// site0x's. Both find as many tickets for one page and more: what differs is the desk and not the answer.
const LINES: [(&str, &str, &str); 7] = [
    ("/ticket list", "/ticket list", "#"),
    ("/ticket list search:", "/ticket list search:lately", "lately"),
    ("/ticket list state:", "/ticket list state:new", "#"),
    ("/ticket show", "/ticket show ticket:#50", "#50"),
    ("suggestions, number", "/ticket show ticket:50", "#50 "),
    ("suggestions, words", "/ticket show ticket:site0x", "site0x"),
    ("/ticket open", OPEN, "#"),
];

/// What opens a ticket.
pub(crate) const OPEN: &str =
    "/ticket open subject:\"The portal is slow\" description:\"Since nine, every page.\" priority:P2";

/// A command at both sizes.
#[derive(Debug)]
pub(crate) struct Compared {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it took at the small desk, and at the large one.
    pub(crate) tallies: [Tally; 2],
}

/// Types every line at both, in turns.
pub(crate) async fn compare(sizes: [u32; 2], (rounds, commands): (usize, usize)) -> Result<Vec<Compared>> {
    let [small, large] = sizes;
    let desks = [
        Desk::start(small).await.context("starting the small desk")?,
        Desk::start(large).await.context("starting the large desk")?,
    ];
    let mut compared = Vec::new();
    for (name, line, holds) in LINES {
        let mut tallies = [Tally::default(), Tally::default()];
        // Once before, so that neither is cold.
        for desk in &desks {
            run(desk, (name, line, holds), commands, &mut Tally::default()).await?;
        }
        for _ in 0..rounds {
            for (desk, tally) in desks.iter().zip(&mut tallies) {
                run(desk, (name, line, holds), commands, tally).await?;
            }
        }
        compared.push(Compared { name, tallies });
    }
    for desk in desks {
        desk.stop().await?;
    }
    Ok(compared)
}

/// What writes something and says nothing: it keeps what somebody may book.
pub(crate) fn writes(desk: &Desk) -> Case<'_> {
    desk.case("/expertise book", "/expertise book topic:advice minutes:30", "slots", 0)
}

/// What opens a ticket, after which so many calls are waited for.
pub(crate) fn open(desk: &Desk, follow: usize) -> Case<'_> {
    desk.case("/ticket open", OPEN, "#", follow)
}

async fn run(
    desk: &Desk,
    (name, line, holds): (&'static str, &'static str, &'static str),
    commands: usize,
    tally: &mut Tally,
) -> Result<()> {
    let opens = line == OPEN;
    let case = desk.case(name, line, holds, if opens { CALLS_BESIDE_THE_ANSWER } else { 0 });
    let written = writes(desk);
    let case = match name {
        _ if opens => case.slowly(),
        _ if name.starts_with("suggestions") => case.typing(),
        // Read each time.
        _ => case.after(&written),
    };
    case.run(commands, tally).await
}
