//! What was written counts when it was written, however late it is read.

use chrono::TimeDelta;

use super::{
    story::{
        ALICE, BOB, CAROL, DESK, GOLD, SILVER, Story, answer, at, nothing, priority, restored, upgraded,
        waiting,
    },
    *,
};
use crate::rules::{
    ids::EventSeq,
    paging::{Nudge, Paging, Watch},
};

/// Something written that was read at that minute, and came before that event, as far as is known.
fn late(read: i64, before: Option<i64>) -> Written {
    Written { read_at: Some(at(read)), before: before.map(EventSeq::new), ..nothing() }
}

fn answered(read: i64, before: Option<i64>) -> Event {
    Event::TeamMessage { written: late(read, before) }
}

fn noted(read: i64, before: Option<i64>) -> Event {
    Event::Note { written: late(read, before) }
}

fn deadline(ticket: &Ticket, minute: i64) -> i64 {
    (ticket.clock().unwrap().deadline(at(minute)) - at(0)).num_minutes()
}

/// Support waits from minute 10; the answer of minute 12 is read at minute 130.
#[test]
fn a_wait_ends_when_the_answer_was_written() {
    let story = Story::of(Priority::P1, GOLD).then(10, BOB, waiting()).then(12, ALICE, answered(130, None));
    let ticket = story.ticket();
    assert_eq!((ticket.state, ticket.waiting_since), (State::Acknowledged, None));
    assert_eq!(deadline(&ticket, 130), 242);
    let Paging::Watched(Watch { silent_since, .. }) = ticket.paging else { panic!("{ticket:?}") };
    assert_eq!(silent_since, at(12), "the silence counts from the end of the wait");
}

/// What happened in between changes nothing of it.
#[test]
fn a_level_raised_in_the_wait_puts_no_end_to_it_off() {
    let story = Story::of(Priority::P1, SILVER)
        .then(10, BOB, waiting())
        .then(60, DESK, upgraded(SILVER, GOLD))
        .then(12, ALICE, answered(130, None));
    assert_eq!(story.ticket().clock().unwrap().pauses[0].to, Some(at(12)));
    // 480 at the start, 48 minutes of it gone by the upgrade beside the first ten: 240 are left from minute
    // 60 on.
    assert_eq!(deadline(&story.ticket(), 130), 300);
}

/// An answer that was written before support began to wait ends nothing.
#[test]
fn what_is_older_than_the_wait_does_not_end_it() {
    let story = Story::of(Priority::P1, GOLD).then(10, BOB, waiting()).then(9, ALICE, answered(30, Some(2)));
    assert_eq!(story.ticket().state, State::Waiting);
    assert_eq!(deadline(&story.ticket(), 40), 270);
    let story = story.then(45, ALICE, answer());
    assert_eq!((story.ticket().state, deadline(&story.ticket(), 50)), (State::Acknowledged, 275));
}

/// Somebody ended the wait since, or restored the service: the pause is as long as it was until the answer,
/// no longer.
#[test]
fn a_wait_that_was_ended_since_ended_with_the_answer() {
    let wait = || Story::of(Priority::P1, GOLD).then(10, BOB, waiting());
    let resumed = wait().then(60, BOB, Event::Resumed).then(12, ALICE, answered(130, None));
    assert_eq!((resumed.ticket().state, deadline(&resumed.ticket(), 130)), (State::Acknowledged, 242));
    let back = wait().then(60, BOB, restored()).then(12, ALICE, answered(130, None)).ticket();
    assert_eq!(
        (back.state, back.clock().unwrap().running(at(130))),
        (State::Restored, TimeDelta::minutes(58))
    );
    // Of two waits, the one in which it was written.
    let twice = resumed.then(140, BOB, waiting()).then(150, ALICE, answered(160, Some(5)));
    assert_eq!(twice.ticket().state, State::Waiting);
}

/// What staff wrote before a P1's last call does not answer it, nor does an edit; what they wrote after it
/// does, late or not.
#[test]
fn what_is_older_than_the_call_acknowledges_nothing() {
    let paged = Event::Paged { ladder: 1, rung: 0 };
    let story = || {
        Story::of(Priority::P3, GOLD).then(5, ALICE, priority(Priority::P3, Priority::P1, GOLD)).then(
            5,
            DESK,
            paged.clone(),
        )
    };
    for (before, acknowledges) in [(Some(2), false), (Some(3), false), (None, true)] {
        let ticket = story().then(5, BOB, noted(8, before)).ticket();
        assert_eq!(matches!(ticket.paging, Paging::Watched(_)), acknowledges, "{before:?}");
        assert_eq!(ticket.acknowledged.is_some(), acknowledges, "{before:?}");
    }
    let edited = Event::MessageEdited { of: EventSeq::FIRST, written: nothing() };
    let ticket = story().then(8, BOB, edited).ticket();
    assert!(matches!(ticket.paging, Paging::Climbing(_)) && ticket.first_answer_at.is_none());
}

/// The events that call for an answer are those that a message is held against.
#[test]
fn what_calls_for_an_answer_is_known() {
    let story = Story::of(Priority::P1, GOLD).then(5, DESK, Event::Paged { ladder: 1, rung: 1 });
    assert_eq!(story.ticket().unanswered(), [1, 2].map(EventSeq::new));
    let story = story.then(6, BOB, waiting());
    assert_eq!(story.ticket().unanswered(), [EventSeq::new(3)]);
    let story = story.then(7, ALICE, answer());
    assert!(story.ticket().unanswered().is_empty());
}

/// The first answer is the first that was written, and never before the ticket.
#[test]
fn the_first_answer_is_the_first_that_was_written() {
    let story = Story::of(Priority::P3, SILVER).then(60, BOB, Event::Acknowledged).then(
        20,
        CAROL,
        Event::StaffMessage { written: late(70, None) },
    );
    assert_eq!(story.ticket().first_answer_at, Some(at(20)));
    let story = story.then(-5, CAROL, Event::StaffMessage { written: late(80, None) });
    assert_eq!(story.ticket().first_answer_at, Some(at(0)));
    assert_eq!(story.then(90, BOB, Event::Acknowledged).ticket().first_answer_at, Some(at(0)));
}

/// A note that was written before somebody was reminded does not take the reminder back; one written since
/// does.
#[test]
fn a_sign_that_is_read_late_counts_from_its_moment() {
    let story =
        || Story::of(Priority::P1, GOLD).then(1, BOB, Event::Acknowledged).then(40, DESK, Event::Reminded);
    let next = |story: Story| match story.ticket().paging {
        Paging::Watched(watch) => watch.next(&story::offer().paging),
        Paging::Off | Paging::Climbing(_) => panic!("nobody is watched"),
    };
    assert_eq!(next(story().then(20, BOB, noted(42, None))), Nudge::Restart { at: at(45) });
    assert_eq!(next(story().then(41, BOB, noted(42, None))), Nudge::Remind { at: at(71) });
}
