//! What may be done with a ticket now, case by case, and which buttons say so.

use rstest::rstest;

use super::{
    Acknowledgement, Act, Category, Event,
    Priority::{P1, P2, P3},
    Side, TicketRefusal, may_be_p1,
    story::{BOB, DESK, GOLD, STANDARD, Story, at, closed, offer, restored, waiting},
};

#[rstest]
#[case::ack(Story::of(P3, GOLD), Act::Acknowledge, Ok(()))]
#[case::ack_again(
    Story::of(P3, GOLD).then(1, BOB, Event::Acknowledged),
    Act::Acknowledge,
    Err(TicketRefusal::AlreadyAcknowledged(Acknowledgement { by: BOB, at: at(1), route: None }))
)]
#[case::ack_of_a_new_ladder(
    Story::of(P1, GOLD).then(1, BOB, Event::Acknowledged).then(40, DESK, Event::PagingRestarted),
    Act::Acknowledge,
    Ok(())
)]
#[case::take_over(Story::of(P3, GOLD).then(1, BOB, Event::Taken), Act::Take, Ok(()))]
#[case::take_closed(Story::of(P3, GOLD).then(1, BOB, closed()), Act::Take, Err(TicketRefusal::Closed { at: Some(at(1)) }))]
#[case::wait(Story::of(P3, GOLD), Act::Wait, Ok(()))]
#[case::wait_twice(Story::of(P3, GOLD).then(1, BOB, waiting()), Act::Wait, Err(TicketRefusal::AlreadyWaiting { since: Some(at(1)) }))]
#[case::wait_when_restored(
    Story::of(P1, GOLD).then(1, BOB, restored()),
    Act::Wait,
    Err(TicketRefusal::AlreadyRestored { at: Some(at(1)) })
)]
#[case::resume(Story::of(P3, GOLD).then(1, BOB, waiting()), Act::Resume, Ok(()))]
#[case::answered_nothing(Story::of(P3, GOLD), Act::Answered, Err(TicketRefusal::NotWaiting))]
#[case::restore(Story::of(P1, GOLD), Act::Restore, Ok(()))]
#[case::restore_a_p2(Story::of(P2, GOLD), Act::Restore, Err(TicketRefusal::NotP1 { priority: P2 }))]
#[case::restore_twice(
    Story::of(P1, GOLD).then(1, BOB, restored()),
    Act::Restore,
    Err(TicketRefusal::AlreadyRestored { at: Some(at(1)) })
)]
#[case::contest_what_goes_on(Story::of(P1, GOLD), Act::Contest, Err(TicketRefusal::NotRestored))]
#[case::contest_closed(
    Story::of(P1, GOLD).then(450, BOB, closed()),
    Act::Contest,
    Err(TicketRefusal::Closed { at: Some(at(450)) })
)]
#[case::contest_in_time(Story::of(P1, GOLD).then(450, BOB, restored()), Act::Contest, Ok(()))]
#[case::contest_in_the_last_minute(Story::of(P1, GOLD).then(440, BOB, restored()), Act::Contest, Ok(()))]
#[case::contest_too_late(
    Story::of(P1, GOLD).then(439, BOB, restored()),
    Act::Contest,
    Err(TicketRefusal::ContestOver { since: at(499) })
)]
#[case::close_restored(Story::of(P1, GOLD).then(1, BOB, restored()), Act::Close, Ok(()))]
#[case::reopen_open(Story::of(P3, GOLD), Act::Reopen, Err(TicketRefusal::NotClosed))]
#[case::reopen(Story::of(P3, GOLD).then(1, BOB, closed()), Act::Reopen, Ok(()))]
#[case::escalate(Story::of(P3, GOLD), Act::Escalate, Ok(()))]
#[case::escalate_a_p1(Story::of(P1, GOLD), Act::Escalate, Err(TicketRefusal::SamePriority(P1)))]
#[case::escalate_closed(Story::of(P3, GOLD).then(1, BOB, closed()), Act::Escalate, Err(TicketRefusal::Closed { at: Some(at(1)) }))]
#[case::lower(Story::of(P1, GOLD), Act::SetPriority(P2), Ok(()))]
#[case::lower_restored(
    Story::of(P1, GOLD).then(1, BOB, restored()),
    Act::SetPriority(P2),
    Err(TicketRefusal::AlreadyRestored { at: Some(at(1)) })
)]
#[case::same_priority(Story::of(P2, GOLD), Act::SetPriority(P2), Err(TicketRefusal::SamePriority(P2)))]
#[case::a_note_on_what_is_closed(Story::of(P3, GOLD).then(1, BOB, closed()), Act::Note, Ok(()))]
#[case::expert_never_before_a_ticket_is_open(
    Story::of(P3, GOLD).then(1, BOB, closed()),
    Act::AskExpert,
    Err(TicketRefusal::Closed { at: Some(at(1)) })
)]
fn what_may_be_done_now(#[case] story: Story, #[case] act: Act, #[case] allowed: Result<(), TicketRefusal>) {
    assert_eq!(story.ticket().may(act, offer(), at(500)), allowed);
}

#[test]
fn a_question_about_the_account_is_never_a_p1() {
    let mut ticket = Story::of(P3, GOLD).ticket();
    ticket.category = Category::Account;
    assert_eq!(ticket.may(Act::Escalate, offer(), at(1)), Err(TicketRefusal::AccountNeverP1));
    assert_eq!(ticket.may(Act::SetPriority(P1), offer(), at(1)), Err(TicketRefusal::AccountNeverP1));
    assert_eq!(ticket.may(Act::SetPriority(P2), offer(), at(1)), Ok(()));
    assert_eq!(may_be_p1(Category::Request), Ok(()));
}

#[rstest]
#[case::fresh(Story::of(P3, GOLD), &[Act::Escalate, Act::Close], &[Act::Acknowledge, Act::Take, Act::Reply, Act::Wait, Act::Update, Act::Close])]
#[case::p1_taken(
    Story::of(P1, GOLD).then(1, BOB, Event::Taken),
    &[Act::Close],
    &[Act::Take, Act::Reply, Act::Wait, Act::Restore, Act::Update, Act::Close]
)]
#[case::waiting(
    Story::of(P3, GOLD).then(1, BOB, waiting()),
    &[Act::Answered, Act::Escalate, Act::Close],
    &[Act::Take, Act::Reply, Act::Resume, Act::Update, Act::Close]
)]
#[case::restored(
    Story::of(P1, GOLD).then(1, BOB, restored()),
    &[Act::Contest, Act::Close],
    &[Act::Take, Act::Reply, Act::Update, Act::Close]
)]
#[case::closed(Story::of(P3, GOLD).then(1, BOB, closed()), &[Act::Reopen], &[Act::Reply, Act::Reopen])]
fn the_buttons_are_what_may_be_done_now(#[case] story: Story, #[case] team: &[Act], #[case] staff: &[Act]) {
    let ticket = story.ticket();
    assert_eq!(ticket.acts(Side::Team, offer(), at(2)), team);
    assert_eq!(ticket.acts(Side::Staff, offer(), at(2)), staff);
    assert_eq!(ticket.acts(Side::Desk, offer(), at(2)), []);
}

#[rstest]
#[case::p1_in_time(Story::of(P1, GOLD).then(10, BOB, closed()), 70, true)]
#[case::p1_later(Story::of(P1, GOLD).then(10, BOB, closed()), 71, false)]
#[case::counted_from_restored_not_from_closed(
    Story::of(P1, GOLD).then(10, BOB, restored()).then(60, BOB, closed()),
    71,
    false
)]
#[case::p1_of_standard_too(Story::of(P1, STANDARD).then(10, BOB, closed()), 70, true)]
#[case::p3(Story::of(P3, GOLD).then(10, BOB, closed()), 11, false)]
#[case::open(Story::of(P1, GOLD).then(10, BOB, restored()), 11, false)]
fn reopening_a_p1_within_the_hour_contests(
    #[case] story: Story,
    #[case] minute: i64,
    #[case] contests: bool,
) {
    assert_eq!(story.ticket().reopening_contests(offer(), at(minute)), contests);
}
