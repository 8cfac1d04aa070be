//! A month's tickets as a table, a row for each.

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    desk::customers::report::Report,
    discord::{
        cards::said::ticket::{category_word, priority_word},
        look::csv,
    },
    rules::{
        calendar::Calendar,
        gtr::Outcome,
        language::Language,
        offer::Offer,
        report::{Counted, Verdict},
    },
    words,
};

/// The table, with a header. Moments are on the wall clock of the desk's zone, which the header names; the
/// customer has a column where the report is of all teams.
///
/// # Errors
/// When it cannot be written.
pub(super) fn table(report: &Report, offer: &Offer, language: Language) -> Result<Vec<u8>> {
    let mut header = header(&offer.calendar, language).to_vec();
    let of_all = report.customer.is_none();
    if of_all {
        header.push(words!(language, "csv-customer"));
    }
    let rows = report.figures.tickets.iter().map(|ticket| {
        let minutes = report.ticket_minutes.get(&ticket.number).copied().unwrap_or_default();
        let mut cells = cells(ticket, minutes, offer, language).to_vec();
        if of_all {
            cells.push(report.names.get(&ticket.customer).cloned().unwrap_or_default());
        }
        cells
    });
    csv::csv(std::iter::once(header).chain(rows), language)
}

fn header(calendar: &Calendar, language: Language) -> [String; 12] {
    let zone = || calendar.zone.to_string();
    [
        words!(language, "csv-number"),
        words!(language, "csv-opened", zone = zone()),
        words!(language, "csv-closed", zone = zone()),
        words!(language, "csv-priority"),
        words!(language, "csv-category"),
        words!(language, "csv-component"),
        words!(language, "csv-first-answer"),
        words!(language, "csv-result"),
        words!(language, "csv-deadline", zone = zone()),
        words!(language, "csv-stopped", zone = zone()),
        words!(language, "csv-late"),
        words!(language, "csv-hours"),
    ]
}

fn cells(ticket: &Counted, minutes: i64, offer: &Offer, language: Language) -> [String; 12] {
    let component =
        |key: &str| offer.component(key).map_or(key, |known| known.label.get(language)).to_owned();
    let wall = |at: DateTime<Utc>| offer.calendar.local(at).format("%Y-%m-%d %H:%M:%S").to_string();
    let judged = ticket.verdict();
    let late = match judged.map(|judged| judged.verdict) {
        Some(Verdict::Clock(Outcome::Missed { by })) => Some(by),
        Some(Verdict::Clock(Outcome::Kept { .. } | Outcome::Withdrawn) | Verdict::BestEffort) | None => None,
    };
    let deadline = judged.and_then(|judged| Some(judged.clock.as_ref()?.deadline(judged.stopped_at)));
    [
        ticket.number.get().to_string(),
        wall(ticket.opened_at),
        ticket.closed_at.map(wall).unwrap_or_default(),
        priority_word(ticket.priority, language),
        category_word(ticket.category, language),
        ticket.component.as_deref().map(component).unwrap_or_default(),
        ticket.first_answer.map(|took| took.num_minutes().to_string()).unwrap_or_default(),
        judged.map(|judged| result_word(judged.verdict, language)).unwrap_or_default(),
        deadline.map(wall).unwrap_or_default(),
        judged.map(|judged| wall(judged.stopped_at)).unwrap_or_default(),
        late.map(|by| started_minutes(by).to_string()).unwrap_or_default(),
        as_hours(minutes, language),
    ]
}

/// Late by a second is late: a minute that has begun counts.
fn started_minutes(by: TimeDelta) -> i64 {
    (by.num_seconds() + 59) / 60
}

/// Minutes as hours with two decimals, which the reader's spreadsheet adds up; nothing where none were used.
fn as_hours(minutes: i64, language: Language) -> String {
    if minutes == 0 { String::new() } else { csv::hundredths(minutes * 100 / 60, language) }
}

fn result_word(verdict: Verdict, language: Language) -> String {
    match verdict {
        Verdict::Clock(Outcome::Kept { .. }) => words!(language, "csv-result-kept"),
        Verdict::Clock(Outcome::Missed { .. }) => words!(language, "csv-result-missed"),
        Verdict::Clock(Outcome::Withdrawn) => words!(language, "csv-result-withdrawn"),
        Verdict::BestEffort => words!(language, "csv-result-best-effort"),
    }
}
