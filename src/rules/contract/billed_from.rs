//! From when a level is billed: always from the first of a month.

use chrono::{Datelike, NaiveDate};

use super::history::History;
use crate::rules::{calendar::Month, level::Level};

/// The first of a month after this date: from then a level is billed to which a customer moves up.
pub(super) fn first_after(date: NaiveDate) -> NaiveDate {
    Month::of(date).next().first()
}

/// The first of a month on or after this date: from then any other is billed.
pub fn first_on_or_after(date: NaiveDate) -> NaiveDate {
    if date.day() == 1 { date } else { Month::of(date).next().first() }
}

impl History {
    /// The level on the bill of the month that begins on this date: for one billing date the last row counts.
    pub fn billed_level(&self, first: NaiveDate) -> Level {
        self.counted()
            .filter(|row| row.billed_from <= first)
            .max_by_key(|row| row.billed_from)
            .map_or(Level::Standard, |row| row.level)
    }
}
