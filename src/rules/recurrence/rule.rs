//! The rule, and what it brings.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use rrule::{Frequency, RRule, RRuleSet, Tz, Unvalidated};
use serde::{Deserialize, Serialize};

use crate::rules::calendar::Calendar;

/// More occurrences than any question about windows needs; the crate wants a limit.
pub(super) const MOST: u16 = 10_000;

/// One window of a rule: from when to when.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Occurrence {
    /// Its first moment.
    pub starts_at: DateTime<Utc>,
    /// The moment it is over.
    pub ends_at: DateTime<Utc>,
}

/// A rule of the offer for windows that come back.
#[derive(Clone, Debug, PartialEq)]
pub struct Recurrence {
    pub(super) rule: RRuleSet,
    pub(super) text: String,
    pub(super) lasts: TimeDelta,
}

impl Recurrence {
    /// Reads a rule, whose first day and hour are `first` (wall time) and whose windows last `minutes`.
    ///
    /// # Errors
    ///
    /// What is wrong with the rule: unreadable, more often than daily, with hours of its own, or never.
    pub fn parse(text: &str, first: NaiveDateTime, minutes: u32) -> Result<Self, String> {
        let rule: RRule<Unvalidated> = text.parse().map_err(|error: rrule::RRuleError| error.to_string())?;
        match rule.get_freq() {
            Frequency::Yearly | Frequency::Monthly | Frequency::Weekly | Frequency::Daily => {}
            Frequency::Hourly | Frequency::Minutely | Frequency::Secondly => {
                return Err("windows come back daily at most".to_owned());
            }
        }
        if !(rule.get_by_hour().is_empty()
            && rule.get_by_minute().is_empty()
            && rule.get_by_second().is_empty())
        {
            return Err("the hour is that of `first`, not the rule's".to_owned());
        }
        let rule = rule.build(first.and_utc().with_timezone(&Tz::UTC)).map_err(|error| error.to_string())?;
        if rule.clone().limit().all(1).dates.is_empty() {
            return Err("this rule never gives a window".to_owned());
        }
        Ok(Self { rule, text: text.to_owned(), lasts: TimeDelta::minutes(minutes.into()) })
    }

    /// The rule as the offer writes it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How long its windows last on the wall clock.
    pub fn lasts(&self) -> TimeDelta {
        self.lasts
    }

    /// The windows that start from `from` on and before `until`, in order.
    pub fn occurrences(
        &self,
        calendar: &Calendar,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Vec<Occurrence> {
        // A day on either side, because a wall time read as UTC is up to a day away from its moment.
        let day = TimeDelta::days(1);
        let wall = |at: DateTime<Utc>| calendar.local(at).and_utc().with_timezone(&Tz::UTC);
        let found = self.rule.clone().after(wall(from - day)).before(wall(until + day)).all(MOST);
        found
            .dates
            .into_iter()
            .map(|start| self.placed(calendar, start.naive_utc()))
            .filter(|window| from <= window.starts_at && window.starts_at < until)
            .collect()
    }

    pub(super) fn placed(&self, calendar: &Calendar, start: NaiveDateTime) -> Occurrence {
        let starts_at = calendar.place(start);
        let ends_at = calendar.place(start + self.lasts);
        // Where the start was in the hour that the clocks skip, the end on the wall may be before it.
        let ends_at = if ends_at > starts_at { ends_at } else { starts_at + self.lasts };
        Occurrence { starts_at, ends_at }
    }
}
