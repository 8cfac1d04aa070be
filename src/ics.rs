//! Calendars as files (RFC 5545): what a person's own calendar reads, from an answer or from the door for
//! machines.
//!
//! Moments are written in UTC, which every calendar shows in its owner's time, so that no description of a
//! time zone has to be right.

use chrono::{DateTime, Utc};
use icalendar::{Calendar, Component, EventLike, EventStatus, Property};

use crate::rules::typed::{one_line, shown};

/// What makes the desk's events known as its own.
const PRODUCER: &str = "-//guichet//EN";

/// One event.
#[derive(Clone, Debug)]
pub struct Event {
    /// What makes it the same event when it is read again, for ever.
    pub uid: String,
    /// How often it was changed: a calendar takes the highest.
    pub sequence: u32,
    /// When it became what it is, UTC.
    pub changed_at: DateTime<Utc>,
    /// Its first moment, UTC.
    pub starts_at: DateTime<Utc>,
    /// The moment it is over, UTC.
    pub ends_at: DateTime<Utc>,
    /// In one line.
    pub summary: String,
    /// In full.
    pub description: String,
    /// Whether it will be, where that can change.
    pub status: Option<Status>,
}

/// Whether an event will be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Status {
    /// Somebody is still to agree.
    Tentative,
    /// It will be.
    Confirmed,
    /// It will not be.
    Cancelled,
}

impl From<Status> for EventStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Tentative => Self::Tentative,
            Status::Confirmed => Self::Confirmed,
            Status::Cancelled => Self::Cancelled,
        }
    }
}

/// A calendar of that name. The same events give the same text.
pub fn calendar(name: &str, events: &[Event]) -> String {
    let mut calendar = empty("PUBLISH");
    calendar.name(&one_line(name));
    for event in events {
        calendar.push(written(event).done());
    }
    calendar.to_string()
}

/// One event as a file that is handed out each time it changes, in the name of whoever is reached by this
/// mail.
pub fn told(event: &Event, mail: &str) -> String {
    let method = if event.status == Some(Status::Cancelled) { "CANCEL" } else { "PUBLISH" };
    let mut calendar = empty(method);
    let organiser = Property::new("ORGANIZER", format!("mailto:{}", one_line(mail)));
    calendar.push(written(event).append_property(organiser).done());
    calendar.to_string()
}

fn empty(method: &str) -> Calendar {
    let mut calendar = Calendar::empty();
    for (key, value) in
        [("VERSION", "2.0"), ("PRODID", PRODUCER), ("CALSCALE", "GREGORIAN"), ("METHOD", method)]
    {
        calendar.append_property(Property::new(key, value));
    }
    calendar
}

fn written(event: &Event) -> icalendar::Event {
    let mut written = icalendar::Event::with_uid(&event.uid);
    written
        .sequence(event.sequence)
        .timestamp(event.changed_at)
        .starts(event.starts_at)
        .ends(event.ends_at)
        // What a person wrote may hold a line end that would begin a line of its own, and controls that no
        // calendar takes.
        .summary(&one_line(&event.summary))
        .description(&shown(&event.description));
    if let Some(status) = event.status {
        written.status(status.into());
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_written_as_calendars_read_it() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("a moment");
        let event = Event {
            uid: "window-1@7f00.guichet".to_owned(),
            sequence: 2,
            changed_at: at("2026-11-23T09:00:00Z"),
            starts_at: at("2026-11-24T23:00:00Z"),
            ends_at: at("2026-11-25T05:00:00Z"),
            summary: "Maintenance:\rNGP".to_owned(),
            description: "Portal, API; \"slow\"\nA second line that is long enough to be folded, as no line has more than 75 bytes.".to_owned(),
            status: None,
        };
        insta::assert_snapshot!(calendar("NGP", &[event]).replace("\r\n", "\n"), @r#"
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//guichet//EN
        CALSCALE:GREGORIAN
        METHOD:PUBLISH
        NAME:NGP
        X-WR-CALNAME:NGP
        BEGIN:VEVENT
        DESCRIPTION:Portal\, API\; "slow"\nA second line that is long enough to be 
         folded\, as no line has more than 75 bytes.
        DTEND:20261125T050000Z
        DTSTAMP:20261123T090000Z
        DTSTART:20261124T230000Z
        SEQUENCE:2
        SUMMARY:Maintenance: NGP
        UID:window-1@7f00.guichet
        END:VEVENT
        END:VCALENDAR
        "#);
    }

    /// Another's parser reads what was written, whatever somebody typed: no line is begun, ended or left too
    /// long by it.
    #[test]
    fn another_reader_reads_the_same() {
        use calcard::{
            Entry, Parser,
            icalendar::{ICalendarComponentType, ICalendarProperty},
        };

        let at = DateTime::UNIX_EPOCH;
        let tricks = [
            "a\rBEGIN:VEVENT\rb",
            "a\r\nSUMMARY:b\nc",
            "\u{0}\u{7}\u{b}\u{85}x",
            &"é".repeat(200),
            "a, b; c \\ d \\n \"e\": f",
            &"a long line that goes on and on, ".repeat(12),
            "",
        ];
        for typed in tricks {
            let event = Event {
                uid: "session-1@7f00.guichet".to_owned(),
                sequence: 1,
                changed_at: at,
                starts_at: at,
                ends_at: at + chrono::TimeDelta::hours(1),
                summary: typed.to_owned(),
                description: typed.to_owned(),
                status: Some(Status::Cancelled),
            };
            for text in [calendar(typed, std::slice::from_ref(&event)), told(&event, "desk@example.org")] {
                assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
                assert!(!text.replace("\r\n", "").contains(char::is_control), "{text:?}");
                let Entry::ICalendar(read) = Parser::new(&text).entry() else { panic!("{text}") };
                let events: Vec<_> = read
                    .components
                    .iter()
                    .filter(|one| one.component_type == ICalendarComponentType::VEvent)
                    .collect();
                let [read] = events.as_slice() else { panic!("{text}") };
                let value = |name| {
                    read.property(&name).and_then(|one| one.values.first()).and_then(|one| one.as_text())
                };
                assert_eq!(value(ICalendarProperty::Uid), Some(event.uid.as_str()));
                assert_eq!(value(ICalendarProperty::Summary).unwrap_or_default(), one_line(typed));
                assert_eq!(value(ICalendarProperty::Description).unwrap_or_default(), shown(typed));
                assert_eq!(value(ICalendarProperty::Status), Some("CANCELLED"));
            }
        }
    }
}
