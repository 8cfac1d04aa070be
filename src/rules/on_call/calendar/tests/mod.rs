mod forms;
mod hostile;
mod makers;
mod queries;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::{Roster, Unreadable};

const DESK: chrono_tz::Tz = chrono_tz::Europe::Paris;

/// A moment in UTC.
fn utc(text: &str) -> DateTime<Utc> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap().and_utc()
}

/// Two years, with four changes of clocks.
fn two_years() -> (DateTime<Utc>, DateTime<Utc>) {
    (utc("2026-01-01 00:00"), utc("2028-01-01 00:00"))
}

fn read(text: &str) -> Result<Roster, Unreadable> {
    let (from, to) = two_years();
    Roster::read(text, DESK, from, to)
}

/// A calendar of these lines.
fn calendar(lines: &[&str]) -> String {
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n{}\r\nEND:VCALENDAR\r\n",
        lines.join("\r\n")
    )
}

/// A calendar of one event of Ada's.
fn event(lines: &[&str]) -> String {
    calendar(&[&["BEGIN:VEVENT", "UID:1", "SUMMARY:Ada"], lines, &["END:VEVENT"]].concat())
}

/// Its duties, in UTC and in short.
fn duties(text: &str) -> Vec<String> {
    let short = |at: DateTime<Utc>| at.format("%y%m%d %H:%M").to_string();
    let roster = read(text).unwrap();
    roster
        .duties()
        .iter()
        .map(|duty| format!("{} – {} {}", short(duty.from), short(duty.to), duty.name))
        .collect()
}

/// Every hour of two years.
fn hours() -> impl Iterator<Item = DateTime<Utc>> {
    let (from, to) = two_years();
    std::iter::successors(Some(from), |at| Some(*at + TimeDelta::hours(1))).take_while(move |at| *at < to)
}
