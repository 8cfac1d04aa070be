//! An event of a calendar: whose duty it is, when, and when it comes back.

use std::{collections::HashSet, sync::Arc};

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use icalendar::parser::{Component, Property};

use super::{
    file::{parameter, properties, property, value},
    name,
    unreadable::Unreadable,
    written::Length,
    zones::{Wall, Zones},
};

/// How many dates an event may name beside its rule, of each kind.
const DATES: usize = 2_000;

/// An event.
#[derive(Debug)]
pub(super) struct Event {
    /// What makes it one with its changed instances.
    pub(super) uid: Option<String>,
    /// How often it was changed: the highest counts.
    pub(super) sequence: i64,
    /// Which instance of a series this replaces.
    pub(super) instance: Option<Wall>,
    /// Whether it will not be.
    pub(super) cancelled: bool,
    /// Whose duty.
    pub(super) name: Option<String>,
    pub(super) start: Wall,
    pub(super) lasts: Length,
    /// Its rule.
    pub(super) rule: Option<String>,
    /// Dates beside its rule, some with a length of their own.
    pub(super) besides: Vec<(NaiveDateTime, Option<Length>)>,
    /// Dates on which it is not.
    pub(super) except: Vec<Wall>,
}

impl Event {
    /// Reads an event.
    pub(super) fn read(part: &Component<'_>, zones: &mut Zones<'_>) -> Result<Self, Unreadable> {
        let start = property(part, "DTSTART").ok_or_else(|| Unreadable::moment("DTSTART"))?;
        let start = zones.moment(start)?;
        let lasts = length(part, &start, zones)?;
        let instance = match property(part, "RECURRENCE-ID") {
            // All that follows from one instance on: nobody writes it, and half of it is worse than none.
            Some(property) if parameter(property, "RANGE").is_some() => {
                return Err(Unreadable::moment("RANGE=THISANDFUTURE"));
            }
            Some(property) => Some(zones.moment(property)?),
            None => None,
        };
        let mut besides = Vec::new();
        for (property, text) in dates(part, "RDATE")? {
            besides.push(beside(property, text, &start, zones)?);
        }
        let mut except = Vec::new();
        for (property, text) in dates(part, "EXDATE")? {
            except.push(zones.read(property, text)?);
        }
        Ok(Self {
            uid: value(part, "UID").map(str::to_owned),
            sequence: value(part, "SEQUENCE").and_then(|text| text.parse().ok()).unwrap_or_default(),
            instance,
            cancelled: value(part, "STATUS").is_some_and(|status| status.eq_ignore_ascii_case("CANCELLED")),
            name: value(part, "SUMMARY").and_then(name::of_title),
            start,
            lasts,
            rule: value(part, "RRULE").map(str::to_owned),
            besides,
            except,
        })
    }

    /// The dates on which it is not.
    pub(super) fn moments_except(&self) -> Except {
        let days = self.except.iter().filter(|except| except.whole_day).map(|except| except.time.date());
        let moments = self.except.iter().filter(|except| !except.whole_day).map(Wall::moment);
        Except { days: days.collect(), moments: moments.collect() }
    }
}

/// Dates on which an event is not.
pub(super) struct Except {
    days: HashSet<NaiveDate>,
    moments: HashSet<DateTime<Utc>>,
}

impl Except {
    /// Whether the event is not at that start.
    pub(super) fn contains(&self, event: &Event, start: NaiveDateTime) -> bool {
        self.days.contains(&start.date()) || self.moments.contains(&event.start.zone.place(start))
    }
}

/// How long an event lasts: to the same time on the wall, whatever clocks do, where it ends in its own zone.
fn length(part: &Component<'_>, start: &Wall, zones: &mut Zones<'_>) -> Result<Length, Unreadable> {
    if let Some(property) = property(part, "DTEND") {
        let end = zones.moment(property)?;
        return between(start, &end).ok_or_else(|| Unreadable::moment(property.val.as_str()));
    }
    match value(part, "DURATION") {
        Some(text) => Length::read(text).ok_or_else(|| Unreadable::moment(text)),
        None if start.whole_day => Ok(Length::wall(TimeDelta::days(1))),
        None => Ok(Length::wall(TimeDelta::zero())),
    }
}

fn between(start: &Wall, end: &Wall) -> Option<Length> {
    let length = if Arc::ptr_eq(&start.zone, &end.zone) {
        Length::wall(end.time - start.time)
    } else {
        Length::exact(end.moment() - start.moment())
    };
    length.within_reason()
}

/// The dates that properties of that name list.
fn dates<'a>(
    part: &'a Component<'a>,
    name: &'static str,
) -> Result<Vec<(&'a Property<'a>, &'a str)>, Unreadable> {
    let all = properties(part, name)
        .flat_map(|property| property.val.as_str().split(',').map(move |text| (property, text)))
        .filter(|(_, text)| !text.trim().is_empty());
    let dates: Vec<_> = all.take(DATES + 1).collect();
    if dates.len() > DATES { Err(Unreadable::TooMany) } else { Ok(dates) }
}

/// A date beside the rule: a moment, or a period with an end or a length.
fn beside(
    property: &Property<'_>,
    text: &str,
    start: &Wall,
    zones: &mut Zones<'_>,
) -> Result<(NaiveDateTime, Option<Length>), Unreadable> {
    let Some((from, to)) = text.split_once('/') else {
        return Ok((zones.read(property, text)?.on(&start.zone), None));
    };
    let from = zones.read(property, from)?;
    let lasts = if let Some(lasts) = Length::read(to.trim()) {
        lasts
    } else {
        let end = zones.read(property, to)?;
        between(&from, &end).ok_or_else(|| Unreadable::moment(text))?
    };
    Ok((from.on(&start.zone), Some(lasts)))
}
