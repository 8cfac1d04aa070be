//! The desk's time zone, its business hours and its holidays.

use chrono::{
    DateTime, Datelike, Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Utc,
    Weekday,
};
use chrono_tz::Tz;

use super::holidays::Holiday;

/// The hours in which people read and answer, the same on each of the business days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusinessHours {
    /// The days of the week with business hours; never empty.
    pub days: Vec<Weekday>,
    /// Opening, wall time.
    pub from: NaiveTime,
    /// Closing, wall time, after `from`; the desk is closed at this very minute.
    pub to: NaiveTime,
}

/// The calendar of an offer. Made by [`Offer::parse`](crate::rules::offer::Offer::parse), which checks that
/// it opens at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The zone in which the desk reasons.
    pub zone: Tz,
    /// When people are there.
    pub hours: BusinessHours,
    /// The days they are not.
    pub holidays: Vec<Holiday>,
}

/// A full hour of a day, from 0 to 23; any other is midnight.
pub const fn hour(hour: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, 0, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}

impl Calendar {
    /// The wall time of a moment.
    pub fn local(&self, at: DateTime<Utc>) -> NaiveDateTime {
        at.with_timezone(&self.zone).naive_local()
    }

    /// The date of a moment in the desk's zone.
    pub fn date_of(&self, at: DateTime<Utc>) -> NaiveDate {
        self.local(at).date()
    }

    /// The moment of a wall time that the desk worked out: the first where it occurs twice; read with the
    /// offset in force before the change where it does not exist.
    pub fn place(&self, wall: NaiveDateTime) -> DateTime<Utc> {
        match self.zone.from_local_datetime(&wall) {
            LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.to_utc(),
            LocalResult::None => {
                let eve = wall.checked_sub_days(Days::new(1)).unwrap_or(wall);
                let offset = self.zone.offset_from_utc_datetime(&eve).fix();
                (wall - offset).and_utc()
            }
        }
    }

    /// The first moment of a date.
    pub fn start_of(&self, date: NaiveDate) -> DateTime<Utc> {
        self.place(date.and_time(NaiveTime::MIN))
    }

    /// Whether this date has business hours.
    pub fn is_business_day(&self, date: NaiveDate) -> bool {
        self.hours.days.contains(&date.weekday()) && !self.is_holiday(date)
    }

    /// Whether this date is a holiday.
    pub fn is_holiday(&self, date: NaiveDate) -> bool {
        self.holidays.iter().any(|holiday| holiday.in_year(date.year()) == Some(date))
    }

    /// Whether the desk is in its business hours: from the opening minute on, until before the closing one.
    pub fn is_open(&self, at: DateTime<Utc>) -> bool {
        let wall = self.local(at);
        self.is_business_day(wall.date()) && self.hours.from <= wall.time() && wall.time() < self.hours.to
    }

    /// The earliest moment from `at` on at which the desk is open: `at` itself when it is open then.
    pub fn next_opening(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        if self.is_open(at) {
            return at;
        }
        let today = self.date_of(at);
        if self.is_business_day(today) {
            let opening = self.place(today.and_time(self.hours.from));
            if at < opening {
                return opening;
            }
        }
        self.place(self.next_business_day(today).and_time(self.hours.from))
    }

    /// The first business day after this date.
    pub fn next_business_day(&self, date: NaiveDate) -> NaiveDate {
        // The offer is refused unless it leaves some business day in every year, so that this always finds
        // one.
        date.iter_days().skip(1).find(|day| self.is_business_day(*day)).unwrap_or(date)
    }

    /// The date from which on so many business days are left before this one.
    pub fn business_days_before(&self, date: NaiveDate, days: u32) -> NaiveDate {
        let mut left = days;
        let mut before = date;
        while left > 0 {
            let Some(day) = before.pred_opt() else { break };
            before = day;
            left -= u32::from(self.is_business_day(day));
        }
        before
    }

    /// When a request asked at `at` has been waiting for a business day: the same hour of the next one,
    /// counted from the next opening when it was asked outside business hours.
    pub fn same_hour_next_business_day(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        let counted_from = self.local(self.next_opening(at));
        self.place(self.next_business_day(counted_from.date()).and_time(counted_from.time()))
    }

    /// The same hour on the wall so many days before.
    pub fn days_before(&self, at: DateTime<Utc>, days: u32) -> DateTime<Utc> {
        let wall = self.local(at);
        self.place(wall.checked_sub_days(Days::new(days.into())).unwrap_or(wall))
    }

    /// The same hour on the wall so many days later.
    pub fn days_after(&self, at: DateTime<Utc>, days: u32) -> DateTime<Utc> {
        let wall = self.local(at);
        self.place(wall.checked_add_days(Days::new(days.into())).unwrap_or(wall))
    }

    /// This hour on the wall, so many days before the date of `at`.
    pub fn days_before_at(&self, at: DateTime<Utc>, days: u32, time: NaiveTime) -> DateTime<Utc> {
        let date = self.date_of(at);
        self.place(date.checked_sub_days(Days::new(days.into())).unwrap_or(date).and_time(time))
    }
}
