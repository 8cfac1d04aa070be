//! When an event takes place.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use rrule::{Frequency, RRule, Tz, Unvalidated};

use super::{event::Event, rule, unreadable::Unreadable, written::Length, written::Written};

/// The most that one rule may give within what is asked for.
const MOST: usize = 8_000;

/// The highest number of times that a rule may count: what calendars let people type is below it.
const COUNT: u32 = 1_000;

/// How often a day a rule may come.
const A_DAY: usize = 8;

impl Event {
    /// When it starts, in its zone, where it may reach into a span of time, and how long it lasts then.
    pub(super) fn starts(
        &self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<BTreeMap<NaiveDateTime, Length>, Unreadable> {
        let mut starts = BTreeMap::new();
        match &self.rule {
            Some(text) => {
                let found = self.of_rule(text, from, to).ok_or_else(|| Unreadable::rule(text))?;
                starts.extend(found.into_iter().map(|start| (start, self.lasts)));
            }
            None => {
                starts.insert(self.start.time, self.lasts);
            }
        }
        starts.extend(self.besides.iter().map(|(start, lasts)| (*start, lasts.unwrap_or(self.lasts))));
        let except = self.moments_except();
        starts.retain(|start, _| !except.contains(self, *start));
        Ok(starts)
    }

    /// The starts that a rule gives; none where it cannot be read, costs too much, or never comes.
    fn of_rule(&self, text: &str, from: DateTime<Utc>, to: DateTime<Utc>) -> Option<Vec<NaiveDateTime>> {
        let zone = &self.start.zone;
        let (rule, until) = rule::read(text)?;
        if !is_bounded(&rule) {
            return None;
        }
        let until = until.map(|until| match until {
            // The whole of that day.
            Written::Day(day) => day.and_time(NaiveTime::MIN) + TimeDelta::days(1) - TimeDelta::seconds(1),
            Written::Utc(time) => zone.wall(time.and_utc()),
            Written::Wall(time) => time,
        });
        let day = TimeDelta::days(1);
        let first = zone.wall(from) - self.lasts.whole() - day;
        let last = zone.wall(to) + day;
        let last = until.map_or(last, |until| until.min(last));
        let start = nearer(&rule, self.start.time, first);
        let counts = rule.get_count();
        let set = rule.build(start.and_utc().with_timezone(&Tz::UTC)).ok()?.limit();
        let (mut found, mut given) = (Vec::new(), 0_u32);
        for date in &set {
            let date = date.naive_utc();
            if date > last || found.len() > MOST {
                return (found.len() <= MOST).then_some(found);
            }
            given += 1;
            if date >= first {
                found.push(date);
            }
        }
        // It came to an end of its own: where it did not count to it, it was looked for in vain for too long.
        counts.is_some_and(|count| count == given).then_some(found)
    }
}

/// Whether a rule is worked out in no time, whoever wrote it.
fn is_bounded(rule: &RRule<Unvalidated>) -> bool {
    let a_day = |values: &[u8]| values.len().max(1);
    let times = a_day(rule.get_by_hour()) * a_day(rule.get_by_minute()) * a_day(rule.get_by_second());
    let at_most_daily = match rule.get_freq() {
        Frequency::Daily | Frequency::Weekly | Frequency::Monthly | Frequency::Yearly => true,
        Frequency::Hourly | Frequency::Minutely | Frequency::Secondly => false,
    };
    at_most_daily && times <= A_DAY && rule.get_count().is_none_or(|count| count <= COUNT)
}

/// A later start, from which a rule that does not count gives the same: whole steps on, and no further than
/// `first`.
fn nearer(rule: &RRule<Unvalidated>, start: NaiveDateTime, first: NaiveDateTime) -> NaiveDateTime {
    if rule.get_count().is_some() || start >= first {
        return start;
    }
    let step = i64::from(rule.get_interval().max(1));
    let by_days = |step: i64| {
        let steps = ((first - start).num_days() / step - 1).max(0);
        Some(start + TimeDelta::days(steps * step))
    };
    let by_years = |step: i32| {
        let steps = ((first.year() - start.year()) / step - 1).max(0);
        start.with_year(start.year() + steps * step)
    };
    let nearer = match rule.get_freq() {
        Frequency::Daily => by_days(step),
        Frequency::Weekly => by_days(7 * step),
        // So many years are as many steps of months.
        Frequency::Monthly | Frequency::Yearly => by_years(i32::from(rule.get_interval().max(1))),
        Frequency::Hourly | Frequency::Minutely | Frequency::Secondly => None,
    };
    nearer.unwrap_or(start)
}
