use std::sync::LazyLock;

use chrono::{NaiveTime, Weekday};
use rstest::rstest;

use chrono::{DateTime, TimeDelta, Utc};

use super::*;
use crate::rules::offer::{DEFAULT, Offer};

fn offer() -> Offer {
    static OFFER: LazyLock<Offer> = LazyLock::new(|| Offer::parse(DEFAULT).unwrap());
    OFFER.clone()
}

fn paris(typed: &str) -> DateTime<Utc> {
    offer().calendar.parse_moment(typed).unwrap()
}

fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
}

/// An expert who is there on Mondays and Wednesdays in the morning, and on Wednesdays in the afternoon.
fn expert() -> Expert {
    let hours = |day, from, to| Hours { day, from: time(from, 0), to: time(to, 0) };
    let hours = vec![hours(Weekday::Mon, 9, 12), hours(Weekday::Wed, 9, 12), hours(Weekday::Wed, 14, 20)];
    Expert { hours, ..Expert::default() }
}

fn away(from: &str, to: &str) -> Away {
    Away { from: paris(from), to: paris(to) }
}

/// A Monday.
const NOW: &str = "2026-11-16 10:10";

#[rstest]
#[case::first_of_the_morning("2026-11-18 09:00", 60, Ok(()))]
#[case::last_of_the_morning("2026-11-18 11:00", 60, Ok(()))]
#[case::over_noon("2026-11-18 11:30", 60, Err(SessionRefusal::NotAvailable))]
#[case::across_the_break("2026-11-18 11:00", 120, Err(SessionRefusal::NotAvailable))]
#[case::last_before_closing("2026-11-18 17:30", 30, Ok(()))]
#[case::over_closing("2026-11-18 17:30", 60, Err(SessionRefusal::OutsideBusinessHours))]
#[case::there_but_closed("2026-11-18 18:30", 30, Err(SessionRefusal::OutsideBusinessHours))]
#[case::another_day("2026-11-17 10:00", 30, Err(SessionRefusal::NotAvailable))]
#[case::sunday("2026-11-22 10:00", 30, Err(SessionRefusal::OutsideBusinessHours))]
#[case::holiday_on_a_wednesday("2026-11-11 10:00", 30, Err(SessionRefusal::Past))]
#[case::christmas_is_a_friday("2026-12-25 10:00", 30, Err(SessionRefusal::OutsideBusinessHours))]
#[case::off_the_unit("2026-11-18 09:15", 30, Err(SessionRefusal::NotOnUnit { unit: 30 }))]
#[case::now_is_past("2026-11-16 10:00", 30, Err(SessionRefusal::Past))]
#[case::this_morning_yet("2026-11-16 10:30", 30, Ok(()))]
#[case::last_day_of_the_coming_month("2026-12-30 10:00", 30, Ok(()))]
#[case::after_the_coming_month("2027-01-04 10:00", 30, Err(SessionRefusal::TooFarAhead { until: "2026-12-31T23:00:00Z".parse().unwrap() }))]
#[case::too_short("2026-11-18 09:00", 15, Err(SessionRefusal::Length { unit: 30, min: 30, max: 120 }))]
#[case::too_long("2026-11-18 09:00", 150, Err(SessionRefusal::Length { unit: 30, min: 30, max: 120 }))]
#[case::uneven("2026-11-18 09:00", 45, Err(SessionRefusal::Length { unit: 30, min: 30, max: 120 }))]
#[case::nothing("2026-11-18 09:00", 0, Err(SessionRefusal::Length { unit: 30, min: 30, max: 120 }))]
fn a_session_is_in_business_hours_and_inside_the_availability(
    #[case] start: &str,
    #[case] minutes: i64,
    #[case] allowed: Result<(), SessionRefusal>,
) {
    assert_eq!(check_slot(&offer(), &expert(), paris(start), minutes, paris(NOW)), allowed);
}

#[rstest]
#[case::before_the_other("2026-11-18 09:00", 60, Ok(()))]
#[case::into_the_other("2026-11-18 09:30", 60, Err(SessionRefusal::Taken))]
#[case::the_same("2026-11-18 10:00", 60, Err(SessionRefusal::Taken))]
#[case::within("2026-11-18 10:30", 30, Err(SessionRefusal::Taken))]
#[case::around("2026-11-18 09:30", 120, Err(SessionRefusal::Taken))]
#[case::after_the_other("2026-11-18 11:00", 60, Ok(()))]
#[case::away("2026-11-23 09:00", 30, Err(SessionRefusal::NotAvailable))]
fn never_two_sessions_at_a_time(
    #[case] start: &str,
    #[case] minutes: i64,
    #[case] allowed: Result<(), SessionRefusal>,
) {
    let expert = Expert {
        taken: vec![away("2026-11-18 10:00", "2026-11-18 11:00")],
        away: vec![away("2026-11-23 00:00", "2026-11-24 00:00")],
        ..expert()
    };
    assert_eq!(check_slot(&offer(), &expert, paris(start), minutes, paris(NOW)), allowed);
}

fn slots(expert: &Expert, minutes: i64, from: &str, until: &str) -> Vec<String> {
    free_slots(&offer(), expert, minutes, (paris(from), paris(until)), paris(NOW))
        .into_iter()
        .map(|slot| offer().calendar.local(slot).format("%m-%d %H:%M").to_string())
        .collect()
}

#[test]
fn the_free_slots_of_a_week() {
    let expert = Expert {
        taken: vec![away("2026-11-18 10:00", "2026-11-18 11:30")],
        away: vec![away("2026-11-18 15:30", "2026-11-18 18:00")],
        ..expert()
    };
    assert_eq!(
        slots(&expert, 60, "2026-11-16 00:00", "2026-11-20 00:00"),
        ["11-16 10:30", "11-16 11:00", "11-18 09:00", "11-18 14:00", "11-18 14:30"]
    );
    assert_eq!(slots(&expert, 120, "2026-11-17 00:00", "2026-11-20 00:00"), [] as [&str; 0]);
    assert_eq!(slots(&expert, 30, "2026-11-18 09:30", "2026-11-18 14:00"), ["11-18 09:30", "11-18 11:30"]);
}

#[test]
fn no_free_slot_on_a_holiday_nor_past_the_coming_month() {
    let every_day = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat];
    let hours = every_day.map(|day| Hours { day, from: time(9, 0), to: time(10, 0) }).to_vec();
    let expert = Expert { hours, ..Expert::default() };
    let found = slots(&expert, 60, "2026-12-23 00:00", "2027-02-01 00:00");
    assert_eq!(
        found,
        ["12-23 09:00", "12-24 09:00", "12-28 09:00", "12-29 09:00", "12-30 09:00", "12-31 09:00"]
    );
}

#[rstest]
#[case::the_clocks_go_back("2026-10-01 12:00", &["2026-10-23T07:00:00Z", "2026-10-26T08:00:00Z"], "2026-10-22 00:00", "2026-10-27 00:00")]
#[case::the_clocks_go_forward("2027-03-01 12:00", &["2027-03-26T08:00:00Z", "2027-03-30T07:00:00Z"], "2027-03-25 00:00", "2027-03-31 00:00")]
fn slots_keep_their_hour_on_the_wall(
    #[case] now: &str,
    #[case] expected: &[&str],
    #[case] from: &str,
    #[case] until: &str,
) {
    let days = [Weekday::Mon, Weekday::Tue, Weekday::Fri];
    let hours = days.map(|day| Hours { day, from: time(9, 0), to: time(9, 30) }).to_vec();
    let expert = Expert { hours, ..Expert::default() };
    let found = free_slots(&offer(), &expert, 30, (paris(from), paris(until)), paris(now));
    let expected: Vec<DateTime<Utc>> = expected.iter().map(|at| at.parse().unwrap()).collect();
    assert_eq!(found, expected);
}

#[test]
fn every_free_slot_can_be_booked_and_no_other() {
    let expert = Expert { taken: vec![away("2026-11-18 10:00", "2026-11-18 11:30")], ..expert() };
    let (from, until) = (paris("2026-11-16 00:00"), paris("2026-11-26 00:00"));
    let free = free_slots(&offer(), &expert, 60, (from, until), paris(NOW));
    let mut at = from;
    while at < until {
        let bookable = check_slot(&offer(), &expert, at, 60, paris(NOW)).is_ok();
        assert_eq!(bookable, free.contains(&at), "{at}");
        at += TimeDelta::minutes(15);
    }
}

#[rstest]
#[case::one((9, 12), None, Ok(vec![(9, 12)]))]
#[case::none((9, 9), None, Ok(vec![]))]
#[case::two((9, 12), Some((14, 18)), Ok(vec![(9, 12), (14, 18)]))]
#[case::out_of_order((14, 18), Some((9, 12)), Ok(vec![(9, 12), (14, 18)]))]
#[case::they_touch((9, 12), Some((12, 18)), Ok(vec![(9, 18)]))]
#[case::second_is_none((9, 12), Some((10, 10)), Ok(vec![(9, 12)]))]
#[case::overlap((9, 12), Some((11, 18)), Err(HoursRefusal::Overlap))]
#[case::upside_down((12, 9), None, Err(HoursRefusal::EndsBeforeItStarts { from: time(12, 0), to: time(9, 0) }))]
fn a_days_availability(
    #[case] first: (u32, u32),
    #[case] second: Option<(u32, u32)>,
    #[case] read: Result<Vec<(u32, u32)>, HoursRefusal>,
) {
    let hours = |(from, to): (u32, u32)| (time(from, 0), time(to, 0));
    let read = read.map(|intervals| {
        let interval = |(from, to)| Hours { day: Weekday::Tue, from: time(from, 0), to: time(to, 0) };
        intervals.into_iter().map(interval).collect()
    });
    assert_eq!(check_day(Weekday::Tue, hours(first), second.map(hours)), read);
}

#[rstest]
#[case::a_day("2026-11-16 15:00", "2026-11-20 10:00", "2026-11-17 15:00")]
#[case::asked_in_the_evening("2026-11-16 20:00", "2026-11-20 10:00", "2026-11-18 09:00")]
#[case::by_its_start("2026-11-16 15:00", "2026-11-17 09:00", "2026-11-17 09:00")]
#[case::over_the_weekend("2026-11-20 15:00", "2026-11-25 09:00", "2026-11-23 15:00")]
fn a_request_that_nobody_answers_is_released(
    #[case] asked: &str,
    #[case] start: &str,
    #[case] released: &str,
) {
    assert_eq!(expires_at(&offer().calendar, paris(asked), paris(start)), paris(released));
}

#[rstest]
#[case::mid_month("2026-11-16 10:00", "2027-01-01 00:00")]
#[case::last_minute_of_a_month("2026-11-30 23:59", "2027-01-01 00:00")]
#[case::first_minute_of_a_month("2026-12-01 00:00", "2027-02-01 00:00")]
fn nothing_is_booked_past_the_end_of_the_coming_month(#[case] now: &str, #[case] until: &str) {
    assert_eq!(bookable_until(&offer().calendar, paris(now)), paris(until));
}

use Party::{Expert as ByExpert, Team as ByTeam};

#[rstest]
#[case::exactly_a_day_is_free(State::Confirmed, ByTeam, "2026-11-17 10:00", Some(Cost::Free))]
#[case::a_minute_later_is_not(State::Confirmed, ByTeam, "2026-11-17 10:01", Some(Cost::Charged))]
#[case::the_expert_never_costs(State::Confirmed, ByExpert, "2026-11-18 09:59", Some(Cost::Free))]
#[case::a_request_never_costs(State::Requested, ByTeam, "2026-11-18 09:59", Some(Cost::Free))]
#[case::nor_a_proposal(State::Proposed, ByTeam, "2026-11-18 09:59", Some(Cost::Free))]
#[case::nothing_to_call_off(State::Delivered, ByTeam, "2026-11-17 10:00", None)]
#[case::twice(State::Cancelled, ByTeam, "2026-11-17 10:00", None)]
fn what_calling_off_costs(
    #[case] state: State,
    #[case] by: Party,
    #[case] now: &str,
    #[case] cost: Option<Cost>,
) {
    let start = paris("2026-11-18 10:00");
    assert_eq!(cost_of_calling_off(state, by, start, &offer().sessions, paris(now)), cost);
}

#[test]
fn a_day_is_24_hours_elapsed_over_the_change_of_clocks() {
    // The clocks went back on the Sunday: 24 hours before Monday 00:30 the wall said 01:30.
    let monday = paris("2026-10-26 00:30");
    let cost = |now| cost_of_calling_off(State::Confirmed, ByTeam, monday, &offer().sessions, now);
    assert_eq!(cost(paris("2026-10-25 01:30")), Some(Cost::Free));
    assert_eq!(cost(monday - TimeDelta::hours(24)), Some(Cost::Free));
    assert_eq!(cost(monday - TimeDelta::hours(24) + TimeDelta::minutes(1)), Some(Cost::Charged));
}

#[rstest]
#[case(State::Requested, SessionAct::Accept(ByExpert), Ok(State::Confirmed))]
#[case::not_by_who_asked(State::Requested, SessionAct::Accept(ByTeam), Err(SessionRefusal::NotNow { state: State::Requested }))]
#[case(State::Proposed, SessionAct::Accept(ByTeam), Ok(State::Confirmed))]
#[case(State::Proposed, SessionAct::Accept(ByExpert), Err(SessionRefusal::NotNow { state: State::Proposed }))]
#[case(State::Requested, SessionAct::Decline(ByExpert), Ok(State::Declined))]
#[case(State::Proposed, SessionAct::Decline(ByTeam), Ok(State::Declined))]
#[case::another_time(State::Requested, SessionAct::Propose(ByExpert), Ok(State::Proposed))]
#[case::and_another(State::Proposed, SessionAct::Propose(ByTeam), Ok(State::Requested))]
#[case(State::Requested, SessionAct::Withdraw(ByTeam), Ok(State::Withdrawn))]
#[case(State::Proposed, SessionAct::Withdraw(ByExpert), Ok(State::Withdrawn))]
#[case(State::Requested, SessionAct::Release, Ok(State::Released))]
#[case(State::Proposed, SessionAct::Release, Ok(State::Released))]
#[case::answered_meanwhile(State::Confirmed, SessionAct::Release, Err(SessionRefusal::NotNow { state: State::Confirmed }))]
#[case(State::Confirmed, SessionAct::Cancel(ByTeam), Ok(State::Cancelled))]
#[case(State::Confirmed, SessionAct::Cancel(ByExpert), Ok(State::Cancelled))]
#[case::who_accepted_cannot_come(State::Confirmed, SessionAct::Decline(ByExpert), Ok(State::Cancelled))]
#[case(State::Confirmed, SessionAct::Decline(ByTeam), Err(SessionRefusal::NotNow { state: State::Confirmed }))]
#[case::accepted_twice(State::Confirmed, SessionAct::Accept(ByExpert), Err(SessionRefusal::NotNow { state: State::Confirmed }))]
#[case::too_late(State::Released, SessionAct::Accept(ByExpert), Err(SessionRefusal::NotNow { state: State::Released }))]
#[case::settled_twice(State::Delivered, SessionAct::NoShow, Err(SessionRefusal::NotNow { state: State::Delivered }))]
fn what_becomes_of_a_session(
    #[case] state: State,
    #[case] act: SessionAct,
    #[case] next: Result<State, SessionRefusal>,
) {
    assert_eq!(state.after(act, paris("2026-11-18 10:00"), paris(NOW)), next);
}

#[rstest]
#[case::delivered_before(SessionAct::Deliver, "2026-11-18 09:59", false)]
#[case::delivered(SessionAct::Deliver, "2026-11-18 10:00", true)]
#[case::absent_before(SessionAct::NoShow, "2026-11-18 09:59", false)]
#[case::absent(SessionAct::NoShow, "2026-11-18 10:00", true)]
#[case::called_off_before(SessionAct::Cancel(ByTeam), "2026-11-18 09:59", true)]
#[case::called_off_once_started(SessionAct::Cancel(ByTeam), "2026-11-18 10:00", false)]
fn before_and_after_the_start(#[case] act: SessionAct, #[case] now: &str, #[case] allowed: bool) {
    assert_eq!(State::Confirmed.after(act, paris("2026-11-18 10:00"), paris(now)).is_ok(), allowed);
}

#[test]
fn the_units_of_a_session_are_what_two_bookings_cannot_share() {
    let start = paris("2026-11-18 10:00");
    let half_hours = ["2026-11-18 10:00", "2026-11-18 10:30", "2026-11-18 11:00"].map(paris);
    assert_eq!(units(start, 90, &offer().sessions), half_hours);
    assert_eq!(lengths(&offer().sessions), [30, 60, 90, 120]);
}

#[test]
fn minutes_and_time_are_held_until_it_is_settled() {
    let holding: Vec<_> = State::ALL.iter().copied().filter(|state| state.holds()).collect();
    assert_eq!(holding, [State::Requested, State::Proposed, State::Confirmed]);
}
