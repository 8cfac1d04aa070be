use std::sync::LazyLock;

use proptest::prelude::*;
use rstest::rstest;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use super::*;
use crate::rules::offer::{DEFAULT, Offer};

fn calendar() -> Calendar {
    static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| Offer::parse(DEFAULT).unwrap().calendar);
    CALENDAR.clone()
}

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A wall time in Paris, as people type it.
fn paris(text: &str) -> DateTime<Utc> {
    calendar().parse_moment(text).unwrap()
}

#[rstest]
#[case::last_hours_of_march_in_utc("2026-03-31T22:00:00Z", "2026-04")]
#[case::a_second_earlier("2026-03-31T21:59:59Z", "2026-03")]
#[case::winter("2026-12-31T23:00:00Z", "2027-01")]
#[case::winter_before("2026-12-31T22:59:59Z", "2026-12")]
fn a_month_is_that_of_the_wall_in_paris(#[case] at: &str, #[case] month: &str) {
    assert_eq!(calendar().month_of(utc(at)).to_string(), month);
}

#[rstest]
#[case::winter("2026-02", "2026-01-31T23:00:00Z", "2026-02-28T23:00:00Z")]
#[case::the_clocks_go_forward("2026-03", "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z")]
#[case::the_clocks_go_back("2026-10", "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z")]
#[case::year_end("2026-12", "2026-11-30T23:00:00Z", "2026-12-31T23:00:00Z")]
fn a_month_starts_and_ends_on_the_wall(#[case] month: Month, #[case] start: &str, #[case] end: &str) {
    assert_eq!(month.start(&calendar()), utc(start));
    assert_eq!(month.end(&calendar()), utc(end));
    assert_eq!(month.next().start(&calendar()), utc(end));
    assert_eq!(month.next().prev(), month);
}

#[rstest]
#[case("2026-11", Ok("2026-11"))]
#[case::short_month("2026-3", Ok("2026-03"))]
#[case::thirteen("2026-13", Err(NotAMonth::NoSuchMonth { month: 13 }))]
#[case::nought("2026-00", Err(NotAMonth::NoSuchMonth { month: 0 }))]
#[case::year_alone("2026", Err(NotAMonth::Shape))]
#[case::a_date("2026-11-01", Err(NotAMonth::Shape))]
#[case::words("november", Err(NotAMonth::Shape))]
#[case::signs("2026-+1", Err(NotAMonth::Shape))]
#[case::empty("", Err(NotAMonth::Shape))]
fn a_month_is_read_or_refused(#[case] typed: &str, #[case] read: Result<&str, NotAMonth>) {
    assert_eq!(typed.parse::<Month>().map(|month| month.to_string()), read.map(ToOwned::to_owned));
}

#[rstest]
#[case("2026-12-02", Ok((2026, 12, 2)))]
#[case::spaces(" 2026-1-2 ", Ok((2026, 1, 2)))]
#[case::leap("2028-02-29", Ok((2028, 2, 29)))]
#[case::not_leap("2026-02-29", Err(NotAMoment::NoSuchDate))]
#[case::month_of_13("2026-13-01", Err(NotAMoment::NoSuchDate))]
#[case::day_0("2026-01-00", Err(NotAMoment::NoSuchDate))]
#[case::beyond_the_desk("9999-01-01", Err(NotAMoment::NoSuchDate))]
#[case::french("02/12/2026", Err(NotAMoment::DateShape))]
#[case::a_month("2026-12", Err(NotAMoment::DateShape))]
#[case::negative("-2026-12-02", Err(NotAMoment::DateShape))]
#[case::words("tomorrow", Err(NotAMoment::DateShape))]
#[case::other_digits("２０２６-12-02", Err(NotAMoment::DateShape))]
fn a_date_is_read_or_refused(#[case] typed: &str, #[case] read: Result<(i32, u32, u32), NotAMoment>) {
    let read = read.map(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).unwrap());
    assert_eq!(calendar().parse_date(typed), read);
}

#[rstest]
#[case::winter("2026-12-02 00:00", "2026-12-01T23:00:00Z")]
#[case::summer("2026-07-01 09:30", "2026-07-01T07:30:00Z")]
#[case::letter_between("2026-07-01T9:30", "2026-07-01T07:30:00Z")]
#[case::before_the_clocks_go_forward("2026-03-29 01:59", "2026-03-29T00:59:00Z")]
#[case::after_the_clocks_went_forward("2026-03-29 03:00", "2026-03-29T01:00:00Z")]
#[case::twice_is_the_first("2026-10-25 02:30", "2026-10-25T00:30:00Z")]
#[case::twice_is_the_first_from_its_first_minute("2026-10-25 02:00", "2026-10-25T00:00:00Z")]
#[case::after_both("2026-10-25 03:00", "2026-10-25T02:00:00Z")]
fn a_typed_moment_is_wall_time_in_paris(#[case] typed: &str, #[case] at: &str) {
    assert_eq!(calendar().parse_moment(typed), Ok(utc(at)));
}

#[rstest]
#[case::midnight_of_24("2026-12-02 24:00", NotAMoment::NoSuchTime)]
#[case::minute_60("2026-12-02 12:60", NotAMoment::NoSuchTime)]
#[case::no_such_day("2026-02-30 12:00", NotAMoment::NoSuchDate)]
#[case::a_date_alone("2026-12-02", NotAMoment::MomentShape)]
#[case::seconds("2026-12-02 12:00:00", NotAMoment::MomentShape)]
#[case::french_hour("2026-12-02 12h00", NotAMoment::MomentShape)]
#[case::bad_date("2/12 12:00", NotAMoment::MomentShape)]
#[case::empty("", NotAMoment::MomentShape)]
fn a_moment_that_is_none_is_refused(#[case] typed: &str, #[case] refusal: NotAMoment) {
    assert_eq!(calendar().parse_moment(typed), Err(refusal));
}

#[rstest]
#[case("2026-03-29 02:00")]
#[case("2026-03-29 02:30")]
#[case("2026-03-29 02:59")]
fn the_hour_that_the_clocks_skip_is_refused_by_name(#[case] typed: &str) {
    let wall = NaiveDateTime::parse_from_str(typed, "%Y-%m-%d %H:%M").unwrap();
    assert_eq!(calendar().parse_moment(typed), Err(NotAMoment::Skipped { wall }));
}

#[rstest]
#[case::opening_minute("2026-11-23 09:00", true)]
#[case::a_minute_before("2026-11-23 08:59", false)]
#[case::last_minute("2026-11-23 17:59", true)]
#[case::closing_minute("2026-11-23 18:00", false)]
#[case::saturday("2026-11-21 10:00", false)]
#[case::sunday("2026-11-22 10:00", false)]
#[case::armistice_on_a_wednesday("2026-11-11 10:00", false)]
#[case::easter_monday("2026-04-06 10:00", false)]
#[case::good_friday_is_worked("2026-04-03 10:00", true)]
#[case::ascension("2026-05-14 10:00", false)]
#[case::whit_monday("2026-05-25 10:00", false)]
#[case::whit_monday_of_another_year("2027-05-17 10:00", false)]
#[case::bastille_day("2026-07-14 10:00", false)]
fn open_in_business_hours_alone(#[case] at: &str, #[case] open: bool) {
    assert_eq!(calendar().is_open(paris(at)), open);
}

#[rstest]
#[case::open_already("2026-11-23 11:11", "2026-11-23 11:11")]
#[case::early("2026-11-23 03:00", "2026-11-23 09:00")]
#[case::evening("2026-11-23 18:00", "2026-11-24 09:00")]
#[case::friday_evening("2026-11-20 19:00", "2026-11-23 09:00")]
#[case::eve_of_a_holiday("2026-11-10 18:30", "2026-11-12 09:00")]
#[case::holiday_in_the_morning("2026-11-11 08:00", "2026-11-12 09:00")]
#[case::over_the_clocks_going_back("2026-10-24 10:00", "2026-10-26 09:00")]
#[case::over_new_year("2026-12-31 20:00", "2027-01-04 09:00")]
fn the_next_opening(#[case] at: &str, #[case] opening: &str) {
    assert_eq!(calendar().next_opening(paris(at)), paris(opening));
}

#[rstest]
#[case::a_tuesday("2026-11-24 15:20", "2026-11-25 15:20")]
#[case::friday_to_monday("2026-11-20 15:20", "2026-11-23 15:20")]
#[case::last_minute("2026-11-24 17:59", "2026-11-25 17:59")]
#[case::night_is_counted_from_the_opening("2026-11-24 03:00", "2026-11-25 09:00")]
#[case::evening_is_counted_from_the_next_opening("2026-11-24 20:00", "2026-11-26 09:00")]
#[case::saturday_is_counted_from_monday("2026-11-21 15:00", "2026-11-24 09:00")]
#[case::over_a_holiday("2026-11-10 15:00", "2026-11-12 15:00")]
#[case::over_the_clocks_going_forward("2026-03-27 15:00", "2026-03-30 15:00")]
#[case::over_the_clocks_going_back("2026-10-23 15:00", "2026-10-26 15:00")]
fn the_same_hour_of_the_next_business_day(#[case] at: &str, #[case] then: &str) {
    assert_eq!(calendar().same_hour_next_business_day(paris(at)), paris(then));
}

#[rstest]
#[case::no_change("2026-12-02 00:00", "2026-11-24T23:00:00Z", 168)]
#[case::the_clocks_went_back_between("2026-10-28 00:00", "2026-10-20T22:00:00Z", 169)]
#[case::the_clocks_went_forward_between("2027-03-31 00:00", "2027-03-23T23:00:00Z", 167)]
fn seven_days_before_is_the_same_hour_and_not_168_hours(
    #[case] at: &str,
    #[case] before: &str,
    #[case] hours: i64,
) {
    let at = paris(at);
    assert_eq!(calendar().days_before(at, 7), utc(before));
    assert_eq!((at - utc(before)).num_hours(), hours);
    assert_eq!(calendar().days_after(utc(before), 7), at);
}

#[test]
fn a_lead_that_falls_in_the_skipped_hour_is_read_with_the_offset_before() {
    // A week before 5 April at 02:30 is 29 March at 02:30, which the clocks skip.
    assert_eq!(calendar().days_before(paris("2026-04-05 02:30"), 7), paris("2026-03-29 03:30"));
}

#[test]
fn a_lead_that_falls_in_the_hour_that_occurs_twice_is_the_first() {
    assert_eq!(calendar().days_before(paris("2026-11-01 02:30"), 7), utc("2026-10-25T00:30:00Z"));
}

#[test]
fn the_day_before_at_ten() {
    let ten = NaiveTime::from_hms_opt(10, 0, 0).unwrap();
    let at = calendar().days_before_at(paris("2026-12-02 00:00"), 1, ten);
    assert_eq!(at, paris("2026-12-01 10:00"));
}

#[test]
fn a_zone_that_skipped_a_whole_day_is_placed_all_the_same() {
    let apia = Calendar { zone: chrono_tz::Pacific::Apia, ..calendar() };
    let skipped = NaiveDate::from_ymd_opt(2011, 12, 30).unwrap().and_hms_opt(12, 0, 0).unwrap();
    assert_eq!(apia.local(apia.place(skipped)).date(), NaiveDate::from_ymd_opt(2011, 12, 31).unwrap());
}

proptest! {
    #[test]
    fn every_moment_is_within_its_month(seconds in 0_i64..6_000_000_000) {
        let at = DateTime::from_timestamp(seconds, 0).unwrap();
        let calendar = calendar();
        let month = calendar.month_of(at);
        prop_assert!(month.start(&calendar) <= at && at < month.end(&calendar));
        prop_assert_eq!(month.to_string().parse(), Ok(month));
    }

    #[test]
    fn a_wall_time_is_placed_where_it_is_read(seconds in 0_i64..6_000_000_000) {
        let at = DateTime::from_timestamp(seconds, 0).unwrap();
        let calendar = calendar();
        let placed = calendar.place(calendar.local(at));
        prop_assert_eq!(calendar.local(placed), calendar.local(at));
        prop_assert!(placed <= at);
    }

    #[test]
    fn the_next_opening_is_open_and_not_before(seconds in 0_i64..6_000_000_000) {
        let at = DateTime::from_timestamp(seconds, 0).unwrap();
        let calendar = calendar();
        let opening = calendar.next_opening(at);
        prop_assert!(opening >= at && calendar.is_open(opening));
        let answer = calendar.same_hour_next_business_day(at);
        prop_assert!(calendar.is_open(answer) && calendar.date_of(answer) > calendar.date_of(opening));
    }
}

#[rstest]
#[case::a_month_that_ends_on_a_monday("2026-12-01", 5, "2026-11-24")]
#[case::christmas_is_no_business_day("2027-01-01", 5, "2026-12-24")]
#[case::easter_monday_is_none_either("2027-04-01", 5, "2027-03-24")]
#[case::a_weekend_before("2026-11-30", 1, "2026-11-27")]
#[case::none("2026-12-01", 0, "2026-12-01")]
fn business_days_are_counted_back(#[case] date: NaiveDate, #[case] days: u32, #[case] from: NaiveDate) {
    assert_eq!(calendar().business_days_before(date, days), from);
}
