use std::sync::LazyLock;

use rstest::rstest;

use chrono::{DateTime, TimeDelta, Utc};

use super::*;
use crate::rules::{
    calendar::Month,
    gtr::Outcome,
    ids::{CustomerId, EventSeq, PersonId, TicketNumber},
    level::Level,
    offer::{DEFAULT, Offer},
    ticket::{About, By, Category, Event, Origin, Priority, Recorded, Sha256Hex, Terms, Written},
};

static OFFER: LazyLock<Offer> = LazyLock::new(|| Offer::parse(DEFAULT).unwrap());

const GOLD: Terms = Terms { level: Level::Gold, gtr_minutes: Some(240) };
const STANDARD: Terms = Terms { level: Level::Standard, gtr_minutes: None };
const ALICE: By = By::team(PersonId::new(1));
const BOB: By = By::staff(PersonId::new(2));

/// A moment of November or December 2026, when Paris is an hour ahead of UTC: `30 23:30`, `+1 00:10`.
fn at(paris: &str) -> DateTime<Utc> {
    let (month, rest) = paris.strip_prefix('+').map_or(("11", paris), |rest| ("12", rest));
    let (day, time) = rest.split_once(' ').unwrap();
    format!("2026-{month}-{day:0>2}T{time}:00+01:00").parse().unwrap()
}

fn november() -> Month {
    "2026-11".parse().unwrap()
}

/// A ticket's history, told event by event.
struct Story(TicketNumber, Vec<Recorded>);

impl Story {
    fn opened(number: i64, when: &str, priority: Priority, terms: Terms) -> Self {
        let event = Event::Opened {
            customer: CustomerId::new(1),
            origin: Origin::Chat,
            priority,
            category: Category::Incident,
            about: Some(About { component: "portal".to_owned(), beta: false }),
            terms,
            near: None,
            during: None,
            subject: Sha256Hex::of(b"Subject"),
            written: Written::default(),
        };
        let first = Recorded { seq: EventSeq::FIRST, at: at(when), by: ALICE, event };
        Self(TicketNumber::new(number), vec![first])
    }

    fn then(mut self, when: &str, by: By, event: Event) -> Self {
        let seq = self.1.last().unwrap().seq.next();
        self.1.push(Recorded { seq, at: at(when), by, event });
        self
    }
}

fn nothing() -> Written {
    Written::default()
}

fn restored() -> Event {
    Event::Restored { written: nothing() }
}

fn closed() -> Event {
    Event::Closed { written: nothing() }
}

fn lowered() -> Event {
    Event::PriorityChanged { from: Priority::P1, to: Priority::P2, terms: GOLD, written: nothing() }
}

fn beta() -> Event {
    let about = About { component: "kubernetes".to_owned(), beta: true };
    Event::ComponentChanged { about, terms: GOLD, written: nothing() }
}

fn counts(stories: &[Story], month: Month) -> Figures {
    Figures::count(stories.iter().map(|story| (story.0, story.1.as_slice())), month, &OFFER.calendar).unwrap()
}

fn one(story: Story, month: Month) -> Option<Counted> {
    counts(&[story], month).tickets.pop()
}

#[rstest]
#[case::opened_in_the_last_hour_of_october_in_utc("1 00:30", true)]
#[case::in_its_last_minute("30 23:59", true)]
#[case::in_the_first_of_december("+1 00:00", false)]
fn a_ticket_is_of_the_month_of_paris(#[case] when: &str, #[case] there: bool) {
    let counted = one(Story::opened(1, when, Priority::P3, GOLD), november());
    assert_eq!(counted.is_some_and(|ticket| ticket.opened), there);
}

#[test]
fn a_ticket_is_counted_as_it_stood_at_the_months_end() {
    let story = || {
        Story::opened(1, "10 09:00", Priority::P3, GOLD).then("+2 09:00", BOB, Event::Acknowledged).then(
            "+3 09:00",
            ALICE,
            closed(),
        )
    };
    let of_november = counts(&[story()], november());
    assert_eq!(of_november.tally(|_| true), Tally { opened: 1, closed: 0, open: 1 });
    let of_december = counts(&[story()], november().next());
    assert_eq!(of_december.tally(|_| true), Tally { opened: 0, closed: 1, open: 0 });
    assert_eq!(counts(&[story()], november().plus(2)).tickets, []);
}

#[test]
fn reopened_it_is_not_closed() {
    let again = Event::Reopened { contests: false, terms: GOLD, written: nothing() };
    let story = Story::opened(1, "10 09:00", Priority::P3, GOLD)
        .then("11 09:00", ALICE, closed())
        .then("12 09:00", ALICE, again);
    assert_eq!(counts(&[story], november()).tally(|_| true), Tally { opened: 1, closed: 0, open: 1 });
}

#[test]
fn the_priority_is_that_of_the_months_end() {
    let story = Story::opened(1, "30 22:00", Priority::P1, GOLD).then("+1 00:30", BOB, lowered());
    assert_eq!(one(story, november()).map(|ticket| ticket.priority), Some(Priority::P1));
}

const KEPT: Verdict = Verdict::Clock(Outcome::Kept { left: TimeDelta::hours(3) });
const MISSED: Verdict = Verdict::Clock(Outcome::Missed { by: TimeDelta::minutes(30) });
const WITHDRAWN: Verdict = Verdict::Clock(Outcome::Withdrawn);

#[rstest]
#[case::kept(GOLD, "11:00", restored(), &[KEPT])]
#[case::missed(GOLD, "14:30", restored(), &[MISSED])]
#[case::closed_instead(GOLD, "11:00", closed(), &[KEPT])]
#[case::withdrawn(GOLD, "11:00", lowered(), &[WITHDRAWN])]
#[case::lowered_past_the_deadline(GOLD, "14:30", lowered(), &[MISSED])]
#[case::best_effort(STANDARD, "11:00", restored(), &[Verdict::BestEffort])]
#[case::best_effort_lowered_is_no_p1(STANDARD, "11:00", lowered(), &[])]
#[case::beta_is_withdrawn_alone(GOLD, "11:00", beta(), &[WITHDRAWN])]
fn a_p1_is_judged(
    #[case] terms: Terms,
    #[case] end: &str,
    #[case] event: Event,
    #[case] expected: &[Verdict],
) {
    let story = Story::opened(1, "10 10:00", Priority::P1, terms).then(&format!("10 {end}"), BOB, event);
    let figures = counts(&[story], november());
    let verdicts: Vec<Verdict> = figures.judged().iter().map(|(_, judged)| judged.verdict).collect();
    assert_eq!(verdicts, expected);
}

#[test]
fn put_to_beta_and_then_restored_is_judged_once() {
    let story = Story::opened(1, "10 10:00", Priority::P1, GOLD).then("10 11:00", BOB, beta()).then(
        "10 12:00",
        BOB,
        restored(),
    );
    let expected = Verdicts { withdrawn: 1, ..Verdicts::default() };
    assert_eq!(counts(&[story], november()).verdicts(), expected);
}

/// "A clock belongs to the Paris month of its last stop."
#[test]
fn a_contest_takes_the_clock_into_the_next_month() {
    let contested = Event::Contested { written: nothing() };
    let story = || Story::opened(1, "30 22:00", Priority::P1, GOLD).then("30 23:50", BOB, restored());
    assert_eq!(counts(&[story()], november()).verdicts().kept, 1);
    let story = || story().then("+1 00:10", ALICE, contested.clone()).then("+1 01:00", BOB, restored());
    assert_eq!(counts(&[story()], november()).verdicts(), Verdicts::default());
    assert_eq!(counts(&[story()], november().next()).verdicts().kept, 1);
}

#[test]
fn a_second_clock_leaves_the_first_on_record() {
    let again = Event::Reopened { contests: false, terms: GOLD, written: nothing() };
    let story = Story::opened(1, "10 10:00", Priority::P1, GOLD)
        .then("10 15:00", BOB, closed())
        .then("12 10:00", ALICE, again)
        .then("12 11:00", BOB, closed());
    let figures = counts(&[story], november());
    assert_eq!(figures.verdicts(), Verdicts { kept: 1, missed: 1, ..Verdicts::default() });
    let [ticket] = figures.tickets.as_slice() else { panic!("one ticket") };
    let stands = ticket.verdict().unwrap();
    assert_eq!(stands.verdict, Verdict::Clock(Outcome::Missed { by: TimeDelta::hours(1) }));
}

/// Minutes after which each ticket was answered; none: not yet.
#[rstest]
#[case::none(&[], 0, 0, None, None)]
#[case::not_yet(&[None], 0, 1, None, None)]
#[case::one(&[Some(10)], 1, 0, Some(10), Some(10))]
#[case::odd(&[Some(30), Some(5), Some(10)], 3, 0, Some(10), Some(30))]
#[case::even(&[Some(30), Some(4), Some(10), Some(20), None], 4, 1, Some(15), Some(30))]
fn first_answers(
    #[case] took: &[Option<u32>],
    #[case] answered: usize,
    #[case] unanswered: usize,
    #[case] median: Option<i64>,
    #[case] longest: Option<i64>,
) {
    let stories: Vec<Story> = (1..)
        .zip(took)
        .map(|(number, took)| {
            let story = Story::opened(number, "10 10:00", Priority::P3, GOLD);
            match took {
                Some(minutes) => story.then(&format!("10 10:{minutes:02}"), BOB, Event::Acknowledged),
                None => story,
            }
        })
        .collect();
    let expected = FirstAnswers {
        answered,
        unanswered,
        median: median.map(TimeDelta::minutes),
        longest: longest.map(TimeDelta::minutes),
    };
    assert_eq!(counts(&stories, november()).first_answers(), expected);
}

#[test]
fn a_note_that_the_team_does_not_see_is_no_answer() {
    let story = Story::opened(1, "10 10:00", Priority::P3, GOLD)
        .then("10 10:05", BOB, Event::Note { written: nothing() })
        .then("10 10:20", BOB, Event::StaffMessage { written: nothing() });
    assert_eq!(one(story, november()).unwrap().first_answer, Some(TimeDelta::minutes(20)));
}
