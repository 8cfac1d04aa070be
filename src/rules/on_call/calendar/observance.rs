//! A zone as a calendar describes it: when its clocks change, and by how much.

use chrono::{Datelike, NaiveDateTime, NaiveTime, TimeDelta};
use icalendar::parser::Component;
use rrule::{Frequency, Tz};

use super::{
    file::{properties, value},
    rule,
    unreadable::Unreadable,
    written::Written,
    zone::{Onset, Zone},
};

/// How many changes one rule gives at the most: one a year, for longer than calendars speak.
const MOST: u16 = 250;

/// How many rules, and dates of change beside them, are read.
const PARTS: usize = 50;

/// From which year on rules are worked out: the one that they begin with tells only that they are old.
const FROM: i32 = 1970;

/// The zone that a part describes.
pub(super) fn zone(part: &Component<'_>) -> Result<Zone, Unreadable> {
    let wrong = || Unreadable::zone(value(part, "TZID").unwrap_or_default());
    if part.components.len() > PARTS {
        return Err(Unreadable::TooMany);
    }
    let mut onsets = Vec::new();
    for observance in &part.components {
        let offset = |name| value(observance, name).and_then(offset).ok_or_else(wrong);
        let (before, ahead) = (offset("TZOFFSETFROM")?, offset("TZOFFSETTO")?);
        let walls = changes(observance, before).ok_or_else(wrong)?;
        onsets.extend(walls.into_iter().map(|wall| Onset { at: wall - before, before, ahead }));
    }
    if onsets.is_empty() {
        return Err(wrong());
    }
    onsets.sort_by_key(|onset| onset.at);
    Ok(Zone::Described(onsets))
}

/// When clocks change, on the wall as it was before.
fn changes(observance: &Component<'_>, before: TimeDelta) -> Option<Vec<NaiveDateTime>> {
    let wall = |written| match written {
        Written::Day(day) => day.and_time(NaiveTime::MIN),
        Written::Utc(time) => time + before,
        Written::Wall(time) => time,
    };
    let first = wall(Written::read(value(observance, "DTSTART")?)?);
    let mut walls = vec![first];
    let dates = properties(observance, "RDATE").flat_map(|dates| dates.val.as_str().split(','));
    for date in dates.take(PARTS) {
        walls.push(wall(Written::read(date.trim())?));
    }
    if let Some(text) = value(observance, "RRULE") {
        let (rule, until) = rule::read(text)?;
        if rule.get_freq() != Frequency::Yearly {
            return None;
        }
        let start = first.with_year(first.year().max(FROM)).unwrap_or(first);
        let set = rule.build(start.and_utc().with_timezone(&Tz::UTC)).ok()?;
        let until = until.map_or(NaiveDateTime::MAX, wall);
        let dates = set.all(MOST).dates.into_iter().map(|date| date.naive_utc());
        walls.extend(dates.take_while(|date| *date <= until));
    }
    Some(walls)
}

/// How far ahead of UTC, as `+0100` or `-033000`.
fn offset(text: &str) -> Option<TimeDelta> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    if !matches!(digits.len(), 4 | 6) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let two = |from: usize| digits.get(from..from + 2).map_or(Some(0), |text| text.parse::<i64>().ok());
    let seconds = two(0)? * 3_600 + two(2)? * 60 + two(4)?;
    (seconds < 86_400).then(|| TimeDelta::seconds(sign * seconds))
}
