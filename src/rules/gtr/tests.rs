use std::sync::LazyLock;

use proptest::prelude::*;
use rstest::rstest;

use chrono::{DateTime, TimeDelta, Utc};

use super::*;
use crate::rules::{
    level::Level,
    offer::{DEFAULT, GtrRules, Offer},
};

const GOLD: Commitment = Commitment { level: Level::Gold, minutes: 240 };
const SILVER: Commitment = Commitment { level: Level::Silver, minutes: 480 };

/// So many minutes after the start of every clock here.
fn at(minutes: i64) -> DateTime<Utc> {
    "2026-11-23T08:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::minutes(minutes)
}

fn minutes(minutes: i64) -> TimeDelta {
    TimeDelta::minutes(minutes)
}

fn silver() -> Clock {
    Clock::start(1, at(0), SILVER)
}

fn rules() -> GtrRules {
    static RULES: LazyLock<GtrRules> = LazyLock::new(|| Offer::parse(DEFAULT).unwrap().gtr);
    RULES.clone()
}

/// Something done to a clock.
#[derive(Clone, Copy, Debug)]
enum Do {
    Pause,
    Resume,
    Upgrade(Commitment),
    Stop(Ending),
    Contest,
}

fn after(turns: &[(i64, Do)]) -> Clock {
    let mut clock = silver();
    for (moment, turn) in turns {
        match turn {
            Do::Pause => clock.pause(at(*moment)),
            Do::Resume => clock.resume(at(*moment)),
            Do::Upgrade(to) => clock.upgrade(at(*moment), *to),
            Do::Stop(how) => clock.stop(at(*moment), *how),
            Do::Contest => clock.contest(at(*moment)),
        }
    }
    clock
}

use Do::{Contest as Contested, Pause as Paused, Resume as Resumed, Stop as Stopped, Upgrade as Upgraded};
use Ending::{Beta, Closed, Lowered, Restored};

#[rstest]
#[case::just_started(&[], 0, 0, 480)]
#[case::an_hour_on(&[], 60, 60, 420)]
#[case::past_the_deadline(&[], 490, 490, -10)]
#[case::a_pause_is_not_counted(&[(60, Paused), (90, Resumed)], 100, 70, 410)]
#[case::a_running_pause_neither(&[(60, Paused)], 100, 60, 420)]
#[case::two_pauses_that_touch(&[(60, Paused), (90, Resumed), (90, Paused), (95, Resumed)], 100, 65, 415)]
#[case::a_pause_of_no_length(&[(60, Paused), (60, Resumed)], 100, 100, 380)]
#[case::a_second_pause_changes_nothing(&[(60, Paused), (70, Paused), (90, Resumed)], 100, 70, 410)]
#[case::a_resume_without_a_pause_neither(&[(60, Resumed)], 100, 100, 380)]
#[case::upgrade_with_more_left_than_the_new_time(&[(180, Upgraded(GOLD))], 180, 180, 240)]
#[case::upgrade_with_less_left(&[(300, Upgraded(GOLD))], 300, 300, 180)]
#[case::upgrade_past_the_deadline(&[(500, Upgraded(GOLD))], 510, 510, -30)]
#[case::upgrade_to_the_same_time(&[(60, Upgraded(SILVER))], 60, 60, 420)]
#[case::upgrade_after_a_pause(&[(30, Paused), (90, Resumed), (120, Upgraded(GOLD))], 120, 60, 240)]
#[case::upgrade_in_a_pause_that_goes_on(&[(30, Paused), (90, Upgraded(GOLD)), (100, Resumed)], 110, 40, 230)]
#[case::seen_before_its_start(&[], -10, 0, 480)]
#[case::a_clock_set_back_takes_nothing(&[(60, Paused), (50, Resumed)], 100, 100, 380)]
fn what_is_left_is_worked_out_in_order(
    #[case] turns: &[(i64, Do)],
    #[case] now: i64,
    #[case] running: i64,
    #[case] left: i64,
) {
    let clock = after(turns);
    assert_eq!(clock.running(at(now)), minutes(running));
    assert_eq!(clock.left(at(now)), minutes(left));
}

#[rstest]
#[case::running(&[], 60, 480)]
#[case::later_it_is_the_same(&[], 400, 480)]
#[case::reached(&[], 480, 480)]
#[case::past(&[], 600, 480)]
#[case::a_pause_shifts_it(&[(60, Paused), (90, Resumed)], 100, 510)]
#[case::while_paused_it_moves(&[(60, Paused)], 100, 520)]
#[case::a_pause_after_it_does_not(&[(490, Paused), (520, Resumed)], 530, 480)]
#[case::an_upgrade_brings_it_nearer(&[(60, Upgraded(GOLD))], 100, 300)]
#[case::an_upgrade_never_makes_it_later(&[(400, Upgraded(GOLD))], 410, 480)]
#[case::a_pause_after_an_upgrade_shifts_it(&[(60, Upgraded(GOLD)), (100, Paused), (110, Resumed)], 120, 310)]
#[case::a_pause_before_an_upgrade_is_not_counted_again(&[(0, Paused), (60, Resumed), (120, Upgraded(GOLD))], 130, 360)]
#[case::stopped_it_stays(&[(100, Stopped(Restored))], 700, 480)]
#[case::stopped_in_a_pause(&[(60, Paused), (100, Stopped(Restored))], 700, 520)]
#[case::contested_as_if_never_stopped(&[(100, Stopped(Restored)), (150, Contested)], 160, 480)]
#[case::contested_after_a_pause_that_it_ended(&[(60, Paused), (100, Stopped(Restored)), (150, Contested)], 160, 520)]
fn the_deadline(#[case] turns: &[(i64, Do)], #[case] now: i64, #[case] deadline: i64) {
    assert_eq!(after(turns).deadline(at(now)), at(deadline));
}

#[rstest]
#[case::goes_on(&[], None)]
#[case::in_time(&[(100, Stopped(Restored))], Some(Outcome::Kept { left: minutes(380) }))]
#[case::at_the_deadline_itself(&[(480, Stopped(Restored))], Some(Outcome::Kept { left: minutes(0) }))]
#[case::a_minute_late(&[(481, Stopped(Restored))], Some(Outcome::Missed { by: minutes(1) }))]
#[case::late_with_a_pause_beyond(&[(490, Paused), (520, Stopped(Restored))], Some(Outcome::Missed { by: minutes(10) }))]
#[case::closed_is_restored(&[(100, Stopped(Closed))], Some(Outcome::Kept { left: minutes(380) }))]
#[case::closed_after_restored_keeps_the_first(
    &[(100, Stopped(Restored)), (130, Stopped(Closed))],
    Some(Outcome::Kept { left: minutes(380) })
)]
#[case::lowered(&[(100, Stopped(Lowered))], Some(Outcome::Withdrawn))]
#[case::lowered_at_the_deadline(&[(480, Stopped(Lowered))], Some(Outcome::Withdrawn))]
#[case::lowered_too_late(&[(500, Stopped(Lowered))], Some(Outcome::Missed { by: minutes(20) }))]
#[case::beta(&[(100, Stopped(Beta))], Some(Outcome::Withdrawn))]
#[case::beta_does_not_undo_a_miss(&[(500, Stopped(Beta))], Some(Outcome::Missed { by: minutes(20) }))]
#[case::contested(&[(470, Stopped(Restored)), (490, Contested)], None)]
#[case::contested_then_missed(
    &[(470, Stopped(Restored)), (490, Contested), (500, Stopped(Restored))],
    Some(Outcome::Missed { by: minutes(20) })
)]
#[case::upgraded_after_the_stop_changes_nothing(
    &[(300, Stopped(Restored)), (310, Upgraded(GOLD))],
    Some(Outcome::Kept { left: minutes(180) })
)]
#[case::upgraded_after_the_stop_counts_once_contested(
    &[(100, Stopped(Restored)), (110, Upgraded(GOLD)), (120, Contested), (360, Stopped(Restored))],
    Some(Outcome::Missed { by: minutes(10) })
)]
fn the_outcome(#[case] turns: &[(i64, Do)], #[case] outcome: Option<Outcome>) {
    assert_eq!(after(turns).outcome(), outcome);
}

#[rstest]
#[case::running(&[], Status::Running)]
#[case::paused(&[(10, Paused)], Status::Paused)]
#[case::resumed(&[(10, Paused), (20, Resumed)], Status::Running)]
#[case::restored(&[(10, Stopped(Restored))], Status::Stopped)]
#[case::restored_ends_a_pause(&[(10, Paused), (20, Stopped(Restored)), (30, Contested)], Status::Running)]
#[case::lowered(&[(10, Stopped(Lowered))], Status::Withdrawn)]
#[case::what_was_withdrawn_is_not_contested(&[(10, Stopped(Lowered)), (20, Contested)], Status::Withdrawn)]
#[case::a_stopped_clock_is_not_paused(&[(10, Stopped(Restored)), (20, Paused)], Status::Stopped)]
fn where_it_stands(#[case] turns: &[(i64, Do)], #[case] status: Status) {
    assert_eq!(after(turns).status(), status);
}

#[rstest]
#[case::start(&[], 0, 0)]
#[case::half(&[], 240, 50)]
#[case::just_before_half(&[], 239, 49)]
#[case::all(&[], 480, 100)]
#[case::beyond(&[], 720, 150)]
#[case::paused(&[(240, Paused)], 400, 50)]
#[case::upgraded_after_three_of_eight_hours(&[(180, Upgraded(GOLD))], 180, 42)]
fn the_percentage_is_running_time_over_running_time_and_time_left(
    #[case] turns: &[(i64, Do)],
    #[case] now: i64,
    #[case] percent: i64,
) {
    assert_eq!(after(turns).percent(at(now)), percent);
}

const HALF: Threshold = Threshold::Percent(50);
const THREE_QUARTERS: Threshold = Threshold::Percent(75);
const NINE_TENTHS: Threshold = Threshold::Percent(90);

#[rstest]
#[case::first_to_come(&[], None, 0, Some((HALF, 240)))]
#[case::due_at_its_moment(&[], None, 240, Some((HALF, 240)))]
#[case::next_once_said(&[], Some(HALF), 240, Some((THREE_QUARTERS, 360)))]
#[case::last_before_the_breach(&[], Some(THREE_QUARTERS), 400, Some((NINE_TENTHS, 432)))]
#[case::breach(&[], Some(NINE_TENTHS), 440, Some((Threshold::Breach, 480)))]
#[case::nothing_after_the_breach(&[], Some(Threshold::Breach), 500, None)]
#[case::of_those_missed_the_highest_alone(&[], None, 450, Some((NINE_TENTHS, 432)))]
#[case::after_a_long_outage_the_breach_alone(&[], Some(HALF), 1000, Some((Threshold::Breach, 480)))]
#[case::a_pause_shifts_it(&[(60, Paused), (90, Resumed)], None, 100, Some((HALF, 270)))]
#[case::while_paused_nothing_comes(&[(60, Paused)], None, 400, None)]
#[case::while_paused_what_was_reached_is_still_due(&[(250, Paused)], None, 400, Some((HALF, 240)))]
#[case::an_upgrade_reaches_the_highest_alone(&[(200, Upgraded(Commitment { minutes: 40, ..GOLD }))], None, 200, Some((THREE_QUARTERS, 200)))]
#[case::an_upgrade_during_a_pause_reaches_it_then(
    &[(200, Paused), (210, Upgraded(Commitment { minutes: 40, ..GOLD }))],
    None,
    230,
    Some((THREE_QUARTERS, 210))
)]
#[case::stopped(&[(100, Stopped(Restored))], None, 400, None)]
#[case::lowered(&[(100, Stopped(Lowered))], None, 400, None)]
#[case::contested_after_it_passed(&[(230, Stopped(Restored)), (250, Contested)], None, 250, Some((HALF, 240)))]
fn the_warning_that_is_due(
    #[case] turns: &[(i64, Do)],
    #[case] said: Option<Threshold>,
    #[case] now: i64,
    #[case] due: Option<(Threshold, i64)>,
) {
    let due = due.map(|(threshold, moment)| Warning { threshold, at: at(moment) });
    assert_eq!(after(turns).threshold_due(said, &rules(), at(now)), due);
}

#[test]
fn thresholds_are_in_order_and_the_breach_is_last() {
    assert!(HALF < NINE_TENTHS && Threshold::Percent(99) < Threshold::Breach);
    assert_eq!(Threshold::of_percent(Threshold::Breach.percent()), Threshold::Breach);
    assert_eq!(Threshold::of_percent(HALF.percent()), HALF);
}

#[test]
fn a_clock_belongs_to_the_paris_month_of_its_last_stop() {
    let calendar = Offer::parse(DEFAULT).unwrap().calendar;
    let start = "2026-03-31T20:00:00Z".parse().unwrap();
    let mut clock = Clock::start(1, start, GOLD);
    assert_eq!(clock.month(&calendar), None);
    clock.stop("2026-03-31T21:59:00Z".parse().unwrap(), Restored);
    assert_eq!(clock.month(&calendar).unwrap().to_string(), "2026-03");
    clock.contest("2026-03-31T22:10:00Z".parse().unwrap());
    assert_eq!(clock.month(&calendar), None);
    clock.stop("2026-03-31T22:30:00Z".parse().unwrap(), Restored);
    assert_eq!(clock.month(&calendar).unwrap().to_string(), "2026-04");
}

#[test]
fn the_commitment_shown_is_that_of_the_last_upgrade() {
    assert_eq!(silver().commitment_now(), SILVER);
    assert_eq!(after(&[(10, Upgraded(GOLD))]).commitment_now(), GOLD);
    assert_eq!(after(&[(10, Stopped(Restored)), (20, Upgraded(GOLD))]).commitment_now(), SILVER);
}

#[test]
fn the_receipt_is_the_whole_arithmetic() {
    let clock = after(&[
        (60, Paused),
        (90, Resumed),
        (120, Upgraded(GOLD)),
        (150, Stopped(Restored)),
        (160, Contested),
        (200, Stopped(Restored)),
    ]);
    let line = |moment, running, left, fact| ReceiptLine {
        at: at(moment),
        running: minutes(running),
        left: minutes(left),
        fact,
    };
    assert_eq!(
        clock.receipt(at(1000)),
        [
            line(0, 0, 480, Fact::Started(SILVER)),
            line(60, 60, 420, Fact::Paused),
            line(90, 60, 420, Fact::Resumed { paused: minutes(30) }),
            line(120, 90, 240, Fact::Upgraded { to: GOLD, left_before: minutes(390) }),
            line(160, 130, 200, Fact::Contested { stopped_at: at(150) }),
            line(200, 170, 160, Fact::Stopped(Restored)),
            line(360, 170, 160, Fact::Deadline),
            line(200, 170, 160, Fact::Result(Outcome::Kept { left: minutes(160) })),
        ]
    );
}

#[test]
fn the_receipt_of_a_clock_that_goes_on_says_where_it_stands() {
    let lines = after(&[(60, Paused)]).receipt(at(100));
    let facts: Vec<_> = lines.iter().map(|line| line.fact).collect();
    assert_eq!(facts, [Fact::Started(SILVER), Fact::Paused, Fact::Now(Status::Paused), Fact::Deadline]);
    assert_eq!(lines[3].at, at(520));
}

fn turns() -> impl Strategy<Value = Vec<(i64, Do)>> {
    let turn = prop_oneof![
        3 => Just(Paused),
        3 => Just(Resumed),
        1 => (1_i64..600).prop_map(|minutes| Upgraded(Commitment { level: Level::Gold, minutes })),
        1 => Just(Stopped(Restored)),
        2 => Just(Contested),
    ];
    prop::collection::vec((0_i64..60, turn), 0..12).prop_map(|steps| {
        let mut moment = 0;
        steps
            .into_iter()
            .map(|(later, turn)| {
                moment += later;
                (moment, turn)
            })
            .collect()
    })
}

/// The same reckoning, minute by minute, with no cleverness at all: time goes on after a stop, which keeps
/// what was reached until it is contested.
fn by_hand(turns: &[(i64, Do)], now: i64) -> (i64, i64) {
    let (mut running, mut left) = (0, SILVER.minutes);
    let mut paused = false;
    let mut kept = None;
    let mut moment = 0;
    for (next, turn) in turns.iter().copied().chain([(now, Resumed)]) {
        while moment < next {
            if !paused {
                running += 1;
                left -= 1;
            }
            moment += 1;
        }
        match turn {
            Upgraded(to) => {
                left = left.min(to.minutes);
                // At the very moment of the stop it still counts.
                kept = kept
                    .map(|(stop, at_stop)| (stop, if stop == moment { (running, left) } else { at_stop }));
            }
            Contested => kept = None,
            Paused if kept.is_none() => paused = true,
            Resumed if kept.is_none() => paused = false,
            Stopped(_) if kept.is_none() => {
                paused = false;
                kept = Some((moment, (running, left)));
            }
            Paused | Resumed | Stopped(_) => {}
        }
    }
    kept.map_or((running, left), |(_, at_stop)| at_stop)
}

proptest! {
    #[test]
    fn what_is_left_is_what_a_patient_person_counts(turns in turns(), later in 0_i64..300) {
        let now = turns.last().map_or(0, |(moment, _)| *moment) + later;
        let clock = after(&turns);
        let counted = (clock.running(at(now)).num_minutes(), clock.left(at(now)).num_minutes());
        prop_assert_eq!(counted, by_hand(&turns, now));
    }

    #[test]
    fn an_upgrade_never_makes_a_deadline_later(turns in turns(), later in 0_i64..300, hours in 1_i64..12) {
        let now = turns.last().map_or(0, |(moment, _)| *moment) + later;
        let mut clock = after(&turns);
        prop_assume!(clock.stop.is_none());
        let before = clock.deadline(at(now));
        clock.upgrade(at(now), Commitment { level: Level::Gold, minutes: hours * 60 });
        prop_assert!(clock.deadline(at(now)) <= before);
    }

    #[test]
    fn the_percentage_never_goes_down(turns in turns(), first in 0_i64..400, then in 0_i64..400) {
        let end = turns.last().map_or(0, |(moment, _)| *moment);
        let clock = after(&turns);
        prop_assert!(clock.percent(at(end + first)) <= clock.percent(at(end + first + then)));
    }

    #[test]
    fn a_warning_is_due_at_its_percentage_and_not_before(turns in turns(), later in 0_i64..600) {
        let now = turns.last().map_or(0, |(moment, _)| *moment) + later;
        let clock = after(&turns);
        match clock.threshold_due(None, &rules(), at(now)) {
            Some(due) if due.at <= at(now) => {
                prop_assert!(clock.percent(at(now)) >= due.threshold.percent().into());
                let next = rules().warn_percent.into_iter().chain([100]).find(|next| *next > due.threshold.percent());
                prop_assert!(next.is_none_or(|next| clock.percent(at(now)) < next.into()));
            }
            Some(to_come) => {
                prop_assert!(clock.percent(at(now)) < 50);
                prop_assert_eq!(clock.status(), Status::Running);
                prop_assert_eq!(clock.percent(to_come.at), 50);
            }
            None => prop_assert!(clock.stop.is_some() || clock.status() == Status::Paused),
        }
    }
}
