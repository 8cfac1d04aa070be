//! The figures, as a person reads them.

use std::{
    io::{self, Write, stderr, stdout},
    process::ExitCode,
    time::Duration,
};

use anyhow::{Context, Result};

use crate::{
    alarms::{Called, ROUTES},
    backlog::Behind,
    measure::Tally,
    memory::Taken,
    sizes::Compared,
    soak::Soaked,
    telling::Told,
};

/// A kind of command, what it is compared with, and the aims: CPU and p50 as multiples of that.
const ROWS: [(&str, &str, Option<f64>, Option<f64>); 11] = [
    ("fixed answer", "fixed answer", None, None),
    ("/help", "fixed answer", Some(1.5), None),
    ("/ticket list", "fixed answer", Some(1.5), None),
    ("/ticket show", "fixed answer", Some(1.5), None),
    ("fixed answer, anew", "fixed answer, anew", None, None),
    ("/ticket list, anew", "fixed answer, anew", Some(1.5), None),
    ("/ticket show, anew", "fixed answer, anew", Some(1.5), None),
    ("/expertise balance", "fixed answer", None, None),
    ("insert, its number", "insert, its number", None, None),
    ("/expertise book", "insert, its number", None, None),
    ("/ticket open", "insert, its number", Some(4.0), Some(2.0)),
];

/// The aim for resident memory, in KiB.
const RESIDENT_MOST: u64 = 40 * 1024;

/// The aim for a large desk, as a multiple of a small one's p50.
const GROWTH_MOST: f64 = 1.2;

/// The aim for suggestions at a large desk: they come while somebody types.
const SUGGESTED_WITHIN: Duration = Duration::from_millis(100);

/// The aim for telling thousands of channels, as a multiple of what Discord allows.
const TOLD_WITHIN: f64 = 1.1;

/// The aim for a P1's page in the middle of it.
const PAGED_WITHIN: Duration = Duration::from_secs(1);

/// The aim for an alarm by each route, from the press that raises a P1; of a hundred, so many are within it.
const CALLED_WITHIN: Duration = Duration::from_millis(100);

/// The aim for resident memory meanwhile, in KiB.
const TELLING_MOST: u64 = 64 * 1024;

/// The aim for resident memory while files come or an export goes, in KiB: the bytes that may be under way,
/// and what the desk takes besides.
const FILES_MOST: u64 = 128 * 1024;

/// The aim for resident memory with thousands of open tickets, in KiB.
const SOAKED_MOST: u64 = 64 * 1024;

/// The aim for what memory grows by from the middle of a soak to its end, as a share.
const LEVELS_OFF: f64 = 1.1;

/// The aim for the last ticket or message of a soak, as a multiple of the first, and for one beside a
/// backlog, of one without.
const FLAT: f64 = 1.1;

const KIB_A_MIB: u64 = 1024;

/// What was measured. Pairs are the minimal bot's and the desk's.
pub(crate) struct Figures<'a> {
    /// The tally of each kind of command.
    pub(crate) tallies: &'a [(&'static str, Tally)],
    /// How much of a processor each takes by itself.
    pub(crate) idle: [f64; 2],
    /// Resident memory once warm, in KiB.
    pub(crate) warm: [u64; 2],
    /// Resident memory at the end, in KiB.
    pub(crate) after: [u64; 2],
    /// How often the desk asked for somebody's roles, in all.
    pub(crate) look_ups: usize,
}

/// Prints the table.
pub(crate) fn print(figures: &Figures<'_>) -> Result<()> {
    let mut out = stdout().lock();
    writeln!(
        out,
        "{:<20} {:>9} {:>8} {:>9} {:>9} {:>8} {:>6}",
        "command", "CPU", "ratio", "p50", "p99", "ratio", "calls"
    )?;
    for (name, baseline, cpu_aim, latency_aim) in ROWS {
        let (tally, base) = (figures.tally(name)?, figures.tally(baseline)?);
        let (cpu, cpu_base) = (figures.cpu(name, tally), figures.cpu(baseline, base));
        let (p50, p50_base) = (tally.percentile(50), base.percentile(50));
        writeln!(
            out,
            "{name:<20} {:>9} {:>8} {:>9} {:>9} {:>8} {:>6.2}{}{}",
            millis(cpu),
            ratio(cpu, cpu_base),
            millis(p50),
            millis(tally.percentile(99)),
            ratio(p50, p50_base),
            tally.calls_each(),
            aim("CPU", cpu, cpu_base, cpu_aim),
            aim("p50", p50, p50_base, latency_aim),
        )?;
    }
    let [idle_minimal, idle] = figures.idle.map(|share| share * 100.0);
    writeln!(out, "\nidle: {idle:.2} % of a processor (minimal bot {idle_minimal:.2} %)")?;
    let [warm_minimal, warm] = figures.warm.map(mib);
    let [after_minimal, after] = figures.after.map(mib);
    let met = if figures.after[1].max(figures.warm[1]) <= RESIDENT_MOST { "met" } else { "MISSED" };
    writeln!(
        out,
        "resident: {warm} MiB warm, {after} MiB at the end (minimal bot {warm_minimal}, {after_minimal})   aim ≤ {} MiB: {met}",
        mib(RESIDENT_MOST)
    )?;
    writeln!(out, "look-ups of roles in all: {}", figures.look_ups)?;
    Ok(())
}

/// Prints what commands take at two desks of different sizes.
pub(crate) fn print_sizes([small, large]: [u32; 2], compared: &[Compared]) -> Result<()> {
    let mut out = stdout().lock();
    writeln!(out, "\n{:<22} {small:>9} {large:>9}  tickets: p50 of each", "command")?;
    for Compared { name, tallies } in compared {
        let [few, many] = tallies.each_ref().map(|tally| tally.percentile(50));
        let judged = if name.starts_with("suggestions") {
            let met = if many <= SUGGESTED_WITHIN { "met" } else { "MISSED" };
            format!("   aim ≤ {}: {met}", millis(SUGGESTED_WITHIN))
        } else {
            aim("p50", many, few, Some(GROWTH_MOST))
        };
        writeln!(out, "{name:<22} {:>9} {:>9} {:>6}{judged}", millis(few), millis(many), ratio(many, few))?;
    }
    Ok(())
}

/// Prints what it took to tell channels of a window.
pub(crate) fn print_told(told: &Told) -> Result<()> {
    let mut out = stdout().lock();
    let Told { channels, took, allowed, page, too_often, resident } = told;
    writeln!(
        out,
        "\na window told to {channels} channels: {:.1} s, {:.1} s are allowed, {too_often} times 429{}",
        took.as_secs_f64(),
        allowed.as_secs_f64(),
        aim("time", *took, *allowed, Some(TOLD_WITHIN))
    )?;
    writeln!(
        out,
        "a P1's page meanwhile: {}   aim ≤ {}: {}",
        millis(*page),
        millis(PAGED_WITHIN),
        met(*page <= PAGED_WITHIN)
    )?;
    writeln!(
        out,
        "resident: {} MiB   aim ≤ {} MiB: {}",
        mib(*resident),
        mib(TELLING_MOST),
        met(*resident <= TELLING_MOST)
    )?;
    Ok(())
}

/// Prints how much memory files and exports took.
pub(crate) fn print_memory(taken: &Taken) -> Result<()> {
    let Taken { load, files: (came, kept), took, before, receiving, exporting, exported } = taken;
    let mut out = stdout().lock();
    let each = load.bytes >> 20;
    writeln!(
        out,
        "\n{} messages of {} files of {each} MiB at once: {kept} of {came} kept in {:.1} s   aim all: {}",
        load.messages,
        load.files,
        took.as_secs_f64(),
        met(i64::try_from(*came) == Ok(*kept))
    )?;
    let peak =
        |of: u64| format!("{} MiB   aim ≤ {} MiB: {}", mib(of), mib(FILES_MOST), met(of <= FILES_MOST));
    writeln!(out, "resident at most meanwhile: {} ({} MiB before)", peak(*receiving), mib(*before))?;
    writeln!(
        out,
        "{} who hang up while they fetch an export of {} MiB, resident at most: {}",
        load.downloads,
        exported >> 20,
        peak(*exporting)
    )?;
    Ok(())
}

/// Prints what the last tickets and messages of a soak took beside the first.
pub(crate) fn print_soaked(soaked: &Soaked) -> Result<()> {
    let Soaked { size, tickets, messages, idle, resident } = soaked;
    let mut out = stdout().lock();
    writeln!(
        out,
        "\n{} open tickets, {} messages: CPU of the first {} and of the last",
        size.blocks * size.block,
        size.blocks * size.messages,
        size.block
    )?;
    for (name, both) in [("a ticket", tickets), ("a message", messages)] {
        print_pair(&mut out, name, both, *idle)?;
    }
    let (half, end) = (resident.get(resident.len() / 2), resident.last());
    let (half, end) = (*half.context("a block")?, *end.context("a block")?);
    let first = *resident.first().context("a block")?;
    #[expect(clippy::cast_precision_loss, reason = "memory in KiB is far below what a float holds exactly")]
    let grown = end as f64 / half as f64;
    writeln!(
        out,
        "resident: {} MiB after the first block, {} half-way, {} at the end   aim ≤ {} MiB: {}; {grown:.2} since half-way   aim ≤ {LEVELS_OFF}: {}",
        mib(first),
        mib(half),
        mib(end),
        mib(SOAKED_MOST),
        met(end <= SOAKED_MOST),
        met(grown <= LEVELS_OFF)
    )?;
    Ok(())
}

/// Prints what a ticket takes beside letters that wait.
pub(crate) fn print_behind(behind: &Behind) -> Result<()> {
    let Behind { letters, paced, in_a_row, idle } = behind;
    let mut out = stdout().lock();
    writeln!(out, "\na ticket's CPU without and with {letters} letters that wait")?;
    print_pair(&mut out, "ten a second", paced, *idle)?;
    print_pair(&mut out, "in a row", in_a_row, *idle)?;
    let (slowly, at_once) = (paced[0].cpu_each(idle[0]), in_a_row[0].cpu_each(idle[0]));
    writeln!(
        out,
        "{:<20} {:>9} {:>9} {:>6}{}",
        "in a row, to paced",
        millis(slowly),
        millis(at_once),
        ratio(at_once, slowly),
        aim("CPU", at_once, slowly, Some(FLAT))
    )?;
    Ok(())
}

/// Prints how soon people are called outside chat.
pub(crate) fn print_called(called: &Called) -> Result<()> {
    let Called { size, routes, at_once: (page, call), pressed, pages: (pages, calls) } = called;
    let mut out = stdout().lock();
    writeln!(
        out,
        "\nfrom a P1's press to its alarm, {} times, without and with {} letters that wait",
        size.p1s, size.letters
    )?;
    writeln!(out, "{:<20} {:>9} {:>9} {:>9} {:>9}", "route", "p50", "p99", "p50", "p99")?;
    for (name, (without, with)) in ROUTES.iter().zip(routes[0].iter().zip(&routes[1])) {
        let of = |latencies: &Vec<Duration>| Tally { latencies: latencies.clone(), ..Tally::default() };
        let (without, with) = (of(without), of(with));
        writeln!(
            out,
            "{name:<20} {:>9} {:>9} {:>9} {:>9}   p99 aim ≤ {}: {}",
            millis(without.percentile(50)),
            millis(without.percentile(99)),
            millis(with.percentile(50)),
            millis(with.percentile(99)),
            millis(CALLED_WITHIN),
            met(without.percentile(99).max(with.percentile(99)) <= CALLED_WITHIN)
        )?;
    }
    writeln!(
        out,
        "{} P1s of one incident at once, raised in {}: {pages} page after {}, {calls} call by ntfy after {}   aim one of each within {}: {}",
        size.at_once,
        millis(*pressed),
        millis(*page),
        millis(*call),
        millis(PAGED_WITHIN),
        met((*pages, *calls) == (1, 1) && (*page).max(*call) <= PAGED_WITHIN)
    )?;
    Ok(())
}

/// What something takes at first and then, which is to be the same.
fn print_pair(out: &mut impl Write, name: &str, [first, then]: &[Tally; 2], idle: [f64; 2]) -> Result<()> {
    let (before, after) = (first.cpu_each(idle[0]), then.cpu_each(idle[1]));
    writeln!(
        out,
        "{name:<20} {:>9} {:>9} {:>6}{}",
        millis(before),
        millis(after),
        ratio(after, before),
        aim("CPU", after, before, Some(FLAT))
    )?;
    Ok(())
}

/// What ended the bench.
pub(crate) fn failed(error: &anyhow::Error) -> ExitCode {
    // Where even this fails there is nobody to tell.
    let _: io::Result<()> = writeln!(stderr(), "{error:#}");
    ExitCode::FAILURE
}

impl Figures<'_> {
    fn tally(&self, name: &str) -> Result<&Tally> {
        let found = self.tallies.iter().find(|(its, _)| *its == name);
        found.map(|(_, tally)| tally).with_context(|| format!("{name} was not measured"))
    }

    fn cpu(&self, name: &str, tally: &Tally) -> Duration {
        let [minimal, desk] = self.idle;
        tally.cpu_each(if name.starts_with('/') { desk } else { minimal })
    }
}

fn met(is: bool) -> &'static str {
    if is { "met" } else { "MISSED" }
}

fn ratio(of: Duration, to: Duration) -> String {
    format!("{:.2}", of.as_secs_f64() / to.as_secs_f64())
}

fn aim(what: &str, of: Duration, to: Duration, most: Option<f64>) -> String {
    let Some(most) = most else { return String::new() };
    let met = if of.as_secs_f64() <= to.as_secs_f64() * most { "met" } else { "MISSED" };
    format!("   {what} aim ≤ {most}: {met}")
}

fn millis(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1_000.0)
}

fn mib(kib: u64) -> u64 {
    kib.div_ceil(KIB_A_MIB)
}
