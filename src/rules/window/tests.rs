use std::sync::LazyLock;

use rstest::rstest;

use chrono::{DateTime, TimeDelta, Utc};

use super::*;
use crate::rules::offer::{DEFAULT, Lead, Offer};

fn offer() -> Offer {
    static OFFER: LazyLock<Offer> = LazyLock::new(|| Offer::parse(DEFAULT).unwrap());
    OFFER.clone()
}

fn paris(typed: &str) -> DateTime<Utc> {
    offer().calendar.parse_moment(typed).unwrap()
}

fn window(from: &str, to: &str) -> Occurrence {
    Occurrence { starts_at: paris(from), ends_at: paris(to) }
}

/// The ordinary window of a Wednesday in December.
fn december() -> Occurrence {
    window("2026-12-02 00:00", "2026-12-02 06:00")
}

fn long_ago() -> DateTime<Utc> {
    paris("2020-01-01 00:00")
}

#[rstest]
#[case::december(
    "2026-12-02 00:00",
    ["2026-11-25 00:00", "2026-12-01 10:00", "2026-12-01 23:00", "2026-12-02 00:00", "2026-12-02 06:00"]
)]
#[case::over_the_clocks_going_back(
    "2026-10-28 00:00",
    ["2026-10-21 00:00", "2026-10-27 10:00", "2026-10-27 23:00", "2026-10-28 00:00", "2026-10-28 06:00"]
)]
#[case::over_the_clocks_going_forward(
    "2027-03-31 00:00",
    ["2027-03-24 00:00", "2027-03-30 10:00", "2027-03-30 23:00", "2027-03-31 00:00", "2027-03-31 06:00"]
)]
fn five_notices_days_on_the_wall_and_hours_elapsed(#[case] start: &str, #[case] moments: [&str; 5]) {
    let window = Occurrence { starts_at: paris(start), ends_at: paris(start) + TimeDelta::hours(6) };
    let owed = stages(&offer(), &window);
    let keys: Vec<_> = owed.iter().map(|notice| notice.stage.key.as_str()).collect();
    assert_eq!(keys, ["week", "day", "hour", "start", "end"]);
    assert_eq!(owed.iter().map(|notice| notice.at).collect::<Vec<_>>(), moments.map(paris));
}

#[test]
fn an_hour_before_is_elapsed_when_the_clocks_change_between() {
    // 03:30 of the day on which 02:00 becomes 03:00: an hour before is 01:30.
    let window = window("2026-03-29 03:30", "2026-03-29 06:00");
    let hour = stages(&offer(), &window).into_iter().find(|notice| notice.stage.key == "hour").unwrap();
    assert_eq!(hour.at, paris("2026-03-29 01:30"));
}

#[rstest]
#[case::long_ago("2026-01-01 00:00", &["week", "day", "hour", "start", "end"])]
#[case::a_revision_after_the_week("2026-11-25 00:01", &["day", "hour", "start", "end"])]
#[case::at_the_stage_itself("2026-11-25 00:00", &["day", "hour", "start", "end"])]
#[case::in_the_last_hour("2026-12-01 23:30", &["start", "end"])]
#[case::while_it_goes_on("2026-12-02 03:00", &["end"])]
#[case::once_it_is_over("2026-12-02 06:00", &[])]
fn a_stage_already_past_is_never_owed(#[case] since: &str, #[case] keys: &[&str]) {
    let owed = owed(&offer(), &december(), paris(since));
    assert_eq!(owed.iter().map(|notice| notice.stage.key.as_str()).collect::<Vec<_>>(), keys);
}

#[rstest]
#[case::nothing_yet(&[], "2026-11-24 23:59", None)]
#[case::at_its_moment(&[], "2026-11-25 00:00", Some(("week", false)))]
#[case::five_minutes_is_not_late(&[], "2026-11-25 00:05", Some(("week", false)))]
#[case::six_is(&[], "2026-11-25 00:06", Some(("week", true)))]
#[case::sent(&["week"], "2026-11-25 00:06", None)]
#[case::of_several_missed_the_latest_alone(&["week"], "2026-12-01 23:20", Some(("hour", true)))]
#[case::never_the_earlier_one_after_it(&["hour"], "2026-12-01 23:20", None)]
#[case::start_of_what_goes_on(&[], "2026-12-02 02:00", Some(("start", true)))]
#[case::the_last_moment_of_the_window(&["week", "day", "hour"], "2026-12-02 05:59", Some(("start", true)))]
#[case::end(&["start"], "2026-12-02 06:00", Some(("end", false)))]
#[case::end_within_the_late_minutes(&["start"], "2026-12-02 06:05", Some(("end", false)))]
#[case::end_no_later(&["start"], "2026-12-02 06:06", None)]
#[case::nothing_for_a_window_that_was_missed(&[], "2026-12-03 00:00", None)]
#[case::end_was_sent(&["end"], "2026-12-02 06:01", None)]
fn the_notice_to_send_now(#[case] sent: &[&str], #[case] now: &str, #[case] expected: Option<(&str, bool)>) {
    let due = due(&offer(), &december(), long_ago(), sent, paris(now));
    assert_eq!(due.as_ref().map(|due| (due.notice.stage.key.as_str(), due.late)), expected);
}

#[test]
fn what_came_before_the_revision_is_not_sent_for_it() {
    let revised = paris("2026-12-01 12:00");
    assert_eq!(due(&offer(), &december(), revised, &[], paris("2026-12-01 12:30")), None);
    let hour = due(&offer(), &december(), revised, &[], paris("2026-12-01 23:00")).unwrap();
    assert_eq!((hour.notice.stage.key.as_str(), hour.late), ("hour", false));
}

#[test]
fn a_notice_is_useless_once_its_window_is_over() {
    for notice in stages(&offer(), &december()) {
        let end = if notice.stage.lead == Lead::End { "2026-12-02 06:05" } else { "2026-12-02 06:00" };
        assert_eq!(notice.useless_after, paris(end));
    }
}

#[rstest]
#[case(Change::Added, false, Telling::AtOnce)]
#[case(Change::Moved, true, Telling::InReply)]
#[case(Change::Extended, true, Telling::InReply)]
#[case(Change::Cancelled, true, Telling::InReply)]
#[case(Change::Moved, false, Telling::Stages)]
#[case(Change::Extended, false, Telling::Stages)]
#[case(Change::Cancelled, false, Telling::Nothing)]
fn who_hears_of_a_change(#[case] change: Change, #[case] had_notice: bool, #[case] expected: Telling) {
    assert_eq!(telling(change, had_notice), expected);
}

#[rstest]
#[case::in_a_week("2026-11-25 00:00", true)]
#[case::a_minute_more("2026-11-24 23:59", false)]
#[case::it_goes_on("2026-12-02 03:00", true)]
#[case::it_is_over("2026-12-02 06:00", false)]
fn a_channel_linked_in_mid_course_hears_of_the_week_to_come(#[case] linked: &str, #[case] told: bool) {
    assert_eq!(told_at_link(&offer(), &december(), paris(linked)), told);
}

#[rstest]
#[case::apart("2026-12-03 00:00", "2026-12-03 06:00", Ok(()))]
#[case::it_touches_another("2026-12-02 06:00", "2026-12-02 08:00", Ok(()))]
#[case::it_overlaps("2026-12-01 23:00", "2026-12-02 00:01", Err(WindowRefusal::Overlaps(december())))]
#[case::it_is_within("2026-12-02 01:00", "2026-12-02 02:00", Err(WindowRefusal::Overlaps(december())))]
#[case::upside_down("2026-12-03 06:00", "2026-12-03 00:00", Err(WindowRefusal::EndsBeforeItStarts))]
#[case::of_no_length("2026-12-03 06:00", "2026-12-03 06:00", Err(WindowRefusal::EndsBeforeItStarts))]
#[case::started_in_the_past("2026-11-23 11:59", "2026-11-23 15:00", Err(WindowRefusal::StartsInThePast))]
#[case::from_now_on("2026-11-23 12:00", "2026-11-23 15:00", Ok(()))]
#[case::over(
    "2026-11-23 10:00",
    "2026-11-23 11:00",
    Err(WindowRefusal::OverAlready { ended_at: "2026-11-23T10:00:00Z".parse().unwrap() })
)]
fn a_window_is_added_where_none_is(
    #[case] from: &str,
    #[case] to: &str,
    #[case] allowed: Result<(), WindowRefusal>,
) {
    assert_eq!(may_add(&window(from, to), &[december()], paris("2026-11-23 12:00")), allowed);
}

#[test]
fn a_window_is_moved_before_it_starts_extended_and_broken_off_until_it_is_over() {
    let (before, during) = (paris("2026-12-01 12:00"), paris("2026-12-02 03:00"));
    let (over, later) = (paris("2026-12-02 06:00"), window("2026-12-03 00:00", "2026-12-03 06:00"));
    assert_eq!(may_move(&december(), &later, &[], before), Ok(()));
    assert_eq!(may_move(&december(), &december(), &[], before), Err(WindowRefusal::Unchanged));
    assert_eq!(may_move(&december(), &later, &[later], before), Err(WindowRefusal::Overlaps(later)));
    let started = Err(WindowRefusal::HasStarted { at: december().starts_at });
    assert_eq!(may_move(&december(), &later, &[], during), started);
    let ended = Err(WindowRefusal::OverAlready { ended_at: over });
    assert_eq!(may_move(&december(), &later, &[], over), ended);

    let until_8 = paris("2026-12-02 08:00");
    assert_eq!(may_extend(&december(), until_8, &[], during), Ok(()));
    assert_eq!(may_extend(&december(), over, &[], during), Err(WindowRefusal::NotLonger { ends_at: over }));
    assert_eq!(may_extend(&december(), until_8, &[], over), ended);
    let next = window("2026-12-02 07:00", "2026-12-02 09:00");
    assert_eq!(may_extend(&december(), until_8, &[next], during), Err(WindowRefusal::Overlaps(next)));

    assert_eq!(may_cancel(&december(), during), Ok(()));
    assert_eq!(may_cancel(&december(), over), ended);
}

#[test]
fn a_window_goes_on_from_its_first_moment_until_before_its_end() {
    let window = december();
    assert!(
        window.is_on(window.starts_at) && !window.is_on(window.ends_at) && window.is_over(window.ends_at)
    );
}
