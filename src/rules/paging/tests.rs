use rstest::rstest;

use chrono::{DateTime, TimeDelta, Utc};

use super::*;
use crate::rules::{
    ids::RoleId,
    offer::{DEFAULT, Offer, PagingRules},
};

fn rules() -> PagingRules {
    Offer::parse(DEFAULT).unwrap().paging
}

fn at(minutes: i64) -> DateTime<Utc> {
    "2026-11-23T01:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::minutes(minutes)
}

#[rstest]
#[case::at_once(0, 0, &[1])]
#[case::again(1, 5, &[1])]
#[case::level_2(2, 10, &[2])]
#[case::level_3(3, 20, &[3])]
#[case::then_all(4, 30, &[1, 2, 3])]
#[case::and_all_again(5, 40, &[1, 2, 3])]
#[case::for_hours(100, 990, &[1, 2, 3])]
fn a_rung_and_whom_it_calls(#[case] number: u32, #[case] after: i64, #[case] levels: &[u8]) {
    let rung = Rung { number, after: TimeDelta::minutes(after), levels: levels.to_vec() };
    assert_eq!(rung_at(number, &rules()), rung);
}

#[rstest]
#[case::at_once(None, 0, 0, 0, false)]
#[case::sent_late(None, 2, 0, 0, true)]
#[case::the_limit_is_not_late(None, 1, 0, 0, false)]
#[case::next_to_come(Some(0), 1, 1, 5, false)]
#[case::due(Some(0), 5, 1, 5, false)]
#[case::of_those_missed_the_latest_alone(Some(0), 23, 3, 20, true)]
#[case::none_was_sent(None, 12, 2, 10, true)]
#[case::later_rungs_keep_their_hours(Some(3), 29, 4, 30, false)]
#[case::after_a_night_down(Some(3), 605, 61, 600, true)]
#[case::after_all_that_the_next(Some(61), 605, 62, 610, false)]
#[case::clock_set_back(None, -5, 0, 0, false)]
fn the_next_page(
    #[case] paged: Option<u32>,
    #[case] now: i64,
    #[case] number: u32,
    #[case] moment: i64,
    #[case] late: bool,
) {
    let ladder = Ladder { number: 1, started_at: at(0), paged };
    let page = ladder.next_page(&rules(), at(now));
    assert_eq!((page.rung.number, page.at, page.late), (number, at(moment), late));
}

#[rstest]
#[case::its_own([Some(1), Some(2), Some(3)], 2, Some(2))]
#[case::the_one_below([Some(1), None, Some(3)], 2, Some(1))]
#[case::two_below([Some(1), None, None], 3, Some(1))]
#[case::never_the_one_above([None, Some(2), Some(3)], 1, Some(9))]
#[case::support_where_none_is([None, None, None], 3, Some(9))]
#[case::a_level_too_high_is_the_highest([Some(1), Some(2), Some(3)], 7, Some(3))]
fn the_role_of_a_level(#[case] levels: [Option<u64>; 3], #[case] level: u8, #[case] role: Option<u64>) {
    let on_call = OnCall { levels: levels.map(|role| role.map(RoleId::new)), support: Some(RoleId::new(9)) };
    assert_eq!(on_call.role(level), role.map(RoleId::new));
}

#[test]
fn several_levels_with_one_role_mention_it_once() {
    let on_call = OnCall { levels: [Some(RoleId::new(1)), None, Some(RoleId::new(3))], support: None };
    assert_eq!(on_call.roles(&[1, 2, 3]), [RoleId::new(1), RoleId::new(3)]);
    assert_eq!(OnCall::default().roles(&[1, 2, 3]), []);
}

#[test]
fn silence_is_reminded_after_half_an_hour_and_the_ladder_starts_again_five_minutes_later() {
    let watch = Watch { silent_since: at(7), reminded_at: None };
    assert_eq!(watch.next(&rules()), Nudge::Remind { at: at(37) });
    // Reminded late: the five minutes are counted from when it was given.
    let watch = Watch { reminded_at: Some(at(50)), ..watch };
    assert_eq!(watch.next(&rules()), Nudge::Restart { at: at(55) });
}
