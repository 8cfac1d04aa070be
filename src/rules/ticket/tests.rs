use chrono::TimeDelta;
use rstest::rstest;

use super::{
    Priority::{P1, P2, P3},
    story::{
        ALICE, BOB, CAROL, DESK, GOLD, SILVER, STANDARD, Story, answer, at, closed, component, contested,
        nothing, offer, priority, reopened, restored, upgraded, waiting,
    },
    *,
};
use crate::rules::{
    gtr::{Commitment, Outcome, Status, Threshold},
    ids::{EventSeq, PersonId, TicketNumber},
    level::Level,
    paging::{Ladder, Paging, Watch},
};

#[rstest]
#[case::opened(Story::of(P3, GOLD), State::New)]
#[case::team_writes(Story::of(P3, GOLD).then(1, ALICE, answer()), State::New)]
#[case::acknowledged(Story::of(P3, GOLD).then(1, BOB, Event::Acknowledged), State::Acknowledged)]
#[case::any_act_of_staff(Story::of(P3, GOLD).then(1, BOB, Event::Note { written: nothing() }), State::Acknowledged)]
#[case::taken(Story::of(P3, GOLD).then(1, BOB, Event::Taken), State::InProgress)]
#[case::waiting(Story::of(P3, GOLD).then(1, BOB, waiting()), State::Waiting)]
#[case::answered(Story::of(P3, GOLD).then(1, BOB, waiting()).then(2, ALICE, answer()), State::Acknowledged)]
#[case::answered_when_taken(
    Story::of(P3, GOLD).then(1, BOB, Event::Taken).then(2, BOB, waiting()).then(3, ALICE, answer()),
    State::InProgress
)]
#[case::handed_over_while_waiting(
    Story::of(P3, GOLD).then(1, BOB, waiting()).then(2, BOB, Event::Assigned { to: PersonId::new(3), written: nothing() }),
    State::Waiting
)]
#[case::staff_write_while_waiting(
    Story::of(P3, GOLD).then(1, BOB, waiting()).then(2, BOB, Event::StaffMessage { written: nothing() }),
    State::Waiting
)]
#[case::resumed(Story::of(P3, GOLD).then(1, BOB, waiting()).then(2, BOB, Event::Resumed), State::Acknowledged)]
#[case::restored(Story::of(P1, GOLD).then(1, BOB, restored()), State::Restored)]
#[case::contested(Story::of(P1, GOLD).then(1, BOB, restored()).then(2, ALICE, contested()), State::Acknowledged)]
#[case::a_message_contests_nothing(Story::of(P1, GOLD).then(1, BOB, restored()).then(2, ALICE, answer()), State::Restored)]
#[case::closed(Story::of(P3, GOLD).then(1, ALICE, closed()), State::Closed)]
#[case::a_message_reopens_nothing(Story::of(P3, GOLD).then(1, ALICE, closed()).then(2, ALICE, answer()), State::Closed)]
#[case::reopened_unseen(Story::of(P3, GOLD).then(1, ALICE, closed()).then(2, ALICE, reopened(false, GOLD)), State::New)]
#[case::reopened_when_taken(
    Story::of(P3, GOLD).then(1, BOB, Event::Taken).then(2, BOB, closed()).then(3, ALICE, reopened(false, GOLD)),
    State::InProgress
)]
#[case::escalated_while_waiting(
    Story::of(P3, GOLD).then(1, BOB, waiting()).then(2, ALICE, priority(P3, P1, GOLD)),
    State::Acknowledged
)]
fn the_state_follows_from_what_happened(#[case] story: Story, #[case] state: State) {
    assert_eq!(story.ticket().state, state);
}

#[rstest]
#[case::p3(Story::of(P3, GOLD), None)]
#[case::p1(Story::of(P1, GOLD), Some(240))]
#[case::escalated(Story::of(P3, GOLD).then(10, ALICE, priority(P3, P1, GOLD)), Some(250))]
#[case::standard(Story::of(P1, STANDARD), None)]
#[case::beta(Story::about(P1, GOLD, true), None)]
#[case::a_pause(Story::of(P1, GOLD).then(10, BOB, waiting()).then(30, ALICE, answer()), Some(260))]
#[case::standard_upgraded(Story::of(P1, STANDARD).then(10, DESK, upgraded(STANDARD, GOLD)), Some(250))]
#[case::upgraded(Story::of(P1, SILVER).then(10, DESK, upgraded(SILVER, GOLD)), Some(250))]
#[case::beta_upgraded(Story::about(P1, STANDARD, true).then(10, DESK, upgraded(STANDARD, GOLD)), None)]
#[case::p3_upgraded(Story::of(P3, SILVER).then(10, DESK, upgraded(SILVER, GOLD)), None)]
#[case::put_right_to_beta(Story::of(P1, GOLD).then(10, BOB, component(true, GOLD)), None)]
#[case::put_right_from_beta(Story::about(P1, GOLD, true).then(10, BOB, component(false, GOLD)), Some(250))]
#[case::put_right_to_another(Story::of(P1, GOLD).then(10, BOB, component(false, GOLD)), Some(240))]
#[case::lowered(Story::of(P1, GOLD).then(10, BOB, priority(P1, P2, GOLD)), None)]
#[case::raised_again(
    Story::of(P1, GOLD).then(10, BOB, priority(P1, P2, GOLD)).then(30, ALICE, priority(P2, P1, GOLD)),
    Some(270)
)]
#[case::lowered_from_p2_is_nothing_to_a_clock(Story::of(P2, GOLD).then(10, BOB, priority(P2, P3, GOLD)), None)]
#[case::contested(Story::of(P1, GOLD).then(10, BOB, restored()).then(20, ALICE, contested()), Some(240))]
#[case::reopened_as_a_contest(
    Story::of(P1, GOLD).then(10, BOB, closed()).then(20, ALICE, reopened(true, GOLD)),
    Some(240)
)]
#[case::reopened_as_a_contest_after_an_upgrade(
    Story::of(P1, SILVER).then(10, BOB, closed()).then(20, ALICE, reopened(true, GOLD)),
    Some(260)
)]
#[case::reopened_as_a_contest_after_a_downgrade(
    Story::of(P1, GOLD).then(10, BOB, closed()).then(20, ALICE, reopened(true, SILVER)),
    Some(240)
)]
#[case::reopened_later(
    Story::of(P1, GOLD).then(10, BOB, closed()).then(100, ALICE, reopened(false, GOLD)),
    Some(340)
)]
#[case::reopened_later_by_who_left(
    Story::of(P1, GOLD).then(10, BOB, closed()).then(100, ALICE, reopened(false, STANDARD)),
    None
)]
#[case::upgraded_while_waiting_starts_paused(
    Story::of(P1, STANDARD)
        .then(10, BOB, waiting())
        .then(20, DESK, upgraded(STANDARD, GOLD))
        .then(50, ALICE, answer()),
    Some(290)
)]
#[case::upgraded_while_restored_counts_once_contested(
    Story::of(P1, STANDARD)
        .then(10, BOB, restored())
        .then(20, DESK, upgraded(STANDARD, SILVER))
        .then(30, DESK, upgraded(SILVER, GOLD))
        .then(40, ALICE, contested()),
    Some(270)
)]
#[case::upgraded_while_restored_is_nothing_until_then(
    Story::of(P1, STANDARD).then(10, BOB, restored()).then(20, DESK, upgraded(STANDARD, GOLD)),
    None
)]
fn the_deadline_follows_from_what_happened(#[case] story: Story, #[case] deadline: Option<i64>) {
    let ticket = story.ticket();
    assert_eq!(ticket.clock().map(|clock| clock.deadline(at(500))), deadline.map(at));
}

#[test]
fn why_nothing_is_guaranteed() {
    assert_eq!(Story::of(P3, GOLD).ticket().guarantee(), Guarantee::NotP1);
    assert_eq!(Story::of(P1, STANDARD).ticket().guarantee(), Guarantee::BestEffort(Level::Standard));
    assert_eq!(Story::about(P1, GOLD, true).ticket().guarantee(), Guarantee::Beta);
    let ticket = Story::of(P1, GOLD).ticket();
    let gold = Commitment { level: Level::Gold, minutes: 240 };
    assert!(matches!(ticket.guarantee(), Guarantee::Clock(clock) if clock.commitment == gold));
}

#[test]
fn the_first_clock_stays_on_record_when_another_starts() {
    let ticket = Story::of(P1, GOLD)
        .then(300, BOB, closed())
        .then(400, ALICE, reopened(false, GOLD))
        .then(410, BOB, priority(P1, P2, GOLD))
        .then(420, ALICE, priority(P2, P1, GOLD))
        .ticket();
    let results: Vec<_> = ticket.clocks.iter().map(|clock| (clock.number, clock.outcome())).collect();
    let missed = Outcome::Missed { by: TimeDelta::minutes(60) };
    assert_eq!(results, [(1, Some(missed)), (2, Some(Outcome::Withdrawn)), (3, None)]);
}

#[test]
fn a_contest_on_what_is_now_in_beta_revives_no_clock() {
    let ticket = Story::of(P1, GOLD)
        .then(10, BOB, restored())
        .then(20, BOB, component(true, GOLD))
        .then(30, ALICE, contested())
        .ticket();
    assert_eq!(ticket.guarantee(), Guarantee::Beta);
    assert_eq!(ticket.clocks[0].status(), Status::Stopped);
}

#[rstest]
#[case::nobody(Story::of(P3, GOLD), None)]
#[case::acknowledged(Story::of(P3, GOLD).then(3, BOB, Event::Acknowledged), Some(3))]
#[case::message(Story::of(P3, GOLD).then(3, BOB, Event::StaffMessage { written: nothing() }), Some(3))]
#[case::a_note_is_not_seen(Story::of(P3, GOLD).then(3, BOB, Event::Note { written: nothing() }), None)]
#[case::team_is_not_staff(Story::of(P3, GOLD).then(3, ALICE, answer()), None)]
#[case::desk_is_not_staff(Story::of(P1, GOLD).then(3, DESK, Event::Paged { ladder: 1, rung: 0 }), None)]
#[case::raising_is_no_answer(Story::of(P3, GOLD).then(3, BOB, priority(P3, P1, GOLD)), None)]
#[case::the_first_counts(
    Story::of(P3, GOLD).then(3, BOB, Event::Taken).then(9, BOB, Event::StaffMessage { written: nothing() }),
    Some(3)
)]
fn the_first_answer(#[case] story: Story, #[case] minute: Option<i64>) {
    assert_eq!(story.ticket().first_answer_at, minute.map(at));
}

fn climbing(number: u32, minute: i64, paged: Option<u32>) -> Paging {
    Paging::Climbing(Ladder { number, started_at: at(minute), paged })
}

fn watched(minute: i64) -> Paging {
    Paging::Watched(Watch { silent_since: at(minute), reminded_at: None })
}

#[rstest]
#[case::p2(Story::of(P2, GOLD), Paging::Off)]
#[case::p1(Story::of(P1, GOLD), climbing(1, 0, None))]
#[case::p1_of_standard_too(Story::of(P1, STANDARD), climbing(1, 0, None))]
#[case::p1_on_beta_too(Story::about(P1, GOLD, true), climbing(1, 0, None))]
#[case::paged(Story::of(P1, GOLD).then(5, DESK, Event::Paged { ladder: 1, rung: 1 }), climbing(1, 0, Some(1)))]
#[case::raised_by_staff_who_did_not_take_it(Story::of(P3, GOLD).then(7, BOB, priority(P3, P1, GOLD)), climbing(1, 7, None))]
#[case::acknowledged(Story::of(P1, GOLD).then(5, BOB, Event::Acknowledged), watched(5))]
#[case::any_act_of_staff(Story::of(P1, GOLD).then(5, BOB, Event::Note { written: nothing() }), watched(5))]
#[case::not_of_the_team(Story::of(P1, GOLD).then(5, ALICE, answer()), climbing(1, 0, None))]
#[case::a_sign_of_anyone(
    Story::of(P1, GOLD).then(5, BOB, Event::Acknowledged).then(20, CAROL, Event::Note { written: nothing() }),
    watched(20)
)]
#[case::reminded(
    Story::of(P1, GOLD).then(5, BOB, Event::Acknowledged).then(35, DESK, Event::Reminded),
    Paging::Watched(Watch { silent_since: at(5), reminded_at: Some(at(35)) })
)]
#[case::a_sign_after_the_reminder(
    Story::of(P1, GOLD)
        .then(5, BOB, Event::Acknowledged)
        .then(35, DESK, Event::Reminded)
        .then(36, BOB, Event::Note { written: nothing() }),
    watched(36)
)]
#[case::silence_starts_it_again(
    Story::of(P1, GOLD)
        .then(5, BOB, Event::Acknowledged)
        .then(35, DESK, Event::Reminded)
        .then(40, DESK, Event::PagingRestarted),
    climbing(2, 40, None)
)]
#[case::a_page_of_another_ladder(
    Story::of(P1, GOLD)
        .then(5, BOB, Event::Acknowledged)
        .then(40, DESK, Event::PagingRestarted)
        .then(41, DESK, Event::Paged { ladder: 1, rung: 3 }),
    climbing(2, 40, None)
)]
#[case::waiting(Story::of(P1, GOLD).then(5, BOB, waiting()), Paging::Off)]
#[case::the_wait_is_no_silence(Story::of(P1, GOLD).then(5, BOB, waiting()).then(300, ALICE, answer()), watched(300))]
#[case::restored(Story::of(P1, GOLD).then(5, BOB, restored()), Paging::Off)]
#[case::written_on_while_restored(
    Story::of(P1, GOLD).then(5, BOB, restored()).then(6, BOB, Event::Note { written: nothing() }),
    Paging::Off
)]
#[case::contested(Story::of(P1, GOLD).then(5, BOB, restored()).then(20, ALICE, contested()), climbing(2, 20, None))]
#[case::lowered(Story::of(P1, GOLD).then(5, BOB, priority(P1, P2, GOLD)), Paging::Off)]
#[case::closed(Story::of(P1, GOLD).then(5, ALICE, closed()), Paging::Off)]
#[case::reopened_later(Story::of(P1, GOLD).then(5, ALICE, closed()).then(90, ALICE, reopened(false, GOLD)), climbing(2, 90, None))]
#[case::p3_reopened(Story::of(P3, GOLD).then(5, ALICE, closed()).then(90, ALICE, reopened(false, GOLD)), Paging::Off)]
fn who_is_being_called(#[case] story: Story, #[case] paging: Paging) {
    assert_eq!(story.ticket().paging, paging);
}

#[test]
fn whoever_ends_the_ladder_acknowledged_it() {
    let story = Story::of(P3, GOLD).then(5, BOB, Event::Acknowledged).then(9, ALICE, priority(P3, P1, GOLD));
    assert_eq!(story.ticket().acknowledged, Some(Acknowledgement { by: BOB, at: at(5), route: None }));
    let story = story.then(11, CAROL, Event::Note { written: nothing() });
    assert_eq!(story.ticket().acknowledged, Some(Acknowledgement { by: CAROL, at: at(11), route: None }));
}

#[test]
fn no_warning_is_said_twice_and_a_new_clock_has_its_own() {
    let warned = |clock| Event::Warned { clock, threshold: Threshold::Percent(75) };
    let due = |story: &Story, minute| {
        story.ticket().warning_due(offer(), at(minute)).map(|due| (due.threshold.percent(), due.at))
    };
    let story = Story::of(P1, GOLD);
    assert_eq!(due(&story, 200), Some((75, at(180))));
    let story = story.then(200, DESK, warned(1));
    assert_eq!(due(&story, 200), Some((90, at(216))));
    let story = story.then(201, BOB, closed()).then(300, ALICE, reopened(false, GOLD));
    assert_eq!(due(&story, 300), Some((50, at(420))));
    // A warning of the first clock that was recorded late says nothing of the second.
    let story = story.then(301, DESK, warned(1));
    assert_eq!(due(&story, 301), Some((50, at(420))));
}

#[test]
fn events_that_are_no_history_are_refused() {
    let number = TicketNumber::new(42);
    let story = Story::of(P3, GOLD).then(1, BOB, Event::Taken).then(2, BOB, closed());
    assert_eq!(Ticket::replay(number, &[]), Err(BrokenHistory::Empty(number)));
    let gap = [story.0[0].clone(), story.0[2].clone()];
    let order = BrokenHistory::Order(number, EventSeq::new(3), EventSeq::new(2));
    assert_eq!(Ticket::replay(number, &gap), Err(order));
    let opening = BrokenHistory::Opening(number, EventSeq::new(2));
    assert_eq!(Ticket::replay(number, &story.0[1..]), Err(opening));
    let again = Recorded { seq: EventSeq::new(2), ..story.0[0].clone() };
    assert_eq!(Ticket::replay(number, &[story.0[0].clone(), again]), Err(opening));
}

#[test]
fn taking_events_in_one_by_one_is_replaying_them() {
    let story = Story::of(P1, GOLD)
        .then(1, BOB, Event::Taken)
        .then(2, BOB, waiting())
        .then(30, ALICE, answer())
        .then(40, BOB, restored());
    let mut ticket = Ticket::opened(TicketNumber::new(42), &story.0[0]).unwrap();
    for recorded in &story.0[1..] {
        ticket.apply(recorded).unwrap();
    }
    assert_eq!(ticket, story.ticket());
    assert_eq!(ticket.clock().unwrap().running(at(99)), TimeDelta::minutes(12));
}
