//! Moments and lengths as they are written.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};

/// The years in which a calendar may speak: Outlook describes its zones from 1601 on.
const YEARS: RangeInclusive<i32> = 1601..=2200;

/// The longest duty that is read, in days.
pub(super) const LONGEST: i64 = 4_000;

/// A moment.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Written {
    Day(NaiveDate),
    Utc(NaiveDateTime),
    Wall(NaiveDateTime),
}

impl Written {
    /// Reads a date, or a date with a time.
    pub(super) fn read(text: &str) -> Option<Self> {
        let in_time = |day: NaiveDate| YEARS.contains(&day.year());
        if text.len() == 8 {
            let day = NaiveDate::parse_from_str(text, "%Y%m%d").ok()?;
            return in_time(day).then_some(Self::Day(day));
        }
        let (wall, utc) = text.strip_suffix(['Z', 'z']).map_or((text, false), |wall| (wall, true));
        if wall.len() != 15 {
            return None;
        }
        let time = NaiveDateTime::parse_from_str(wall, "%Y%m%dT%H%M%S").ok()?;
        in_time(time.date()).then_some(if utc { Self::Utc(time) } else { Self::Wall(time) })
    }
}

/// How long something lasts: so long on the wall clock, and then so many hours more.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Length {
    pub(super) wall: TimeDelta,
    pub(super) exact: TimeDelta,
}

impl Length {
    /// So long on the wall clock.
    pub(super) fn wall(wall: TimeDelta) -> Self {
        Self { wall, exact: TimeDelta::zero() }
    }

    /// So long, whatever clocks do.
    pub(super) fn exact(exact: TimeDelta) -> Self {
        Self { wall: TimeDelta::zero(), exact }
    }

    /// No shorter than it can be, whatever clocks do.
    pub(super) fn whole(self) -> TimeDelta {
        self.wall + self.exact
    }

    /// Where it is neither backwards nor without an end in sight.
    pub(super) fn within_reason(self) -> Option<Self> {
        (TimeDelta::zero()..=TimeDelta::days(LONGEST)).contains(&self.whole()).then_some(self)
    }

    /// Reads a length such as `P1W`, `P1DT12H` or `PT30M`: days are days on the wall, hours are hours.
    pub(super) fn read(text: &str) -> Option<Self> {
        let rest =
            text.strip_prefix('+').unwrap_or(text).strip_prefix('P').filter(|rest| !rest.is_empty())?;
        let (date, time) = rest.split_once('T').unwrap_or((rest, ""));
        let wall = sum(date, &[('W', 604_800), ('D', 86_400)])?;
        let exact = sum(time, &[('H', 3_600), ('M', 60), ('S', 1)])?;
        Self { wall, exact }.within_reason()
    }
}

/// Numbers, each with its unit, together.
fn sum(mut text: &str, units: &[(char, i64)]) -> Option<TimeDelta> {
    let mut seconds = 0_i64;
    while !text.is_empty() {
        let (number, rest) = text.split_at(text.find(|letter: char| !letter.is_ascii_digit())?);
        let (unit, worth) = units.iter().find(|(unit, _)| rest.starts_with(*unit))?;
        seconds = seconds.checked_add(number.parse::<i64>().ok()?.checked_mul(*worth)?)?;
        text = &rest[unit.len_utf8()..];
    }
    (seconds <= LONGEST * 86_400).then(|| TimeDelta::seconds(seconds))
}
