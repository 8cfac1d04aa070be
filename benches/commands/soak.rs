//! Thousands of open tickets of several teams, and what is written in them: whether the last cost what the
//! first did, and whether memory levels off.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use sandbox::Channel;

use crate::{
    measure::{PACE, Tally},
    programs::{CALLS_BESIDE_THE_ANSWER, Desk, Team},
    sizes,
};

/// How much there is of everything.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    /// How many blocks.
    pub(crate) blocks: usize,
    /// How many tickets are opened in a block, and how many messages of it are measured.
    pub(crate) block: usize,
    /// How many messages are written in a block in all.
    pub(crate) messages: usize,
    /// In how many of its tickets the others are written. Each has a thread of the staff's, and a server has
    /// a thousand open ones at most.
    pub(crate) threads: usize,
}

/// Two thousand open tickets, twenty thousand messages.
pub(crate) const WHOLE: Size = Size { blocks: 20, block: 100, messages: 1_000, threads: 30 };

/// The same for `--quick`.
pub(crate) const QUICK: Size = Size { blocks: 3, block: 8, messages: 20, threads: 4 };

/// How many measured messages one ticket has.
const A_TICKET: usize = 10;

/// How many messages may be on their way to the staff at one time.
const UNDER_WAY: usize = 30;

/// How long one message may take to arrive.
const PATIENCE: Duration = Duration::from_mins(1);

/// What was measured.
#[derive(Debug)]
pub(crate) struct Soaked {
    /// Of what.
    pub(crate) size: Size,
    /// What a block's tickets cost, first and last.
    pub(crate) tickets: [Tally; 2],
    /// What its measured messages cost, first and last.
    pub(crate) messages: [Tally; 2],
    /// How much of a processor the desk takes by itself, before and after.
    pub(crate) idle: [f64; 2],
    /// Resident memory after each block, in KiB.
    pub(crate) resident: Vec<u64>,
}

/// Opens tickets and writes in them, block after block.
pub(crate) async fn soak(size: Size) -> Result<Soaked> {
    let desk = Desk::start(0).await.context("starting the desk")?;
    let mut teams = vec![desk.team()];
    for name in ["Globex", "Initech", "Umbrella"] {
        teams.push(desk.adds(name).await?);
    }
    // Once before, so that nothing measured is cold.
    let warm = opens(&desk, &teams, teams.len() * 4, &mut Tally::default()).await?;
    one_by_one(&desk, &warm, &mut Tally::default()).await?;
    let before = desk.process().idle().await?;
    let (mut tickets, mut messages, mut resident) = (Vec::new(), Vec::new(), Vec::new());
    for block in 0..size.blocks {
        let (mut opened, mut written) = (Tally::default(), Tally::default());
        let threads = opens(&desk, &teams, size.block, &mut opened).await?;
        let fresh = (size.block / A_TICKET).max(1);
        let (others, fresh) = threads.split_at(threads.len() - fresh);
        let others = &others[..size.threads.min(others.len())];
        let rest = size.messages.saturating_sub(fresh.len() * A_TICKET);
        // The first block's are the first of all, the last block's the last.
        if block > 0 {
            all_at_once(&desk, others, rest).await?;
        }
        one_by_one(&desk, fresh, &mut written).await?;
        if block == 0 {
            all_at_once(&desk, others, rest).await?;
        }
        tickets.push(opened);
        messages.push(written);
        resident.push(desk.process().resident()?);
    }
    let idle = [before, desk.process().idle().await?];
    desk.stop().await?;
    Ok(Soaked { size, tickets: ends(tickets)?, messages: ends(messages)?, idle, resident })
}

/// The first and the last.
fn ends(all: Vec<Tally>) -> Result<[Tally; 2]> {
    let last = all.last().cloned().context("a block")?;
    let first = all.into_iter().next().context("a block")?;
    Ok([first, last])
}

/// A ticket's thread, and who writes there.
type Place<'t> = (&'t Team, Channel);

/// Each team opens its share, one at a time; returns the threads.
async fn opens<'t>(desk: &Desk, teams: &'t [Team], many: usize, tally: &mut Tally) -> Result<Vec<Place<'t>>> {
    let mut opened = Vec::new();
    for team in teams {
        let there = team.channel.threads().len();
        let case = desk.case_of(team, "/ticket open", sizes::OPEN, "#", CALLS_BESIDE_THE_ANSWER).slowly();
        case.run(many / teams.len(), tally).await?;
        opened.extend(team.channel.threads().into_iter().skip(there).map(|thread| (team, thread)));
    }
    Ok(opened)
}

/// So many messages in each, one after the other, each once the one before is with the staff, and at a pace;
/// this is measured.
async fn one_by_one(desk: &Desk, places: &[Place<'_>], tally: &mut Tally) -> Result<()> {
    let (cpu, since) = (desk.process().cpu()?, Instant::now());
    for (team, thread) in places {
        for _ in 0..A_TICKET {
            let (posts, written) = (desk.posts(), Instant::now());
            writes(team, thread)?;
            while desk.posts() == posts {
                ensure!(written.elapsed() < PATIENCE, "a message never came to the staff");
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            tally.latencies.push(written.elapsed());
            tokio::time::sleep(PACE.saturating_sub(written.elapsed())).await;
        }
    }
    tally.cpu += desk.process().cpu()?.saturating_sub(cpu);
    tally.wall += since.elapsed();
    Ok(())
}

/// So many messages, in turns in each, as fast as the desk passes them on.
async fn all_at_once(desk: &Desk, places: &[Place<'_>], many: usize) -> Result<()> {
    let before = desk.posts();
    let arrives = async |least: usize| {
        let since = Instant::now();
        while desk.posts() - before < least {
            ensure!(since.elapsed() < PATIENCE, "messages never came to the staff");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    };
    for (at, (team, thread)) in places.iter().cycle().take(many).enumerate() {
        writes(team, thread)?;
        arrives((at + 1).saturating_sub(UNDER_WAY)).await?;
    }
    arrives(many).await
}

fn writes(team: &Team, thread: &Channel) -> Result<()> {
    team.person.says(thread, "It is still slow, on every page.").context("a message was not sent")?;
    Ok(())
}
