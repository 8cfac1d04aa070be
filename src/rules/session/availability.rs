//! When an expert is free.

use chrono::{DateTime, NaiveTime, Timelike, Utc, Weekday};

use crate::rules::{calendar::Calendar, stored::stored_text};

stored_text! {
    /// A day of the week, as it is chosen.
    Day {
        /// Monday.
        Monday = "monday",
        /// Tuesday.
        Tuesday = "tuesday",
        /// Wednesday.
        Wednesday = "wednesday",
        /// Thursday.
        Thursday = "thursday",
        /// Friday.
        Friday = "friday",
        /// Saturday.
        Saturday = "saturday",
        /// Sunday.
        Sunday = "sunday",
    }
}

impl From<Day> for Weekday {
    fn from(day: Day) -> Self {
        match day {
            Day::Monday => Self::Mon,
            Day::Tuesday => Self::Tue,
            Day::Wednesday => Self::Wed,
            Day::Thursday => Self::Thu,
            Day::Friday => Self::Fri,
            Day::Saturday => Self::Sat,
            Day::Sunday => Self::Sun,
        }
    }
}

/// An interval of an expert's week, on the wall clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// The day.
    pub day: Weekday,
    /// From this hour.
    pub from: NaiveTime,
    /// Until this hour, later than `from`.
    pub to: NaiveTime,
}

/// A while in which an expert is away, or has a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Away {
    /// Its first moment.
    pub from: DateTime<Utc>,
    /// The moment it is over.
    pub to: DateTime<Utc>,
}

impl Away {
    fn touches(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> bool {
        self.from < to && from < self.to
    }
}

/// An expert's time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expert {
    /// The weekly availability; intervals of one day do not overlap.
    pub hours: Vec<Hours>,
    /// When they are away.
    pub away: Vec<Away>,
    /// The sessions they have, held ones included.
    pub taken: Vec<Away>,
}

/// Why a day's availability is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoursRefusal {
    /// An interval ends before it starts.
    EndsBeforeItStarts {
        /// From.
        from: NaiveTime,
        /// To.
        to: NaiveTime,
    },
    /// The two intervals overlap.
    Overlap,
}

/// The availability of a day, from one or two intervals as typed: one from an hour to the same hour is none,
/// two that touch are one, and they come out in order.
///
/// # Errors
///
/// When an interval ends before it starts, or the two overlap.
pub fn check_day(
    day: Weekday,
    first: (NaiveTime, NaiveTime),
    second: Option<(NaiveTime, NaiveTime)>,
) -> Result<Vec<Hours>, HoursRefusal> {
    let mut intervals: Vec<Hours> = Vec::new();
    for (from, to) in std::iter::once(first).chain(second) {
        if to < from {
            return Err(HoursRefusal::EndsBeforeItStarts { from, to });
        }
        if from < to {
            intervals.push(Hours { day, from, to });
        }
    }
    intervals.sort_by_key(|hours| hours.from);
    if let [first, second] = intervals[..] {
        if second.from < first.to {
            return Err(HoursRefusal::Overlap);
        }
        if second.from == first.to {
            return Ok(vec![Hours { to: second.to, ..first }]);
        }
    }
    Ok(intervals)
}

impl Expert {
    /// Whether they are there all the while.
    pub fn is_available(&self, calendar: &Calendar, from: DateTime<Utc>, to: DateTime<Utc>) -> bool {
        let inside = self.hours.iter().any(|hours| {
            let date = calendar.date_of(from);
            chrono::Datelike::weekday(&date) == hours.day
                && calendar.place(date.and_time(hours.from)) <= from
                && to <= calendar.place(date.and_time(hours.to))
        });
        inside && !self.away.iter().any(|away| away.touches(from, to))
    }

    /// Whether they have a session in that while.
    pub fn is_taken(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> bool {
        self.taken.iter().any(|taken| taken.touches(from, to))
    }
}

/// Whether a moment is a multiple of the unit on the wall clock.
pub(super) fn is_on_unit(calendar: &Calendar, at: DateTime<Utc>, unit: i64) -> bool {
    let wall = calendar.local(at).time();
    i64::from(wall.num_seconds_from_midnight()) % (unit * 60) == 0 && wall.nanosecond() == 0
}

/// Whether a while is within the business hours of one day.
pub(super) fn in_business_hours(calendar: &Calendar, from: DateTime<Utc>, to: DateTime<Utc>) -> bool {
    let closing = calendar.place(calendar.date_of(from).and_time(calendar.hours.to));
    calendar.is_open(from) && to <= closing
}
