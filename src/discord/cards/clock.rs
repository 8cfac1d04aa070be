//! The clock of a P1, as its arithmetic line by line and as the results told elsewhere.

use chrono::{DateTime, TimeDelta, Utc};

use super::ticket::title;
use crate::{
    desk::file::TicketFile,
    discord::{
        card::{Card, Tone},
        duration::duration,
        markdown::{moment, relative},
    },
    rules::{
        gtr::{Clock, Ending, Fact, Line, Outcome, Status},
        language::Language,
        ticket::Guarantee,
    },
    words,
};

/// What `/ticket clock` answers: every clock of the ticket, the latest last, each with all that is needed to do the sum again by hand.
#[derive(Debug)]
pub struct Receipt<'a> {
    /// The ticket.
    pub file: &'a TicketFile,
    /// Now, UTC.
    pub now: DateTime<Utc>,
}

impl Receipt<'_> {
    /// The answer.
    #[must_use]
    pub fn render(&self, language: Language) -> Card {
        let Self { file, now } = self;
        let mut parts: Vec<String> =
            file.ticket.clocks.iter().map(|clock| receipt(clock, *now, language)).collect();
        match file.ticket.guarantee() {
            Guarantee::NotP1 if parts.is_empty() => parts.push(words!(language, "clock-not-p1")),
            Guarantee::Clock(_) | Guarantee::NotP1 => {}
            Guarantee::BestEffort(level) => {
                parts.push(words!(language, "clock-best-effort", level = level.to_string()));
            }
            Guarantee::Beta => parts.push(words!(language, "clock-beta")),
        }
        Card::framed(title(file), parts.join("\n\n"), Tone::Plain)
    }
}

fn receipt(clock: &Clock, now: DateTime<Utc>, language: Language) -> String {
    let heading = words!(language, "clock-heading", number = clock.number);
    std::iter::once(heading).chain(receipt_lines(clock, now, language)).collect::<Vec<_>>().join("\n")
}

/// The arithmetic of a clock, line by line.
pub(super) fn receipt_lines(clock: &Clock, now: DateTime<Utc>, language: Language) -> Vec<String> {
    clock.receipt(now).iter().map(|line| receipt_line(line, language)).collect()
}

fn receipt_line(line: &Line, language: Language) -> String {
    let at = moment(line.at);
    let fact = match line.fact {
        Fact::Started(commitment) => words!(
            language,
            "clock-started",
            hours = duration(commitment.minutes),
            level = commitment.level.to_string()
        ),
        Fact::Paused => words!(language, "clock-paused"),
        Fact::Resumed { paused } => words!(language, "clock-resumed", paused = span(paused)),
        Fact::Upgraded { to, left_before } => words!(
            language,
            "clock-upgraded",
            level = to.level.to_string(),
            hours = duration(to.minutes),
            before = span(left_before)
        ),
        Fact::Contested { stopped_at } => {
            words!(language, "clock-contested", stopped = moment(stopped_at))
        }
        Fact::Stopped(how) => words!(
            language,
            match how {
                Ending::Restored => "clock-stopped-restored",
                Ending::Closed => "clock-stopped-closed",
                Ending::Lowered => "clock-stopped-lowered",
                Ending::Beta => "clock-stopped-beta",
            }
        ),
        Fact::Now(status) => words!(
            language,
            match status {
                Status::Running => "clock-now-running",
                Status::Paused => "clock-now-paused",
                Status::Stopped | Status::Withdrawn => "clock-now-stopped",
            }
        ),
        Fact::Deadline => return words!(language, "clock-deadline", at = at),
        Fact::Result(outcome) => return result(outcome, language),
    };
    words!(language, "clock-line", at = at, fact = fact, running = span(line.running), left = span(line.left))
}

/// A clock's result in words.
#[must_use]
pub fn result(outcome: Outcome, language: Language) -> String {
    match outcome {
        Outcome::Kept { left } => words!(language, "clock-kept", left = span(left)),
        Outcome::Missed { by } => words!(language, "clock-missed", by = span(by)),
        Outcome::Withdrawn => words!(language, "clock-withdrawn"),
    }
}

/// What is guaranteed, in one line for a card; nothing where there is nothing to say.
#[must_use]
pub fn guarantee(file: &TicketFile, now: DateTime<Utc>, language: Language) -> String {
    match file.ticket.guarantee() {
        Guarantee::NotP1 => String::new(),
        Guarantee::BestEffort(_) => words!(language, "gtr-best-effort"),
        Guarantee::Beta => words!(language, "gtr-beta"),
        Guarantee::Clock(clock) => {
            let deadline = clock.deadline(now);
            match (clock.status(), clock.outcome()) {
                (_, Some(outcome)) => result(outcome, language),
                (Status::Paused, None) => words!(language, "gtr-paused", left = span(clock.left(now))),
                (Status::Running | Status::Stopped | Status::Withdrawn, None) => {
                    words!(language, "gtr-deadline", at = moment(deadline), left = relative(deadline))
                }
            }
        }
    }
}

/// A span of time, to the second: `3 h 57 min`, `45 min`, `-12 min 30 s`.
#[must_use]
pub fn span(time: TimeDelta) -> String {
    let seconds = time.num_seconds().abs();
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let sign = if time < TimeDelta::zero() { "-" } else { "" };
    let parts: Vec<String> = [(hours, "h"), (minutes, "min"), (seconds, "s")]
        .into_iter()
        .filter(|(many, _)| *many > 0)
        .map(|(many, unit)| format!("{many} {unit}"))
        .collect();
    if parts.is_empty() { "0 min".to_owned() } else { format!("{sign}{}", parts.join(" ")) }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use rstest::rstest;

    use super::span;

    #[rstest]
    #[case::whole_hours(14_400, "4 h")]
    #[case::all_of_it(14_399, "3 h 59 min 59 s")]
    #[case::no_minutes(3_605, "1 h 5 s")]
    #[case::nothing(0, "0 min")]
    #[case::past(-750, "-12 min 30 s")]
    fn a_span_is_read_to_the_second(#[case] seconds: i64, #[case] read: &str) {
        assert_eq!(span(TimeDelta::seconds(seconds)), read);
    }
}
