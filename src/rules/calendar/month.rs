//! A calendar month: what an allowance, a bill and a report are counted by.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::Calendar;

/// A month of a year, shown, stored and typed as `2026-11`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Month {
    year: i32,
    month: u32,
}

/// What was typed is not a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAMonth {
    /// It does not look like `2026-11`.
    #[error("a month is written 2026-11")]
    Shape,
    /// It looks like one, but a year has no such month.
    #[error("a year has no month {month}")]
    NoSuchMonth {
        /// The month typed.
        month: u32,
    },
}

impl Month {
    /// The month of a date.
    pub fn of(date: NaiveDate) -> Self {
        Self { year: date.year(), month: date.month() }
    }

    /// The year.
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The month of the year, 1 to 12.
    pub const fn month(self) -> u32 {
        self.month
    }

    /// The first day.
    pub fn first(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month, 1).unwrap_or(NaiveDate::MAX)
    }

    /// The month after.
    pub const fn next(self) -> Self {
        self.plus(1)
    }

    /// The month before.
    pub const fn prev(self) -> Self {
        self.plus(-1)
    }

    /// So many months later, or earlier where negative.
    pub const fn plus(self, months: i32) -> Self {
        let count = self.year * 12 + self.month.cast_signed() - 1 + months;
        Self { year: count.div_euclid(12), month: count.rem_euclid(12).cast_unsigned() + 1 }
    }

    /// Its first moment, in the calendar's zone.
    pub fn start(self, calendar: &Calendar) -> DateTime<Utc> {
        calendar.start_of(self.first())
    }

    /// The moment it is over: the first of the month after.
    pub fn end(self, calendar: &Calendar) -> DateTime<Utc> {
        self.next().start(calendar)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = NotAMonth;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (year, month) = text.trim().split_once('-').ok_or(NotAMonth::Shape)?;
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if year.len() != 4 || !(1..=2).contains(&month.len()) || !digits(year) || !digits(month) {
            return Err(NotAMonth::Shape);
        }
        let year = year.parse().map_err(|_| NotAMonth::Shape)?;
        match month.parse().map_err(|_| NotAMonth::Shape)? {
            month @ 1..=12 => Ok(Self { year, month }),
            month => Err(NotAMonth::NoSuchMonth { month }),
        }
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

impl TryFrom<String> for Month {
    type Error = NotAMonth;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl Calendar {
    /// The calendar month a moment belongs to, in the desk's zone: 31 March 22:00 UTC is in April in Paris.
    pub fn month_of(&self, at: DateTime<Utc>) -> Month {
        Month::of(self.date_of(at))
    }
}
