//! Readings: processor time and memory of a process as Linux tells them, and the tally of a kind of command.

use std::{
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use sandbox::{Channel, Person, Sandbox};

/// How long a program is watched while nothing is asked of it.
const IDLE: Duration = Duration::from_secs(3);

/// How long what follows an answer may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long no call may be under way for the program to be at rest.
const QUIET: Duration = Duration::from_millis(5);

/// The least time from one slow command to the next: the desk keeps below Discord's fifty requests a second
/// by itself, and would have what a ticket says wait for its turn.
pub(crate) const PACE: Duration = Duration::from_millis(90);

/// A process that is measured.
#[derive(Clone, Debug)]
pub(crate) struct Process(PathBuf);

impl Process {
    /// The process of that number.
    pub(crate) fn new(id: u32) -> Self {
        Self(PathBuf::from(format!("/proc/{id}")))
    }

    /// Processor time of all its threads so far, to the nanosecond. Threads that ended are not counted: it
    /// keeps its own.
    pub(crate) fn cpu(&self) -> Result<Duration> {
        let mut all = Duration::ZERO;
        for thread in fs::read_dir(self.0.join("task")).context("reading a process's threads")? {
            let Ok(times) = fs::read_to_string(thread?.path().join("schedstat")) else { continue };
            let time = times.split_whitespace().next().context("a thread's time")?;
            all += Duration::from_nanos(time.parse().context("a thread's time")?);
        }
        Ok(all)
    }

    /// Its resident memory now, in KiB.
    pub(crate) fn resident(&self) -> Result<u64> {
        self.memory("VmRSS:")
    }

    /// Its resident memory at most, since it began or its peak was forgotten, in KiB.
    pub(crate) fn peak(&self) -> Result<u64> {
        self.memory("VmHWM:")
    }

    /// From now on its peak is counted anew.
    pub(crate) fn forgets_peak(&self) -> Result<()> {
        fs::write(self.0.join("clear_refs"), "5").context("forgetting a process's peak")
    }

    fn memory(&self, what: &str) -> Result<u64> {
        let status = fs::read_to_string(self.0.join("status")).context("reading a process's memory")?;
        let line = status.lines().find(|line| line.starts_with(what)).context("its resident memory")?;
        line.split_whitespace().nth(1).context("its resident memory")?.parse().context("its resident memory")
    }

    /// How much of a processor it takes while nothing is asked of it.
    pub(crate) async fn idle(&self) -> Result<f64> {
        let (before, since) = (self.cpu()?, Instant::now());
        tokio::time::sleep(IDLE).await;
        Ok((self.cpu()?.saturating_sub(before)).as_secs_f64() / since.elapsed().as_secs_f64())
    }
}

/// A kind of command, typed by somebody.
pub(crate) struct Case<'a> {
    /// What it is called.
    pub(crate) name: &'static str,
    /// What is typed.
    pub(crate) line: &'static str,
    /// What its answer holds.
    pub(crate) holds: &'static str,
    /// How many calls to Discord follow the answer.
    pub(crate) follow: usize,
    /// Whether it is only being typed: what comes back are suggestions.
    pub(crate) typing: bool,
    /// What is typed before each, and not measured: it writes something, so that nothing that was read before
    /// is still true.
    pub(crate) after: Option<&'a Case<'a>>,
    /// Whether it is typed at a pace, as what it is compared with is: a processor that rests in between is
    /// slower to answer.
    pub(crate) slowly: bool,
    /// Where.
    pub(crate) sandbox: &'a Sandbox,
    /// By whom.
    pub(crate) person: &'a Person,
    /// In which channel.
    pub(crate) channel: &'a Channel,
    /// Who answers.
    pub(crate) process: &'a Process,
}

/// What commands of one kind have cost.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// From the dispatch to the answer, one a command.
    pub(crate) latencies: Vec<Duration>,
    /// Processor time.
    pub(crate) cpu: Duration,
    /// Real time in which it was taken.
    pub(crate) wall: Duration,
    /// Calls to Discord.
    pub(crate) calls: usize,
}

impl<'a> Case<'a> {
    /// The same, while it is being typed.
    pub(crate) fn typing(self) -> Self {
        Self { typing: true, ..self }
    }

    /// The same, typed at a pace.
    pub(crate) fn slowly(self) -> Self {
        Self { slowly: true, ..self }
    }

    /// The same, each after something was written.
    pub(crate) fn after(self, written: &'a Case<'a>) -> Self {
        Self { after: Some(written), ..self }
    }

    /// Types it so many times, one after the other, each once all that follows the one before is done.
    pub(crate) async fn run(&self, times: usize, tally: &mut Tally) -> Result<()> {
        let Some(written) = self.after else { return self.typed(times, tally).await };
        for _ in 0..times {
            written.typed(1, &mut Tally::default()).await?;
            self.typed(1, tally).await?;
        }
        Ok(())
    }

    async fn typed(&self, times: usize, tally: &mut Tally) -> Result<()> {
        let (cpu, calls, since) = (self.process.cpu()?, self.calls(), Instant::now());
        for _ in 0..times {
            let (said, typed) = (self.said(), Instant::now());
            self.answered(tally, typed).await?;
            while self.said() < said + self.follow {
                ensure!(typed.elapsed() < PATIENCE, "{}: what follows its answer never came", self.line);
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            if self.slowly {
                tokio::time::sleep(PACE.saturating_sub(typed.elapsed())).await;
            }
        }
        // The sandbox notes a call once it is answered, which may be after the answer is seen.
        ensure!(self.sandbox.idle_for(QUIET).await, "{}: calls go on and on", self.line);
        tally.cpu += self.process.cpu()?.saturating_sub(cpu);
        tally.wall += since.elapsed();
        tally.calls += self.calls() - calls;
        Ok(())
    }

    async fn answered(&self, tally: &mut Tally, typed: Instant) -> Result<()> {
        if self.typing {
            let choices = self.person.suggestions(self.channel, self.line).await;
            tally.latencies.push(typed.elapsed());
            let right = choices.iter().any(|choice| choice.name.contains(self.holds));
            ensure!(right, "{} is met with {choices:?}", self.line);
        } else {
            let answer = self.person.types(self.channel, self.line).await;
            tally.latencies.push(typed.elapsed());
            let right = answer.message().is_some_and(|message| message.contains(&[self.holds]));
            ensure!(right, "{} was answered with {:?}", self.line, answer.outcome());
        }
        Ok(())
    }

    fn calls(&self) -> usize {
        self.sandbox.requests().len()
    }

    /// Calls that say something of the program's own.
    fn said(&self) -> usize {
        ["/channels/{channel}/messages", "/channels/{channel}/messages/{message}/threads"]
            .iter()
            .map(|route| self.sandbox.count("POST", route))
            .sum()
    }
}

impl Tally {
    /// Processor time a command, without what the program takes by itself.
    pub(crate) fn cpu_each(&self, idle: f64) -> Duration {
        let own = self.wall.mul_f64(idle.max(0.0));
        self.cpu.saturating_sub(own).div_f64(self.count())
    }

    /// Calls to Discord a command.
    pub(crate) fn calls_each(&self) -> f64 {
        f64::from(u32::try_from(self.calls).unwrap_or(u32::MAX)) / self.count()
    }

    /// The latency below which so many of a hundred commands were answered.
    pub(crate) fn percentile(&self, percent: usize) -> Duration {
        let mut sorted = self.latencies.clone();
        sorted.sort_unstable();
        let at = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
        sorted.get(at).copied().unwrap_or_default()
    }

    fn count(&self) -> f64 {
        f64::from(u32::try_from(self.latencies.len()).unwrap_or(u32::MAX)).max(1.0)
    }
}
