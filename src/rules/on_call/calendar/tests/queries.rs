//! What is asked of a roster.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::{calendar, hours, read, two_years, utc};
use crate::rules::on_call::calendar::Roster;

/// Two that overlap, a gap, and one that hands over to herself.
fn roster() -> Roster {
    let of = |name, from, to| {
        format!(
            "BEGIN:VEVENT\r\nSUMMARY:{name}\r\nDTSTART:202606{from}00Z\r\nDTEND:202606{to}00Z\r\nEND:VEVENT"
        )
    };
    let events = [
        of("Ada", "01T0800", "02T0800"),
        of("Grace", "02T0700", "03T0800"),
        of("Grace", "03T0800", "04T0800"),
        of("Ada", "05T0800", "06T0800"),
    ];
    read(&calendar(&events.iter().map(String::as_str).collect::<Vec<_>>())).unwrap()
}

#[test]
fn who_is_on_duty_and_what_changes_next() {
    let roster = roster();
    assert_eq!(roster.on_duty(utc("2026-06-02 07:30")), ["Ada", "Grace"]);
    let changes = roster.changes(utc("2026-06-01 12:00"), 4);
    let told: Vec<_> = changes.iter().map(|change| (change.at, change.names.join("+"))).collect();
    let expected = [
        ("2026-06-02 07:00", "Ada+Grace"),
        ("2026-06-02 08:00", "Grace"),
        ("2026-06-04 08:00", ""),
        ("2026-06-05 08:00", "Ada"),
    ];
    assert_eq!(told, expected.map(|(at, names)| (utc(at), names.to_owned())));
}

#[test]
fn when_nobody_is() {
    let gaps = roster().gaps(utc("2026-06-01 12:00"), utc("2026-06-07 00:00"));
    let expected = [("2026-06-04 08:00", "2026-06-05 08:00"), ("2026-06-06 08:00", "2026-06-07 00:00")];
    assert_eq!(gaps, expected.map(|(from, to)| (utc(from), utc(to))));
    let (from, to) = two_years();
    assert_eq!(Roster::default().gaps(from, to), [(from, to)]);
}

fn any_calendar() -> impl Strategy<Value = String> {
    let zone = prop::sample::select(vec!["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "UTC"]);
    let rule = prop::sample::select(vec!["DAILY", "WEEKLY", "MONTHLY"]);
    let one = (zone, rule, 0_i64..700, 0_i64..24, 1_i64..200, 1_u8..5, prop::bool::ANY).prop_map(
        |(zone, rule, day, hour, lasts, interval, counts)| {
            let start = utc("2026-01-01 00:00").naive_utc() + TimeDelta::days(day) + TimeDelta::hours(hour);
            let end = start + TimeDelta::hours(lasts);
            let count = if counts { ";COUNT=9" } else { "" };
            format!(
                "BEGIN:VEVENT\r\nSUMMARY:P{day}\r\nDTSTART;TZID={zone}:{}\r\nDTEND;TZID={zone}:{}\r\n\
                 RRULE:FREQ={rule};INTERVAL={interval}{count}\r\nEND:VEVENT",
                start.format("%Y%m%dT%H%M%S"),
                end.format("%Y%m%dT%H%M%S"),
            )
        },
    );
    prop::collection::vec(one, 1..4)
        .prop_map(|events| calendar(&events.iter().map(String::as_str).collect::<Vec<_>>()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// A span says of each of its moments what a longer one says.
    #[test]
    fn a_shorter_span_says_the_same(text in any_calendar(), day in 0_i64..700) {
        let (from, to) = two_years();
        let whole = read(&text).unwrap();
        let start = from + TimeDelta::days(day);
        let end = (start + TimeDelta::days(20)).min(to);
        let short = Roster::read(&text, super::DESK, start, end).unwrap();
        for at in hours().filter(|at| (start..end).contains(at)) {
            prop_assert_eq!(whole.on_duty(at).len(), short.on_duty(at).len(), "{}", at);
        }
    }

    /// Gaps are where nobody is, and changes are where somebody else is.
    #[test]
    fn gaps_and_changes_say_what_each_moment_says(text in any_calendar()) {
        let (from, to) = two_years();
        let roster = read(&text).unwrap();
        let gaps = roster.gaps(from, to);
        let in_gap = |at: DateTime<Utc>| gaps.iter().any(|(start, end)| (*start..*end).contains(&at));
        for at in hours().step_by(5) {
            prop_assert_eq!(in_gap(at), roster.on_duty(at).is_empty(), "{}", at);
        }
        let mut last = from;
        for change in roster.changes(from, 50) {
            prop_assert!(last < change.at);
            prop_assert_eq!(&roster.on_duty(change.at), &change.names);
            last = change.at;
        }
    }

    /// Nothing that anybody serves ends the program.
    #[test]
    fn any_text_is_read_or_refused(text in "(BEGIN:(VCALENDAR|VEVENT|X)|END:(VCALENDAR|VEVENT|X)|DTSTART[:;]?[0-9TZ]{0,16}|RRULE:FREQ=[A-Z;=0-9]{0,12}|SUMMARY:.{0,5}|.{0,9}|\r\n){0,40}") {
        let _ = read(&text);
        let _ = read(&calendar(&[&text]));
    }
}
