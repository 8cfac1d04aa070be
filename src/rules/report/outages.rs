//! What a month's report counts of major incidents.

use chrono::{DateTime, TimeDelta, Utc};

use crate::rules::{
    calendar::{Calendar, Month},
    incident::{Event, Recorded},
};

/// A major incident's part in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outage {
    /// When it was declared, UTC.
    pub declared_at: DateTime<Utc>,
    /// How long it lasted: until the service was said to be back; until the month's end, or now, where it was
    /// not.
    pub lasted: TimeDelta,
    /// Whether the service was back by then.
    pub over: bool,
}

/// An incident's part in a month, if it has one: the whole of it where it ended in the month, and as it stood
/// at the month's end where it did not. One that was closed without being restored ended then.
pub fn outage(history: &[Recorded], month: Month, calendar: &Calendar, now: DateTime<Utc>) -> Option<Outage> {
    let (start, end) = (month.start(calendar), month.end(calendar));
    let declared_at = history.first()?.at;
    let ends = |one: &&Recorded| matches!(one.event, Event::Restored { .. } | Event::Closed { .. });
    let ended = history.iter().find(ends).map(|one| one.at);
    let over = ended.is_some_and(|at| at < end);
    if declared_at >= end || ended.is_some_and(|at| at < start) {
        return None;
    }
    let until = ended.filter(|_| over).unwrap_or_else(|| end.min(now));
    Some(Outage { declared_at, lasted: until - declared_at, over })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::rules::{
        event::{By, Sha256Hex},
        ids::{EventSeq, PersonId},
        offer::{DEFAULT, Offer},
    };

    /// A moment of Paris in winter, an hour ahead of UTC.
    fn at(paris: &str) -> DateTime<Utc> {
        format!("{}:00+01:00", paris.replace(' ', "T")).parse().unwrap()
    }

    /// Declared and restored, or closed alone, then.
    fn history(declared: &str, restored: Option<&str>, closed: Option<&str>) -> Vec<Recorded> {
        let written = Sha256Hex::of(b"{}");
        let opened = Event::Opened { platform: "ngp".to_owned(), component: None, written: written.clone() };
        let events = [
            Some((declared, opened)),
            restored.map(|when| (when, Event::Restored { written: written.clone() })),
            closed.map(|when| (when, Event::Closed { written: written.clone() })),
        ];
        let ranks = (1..).map(EventSeq::new);
        let of = |(seq, (when, event)): (EventSeq, (&str, Event))| Recorded {
            seq,
            at: at(when),
            by: By::staff(PersonId::new(7)),
            event,
        };
        ranks.zip(events.into_iter().flatten()).map(of).collect()
    }

    fn of(month: &str, history: &[Recorded], now: &str) -> Option<(i64, bool)> {
        let offer = Offer::parse(DEFAULT).unwrap();
        let outage = outage(history, month.parse().unwrap(), &offer.calendar, at(now));
        outage.map(|outage| (outage.lasted.num_minutes(), outage.over))
    }

    #[rstest]
    #[case::within_a_month("2026-11-10 09:00", Some("2026-11-10 09:40"), Some((40, true)), None)]
    #[case::in_the_last_minutes("2026-11-30 23:00", Some("2026-11-30 23:59"), Some((59, true)), None)]
    #[case::until_the_months_end_itself(
        "2026-11-30 23:00", Some("2026-12-01 00:00"), Some((60, false)), Some((60, true))
    )]
    #[case::across_the_months_end(
        "2026-11-30 22:00", Some("2026-12-01 03:00"), Some((120, false)), Some((300, true))
    )]
    #[case::declared_as_the_month_begins(
        "2026-12-01 00:00", Some("2026-12-01 00:10"), None, Some((10, true))
    )]
    #[case::before_both("2026-10-31 20:00", Some("2026-10-31 23:59"), None, None)]
    fn it_is_of_the_month_of_its_end_and_of_each_that_it_outlasts(
        #[case] declared: &str,
        #[case] restored: Option<&str>,
        #[case] november: Option<(i64, bool)>,
        #[case] december: Option<(i64, bool)>,
    ) {
        let history = history(declared, restored, None);
        let later = "2027-03-01 00:00";
        assert_eq!((of("2026-11", &history, later), of("2026-12", &history, later)), (november, december));
    }

    #[test]
    fn while_it_goes_on_it_is_counted_until_now() {
        let history = history("2026-11-30 22:00", None, None);
        assert_eq!(of("2026-11", &history, "2026-11-30 22:30"), Some((30, false)));
        assert_eq!(of("2026-12", &history, "2026-12-01 01:00"), Some((180, false)));
    }

    #[rstest]
    #[case::closed_alone(None, "2026-11-10 10:00", 60)]
    #[case::closed_after(Some("2026-11-10 09:30"), "2026-12-02 10:00", 30)]
    fn the_first_end_counts(#[case] restored: Option<&str>, #[case] closed: &str, #[case] minutes: i64) {
        let history = history("2026-11-10 09:00", restored, Some(closed));
        assert_eq!(of("2026-11", &history, "2027-01-01 00:00"), Some((minutes, true)));
        assert_eq!(of("2026-12", &history, "2027-01-01 00:00"), None);
    }
}
