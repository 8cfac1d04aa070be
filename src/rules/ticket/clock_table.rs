//! The clock of the guaranteed time, case by case: what happened at which hour in Paris, the deadline, and
//! what came of it. Gold has 4 hours, Silver and Bronze 8, Standard none.

use rstest::rstest;

use super::{
    Act, Priority,
    told::{Told, p1, p1_in_beta, p3},
};
use crate::rules::level::Level::*;

/// A Gold P1 of 23 November, 10:00: due at 14:00.
fn gold() -> Told {
    p1(Gold, "2026-11-23 10:00")
}

/// The same on Silver: due at 18:00.
fn silver() -> Told {
    p1(Silver, "2026-11-23 10:00")
}

/// The same on Standard: best effort.
fn standard() -> Told {
    p1(Standard, "2026-11-23 10:00")
}

// On 29 March 2026 and 28 March 2027 it is 03:00 after 01:59; on 25 October 2026 and 31 October 2027 it is
// 02:00 twice.
#[rstest]
#[case::across_the_hour_that_is_not_there(p1(Gold, "2026-03-28 23:00"), "2026-03-29 04:00 CEST", "runs 4:00")]
#[case::due_at_the_very_change(p1(Gold, "2026-03-28 22:00"), "2026-03-29 03:00 CEST", "runs 4:00")]
#[case::due_a_minute_before_it(p1(Gold, "2026-03-28 21:59"), "2026-03-29 01:59 CET", "runs 4:00")]
#[case::eight_hours_across_it(p1(Silver, "2026-03-28 20:00"), "2026-03-29 05:00 CEST", "runs 8:00")]
#[case::opened_just_before_it(p1(Bronze, "2026-03-29 01:30"), "2026-03-29 10:30 CEST", "runs 8:00")]
#[case::opened_just_after_it(p1(Gold, "2026-03-29 03:00"), "2026-03-29 07:00 CEST", "runs 4:00")]
#[case::across_the_hour_that_comes_twice(p1(Gold, "2026-10-25 00:00"), "2026-10-25 03:00 CET", "runs 4:00")]
#[case::due_in_its_first_pass(p1(Gold, "2026-10-24 22:30"), "2026-10-25 02:30 CEST", "runs 4:00")]
#[case::due_in_its_second(p1(Gold, "2026-10-24 23:30"), "2026-10-25 02:30 CET", "runs 4:00")]
#[case::opened_in_its_first_pass(p1(Gold, "2026-10-25 02:30"), "2026-10-25 05:30 CET", "runs 4:00")]
#[case::opened_in_its_second(p1(Gold, "2026-10-25 02:30 CET"), "2026-10-25 06:30 CET", "runs 4:00")]
#[case::eight_hours_across_the_long_night(
    p1(Silver, "2026-10-24 20:00"),
    "2026-10-25 03:00 CET",
    "runs 8:00"
)]
#[case::the_spring_after(p1(Gold, "2027-03-27 23:00"), "2027-03-28 04:00 CEST", "runs 4:00")]
#[case::the_autumn_after(p1(Gold, "2027-10-31 00:00"), "2027-10-31 03:00 CET", "runs 4:00")]
#[case::waits_across_the_short_night(
    p1(Gold, "2026-03-28 23:00").waits("01:30").answers("03:30"),
    "2026-03-29 05:00 CEST",
    "runs 1:30"
)]
#[case::waits_across_the_long_night(
    p1(Gold, "2026-10-25 00:30").waits("01:30").answers("03:30"),
    "2026-10-25 06:30 CET",
    "runs 3:00"
)]
#[case::waits_from_one_pass_into_the_other(
    p1(Gold, "2026-10-25 02:10").waits("02:40").answers("02:20 CET"),
    "2026-10-25 05:50 CET",
    "runs 3:30"
)]
#[case::waits_over_both_changes_of_a_year(
    p1(Gold, "2026-03-28 23:00").waits("2026-03-29 00:00").answers("2026-10-25 12:00"),
    "2026-10-25 15:00 CET",
    "runs 3:00"
)]
#[case::restored_in_time_in_the_short_night(
    p1(Gold, "2026-03-28 23:00").restores("2026-03-29 04:00"),
    "2026-03-29 04:00 CEST",
    "kept 0:00"
)]
#[case::a_minute_late_in_the_short_night(
    p1(Gold, "2026-03-28 23:00").restores("2026-03-29 04:01"),
    "2026-03-29 04:00 CEST",
    "missed 0:01"
)]
#[case::restored_in_the_first_pass(
    p1(Gold, "2026-10-24 22:45").restores("2026-10-25 02:40"),
    "2026-10-25 02:45 CEST",
    "kept 0:05"
)]
#[case::restored_at_the_same_hour_of_the_second(
    p1(Gold, "2026-10-24 22:45").restores("2026-10-25 02:40 CET"),
    "2026-10-25 02:45 CEST",
    "missed 0:55"
)]
#[case::contested_at_60_minutes_in_the_short_night(
    p1(Gold, "2026-03-28 23:00").restores("01:30").contests("03:30"),
    "2026-03-29 04:00 CEST",
    "runs 0:30"
)]
#[case::not_at_61_in_the_short_night(
    p1(Gold, "2026-03-28 23:00").restores("01:30").may_not("03:31", Act::Contest),
    "2026-03-29 04:00 CEST",
    "kept 1:30"
)]
#[case::contested_at_60_minutes_at_the_same_hour_of_the_long_night(
    p1(Gold, "2026-10-25 00:00").restores("02:30").contests("02:30 CET"),
    "2026-10-25 03:00 CET",
    "runs 0:30"
)]
#[case::not_at_61_in_the_long_night(
    p1(Gold, "2026-10-25 00:00").restores("02:30").may_not("02:31 CET", Act::Contest),
    "2026-10-25 03:00 CET",
    "kept 1:30"
)]
fn when_the_clocks_change(#[case] told: Told, #[case] deadline: &str, #[case] result: &str) {
    comes_to(&told, deadline, result);
}

#[rstest]
#[case::answered(gold().waits("11:00").answers("11:30"), "2026-11-23 14:30 CET", "runs 3:00")]
#[case::answered_by_the_button(gold().waits("11:00").presses_answered("11:30"), "2026-11-23 14:30 CET", "runs 3:00")]
#[case::ended_by_staff(gold().waits("11:00").resumes("11:30"), "2026-11-23 14:30 CET", "runs 3:00")]
#[case::goes_on(gold().waits("11:00").seen("12:00"), "2026-11-23 15:00 CET", "waits 3:00")]
#[case::what_staff_write_ends_nothing(
    gold().waits("11:00").gets_a_reply("11:10").seen("12:00"),
    "2026-11-23 15:00 CET",
    "waits 3:00"
)]
#[case::twice(
    gold().waits("10:30").answers("10:45").waits("11:00").answers("11:20"),
    "2026-11-23 14:35 CET",
    "runs 3:15"
)]
#[case::twice_in_one_is_refused(
    gold().waits("11:00").may_not("11:10", Act::Wait).answers("11:30"),
    "2026-11-23 14:30 CET",
    "runs 3:00"
)]
#[case::of_no_length(gold().waits("11:00").answers("11:00"), "2026-11-23 14:00 CET", "runs 3:00")]
#[case::from_the_deadline_on(gold().waits("14:00").answers("16:00").restores("16:00"), "2026-11-23 14:00 CET", "kept 0:00")]
#[case::past_the_deadline(gold().waits("14:10").answers("15:00").restores("15:05"), "2026-11-23 14:00 CET", "missed 0:15")]
#[case::over_a_weekend(
    p1(Gold, "2026-11-27 17:30").waits("17:45").answers("2026-11-30 09:00"),
    "2026-11-30 12:45 CET",
    "runs 3:45"
)]
#[case::longer_than_the_guaranteed_time(
    gold().waits("10:01").answers("2026-11-24 10:01"),
    "2026-11-24 14:00 CET",
    "runs 3:59"
)]
#[case::restoring_ends_it(gold().waits("11:00").restores("13:00"), "2026-11-23 16:00 CET", "kept 3:00")]
#[case::closing_ends_it(gold().waits("11:00").closes("13:00"), "2026-11-23 16:00 CET", "kept 3:00")]
#[case::nobody_waits_for_what_is_restored(
    gold().restores("11:00").may_not("11:10", Act::Wait),
    "2026-11-23 14:00 CET",
    "kept 3:00"
)]
#[case::escalating_ends_it(
    p3(Gold, "2026-11-23 10:00").waits("10:10").escalates("10:30"),
    "2026-11-23 14:30 CET",
    "runs 4:00"
)]
fn while_support_waits(#[case] told: Told, #[case] deadline: &str, #[case] result: &str) {
    comes_to(&told, deadline, result);
}

#[rstest]
#[case::a_minute_before(gold().restores("13:59"), "14:00", "kept 0:01")]
#[case::at_the_deadline(gold().restores("14:00"), "14:00", "kept 0:00")]
#[case::a_minute_after(gold().restores("14:01"), "14:00", "missed 0:01")]
#[case::nobody_restores_twice(gold().restores("12:00").may_not("12:10", Act::Restore), "14:00", "kept 2:00")]
#[case::contested(gold().restores("12:00").contests("12:30"), "14:00", "runs 1:30")]
#[case::contested_at_60_minutes(gold().restores("12:00").contests("13:00"), "14:00", "runs 1:00")]
#[case::not_at_61(gold().restores("12:00").may_not("13:01", Act::Contest), "14:00", "kept 2:00")]
#[case::contested_past_the_deadline(gold().restores("13:30").contests("14:20"), "14:00", "runs -0:20")]
#[case::the_time_since_the_restore_counts(
    gold().restores("13:30").contests("14:20").restores("14:30"),
    "14:00",
    "missed 0:30"
)]
#[case::restored_again(gold().restores("12:00").contests("12:30").restores("13:00"), "14:00", "kept 1:00")]
#[case::contested_again(
    gold().restores("12:00").contests("12:30").restores("13:00").contests("13:45").restores("14:00"),
    "14:00",
    "kept 0:00"
)]
#[case::each_restore_has_its_hour(
    gold().restores("12:00").contests("13:00").restores("13:10").contests("14:10"),
    "14:00",
    "runs -0:10"
)]
#[case::a_message_contests_nothing(gold().restores("12:00").answers("12:10"), "14:00", "kept 2:00")]
#[case::contested_after_a_wait_that_it_ended(gold().waits("11:00").restores("12:00").contests("12:30"), "15:00", "runs 2:30")]
#[case::waits_after_a_contest(
    gold().restores("12:00").contests("12:30").waits("12:40").answers("13:40"),
    "15:00",
    "runs 1:20"
)]
#[case::closed_while_it_runs(gold().closes("13:00"), "14:00", "kept 1:00")]
#[case::closed_too_late(gold().closes("15:00"), "14:00", "missed 1:00")]
#[case::closed_after_restored(gold().restores("12:00").closes("15:00"), "14:00", "kept 2:00")]
#[case::reopened_at_60_minutes(gold().closes("12:00").reopens("13:00"), "14:00", "runs 1:00")]
#[case::reopened_at_61(gold().closes("12:00").reopens("13:01"), "17:01", "kept 2:00, runs 4:00")]
#[case::reopened_within_the_hour_of_the_restore(
    gold().restores("12:00").closes("12:10").reopens("12:40"),
    "14:00",
    "runs 1:20"
)]
#[case::the_hour_is_that_of_the_restore_not_of_the_close(
    gold().restores("12:00").closes("12:50").reopens("13:10"),
    "17:10",
    "kept 2:00, runs 4:00"
)]
#[case::what_was_missed_stays_on_record(
    gold().closes("15:00").reopens("16:30").restores("17:00"),
    "20:30",
    "missed 1:00, kept 3:30"
)]
#[case::reopened_within_the_hour_it_is_as_late_as_ever(
    gold().closes("15:00").reopens("15:30").restores("15:40"),
    "14:00",
    "missed 1:40"
)]
#[case::reopened_by_who_has_no_guarantee_now(
    gold().closes("12:00").becomes("12:30", Standard).reopens("14:00"),
    "14:00",
    "kept 2:00, best effort"
)]
fn restored_contested_closed_reopened(#[case] told: Told, #[case] at: &str, #[case] result: &str) {
    comes_to(&told, &format!("2026-11-23 {at} CET"), result);
}

#[rstest]
#[case::a_p3_has_none(p3(Gold, "2026-11-23 10:00").seen("12:00"), "-", "no P1")]
#[case::standard_has_none(standard().seen("12:00"), "-", "best effort")]
#[case::standard_restored(standard().restores("12:00"), "-", "best effort")]
#[case::beta_has_none(p1_in_beta(Gold, "2026-11-23 10:00"), "-", "beta")]
#[case::escalated(p3(Gold, "2026-11-23 10:00").escalates("12:00"), "16:00", "runs 4:00")]
#[case::nobody_escalates_a_p1(gold().may_not("11:00", Act::Escalate), "14:00", "runs 3:00")]
#[case::lowered(gold().lowers("12:00"), "14:00", "withdrawn, no P1")]
#[case::lowered_at_the_deadline(gold().lowers("14:00"), "14:00", "withdrawn, no P1")]
#[case::lowered_past_it(gold().lowers("14:01"), "14:00", "missed 0:01, no P1")]
#[case::lowered_in_a_wait(gold().waits("11:00").lowers("20:00"), "23:00", "withdrawn, no P1")]
#[case::lowered_in_a_wait_past_the_deadline(gold().waits("14:30").lowers("20:00"), "14:00", "missed 0:30, no P1")]
#[case::nobody_lowers_what_is_restored(
    gold().restores("12:00").may_not("12:10", Act::SetPriority(Priority::P2)),
    "14:00",
    "kept 2:00"
)]
#[case::raised_again(gold().lowers("12:00").escalates("13:00"), "17:00", "withdrawn, runs 4:00")]
#[case::missed_and_raised_again(gold().lowers("15:00").escalates("16:00"), "20:00", "missed 1:00, runs 4:00")]
#[case::put_to_beta(gold().changes_component("12:00"), "14:00", "withdrawn, beta")]
#[case::put_to_beta_too_late(gold().changes_component("14:30"), "14:00", "missed 0:30, beta")]
#[case::put_to_beta_once_restored(gold().restores("12:00").changes_component("12:10"), "14:00", "kept 2:00, beta")]
#[case::then_a_contest_revives_nothing(
    gold().restores("12:00").changes_component("12:10").contests("12:20"),
    "14:00",
    "kept 2:00, beta"
)]
#[case::put_right_from_beta(
    p1_in_beta(Gold, "2026-11-23 10:00").changes_component("11:00"),
    "15:00",
    "runs 4:00"
)]
#[case::to_beta_and_back(
    gold().changes_component("11:00").changes_component("12:00"),
    "16:00",
    "withdrawn, runs 4:00"
)]
fn raised_lowered_and_in_beta(#[case] told: Told, #[case] at: &str, #[case] result: &str) {
    comes_to(&told, &if at == "-" { at.to_owned() } else { format!("2026-11-23 {at} CET") }, result);
}

#[rstest]
#[case::more_is_left_than_the_new_time(silver().becomes("11:00", Gold), "15:00", "runs 4:00")]
#[case::just_as_much_is_left(silver().becomes("14:00", Gold), "18:00", "runs 4:00")]
#[case::less_is_left(silver().becomes("15:00", Gold), "18:00", "runs 3:00")]
#[case::in_the_last_minute(silver().becomes("17:59", Gold), "18:00", "runs 0:01")]
#[case::past_the_deadline(silver().becomes("18:30", Gold), "18:00", "runs -0:30")]
#[case::to_the_same_time(p1(Bronze, "2026-11-23 10:00").becomes("11:00", Silver), "18:00", "runs 7:00")]
#[case::a_wait_that_goes_on(
    silver().waits("11:00").becomes("12:00", Gold).answers("13:00"),
    "17:00",
    "runs 4:00"
)]
#[case::a_wait_before_is_not_counted_again(
    silver().waits("10:30").answers("11:30").becomes("12:00", Gold),
    "16:00",
    "runs 4:00"
)]
#[case::a_wait_after_shifts_it(
    silver().becomes("11:00", Gold).waits("12:00").answers("12:30"),
    "15:30",
    "runs 3:00"
)]
#[case::standard_gets_its_clock_then(standard().becomes("12:00", Gold), "16:00", "runs 4:00")]
#[case::standard_in_two_steps(standard().becomes("12:00", Bronze).becomes("13:00", Gold), "17:00", "runs 4:00")]
#[case::standard_in_a_wait(standard().waits("11:00").becomes("12:00", Gold).seen("12:30"), "16:30", "waits 4:00")]
#[case::standard_once_restored(standard().restores("11:00").becomes("11:10", Gold), "-", "best effort")]
#[case::standard_once_contested(
    standard().restores("11:00").becomes("11:10", Gold).contests("11:30"),
    "15:10",
    "runs 3:40"
)]
#[case::once_restored_it_changes_nothing(silver().restores("12:00").becomes("12:10", Gold), "18:00", "kept 6:00")]
#[case::until_that_is_contested(
    silver().restores("12:00").becomes("12:10", Gold).contests("12:30"),
    "16:10",
    "runs 3:40"
)]
#[case::while_it_is_closed(silver().closes("12:00").becomes("12:10", Gold).reopens("12:30"), "16:30", "runs 4:00")]
#[case::a_new_clock_is_of_the_level_then(
    silver().closes("12:00").becomes("12:10", Gold).reopens("14:00"),
    "18:00",
    "kept 6:00, runs 4:00"
)]
#[case::down_changes_nothing(gold().becomes("11:00", Standard).seen("12:00"), "14:00", "runs 2:00")]
#[case::down_and_up_is_never_later(
    gold().becomes("11:00", Standard).becomes("12:00", Silver),
    "14:00",
    "runs 2:00"
)]
#[case::beta_gets_none(p1_in_beta(Standard, "2026-11-23 10:00").becomes("12:00", Gold), "-", "beta")]
#[case::a_p3_gets_none(p3(Silver, "2026-11-23 10:00").becomes("11:00", Gold), "-", "no P1")]
#[case::escalated_afterwards(
    p3(Silver, "2026-11-23 10:00").becomes("11:00", Gold).escalates("12:00"),
    "16:00",
    "runs 4:00"
)]
#[case::what_was_withdrawn_stays_so(silver().lowers("12:00").becomes("13:00", Gold), "18:00", "withdrawn, no P1")]
fn when_the_level_changes(#[case] told: Told, #[case] at: &str, #[case] result: &str) {
    comes_to(&told, &if at == "-" { at.to_owned() } else { format!("2026-11-23 {at} CET") }, result);
}

#[track_caller]
fn comes_to(told: &Told, deadline: &str, result: &str) {
    assert_eq!((told.deadline().as_str(), told.result().as_str()), (deadline, result), "{told:#?}");
}

#[rstest]
#[case::runs(p1(Gold, "2026-03-31 22:00"), "-")]
#[case::in_the_last_minute_of_march(p1(Gold, "2026-03-31 22:00").restores("23:59"), "2026-03")]
#[case::at_midnight_it_is_april_though_march_in_utc(p1(Gold, "2026-03-31 22:00").restores("00:00"), "2026-04")]
#[case::november_in_winter_time(p1(Gold, "2026-10-31 22:00").restores("00:30"), "2026-11")]
#[case::the_night_of_the_change_is_october(p1(Gold, "2026-10-25 00:00").restores("02:30 CET"), "2026-10")]
#[case::the_turn_of_the_year(p1(Gold, "2026-12-31 23:30").closes("00:00"), "2027-01")]
#[case::lowered(p1(Gold, "2026-03-31 22:00").lowers("23:00"), "2026-03")]
#[case::contested_it_goes_on(p1(Gold, "2026-03-31 22:00").restores("23:30").contests("00:10"), "-")]
#[case::of_the_last_stop(
    p1(Gold, "2026-03-31 22:00").restores("23:30").contests("00:10").restores("01:00"),
    "2026-04"
)]
#[case::closing_what_is_restored_is_no_stop(
    p1(Gold, "2026-03-31 22:00").restores("23:30").closes("00:10"),
    "2026-03"
)]
#[case::each_clock_has_its_own(
    p1(Gold, "2026-03-31 22:00").closes("22:30").reopens("23:45").closes("00:15"),
    "2026-03, 2026-04"
)]
fn a_clock_belongs_to_the_paris_month_of_its_last_stop(#[case] told: Told, #[case] months: &str) {
    assert_eq!(told.months(), months);
}

#[rstest]
#[case::four_hours(gold(), None, "50% 12:00, 75% 13:00, 90% 13:36, 100% 14:00")]
#[case::eight_hours(silver(), None, "50% 14:00, 75% 16:00, 90% 17:12, 100% 18:00")]
#[case::none_without_a_clock(standard(), None, "")]
#[case::none_in_beta(p1_in_beta(Gold, "2026-11-23 10:00"), None, "")]
#[case::from_the_upgrade_on(standard().becomes("12:00", Gold), None, "50% 14:00, 75% 15:00, 90% 15:36, 100% 16:00")]
#[case::of_running_time_over_running_time_and_time_left(
    silver().becomes("13:00", Gold),
    None,
    "50% 13:30, 75% 15:15, 90% 16:18, 100% 17:00"
)]
#[case::a_wait_shifts_them(
    gold().waits("11:30").answers("12:30"),
    None,
    "50% 13:00, 75% 14:00, 90% 14:36, 100% 15:00"
)]
#[case::reached_as_the_wait_begins(gold().waits("12:00"), None, "50% 12:00")]
#[case::none_while_support_waits(gold().waits("11:59"), None, "")]
#[case::none_once_restored(gold().restores("12:30"), None, "50% 12:00")]
#[case::none_once_closed(gold().closes("13:10"), None, "50% 12:00, 75% 13:00")]
#[case::none_once_lowered(gold().lowers("12:30"), None, "50% 12:00")]
#[case::none_once_in_beta(gold().changes_component("13:30"), None, "50% 12:00, 75% 13:00")]
#[case::a_contest_says_what_passed_meanwhile(
    gold().restores("13:30").contests("13:50"),
    None,
    "50% 12:00, 75% 13:00, 90% 13:50, 100% 14:00"
)]
#[case::of_what_passed_meanwhile_the_highest_alone(
    gold().restores("12:59").contests("13:59"),
    None,
    "50% 12:00, 90% 13:59, 100% 14:00"
)]
#[case::a_new_clock_has_its_own(
    gold().lowers("12:30").escalates("13:00"),
    None,
    "50% 12:00, 50% 15:00, 75% 16:00, 90% 16:36, 100% 17:00"
)]
#[case::of_what_an_outage_passed_over_the_highest_alone(
    gold(),
    Some(("12:30", "13:40")),
    "50% 12:00, 90% 13:40, 100% 14:00"
)]
#[case::after_a_long_outage_the_breach_alone(gold(), Some(("11:00", "15:00")), "100% 15:00")]
#[case::none_of_what_was_restored_meanwhile(gold().restores("13:10"), Some(("11:00", "15:00")), "")]
#[case::in_the_short_night(p1(Gold, "2026-03-28 23:00"), None, "50% 01:00, 75% 03:00, 90% 03:36, 100% 04:00")]
#[case::in_the_long_night(p1(Gold, "2026-10-25 00:00"), None, "50% 02:00, 75% 02:00, 90% 02:36, 100% 03:00")]
fn what_support_is_warned_of(#[case] told: Told, #[case] away: Option<(&str, &str)>, #[case] warnings: &str) {
    assert_eq!(told.warnings("22:00", away), warnings);
}

#[rstest]
#[case::across_the_short_night(
    p1(Gold, "2026-03-28 23:00").waits("01:30").answers("03:30").restores("04:45"),
    &[
        "23:00 CET starts with 4:00 (0:00 + 4:00)",
        "01:30 CET waits (2:30 + 1:30)",
        "03:30 CEST goes on after 1:00 (2:30 + 1:30)",
        "04:45 CEST restored (3:45 + 0:15)",
        "05:00 CEST deadline (3:45 + 0:15)",
        "04:45 CEST kept 0:15 (3:45 + 0:15)",
    ]
)]
#[case::contested_in_the_long_night(
    p1(Gold, "2026-10-25 00:00").restores("02:30").contests("02:30 CET").closes("03:10"),
    &[
        "00:00 CEST starts with 4:00 (0:00 + 4:00)",
        "02:30 CET contests 02:30 CEST (3:30 + 0:30)",
        "03:10 CET closed (4:10 + -0:10)",
        "03:00 CET deadline (4:10 + -0:10)",
        "03:10 CET missed 0:10 (4:10 + -0:10)",
    ]
)]
#[case::upgraded_in_a_wait(
    silver().waits("11:00").becomes("12:00", Gold).seen("13:00"),
    &[
        "10:00 CET starts with 8:00 (0:00 + 8:00)",
        "11:00 CET waits (1:00 + 7:00)",
        "12:00 CET upgraded to 4:00 from 7:00 (1:00 + 4:00)",
        "13:00 CET paused (1:00 + 4:00)",
        "17:00 CET deadline (1:00 + 4:00)",
    ]
)]
#[case::withdrawn(
    gold().lowers("12:00"),
    &[
        "10:00 CET starts with 4:00 (0:00 + 4:00)",
        "12:00 CET lowered (2:00 + 2:00)",
        "14:00 CET deadline (2:00 + 2:00)",
        "12:00 CET withdrawn (2:00 + 2:00)",
    ]
)]
fn the_arithmetic_is_printed_line_by_line(#[case] told: Told, #[case] lines: &[&str]) {
    assert_eq!(told.receipt(), lines);
}
