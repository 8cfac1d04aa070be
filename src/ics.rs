//! Calendars as files (RFC 5545): what a person's own calendar reads, from an answer or from the door for machines.
//!
//! Moments are written in UTC, which every calendar shows in its owner's time, so that no description of a time zone has to be right.

use chrono::{DateTime, Utc};
use icalendar::{Calendar, Component, EventLike, EventStatus, Property};

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
#[must_use]
pub fn calendar(name: &str, events: &[Event]) -> String {
    let mut calendar = empty("PUBLISH");
    calendar.name(name);
    for event in events {
        calendar.push(written(event).done());
    }
    calendar.to_string()
}

/// One event as a file that is handed out each time it changes, in the name of whoever is reached by this mail.
#[must_use]
pub fn told(event: &Event, mail: &str) -> String {
    let method = if event.status == Some(Status::Cancelled) { "CANCEL" } else { "PUBLISH" };
    let mut calendar = empty(method);
    let organiser = Property::new("ORGANIZER", format!("mailto:{mail}"));
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
        .summary(&event.summary)
        .description(&event.description);
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
            uid: "window-1@guichet".to_owned(),
            sequence: 2,
            changed_at: at("2026-11-23T09:00:00Z"),
            starts_at: at("2026-11-24T23:00:00Z"),
            ends_at: at("2026-11-25T05:00:00Z"),
            summary: "Maintenance: NGP".to_owned(),
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
        UID:window-1@guichet
        END:VEVENT
        END:VCALENDAR
        "#);
    }
}
