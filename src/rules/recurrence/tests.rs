use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate, Weekday};
use rstest::rstest;

use chrono::{DateTime, NaiveDateTime, Utc};

use super::*;
use crate::rules::{
    calendar::Calendar,
    offer::{DEFAULT, Offer},
};

fn calendar() -> Calendar {
    static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| Offer::parse(DEFAULT).unwrap().calendar);
    CALENDAR.clone()
}

fn paris(typed: &str) -> DateTime<Utc> {
    calendar().parse_moment(typed).unwrap()
}

fn ngp(from: &str, until: &str) -> Vec<Occurrence> {
    let offer = Offer::parse(DEFAULT).unwrap();
    offer.platforms[0].windows[0].recurrence.occurrences(&offer.calendar, paris(from), paris(until))
}

#[test]
fn every_wednesday_of_2026_but_the_second_of_a_month_with_five() {
    let windows = ngp("2026-01-01 00:00", "2027-01-01 00:00");
    let dates: Vec<_> = windows.iter().map(|window| calendar().date_of(window.starts_at)).collect();
    let without: Vec<_> = NaiveDate::from_ymd_opt(2026, 1, 1)
        .unwrap()
        .iter_days()
        .take(365)
        .filter(|day| day.weekday() == Weekday::Wed && !dates.contains(day))
        .map(|day| day.to_string())
        .collect();
    assert_eq!(without, ["2026-04-08", "2026-07-08", "2026-09-09", "2026-12-09"]);
    assert_eq!(windows.len(), 48);
    assert!(dates.iter().all(|date| date.weekday() == Weekday::Wed));
}

#[test]
fn four_windows_in_each_month_of_ten_years_from_midnight_to_six() {
    let windows = ngp("2027-01-01 00:00", "2037-01-01 00:00");
    assert_eq!(windows.len(), 480);
    for months in windows.chunks(4) {
        let of = |window: &Occurrence| calendar().month_of(window.starts_at);
        assert!(months.iter().all(|window| of(window) == of(&months[0])));
    }
    for window in windows {
        let wall = |at| calendar().local(at).format("%H:%M").to_string();
        assert_eq!((wall(window.starts_at), wall(window.ends_at)), ("00:00".to_owned(), "06:00".to_owned()));
    }
}

#[test]
fn a_window_of_the_first_of_april_is_in_the_last_hours_of_march_in_utc() {
    let windows = ngp("2026-04-01 00:00", "2026-04-02 00:00");
    assert_eq!(windows.len(), 1);
    assert_eq!(windows[0].starts_at.to_string(), "2026-03-31 22:00:00 UTC");
    assert_eq!(windows[0].ends_at.to_string(), "2026-04-01 04:00:00 UTC");
}

#[rstest]
#[case::its_start_is_within("2026-12-02 00:00", "2026-12-02 00:01", 1)]
#[case::its_start_is_the_end("2026-12-01 00:00", "2026-12-02 00:00", 0)]
#[case::a_minute_after_its_start("2026-12-02 00:01", "2026-12-09 00:00", 0)]
#[case::before_the_rule("2025-01-01 00:00", "2026-01-07 00:00", 0)]
#[case::nothing_between("2026-12-03 00:00", "2026-12-03 00:00", 0)]
#[case::upside_down("2026-12-30 00:00", "2026-12-01 00:00", 0)]
fn from_is_within_and_until_is_not(#[case] from: &str, #[case] until: &str, #[case] count: usize) {
    assert_eq!(ngp(from, until).len(), count);
}

fn nightly(first: &str, minutes: u32) -> Recurrence {
    let first = NaiveDateTime::parse_from_str(first, "%Y-%m-%d %H:%M").unwrap();
    Recurrence::parse("FREQ=DAILY", first, minutes).unwrap()
}

fn on(rule: &Recurrence, from: &str, until: &str) -> Vec<(String, String)> {
    let windows = rule.occurrences(&calendar(), paris(from), paris(until));
    windows.iter().map(|window| (window.starts_at.to_string(), window.ends_at.to_string())).collect()
}

#[test]
fn a_window_over_the_change_of_clocks_keeps_its_hours_on_the_wall() {
    let rule = nightly("2026-01-01 00:00", 360);
    let spring = on(&rule, "2026-03-29 00:00", "2026-03-29 12:00");
    assert_eq!(spring, [("2026-03-28 23:00:00 UTC".to_owned(), "2026-03-29 04:00:00 UTC".to_owned())]);
    let autumn = on(&rule, "2026-10-25 00:00", "2026-10-25 12:00");
    assert_eq!(autumn, [("2026-10-24 22:00:00 UTC".to_owned(), "2026-10-25 05:00:00 UTC".to_owned())]);
}

#[test]
fn a_window_in_the_hour_that_the_clocks_skip_is_an_hour_later_and_as_long() {
    let rule = nightly("2026-01-01 02:30", 30);
    let spring = on(&rule, "2026-03-29 00:00", "2026-03-29 12:00");
    assert_eq!(spring, [("2026-03-29 01:30:00 UTC".to_owned(), "2026-03-29 02:00:00 UTC".to_owned())]);
}

#[test]
fn a_window_in_the_hour_that_occurs_twice_is_once() {
    let rule = nightly("2026-01-01 02:30", 10);
    let autumn = on(&rule, "2026-10-25 00:00", "2026-10-25 12:00");
    assert_eq!(autumn, [("2026-10-25 00:30:00 UTC".to_owned(), "2026-10-25 00:40:00 UTC".to_owned())]);
}
