//! Dates and moments as people type them: `2026-12-02` and `2026-12-02 00:00`, in the desk's time zone.

use chrono::{DateTime, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};

use super::Calendar;

/// The years a person may type: enough for any contract, and far from where reckoning with dates overflows.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=2199;

/// What was typed is not a date, or not a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAMoment {
    /// It does not look like `2026-12-02`.
    #[error("a date is written 2026-12-02")]
    DateShape,
    /// It does not look like `2026-12-02 00:00`.
    #[error("a moment is written 2026-12-02 00:00")]
    MomentShape,
    /// The calendar has no such day: 30 February, a month of 13, a year beyond the desk's.
    #[error("there is no such date")]
    NoSuchDate,
    /// A day has no such hour: 24:00, 12:60.
    #[error("there is no such hour")]
    NoSuchTime,
    /// The change of clocks skips this hour of this day.
    #[error("the clocks skip {wall}")]
    Skipped {
        /// The wall time typed.
        wall: NaiveDateTime,
    },
}

impl Calendar {
    /// Reads a date, `2026-12-02`.
    ///
    /// # Errors
    ///
    /// When it does not look like one, or when there is no such day.
    pub fn parse_date(&self, typed: &str) -> Result<NaiveDate, NotAMoment> {
        let mut parts = typed.trim().split('-');
        let (Some(year), Some(month), Some(day), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(NotAMoment::DateShape);
        };
        let (Some(year), Some(month), Some(day)) =
            (number(year, 4, 4), number(month, 1, 2), number(day, 1, 2))
        else {
            return Err(NotAMoment::DateShape);
        };
        let year = year.cast_signed();
        NaiveDate::from_ymd_opt(year, month, day)
            .filter(|_| YEARS.contains(&year))
            .ok_or(NotAMoment::NoSuchDate)
    }

    /// Reads a moment, `2026-12-02 00:00`, as wall time of the desk's zone. An hour that occurs twice is its
    /// first occurrence.
    ///
    /// # Errors
    ///
    /// When it does not look like one, when there is no such day or hour, or when the clocks skip it.
    pub fn parse_moment(&self, typed: &str) -> Result<DateTime<Utc>, NotAMoment> {
        let (date, time) = typed.trim().split_once([' ', 'T']).ok_or(NotAMoment::MomentShape)?;
        let (hour, minute) = time.trim().split_once(':').ok_or(NotAMoment::MomentShape)?;
        let (Some(hour), Some(minute)) = (number(hour, 1, 2), number(minute, 2, 2)) else {
            return Err(NotAMoment::MomentShape);
        };
        let date = self.parse_date(date).map_err(|refusal| match refusal {
            NotAMoment::DateShape => NotAMoment::MomentShape,
            other => other,
        })?;
        let time = NaiveTime::from_hms_opt(hour, minute, 0).ok_or(NotAMoment::NoSuchTime)?;
        let wall = date.and_time(time);
        match self.zone.from_local_datetime(&wall) {
            LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Ok(at.to_utc()),
            LocalResult::None => Err(NotAMoment::Skipped { wall }),
        }
    }
}

/// A number of so many digits, and nothing but digits.
fn number(text: &str, least: usize, most: usize) -> Option<u32> {
    let right_length = (least..=most).contains(&text.len());
    (right_length && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}
