//! The days of the year on which nobody is there.

use chrono::{Days, NaiveDate};

/// A day without business hours, every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holiday {
    /// The same date each year.
    Fixed {
        /// From 1.
        month: u32,
        /// From 1.
        day: u32,
    },
    /// So many days after Easter Sunday.
    AfterEaster {
        /// Days after Easter Sunday; 1 is Easter Monday.
        days: u32,
    },
}

impl Holiday {
    /// The day it falls on in this year; none for 29 February of a common year.
    pub fn in_year(self, year: i32) -> Option<NaiveDate> {
        match self {
            Self::Fixed { month, day } => NaiveDate::from_ymd_opt(year, month, day),
            Self::AfterEaster { days } => {
                let easter = computus::gregorian(year).ok()?;
                NaiveDate::from_ymd_opt(easter.year, easter.month, easter.day)?
                    .checked_add_days(Days::new(days.into()))
            }
        }
    }
}
