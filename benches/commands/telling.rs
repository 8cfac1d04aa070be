//! A window told to every channel at once, with Discord's limits on, and a P1 raised in the middle of it.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::programs::Desk;

/// How many channels are told.
pub(crate) const WHOLE: usize = 10_000;

/// The same for `--quick`.
pub(crate) const QUICK: usize = 100;

/// What Discord allows in a second, in all.
const A_SECOND: f64 = 50.0;

/// How often it is looked whether they were told.
const LOOK: Duration = Duration::from_millis(20);

/// How long after what is allowed it is given up.
const PATIENCE: Duration = Duration::from_mins(2);

const WINDOW: &str = "/window add platform:ngp start:\"2099-01-02 00:00\" end:\"2099-01-02 06:00\" reason:\"Mise à jour\" reason-en:Update";

const P1: &str =
    "/ticket open subject:\"Everything is down\" description:\"Since nine, every page.\" priority:P1";

/// What was measured.
#[derive(Debug)]
pub(crate) struct Told {
    /// How many channels were told.
    pub(crate) channels: usize,
    /// From the command's answer until the last of them was told.
    pub(crate) took: Duration,
    /// What Discord's limits allow for as many.
    pub(crate) allowed: Duration,
    /// From the confirmation of the P1 until its page stood.
    pub(crate) page: Duration,
    /// How often Discord said that it was asked too often.
    pub(crate) too_often: usize,
    /// Resident memory at the end, in KiB.
    pub(crate) resident: u64,
}

/// Tells so many channels of a window.
pub(crate) async fn tell(channels: usize) -> Result<Told> {
    let desk = Desk::start_with(0, channels).await.context("starting the desk")?;
    desk.sandbox().rate_limits(true);
    let too_often = desk.sandbox().count_429();
    let before = desk.posts();
    desk.says_as_staff(WINDOW).await?;
    let since = Instant::now();
    let allowed = Duration::from_secs_f64(f64::from(u32::try_from(channels)?) / A_SECOND);
    let told = || desk.posts() - before;
    while told() < channels / 2 {
        ensure!(since.elapsed() < allowed + PATIENCE, "{} of {channels} were told", told());
        tokio::time::sleep(LOOK).await;
    }
    let page = desk.raises(P1).await?;
    // Its first message, its card and its page beside the notices.
    while told() < channels + 3 {
        ensure!(since.elapsed() < allowed + PATIENCE, "{} of {channels} were told", told());
        tokio::time::sleep(LOOK).await;
    }
    let took = since.elapsed();
    let too_often = desk.sandbox().count_429() - too_often;
    let resident = desk.process().resident()?;
    desk.stop().await?;
    Ok(Told { channels, took, allowed, page, too_often, resident })
}
