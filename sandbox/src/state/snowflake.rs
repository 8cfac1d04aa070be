//! Identifiers that tell their age: Discord's epoch in the high bits, a count in the low ones.

use chrono::{DateTime, TimeZone, Utc};
use twilight_model::id::Id;

/// Milliseconds of the Unix epoch at Discord's own, the first second of 2015.
const EPOCH: i64 = 1_420_070_400_000;

/// Hands out identifiers that grow strictly, also while the clock stands still or is turned back.
#[derive(Debug, Default)]
pub(crate) struct Snowflakes {
    last: u64,
}

impl Snowflakes {
    pub(crate) fn next<T>(&mut self, now: DateTime<Utc>) -> Id<T> {
        self.last = first_at(now).max(self.last + 1);
        // Never zero: it is one more than something.
        Id::new(self.last)
    }
}

/// The lowest snowflake of a moment.
fn first_at(moment: DateTime<Utc>) -> u64 {
    u64::try_from(moment.timestamp_millis() - EPOCH).unwrap_or(0) << 22
}

/// The moment that a snowflake was made, by the clock of then.
pub(crate) fn moment<T>(id: Id<T>) -> DateTime<Utc> {
    let millis = i64::try_from(id.get() >> 22).unwrap_or(0) + EPOCH;
    Utc.timestamp_millis_opt(millis).single().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use twilight_model::id::marker::MessageMarker;

    use super::*;

    #[test]
    fn they_grow_when_the_clock_stands_still_or_goes_back() {
        let now = Utc.with_ymd_and_hms(2026, 3, 2, 9, 0, 0).single().unwrap();
        let mut ids = Snowflakes::default();
        let first: Id<MessageMarker> = ids.next(now);
        let second = ids.next(now);
        let third = ids.next(now - TimeDelta::hours(5));
        assert!(first < second && second < third);
        assert_eq!(moment(first), now);
    }
}
