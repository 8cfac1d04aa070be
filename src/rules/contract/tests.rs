use std::sync::LazyLock;

use rstest::rstest;

use chrono::{DateTime, NaiveDate, Utc};

use super::*;
use crate::rules::{
    calendar::Month,
    event::{By, Terms},
    ids::PersonId,
    offer::{DEFAULT, Offer},
};

const MANAGER: By = By::team(PersonId::new(1));
const AGENT: By = By::staff(PersonId::new(2));

fn offer() -> Offer {
    static OFFER: LazyLock<Offer> = LazyLock::new(|| Offer::parse(DEFAULT).unwrap());
    OFFER.clone()
}

fn paris(typed: &str) -> DateTime<Utc> {
    offer().calendar.parse_moment(typed).unwrap()
}

fn date(typed: &str) -> NaiveDate {
    offer().calendar.parse_date(typed).unwrap()
}

fn month(typed: &str) -> Month {
    typed.parse().unwrap()
}

/// A history of levels, each decided and effective at once, as staff would have it.
fn history(rows: &[(Level, &str)]) -> History {
    let row = |(level, at): &(Level, &str)| LevelChange {
        level: *level,
        who: AGENT,
        when: paris(at),
        effective_at: paris(at),
        billed_from: first_on_or_after(offer().calendar.date_of(paris(at))),
        cancelled_at: None,
    };
    History::new(rows.iter().map(row).collect())
}

use Level::{Bronze, Gold, Silver, Standard};

#[test]
fn every_customer_has_standard_by_default() {
    let none = History::default();
    assert_eq!(none.level_at(paris("2026-11-23 12:00")), Standard);
    assert_eq!(none.billed_level(date("2026-12-01")), Standard);
    assert_eq!(none.access_at(paris("2026-11-23 12:00"), &offer()), Access::None);
}

#[rstest]
#[case::mid_month("2026-11-23 12:00", "2026-12-01")]
#[case::the_first_itself("2026-11-01 00:00", "2026-12-01")]
#[case::last_minute_of_the_month_in_paris("2026-11-30 23:59", "2026-12-01")]
#[case::year_end("2026-12-31 12:00", "2027-01-01")]
fn an_upgrade_is_effective_now_and_billed_from_the_first_of_next_month(
    #[case] now: &str,
    #[case] bill: &str,
) {
    let before = history(&[(Bronze, "2026-09-01 00:00")]);
    let change = before.upgrade(Gold, MANAGER, &offer(), paris(now)).unwrap();
    assert_eq!((change.from, change.row.level), (Bronze, Gold));
    assert_eq!(change.row.effective_at, paris(now));
    assert_eq!(change.row.billed_from, date(bill));
    assert_eq!(before.after(&change).level_at(paris(now)), Gold);
}

#[rstest]
#[case::the_same(Silver, LevelRefusal::SameLevel(Silver))]
#[case::lower(Bronze, LevelRefusal::NotAnUpgrade { from: Silver, to: Bronze })]
#[case::lowest(Standard, LevelRefusal::NotAnUpgrade { from: Silver, to: Standard })]
fn a_customer_alone_only_moves_up(#[case] to: Level, #[case] refusal: LevelRefusal) {
    let before = history(&[(Silver, "2026-09-01 00:00")]);
    assert_eq!(before.upgrade(to, MANAGER, &offer(), paris("2026-11-23 12:00")), Err(refusal));
}

#[rstest]
#[case::without_a_date(None, "2026-12-01 00:00", "2026-12-01")]
#[case::today_is_at_once(Some("2026-11-23"), "2026-11-23 12:00", "2026-12-01")]
#[case::first_of_a_month(Some("2027-02-01"), "2027-02-01 00:00", "2027-02-01")]
#[case::mid_month(Some("2027-02-10"), "2027-02-10 00:00", "2027-03-01")]
fn a_downgrade_is_on_a_date_and_billed_from_the_first_after_it(
    #[case] on: Option<&str>,
    #[case] effective: &str,
    #[case] bill: &str,
) {
    let before = history(&[(Gold, "2026-09-01 00:00")]);
    let now = paris("2026-11-23 12:00");
    let change = before.change_by_staff(Bronze, on.map(date), AGENT, &offer(), now).unwrap();
    assert_eq!(change.row.effective_at, paris(effective));
    assert_eq!(change.row.billed_from, date(bill));
    assert_eq!(change.cancels, []);
    let after = before.after(&change);
    assert_eq!(after.level_at(paris(effective)), Bronze);
    assert_eq!(after.level_at(paris(effective) - chrono::TimeDelta::seconds(1)), Gold);
}

#[test]
fn staff_give_no_date_of_the_past_and_no_level_that_is_there() {
    let before = history(&[(Gold, "2026-09-01 00:00")]);
    let now = paris("2026-11-23 00:30");
    let change = |to, on| before.change_by_staff(to, Some(date(on)), AGENT, &offer(), now);
    assert_eq!(change(Bronze, "2026-11-22"), Err(LevelRefusal::Past { today: date("2026-11-23") }));
    assert_eq!(change(Gold, "2027-01-01"), Err(LevelRefusal::SameLevel(Gold)));
    let without_a_date = before.change_by_staff(Gold, None, AGENT, &offer(), now);
    assert_eq!(without_a_date, Err(LevelRefusal::SameLevel(Gold)));
}

#[test]
fn an_upgrade_by_staff_without_a_date_is_at_once() {
    let now = paris("2026-11-23 12:00");
    let change = History::default().change_by_staff(Silver, None, AGENT, &offer(), now).unwrap();
    assert_eq!((change.row.effective_at, change.row.billed_from), (now, date("2026-12-01")));
}

#[test]
fn an_upgrade_cancels_every_later_scheduled_change() {
    let before = history(&[(Silver, "2026-09-01 00:00")]);
    let down = before.change_by_staff(Standard, None, AGENT, &offer(), paris("2026-11-10 12:00")).unwrap();
    let planned = before.after(&down);
    assert_eq!(planned.level_at(paris("2026-12-15 12:00")), Standard);
    assert_eq!(planned.scheduled(paris("2026-11-23 12:00")), [&down.row]);

    let up = planned.upgrade(Gold, MANAGER, &offer(), paris("2026-11-23 12:00")).unwrap();
    assert_eq!(up.cancels, [down.row]);
    let after = planned.after(&up);
    assert_eq!(after.level_at(paris("2026-12-15 12:00")), Gold);
    assert_eq!(after.billed_level(date("2026-12-01")), Gold);
    assert_eq!(after.scheduled(paris("2026-11-23 12:00")), [] as [&LevelChange; 0]);
}

#[test]
fn for_one_billing_date_the_last_row_counts() {
    let start = history(&[(Bronze, "2026-09-01 00:00")]);
    let up = start.upgrade(Gold, MANAGER, &offer(), paris("2026-11-05 12:00")).unwrap();
    let up = start.after(&up);
    let today = Some(date("2026-11-20"));
    let down = up.change_by_staff(Silver, today, AGENT, &offer(), paris("2026-11-20 12:00")).unwrap();
    let after = up.after(&down);
    assert_eq!(after.billed_level(date("2026-11-01")), Bronze);
    assert_eq!(after.billed_level(date("2026-12-01")), Silver);
}

#[test]
fn of_two_rows_effective_at_one_moment_the_last_decided_counts() {
    let now = paris("2026-11-20 12:00");
    let start = history(&[(Gold, "2026-09-01 00:00")]);
    let first = start.after(&start.change_by_staff(Silver, None, AGENT, &offer(), now).unwrap());
    let later = now + chrono::TimeDelta::hours(1);
    let on = Some(date("2026-12-01"));
    let second = first.after(&first.change_by_staff(Standard, on, AGENT, &offer(), later).unwrap());
    assert_eq!(second.level_at(paris("2026-12-01 00:00")), Standard);
}

#[rstest]
#[case::subscribed_mid_month(&[(Bronze, "2026-11-23 12:00")], "2026-11", "2027-01")]
#[case::last_hours_of_a_month_in_utc(&[(Bronze, "2026-04-01 00:30")], "2026-04", "2026-06")]
#[case::left_and_came_back(
    &[(Bronze, "2026-09-10 12:00"), (Standard, "2026-10-01 00:00"), (Bronze, "2026-11-05 12:00")],
    "2026-09",
    "2026-11"
)]
fn bronze_has_its_first_three_months_once_for_ever(
    #[case] rows: &[(Level, &str)],
    #[case] first: &str,
    #[case] last: &str,
) {
    let history = history(rows);
    assert_eq!(history.first_months(Bronze, &offer()), Some((month(first), month(last))));
    assert!(!history.is_given(Bronze, month(first).prev(), &offer()));
    assert!(history.is_given(Bronze, month(first), &offer()));
    assert!(history.is_given(Bronze, month(last), &offer()));
    assert!(!history.is_given(Bronze, month(last).next(), &offer()));
}

#[test]
fn a_subscription_that_was_cancelled_before_it_began_starts_no_months() {
    let start = history(&[(Standard, "2026-09-01 00:00")]);
    let now = paris("2026-11-10 12:00");
    let on = Some(date("2026-12-01"));
    let planned = start.after(&start.change_by_staff(Bronze, on, AGENT, &offer(), now).unwrap());
    let after = planned.after(&planned.upgrade(Silver, MANAGER, &offer(), now).unwrap());
    assert_eq!(after.first_months(Bronze, &offer()), None);
}

#[rstest]
#[case::standard(&[], "2026-11-23 12:00", Access::None)]
#[case::bronze_in_its_months(&[(Bronze, "2026-09-10 12:00")], "2026-11-30 23:59", Access::Until(Month::of(NaiveDate::from_ymd_opt(2026, 11, 1).unwrap())))]
#[case::bronze_after_them(&[(Bronze, "2026-09-10 12:00")], "2026-12-01 00:00", Access::None)]
#[case::silver(&[(Bronze, "2026-09-10 12:00"), (Silver, "2026-12-05 12:00")], "2026-12-06 12:00", Access::Open)]
#[case::gold(&[(Gold, "2026-09-10 12:00")], "2030-01-01 12:00", Access::Open)]
#[case::before_it(&[(Gold, "2026-09-10 12:00")], "2026-09-10 11:59", Access::None)]
fn privileged_access(#[case] rows: &[(Level, &str)], #[case] at: &str, #[case] access: Access) {
    assert_eq!(history(rows).access_at(paris(at), &offer()), access);
}

#[test]
fn a_customer_who_is_added_has_the_level_since_that_date() {
    let now = paris("2026-11-23 12:00");
    let row = first_row(Gold, date("2026-11-10"), AGENT, &offer().calendar, now);
    assert_eq!(row.billed_from, date("2026-12-01"));
    assert_eq!(row.effective_at, paris("2026-11-10 00:00"));
    let row = first_row(Gold, date("2026-11-01"), AGENT, &offer().calendar, now);
    assert_eq!(row.billed_from, date("2026-11-01"));
}

#[test]
fn what_a_level_guarantees_is_the_offers() {
    assert_eq!(terms(Gold, &offer()), Terms { level: Gold, gtr_minutes: Some(240) });
    assert_eq!(terms(Standard, &offer()), Terms { level: Standard, gtr_minutes: None });
}
