//! The zone of a wall time: one that is known by its name, or one that the calendar describes itself, as
//! Outlook does under names of its own.

use chrono::{DateTime, Days, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// A zone.
#[derive(Clone, Debug)]
pub(super) enum Zone {
    /// One of the time zone database.
    Known(Tz),
    /// From when on clocks are how far ahead of UTC, in order; never empty.
    Described(Vec<Onset>),
}

/// Clocks change.
#[derive(Clone, Copy, Debug)]
pub(super) struct Onset {
    /// When, UTC.
    pub(super) at: NaiveDateTime,
    /// How far they were ahead before.
    pub(super) before: TimeDelta,
    /// How far they are ahead from then on.
    pub(super) ahead: TimeDelta,
}

impl Zone {
    /// A zone by its name, also where a maker puts its own name before that.
    pub(super) fn known(name: &str) -> Option<Self> {
        let mut rest = name.trim_matches('/');
        loop {
            if let Ok(zone) = rest.parse() {
                return Some(Self::Known(zone));
            }
            rest = rest.split_once('/')?.1;
        }
    }

    /// How far its clocks are ahead of UTC.
    fn ahead(&self, at: NaiveDateTime) -> TimeDelta {
        match self {
            Self::Known(zone) => {
                TimeDelta::seconds(zone.offset_from_utc_datetime(&at).fix().local_minus_utc().into())
            }
            Self::Described(onsets) => {
                let passed = onsets.partition_point(|onset| onset.at <= at);
                let first = onsets.first().map_or(TimeDelta::zero(), |onset| onset.before);
                passed.checked_sub(1).and_then(|last| onsets.get(last)).map_or(first, |onset| onset.ahead)
            }
        }
    }

    /// The moment of a wall time: the first where it occurs twice; read with the offset in force before the
    /// change where it does not exist.
    pub(super) fn place(&self, wall: NaiveDateTime) -> DateTime<Utc> {
        let eve = wall.checked_sub_days(Days::new(1)).unwrap_or(wall);
        let morrow = wall.checked_add_days(Days::new(1)).unwrap_or(wall);
        let (before, after) = (self.ahead(eve), self.ahead(morrow));
        let found = [before, after].into_iter().find(|ahead| self.ahead(wall - *ahead) == *ahead);
        (wall - found.unwrap_or(before)).and_utc()
    }

    /// The wall time of a moment.
    pub(super) fn wall(&self, at: DateTime<Utc>) -> NaiveDateTime {
        at.naive_utc() + self.ahead(at.naive_utc())
    }
}
