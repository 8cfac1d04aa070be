//! A clock's words.

use chrono::{DateTime, TimeDelta, Utc};

use super::moment::near;
use crate::{
    desk::ticket::file::TicketFile,
    discord::look::{
        duration::duration,
        markdown::{hour, moment, relative},
    },
    rules::{
        calendar::Calendar,
        gtr::{Clock, Ending, Fact, Outcome, ReceiptLine, Status},
        language::Language,
        offer::Offer,
        ticket::Guarantee,
    },
    typography::NO_BREAK,
    words,
};

/// The arithmetic of a clock, line by line. A line of the same day as the one above it, in the desk's zone,
/// has the hour alone.
pub(in crate::discord::cards) fn receipt_lines(
    clock: &Clock,
    now: DateTime<Utc>,
    calendar: &Calendar,
    language: Language,
) -> Vec<String> {
    let mut day = None;
    let lines = clock.receipt(now);
    let lines = lines.iter().map(|line| {
        let same_day = day.replace(calendar.date_of(line.at)) == Some(calendar.date_of(line.at));
        receipt_line(line, same_day, language)
    });
    lines.collect()
}

fn receipt_line(line: &ReceiptLine, same_day: bool, language: Language) -> String {
    let at = if same_day { hour(line.at) } else { moment(line.at) };
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
            before = span(left_before.max(TimeDelta::zero()))
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
        Fact::Deadline => return words!(language, "clock-deadline", at = moment(line.at)),
        Fact::Result(outcome) => return result(outcome, language),
    };
    let running = span(line.running);
    if line.left < TimeDelta::zero() {
        return words!(
            language,
            "clock-line-over",
            at = at,
            fact = fact,
            running = running,
            by = span(line.left.abs())
        );
    }
    words!(language, "clock-line", at = at, fact = fact, running = running, left = span(line.left))
}

/// A clock's result in words.
pub fn result(outcome: Outcome, language: Language) -> String {
    match outcome {
        Outcome::Kept { left } => words!(language, "clock-kept", left = span(left)),
        Outcome::Missed { by } => words!(language, "clock-missed", by = span(by)),
        Outcome::Withdrawn => words!(language, "clock-withdrawn"),
    }
}

/// What is guaranteed, in one line for a card; nothing where there is nothing to say.
pub fn guarantee(file: &TicketFile, now: DateTime<Utc>, language: Language) -> String {
    match file.ticket.guarantee() {
        Guarantee::NotP1 => String::new(),
        Guarantee::BestEffort(_) => words!(language, "gtr-best-effort"),
        Guarantee::Beta => words!(language, "gtr-beta"),
        Guarantee::Clock(clock) => {
            let deadline = clock.deadline(now);
            match (clock.status(), clock.outcome()) {
                (_, Some(outcome)) => result(outcome, language),
                (Status::Paused, None) => paused(clock.left(now), language),
                (Status::Running | Status::Stopped | Status::Withdrawn, None) => {
                    words!(language, "gtr-deadline", at = moment(deadline), left = relative(deadline))
                }
            }
        }
    }
}

/// What a paused clock has left, or by how much its deadline was missed before the pause.
fn paused(left: TimeDelta, language: Language) -> String {
    if left < TimeDelta::zero() {
        words!(language, "gtr-paused-over", by = span(left.abs()))
    } else {
        words!(language, "gtr-paused", left = span(left))
    }
}

/// A span of time, to the second: `3 h 57 min`, `45 min`, `-12 min 30 s`.
pub fn span(time: TimeDelta) -> String {
    let seconds = time.num_seconds().abs();
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let sign = if time < TimeDelta::zero() { "-" } else { "" };
    let parts: Vec<String> = [(hours, "h"), (minutes, "min"), (seconds, "s")]
        .into_iter()
        .filter(|(many, _)| *many > 0)
        .map(|(many, unit)| format!("{many}{NO_BREAK}{unit}"))
        .collect();
    if parts.is_empty() {
        format!("0{NO_BREAK}min")
    } else {
        format!("{sign}{}", parts.join(&NO_BREAK.to_string()))
    }
}

/// What is guaranteed for a P1: by when, or plainly nothing; with the phone.
pub fn guaranteed(file: &TicketFile, offer: &Offer, now: DateTime<Utc>, language: Language) -> String {
    let phone = offer.contact.phone.as_str();
    match file.ticket.guarantee() {
        Guarantee::NotP1 => String::new(),
        Guarantee::BestEffort(_) => words!(language, "p1-no-guarantee", phone = phone),
        Guarantee::Beta => words!(language, "p1-no-guarantee-beta", phone = phone),
        Guarantee::Clock(clock) => {
            let deadline = clock.deadline(now);
            words!(
                language,
                "p1-guaranteed",
                at = near(deadline, (offer, now), language),
                left = relative(deadline),
                phone = phone
            )
        }
    }
}

/// A span to the minute, below.
pub(in crate::discord::cards) fn whole_minutes(span: TimeDelta) -> TimeDelta {
    TimeDelta::minutes(span.num_minutes())
}
