use std::sync::LazyLock;

use proptest::prelude::*;
use rstest::rstest;

use chrono::{DateTime, TimeDelta, Utc};

use super::*;
use crate::rules::{
    calendar::Month,
    contract::{History, Level, LevelChange},
    event::By,
    ids::PackId,
    offer::{DEFAULT, Offer},
};

fn offer() -> Offer {
    static OFFER: LazyLock<Offer> = LazyLock::new(|| Offer::parse(DEFAULT).unwrap());
    OFFER.clone()
}

fn paris(typed: &str) -> DateTime<Utc> {
    offer().calendar.parse_moment(typed).unwrap()
}

fn november() -> Month {
    "2026-11".parse().unwrap()
}

fn history(rows: &[(Level, &str)]) -> History {
    let row = |(level, at): &(Level, &str)| LevelChange {
        level: *level,
        who: By::desk(),
        when: paris(at),
        effective_at: paris(at),
        billed_from: offer().calendar.date_of(paris(at)),
        cancelled_at: None,
    };
    History::new(rows.iter().map(row).collect())
}

use Level::{Bronze, Gold, Silver, Standard};

#[rstest]
#[case::standard(&[], "2026-11", 0)]
#[case::silver(&[(Silver, "2026-09-01 00:00")], "2026-11", 120)]
#[case::gold(&[(Gold, "2026-09-01 00:00")], "2026-11", 240)]
#[case::bronze_first_month(&[(Bronze, "2026-09-20 10:00")], "2026-09", 120)]
#[case::bronze_third_month(&[(Bronze, "2026-09-20 10:00")], "2026-11", 120)]
#[case::bronze_fourth_month(&[(Bronze, "2026-09-20 10:00")], "2026-12", 0)]
#[case::bronze_back_within_its_months(
    &[(Bronze, "2026-09-20 10:00"), (Standard, "2026-10-01 00:00"), (Bronze, "2026-11-02 10:00")], "2026-11", 120
)]
#[case::bronze_back_after_them(
    &[(Bronze, "2026-07-20 10:00"), (Standard, "2026-08-01 00:00"), (Bronze, "2026-11-02 10:00")], "2026-11", 0
)]
#[case::upgraded_this_month_gives_the_whole(&[(Bronze, "2026-09-20 10:00"), (Gold, "2026-11-20 10:00")], "2026-11", 240)]
#[case::a_past_month_by_its_last_level(&[(Gold, "2026-09-01 00:00"), (Silver, "2026-10-15 10:00")], "2026-10", 120)]
#[case::a_downgrade_to_come_counts_from_its_month(&[(Gold, "2026-09-01 00:00"), (Silver, "2026-12-01 00:00")], "2026-12", 120)]
#[case::and_not_before(&[(Gold, "2026-09-01 00:00"), (Silver, "2026-12-01 00:00")], "2026-11", 240)]
#[case::before_the_customer(&[(Gold, "2026-09-01 00:00")], "2026-08", 0)]
fn what_a_month_includes(#[case] rows: &[(Level, &str)], #[case] month: Month, #[case] minutes: i64) {
    assert_eq!(included(&history(rows), month, &offer(), paris("2026-11-23 12:00")), minutes);
}

fn pack(id: i64, left: i64, ends: &str) -> Pack {
    Pack { id: PackId::new(id), left, ends_at: paris(ends) }
}

fn balance(included: i64, used: i64, held: i64, packs: Vec<Pack>) -> Balance {
    Balance { month: november(), included, used, held, packs }
}

#[rstest]
#[case::untouched(240, 0, 0, 240)]
#[case::used_and_held(240, 60, 30, 150)]
#[case::all(120, 90, 30, 0)]
#[case::a_lower_level_than_what_was_used(120, 240, 0, 0)]
fn the_month_is_never_below_zero(
    #[case] included: i64,
    #[case] used: i64,
    #[case] held: i64,
    #[case] left: i64,
) {
    assert_eq!(balance(included, used, held, vec![]).month_left(), left);
}

fn month_draw(minutes: i64) -> Draw {
    Draw { source: Source::Month(november()), minutes }
}

fn pack_draw(id: i64, minutes: i64) -> Draw {
    Draw { source: Source::Pack(PackId::new(id)), minutes }
}

#[rstest]
#[case::month_alone(60, vec![month_draw(60)])]
#[case::the_whole_month(90, vec![month_draw(90)])]
#[case::then_the_pack_that_ends_first(120, vec![month_draw(90), pack_draw(2, 30)])]
#[case::then_the_next(180, vec![month_draw(90), pack_draw(2, 60), pack_draw(1, 30)])]
#[case::to_the_last_minute(240, vec![month_draw(90), pack_draw(2, 60), pack_draw(1, 90)])]
fn the_month_first_then_the_pack_that_expires_first(#[case] minutes: i64, #[case] draws: Vec<Draw>) {
    let packs = vec![
        pack(1, 90, "2027-06-01 00:00"),
        pack(2, 60, "2027-01-01 00:00"),
        pack(3, 0, "2026-12-01 00:00"),
    ];
    let balance = balance(120, 30, 0, packs);
    assert_eq!(plan_hold(minutes, paris("2026-11-25 10:00"), &balance), Ok(draws));
}

#[rstest]
#[case::last_session_before_its_end("2026-11-24 17:30", true)]
#[case::at_its_end("2026-11-25 00:00", false)]
#[case::after("2026-11-25 09:00", false)]
fn a_pack_pays_for_sessions_that_start_before_its_end(#[case] start: &str, #[case] pays: bool) {
    let balance = balance(0, 0, 0, vec![pack(1, 60, "2026-11-25 00:00")]);
    assert_eq!(plan_hold(60, paris(start), &balance).is_ok(), pays);
    assert_eq!(balance.left_for(paris(start)), if pays { 60 } else { 0 });
}

#[test]
fn what_is_not_there_is_refused_with_what_is() {
    let packs = vec![pack(1, 30, "2027-06-01 00:00"), pack(2, 60, "2026-11-01 00:00")];
    let refused = plan_hold(120, paris("2026-11-25 10:00"), &balance(120, 60, 0, packs));
    assert_eq!(refused, Err(HoldRefusal::NotEnough { wanted: 120, month: 60, packs: 30 }));
}

#[rstest]
#[case::nothing(0, 0)]
#[case::one_minute(1, 30)]
#[case::a_unit(30, 30)]
#[case::a_unit_and_a_minute(31, 60)]
#[case::less_than_nothing(-5, 0)]
fn what_was_used_is_charged_in_started_units(#[case] used: i64, #[case] charged: i64) {
    assert_eq!(started_units(used, &offer().sessions), charged);
}

#[rstest]
#[case::all(120, vec![month_draw(60), pack_draw(1, 30), pack_draw(2, 30)], vec![], 0)]
#[case::the_last_source_first(90, vec![month_draw(60), pack_draw(1, 30)], vec![pack_draw(2, 30)], 0)]
#[case::two_sources(50, vec![month_draw(60)], vec![pack_draw(2, 30), pack_draw(1, 30)], 0)]
#[case::part_of_a_source(25, vec![month_draw(30)], vec![pack_draw(2, 30), pack_draw(1, 30), month_draw(30)], 0)]
#[case::nothing(0, vec![], vec![pack_draw(2, 30), pack_draw(1, 30), month_draw(60)], 0)]
#[case::beyond_the_booking(130, vec![month_draw(60), pack_draw(1, 30), pack_draw(2, 30)], vec![], 30)]
fn minutes_used_follow_the_order_of_the_hold(
    #[case] minutes: i64,
    #[case] used: Vec<Draw>,
    #[case] given_back: Vec<Draw>,
    #[case] beyond: i64,
) {
    let hold = [month_draw(60), pack_draw(1, 30), pack_draw(2, 30)];
    assert_eq!(settle(&hold, minutes, &offer().sessions), Settlement { used, given_back, beyond });
}

#[test]
fn a_no_show_is_the_whole_booking() {
    let hold = [month_draw(60), pack_draw(1, 30)];
    assert_eq!(no_show(&hold), Settlement { used: hold.to_vec(), given_back: vec![], beyond: 0 });
}

#[rstest]
#[case::same_date("2026-11-23 15:00", "2027-11-23 00:00")]
#[case::leap_day("2028-02-29 10:00", "2029-02-28 00:00")]
#[case::last_hour_of_the_day_in_utc("2026-07-01 00:30", "2027-07-01 00:00")]
fn a_pack_ends_at_midnight_twelve_months_on(#[case] granted: &str, #[case] end: &str) {
    assert_eq!(pack_end(paris(granted), &offer().packs, &offer().calendar), paris(end));
}

#[test]
fn a_hold_that_is_released_or_a_use_that_is_given_back_leaves_nothing() {
    assert_eq!(Entry::Hold.signed(30) + Entry::Release.signed(30), 0);
    assert_eq!(Entry::Use.signed(30) + Entry::GiveBack.signed(30), 0);
    assert_eq!(Entry::Grant.signed(600), 600);
}

fn any_balance() -> impl Strategy<Value = Balance> {
    let packs = prop::collection::vec((0_i64..8, 0_i64..400), 0..4);
    (0_i64..10, 0_i64..10, 0_i64..10, packs).prop_map(|(included, used, held, packs)| {
        let packs = packs.into_iter().zip(1..).map(|((units, days), id)| Pack {
            id: PackId::new(id),
            left: units * 30,
            ends_at: paris("2026-11-01 00:00") + TimeDelta::days(days),
        });
        balance(included * 30, used * 30, held * 30, packs.collect())
    })
}

proptest! {
    #[test]
    fn a_hold_is_exactly_what_was_asked_and_never_more_than_is_there(balance in any_balance(), units in 1_i64..=4) {
        let start = paris("2026-11-25 10:00");
        match plan_hold(units * 30, start, &balance) {
            Ok(draws) => {
                prop_assert_eq!(draws.iter().map(|draw| draw.minutes).sum::<i64>(), units * 30);
                for draw in &draws {
                    let left = match draw.source {
                        Source::Month(_) => balance.month_left(),
                        Source::Pack(id) => balance.packs.iter().find(|pack| pack.id == id).unwrap().left,
                    };
                    prop_assert!(0 < draw.minutes && draw.minutes <= left);
                }
            }
            Err(HoldRefusal::NotEnough { month, packs, .. }) => {
                prop_assert!(month + packs < units * 30);
                prop_assert_eq!(month + packs, balance.left_for(start));
            }
        }
    }

    #[test]
    fn what_is_used_and_what_is_given_back_are_the_hold(balance in any_balance(), units in 1_i64..=4, used in 0_i64..200) {
        let Ok(hold) = plan_hold(units * 30, paris("2026-11-25 10:00"), &balance) else { return Ok(()) };
        let settled = settle(&hold, used, &offer().sessions);
        let sum = |draws: &[Draw]| draws.iter().map(|draw| draw.minutes).sum::<i64>();
        prop_assert_eq!(sum(&settled.used) + sum(&settled.given_back), units * 30);
        prop_assert_eq!(sum(&settled.used) + settled.beyond, started_units(used, &offer().sessions));
        prop_assert!(settled.beyond == 0 || settled.given_back.is_empty());
    }
}
