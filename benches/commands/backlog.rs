//! Ten thousand letters that wait: what a ticket costs with them beside it, and without.

use std::time::Instant;

use anyhow::{Context, Result};

use crate::{
    measure::Tally,
    programs::{CALLS_BESIDE_THE_ANSWER, Desk},
    sizes,
};

/// How many letters wait.
pub(crate) const WHOLE: u32 = 10_000;

/// The same for `--quick`.
pub(crate) const QUICK: u32 = 100;

/// What was measured.
#[derive(Debug)]
pub(crate) struct Behind {
    /// How many letters wait.
    pub(crate) letters: u32,
    /// What a ticket costs at a pace without them and with them.
    pub(crate) paced: [Tally; 2],
    /// The same, typed one right after the other: what one says still waits when the next is typed.
    pub(crate) in_a_row: [Tally; 2],
    /// How much of a processor each desk takes by itself.
    pub(crate) idle: [f64; 2],
}

/// Opens tickets at two desks in turns, of which one has so many letters that wait.
pub(crate) async fn compare(letters: u32, (rounds, commands): (usize, usize)) -> Result<Behind> {
    let desks = [
        Desk::start(0).await.context("starting the desk")?,
        Desk::start_behind(letters).await.context("starting the desk with letters that wait")?,
    ];
    let (mut paced, mut in_a_row) =
        ([Tally::default(), Tally::default()], [Tally::default(), Tally::default()]);
    let open = |desk| sizes::open(desk, CALLS_BESIDE_THE_ANSWER);
    for desk in &desks {
        open(desk).slowly().run(commands, &mut Tally::default()).await?;
    }
    let idle = [desks[0].process().idle().await?, desks[1].process().idle().await?];
    for _ in 0..rounds {
        for (desk, tally) in desks.iter().zip(&mut paced) {
            open(desk).slowly().run(commands, tally).await?;
        }
        for (desk, tally) in desks.iter().zip(&mut in_a_row) {
            in_one_go(desk, commands, tally).await?;
        }
    }
    for desk in desks {
        desk.stop().await?;
    }
    Ok(Behind { letters, paced, in_a_row, idle })
}

/// Types so many, each as soon as the last was answered; what they say is waited for once.
async fn in_one_go(desk: &Desk, commands: usize, tally: &mut Tally) -> Result<()> {
    let (said, cpu, since) = (desk.said(), desk.process().cpu()?, Instant::now());
    let mut answers = Tally::default();
    sizes::open(desk, 0).run(commands, &mut answers).await?;
    desk.has_said(said + commands * CALLS_BESIDE_THE_ANSWER).await?;
    tally.latencies.extend(answers.latencies);
    tally.cpu += desk.process().cpu()?.saturating_sub(cpu);
    tally.wall += since.elapsed();
    Ok(())
}
