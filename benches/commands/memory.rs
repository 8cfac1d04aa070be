//! Files that come all at once, and an export that is fetched by many who hang up: how much memory the desk
//! takes at most.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use sandbox::Channel;

use crate::{
    measure::Case,
    programs::{CALLS_BESIDE_THE_ANSWER, Desk, Team},
};

/// How much comes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Load {
    /// Messages, each in a thread of its own, all at once.
    pub(crate) messages: usize,
    /// Files of a message.
    pub(crate) files: usize,
    /// Bytes of a file.
    pub(crate) bytes: usize,
    /// Files of the ticket that is exported.
    pub(crate) exported: usize,
    /// How many begin to fetch it and hang up.
    pub(crate) downloads: usize,
}

/// Ten messages of ten files of 25 MiB; twenty who fetch 300 MiB.
pub(crate) const WHOLE: Load = Load { messages: 10, files: 10, bytes: 25 << 20, exported: 12, downloads: 20 };

/// The same for `--quick`; an export that is just too large for Discord.
pub(crate) const QUICK: Load = Load { messages: 2, files: 2, bytes: 6 << 20, exported: 2, downloads: 3 };

/// How many files one message holds at most.
const A_MESSAGE: usize = 10;

/// After what time somebody who fetches hangs up.
const HANGS_UP: Duration = Duration::from_millis(200);

/// How long the desk goes on, if it does, once all of them have.
const GOES_ON: Duration = Duration::from_secs(5);

/// How long files may take to be kept.
const PATIENCE: Duration = Duration::from_mins(10);

/// What was measured; memory in KiB.
#[derive(Debug)]
pub(crate) struct Taken {
    /// Of what.
    pub(crate) load: Load,
    /// How many files came at once, and how many of them were kept.
    pub(crate) files: (usize, i64),
    /// How long that took.
    pub(crate) took: Duration,
    /// Resident before anything came.
    pub(crate) before: u64,
    /// Resident at most while they came.
    pub(crate) receiving: u64,
    /// Resident at most while others fetched and hung up.
    pub(crate) exporting: u64,
    /// How many bytes the export has for somebody who waits for it.
    pub(crate) exported: usize,
}

/// Sends the files, and fetches the export.
pub(crate) async fn take(load: Load) -> Result<Taken> {
    let desk = Desk::start(0).await.context("starting the desk")?;
    // Several customers, as the desk holds each to so much a day.
    let teams = [desk.team(), desk.adds("Globex").await?];
    let mut threads = Vec::new();
    for at in 0..load.messages {
        let team = &teams[at % teams.len()];
        threads.push((team, opens(&desk, team).await?));
    }
    let mut noise = vec![0; load.bytes];
    StdRng::seed_from_u64(1).fill(&mut noise[..]);
    let process = desk.process();
    let before = process.resident()?;
    process.forgets_peak()?;
    let since = Instant::now();
    let mut sent = 0;
    for (team, thread) in &threads {
        writes(team, thread, load.files, &mut noise, &mut sent)?;
    }
    let kept = keeps(&desk, sent).await?;
    let (took, receiving) = (since.elapsed(), process.peak()?);

    let team = &teams[0];
    let thread = opens(&desk, team).await?;
    let came = sent;
    for from in (0..load.exported).step_by(A_MESSAGE) {
        writes(team, &thread, (load.exported - from).min(A_MESSAGE), &mut noise, &mut sent)?;
    }
    keeps(&desk, sent).await?;
    let answer = team.person.types(&thread, "/ticket export").await;
    let told = answer.message().with_context(|| format!("the export: {:?}", answer.outcome()))?;
    let token = told.text().split("/exports/").nth(1).and_then(|after| after.split('>').next());
    let url = format!("http://{}/exports/{}", desk.door(), token.context("a link to the export")?);
    process.forgets_peak()?;
    let web = reqwest::Client::builder().no_proxy().build()?;
    let cut = (0..load.downloads).map(|_| async {
        // Cut while it is made, or while it comes.
        let _ = tokio::time::timeout(HANGS_UP, async { web.get(&url).send().await?.bytes().await }).await;
    });
    futures::future::join_all(cut).await;
    tokio::time::sleep(GOES_ON).await;
    let exporting = process.peak()?;
    let exported = web.get(&url).send().await?.error_for_status()?.bytes().await?.len();
    desk.stop().await?;
    Ok(Taken { load, files: (came, kept), took, before, receiving, exporting, exported })
}

/// A ticket's thread.
async fn opens(desk: &Desk, team: &Team) -> Result<Channel> {
    let there = team.channel.threads().len();
    let case: Case<'_> = desk.case_of(team, "/ticket open", crate::sizes::OPEN, "#", CALLS_BESIDE_THE_ANSWER);
    case.run(1, &mut crate::measure::Tally::default()).await?;
    team.channel.threads().get(there).cloned().context("the ticket's thread")
}

/// Somebody writes one message with so many files, none like another, and none that can be made smaller.
fn writes(team: &Team, thread: &Channel, files: usize, noise: &mut [u8], sent: &mut usize) -> Result<()> {
    let names: Vec<String> = (0..files).map(|at| format!("core-{at}.bin")).collect();
    let all: Vec<Vec<u8>> = (0..files)
        .map(|_| {
            *sent += 1;
            noise[..8].copy_from_slice(&u64::try_from(*sent).unwrap_or_default().to_le_bytes());
            noise.to_vec()
        })
        .collect();
    let files: Vec<(&str, &[u8])> =
        names.iter().zip(&all).map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let said = team.person.says_with_files(thread, "The cores", &files);
    ensure!(said.is_some(), "a message with files was not sent");
    Ok(())
}

/// Waits until the desk has done with so many files and said all that is to be said; returns how many it
/// kept.
async fn keeps(desk: &Desk, files: usize) -> Result<i64> {
    let (since, files) = (Instant::now(), i64::try_from(files)?);
    loop {
        let there = desk.counts("SELECT count(*) FROM attachment").await?;
        let waiting =
            desk.counts("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')").await?;
        if there >= files && waiting == 0 {
            return desk.counts("SELECT count(*) FROM attachment WHERE sha256 IS NOT NULL").await;
        }
        ensure!(since.elapsed() < PATIENCE, "{there} of {files} files are known, {waiting} messages wait");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
