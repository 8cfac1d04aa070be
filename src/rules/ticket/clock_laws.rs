//! What holds for a P1's clock whatever people do, in whatever order: the desk allows or refuses each act as
//! it stands.

use chrono::TimeDelta;
use proptest::prelude::*;

use super::{
    Act, By, Event, Priority, Recorded, Ticket, Written,
    story::{ALICE, offer},
    told::{Told, p1, p3},
};
use crate::rules::{
    gtr::{Clock, Outcome, Status, Threshold},
    ids::TicketNumber,
    level::Level,
};

/// Something that happens.
#[derive(Clone, Copy, Debug)]
enum Turn {
    /// Somebody tries an act.
    Tries(Act),
    /// The team writes.
    Answers,
    /// The customer's level changes.
    Becomes(Level),
}

fn turn() -> impl Strategy<Value = Turn> {
    let acts = [
        Act::Acknowledge,
        Act::Take,
        Act::Wait,
        Act::Wait,
        Act::Resume,
        Act::Answered,
        Act::Restore,
        Act::Restore,
        Act::Contest,
        Act::Contest,
        Act::Close,
        Act::Reopen,
        Act::Reopen,
        Act::Escalate,
        Act::SetPriority(Priority::P2),
        Act::SetComponent,
        Act::Reply,
    ];
    prop_oneof![
        8 => prop::sample::select(acts.to_vec()).prop_map(Turn::Tries),
        1 => Just(Turn::Answers),
        2 => prop::sample::select(Level::ALL.to_vec()).prop_map(Turn::Becomes),
    ]
}

/// A ticket and what happens to it, so many minutes after one another: from before the change of clocks to
/// after it.
fn life() -> impl Strategy<Value = (Told, Vec<(i64, Turn)>)> {
    let opened = (any::<bool>(), prop::sample::select(Level::ALL.to_vec())).prop_map(|(raised, level)| {
        if raised { p1(level, "2026-10-24 21:00") } else { p3(level, "2026-10-24 21:00") }
    });
    (opened, prop::collection::vec((0_i64..150, turn()), 1..25))
}

impl Told {
    /// Lives through what happens, and shows the ticket just before and just after each turn.
    fn lives(&mut self, turns: &[(i64, Turn)], mut look: impl FnMut(&Self)) {
        look(self);
        for (later, turn) in turns {
            self.now += TimeDelta::minutes(*later);
            look(self);
            match turn {
                // What is refused changes nothing.
                Turn::Tries(act) => drop(self.does(*act)),
                Turn::Answers => {
                    self.happens(ALICE, Event::TeamMessage { written: Written::default() });
                }
                Turn::Becomes(level) => self.level(*level),
            }
            look(self);
        }
    }
}

fn missed(outcome: Option<Outcome>) -> bool {
    matches!(outcome, Some(Outcome::Missed { .. }))
}

proptest! {
    /// Between two looks a deadline becomes later by the time in which support waited, and by nothing else.
    #[test]
    fn a_deadline_is_put_off_by_waits_alone((mut told, turns) in life()) {
        let mut before: Option<(Clock, chrono::DateTime<chrono::Utc>)> = None;
        told.lives(&turns, |told| {
            let clock = told.ticket().clocks.last().cloned();
            if let (Some((earlier, then)), Some(clock)) = (&before, &clock)
                && earlier.number == clock.number
            {
                let waited = match earlier.status() {
                    Status::Paused => told.now - *then,
                    Status::Running | Status::Stopped | Status::Withdrawn => TimeDelta::zero(),
                };
                assert!(clock.deadline(told.now) <= earlier.deadline(*then) + waited, "{told:#?}");
            }
            before = clock.map(|clock| (clock, told.now));
        });
    }

    /// A clock whose deadline was passed while it ran is missed at its end, however that comes.
    #[test]
    fn what_is_missed_stays_missed((mut told, turns) in life()) {
        let mut late = Vec::new();
        told.lives(&turns, |told| {
            for clock in told.ticket().clocks {
                if clock.left(told.now) < TimeDelta::zero() && (clock.stop.is_none() || missed(clock.outcome())) {
                    late.push(clock.number);
                }
                let outcome = clock.outcome();
                assert!(!late.contains(&clock.number) || outcome.is_none() || missed(outcome), "{told:#?}");
            }
        });
    }

    /// An answer that is read late makes no deadline later than it was, and no pause end before it began,
    /// whatever happened meanwhile.
    #[test]
    fn what_is_read_late_puts_nothing_off((mut told, turns) in life(), ago in 0_i64..900) {
        told.lives(&turns, |_| {});
        let (before, now) = (told.ticket(), told.now);
        let written = Written { read_at: Some(now), ..Written::default() };
        let at = now - TimeDelta::minutes(ago);
        let mut after = before.clone();
        after
            .apply(&Recorded { seq: before.seq.next(), at, by: ALICE, event: Event::TeamMessage { written } })
            .expect("a message");
        for (earlier, clock) in before.clocks.iter().zip(&after.clocks) {
            assert!(clock.pauses.iter().all(|pause| pause.to.is_none_or(|to| pause.from <= to)), "{told:#?}");
            assert!(clock.deadline(now) <= earlier.deadline(now), "{told:#?}");
            assert!(clock.left(now) <= earlier.left(now) && clock.running(now) >= earlier.running(now), "{told:#?}");
        }
    }

    /// Worked out from its events at any time, or taken in one by one: the ticket is the same. What the desk
    /// notes of its own calls and warnings moves no clock.
    #[test]
    fn replayed_it_is_the_same((mut told, turns) in life()) {
        told.lives(&turns, |_| ());
        let (first, rest) = told.history.split_first().expect("an opening");
        let mut ticket = Ticket::opened(TicketNumber::new(42), first).expect("an opening");
        let mut noted = ticket.clone();
        for recorded in rest {
            ticket.apply(recorded).expect("a history");
            let aside = [
                Event::Paged { ladder: 1, rung: 0 },
                Event::Warned { clock: 1, threshold: Threshold::Percent(50) },
                Event::Reminded,
            ];
            for event in aside {
                let at = recorded.at;
                noted.apply(&Recorded { seq: noted.seq.next(), at, by: By::desk(), event }).expect("a note");
            }
            noted.apply(&Recorded { seq: noted.seq.next(), ..recorded.clone() }).expect("a history");
        }
        prop_assert_eq!(&ticket, &told.ticket());
        prop_assert_eq!(&noted.clocks, &ticket.clocks);
        prop_assert_eq!(noted.state, ticket.state);
    }

    /// One clock at most goes on, the last; its ranks are 1, 2, 3; and none goes on where nothing is
    /// guaranteed.
    #[test]
    fn one_clock_goes_on_and_only_where_something_is_guaranteed((mut told, turns) in life()) {
        told.lives(&turns, |told| {
            let ticket = told.ticket();
            let ranks: Vec<_> = ticket.clocks.iter().map(|clock| clock.number).collect();
            assert_eq!(ranks, (1..).take(ranks.len()).collect::<Vec<u32>>(), "{told:#?}");
            let goes_on: Vec<_> = ticket.clocks.iter().filter(|clock| clock.stop.is_none()).collect();
            let guaranteed = ticket.is_open() && ticket.priority == Priority::P1 && !ticket.is_beta();
            assert!(goes_on.is_empty() || (guaranteed && goes_on == [ticket.clocks.last().expect("one")]), "{told:#?}");
        });
    }

    /// No threshold is said twice of one clock, and none below one that was said.
    #[test]
    fn warnings_only_rise((mut told, turns) in life()) {
        told.lives(&turns, |_| ());
        let until = told.now;
        let mut ticket = Ticket::opened(TicketNumber::new(42), &told.history[0]).expect("an opening");
        let mut rest = told.history[1..].iter().peekable();
        let (mut now, mut said) = (ticket.opened_at, Vec::<(u32, Threshold)>::new());
        while now <= until {
            while let Some(recorded) = rest.next_if(|recorded| recorded.at <= now) {
                ticket.apply(&Recorded { seq: ticket.seq.next(), ..recorded.clone() }).expect("a history");
            }
            while let Some(due) = ticket.warning_due(offer(), now).filter(|due| due.at <= now) {
                let one = (ticket.clock().expect("a clock").number, due.threshold);
                prop_assert!(said.iter().all(|before| *before < one), "{:?} after {:?}", one, said);
                said.push(one);
                let event = Event::Warned { clock: one.0, threshold: one.1 };
                ticket.apply(&Recorded { seq: ticket.seq.next(), at: now, by: By::desk(), event }).expect("a warning");
            }
            now += TimeDelta::minutes(1);
        }
    }
}
