//! The zones that a calendar names, and moments in them.

use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, NaiveDateTime, NaiveTime, Utc};
use icalendar::parser::{Component, Property};

use super::{
    file::{parameter, parts, value},
    observance,
    unreadable::Unreadable,
    written::Written,
    zone::Zone,
};

/// How many zones a calendar may name.
const MOST: usize = 20;

/// The zones of a calendar.
pub(super) struct Zones<'a> {
    calendar: &'a Component<'a>,
    named: HashMap<String, Arc<Zone>>,
    /// The calendar's own, in which days and times without a zone are read.
    own: Arc<Zone>,
    utc: Arc<Zone>,
}

/// A time on the wall of a zone.
#[derive(Clone, Debug)]
pub(super) struct Wall {
    pub(super) time: NaiveDateTime,
    pub(super) zone: Arc<Zone>,
    /// Whether it is a whole day, whose first moment this is.
    pub(super) whole_day: bool,
}

impl Wall {
    pub(super) fn moment(&self) -> DateTime<Utc> {
        self.zone.place(self.time)
    }

    /// The same on the wall of another zone; a day is that day anywhere.
    pub(super) fn on(&self, zone: &Zone) -> NaiveDateTime {
        if self.whole_day { self.time } else { zone.wall(self.moment()) }
    }
}

impl<'a> Zones<'a> {
    /// Those of a calendar; where it has none of its own, times without one are the desk's.
    pub(super) fn of(calendar: &'a Component<'a>, desk: chrono_tz::Tz) -> Self {
        let [desk, utc] = [desk, chrono_tz::UTC].map(|zone| Arc::new(Zone::Known(zone)));
        let mut zones = Self { calendar, named: HashMap::new(), own: desk, utc };
        if let Some(own) = value(calendar, "X-WR-TIMEZONE").and_then(|name| zones.named(name).ok()) {
            zones.own = own;
        }
        zones
    }

    /// A zone by its name there: a known one is taken as it is known, whatever is said of it.
    fn named(&mut self, name: &str) -> Result<Arc<Zone>, Unreadable> {
        if let Some(zone) = self.named.get(name) {
            return Ok(Arc::clone(zone));
        }
        if self.named.len() == MOST {
            return Err(Unreadable::TooMany);
        }
        let zone = match Zone::known(name) {
            Some(zone) => zone,
            None => self.described(name).ok_or_else(|| Unreadable::zone(name)).flatten()?,
        };
        let zone = Arc::new(zone);
        self.named.insert(name.to_owned(), Arc::clone(&zone));
        Ok(zone)
    }

    fn described(&self, name: &str) -> Option<Result<Zone, Unreadable>> {
        let names =
            |part: &&Component<'_>| value(part, "TZID").is_some_and(|id| id.trim_matches('"') == name);
        let part = parts(self.calendar, "VTIMEZONE").find(names)?;
        let known = value(part, "X-LIC-LOCATION").and_then(Zone::known);
        Some(known.map_or_else(|| observance::zone(part), Ok))
    }

    /// The moment that a property names.
    pub(super) fn moment(&mut self, property: &Property<'_>) -> Result<Wall, Unreadable> {
        self.read(property, property.val.as_str())
    }

    /// A moment as it is written in a property.
    pub(super) fn read(&mut self, property: &Property<'_>, text: &str) -> Result<Wall, Unreadable> {
        let text = text.trim();
        let (time, zone, whole_day) = match Written::read(text).ok_or_else(|| Unreadable::moment(text))? {
            Written::Day(day) => (day.and_time(NaiveTime::MIN), Arc::clone(&self.own), true),
            Written::Utc(time) => (time, Arc::clone(&self.utc), false),
            Written::Wall(time) => {
                let zone = match parameter(property, "TZID") {
                    Some(name) => self.named(name)?,
                    None => Arc::clone(&self.own),
                };
                (time, zone, false)
            }
        };
        Ok(Wall { time, zone, whole_day })
    }
}
