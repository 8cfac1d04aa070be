//! A ticket's history told event by event, minute by minute, and who is in it: what the tests of a ticket
//! share.

use std::sync::LazyLock;

use chrono::TimeDelta;

use chrono::{DateTime, Utc};

use super::*;
use crate::rules::{
    ids::{CustomerId, EventSeq, PersonId, TicketNumber},
    level::Level,
    offer::{DEFAULT, Offer},
};

pub(super) fn at(minutes: i64) -> DateTime<Utc> {
    "2026-11-23T08:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::minutes(minutes)
}

pub(super) fn offer() -> &'static Offer {
    static OFFER: LazyLock<Offer> = LazyLock::new(|| Offer::parse(DEFAULT).unwrap());
    &OFFER
}

pub(super) const STANDARD: Terms = Terms { level: Level::Standard, gtr_minutes: None };
pub(super) const SILVER: Terms = Terms { level: Level::Silver, gtr_minutes: Some(480) };
pub(super) const GOLD: Terms = Terms { level: Level::Gold, gtr_minutes: Some(240) };

pub(super) const ALICE: By = By::team(PersonId::new(1));
pub(super) const BOB: By = By::staff(PersonId::new(2));
pub(super) const CAROL: By = By::staff(PersonId::new(3));
pub(super) const DESK: By = By::desk();

/// Alice opens a ticket about a component, which may be in beta.
pub(super) fn opened(at: DateTime<Utc>, priority: Priority, terms: Terms, beta: bool) -> Recorded {
    let event = Event::Opened {
        customer: CustomerId::new(1),
        origin: Origin::Chat,
        priority,
        category: Category::Incident,
        about: Some(about(beta)),
        terms,
        near: None,
        during: None,
        subject: Sha256Hex::of(b"Subject"),
        written: nothing(),
    };
    Recorded { seq: EventSeq::FIRST, at, by: ALICE, event }
}

/// A ticket's history as it is told, event by event.
pub(super) struct Story(pub(super) Vec<Recorded>);

impl Story {
    /// Alice opens a ticket at minute 0.
    pub(super) fn of(priority: Priority, terms: Terms) -> Self {
        Self::about(priority, terms, false)
    }

    pub(super) fn about(priority: Priority, terms: Terms, beta: bool) -> Self {
        Self(vec![opened(at(0), priority, terms, beta)])
    }

    pub(super) fn then(mut self, minute: i64, by: By, event: Event) -> Self {
        let seq = self.0.last().unwrap().seq.next();
        self.0.push(Recorded { seq, at: at(minute), by, event });
        self
    }

    pub(super) fn ticket(&self) -> Ticket {
        Ticket::replay(TicketNumber::new(42), &self.0).unwrap()
    }
}

pub(super) fn about(beta: bool) -> About {
    About { component: if beta { "kubernetes" } else { "portal" }.to_owned(), beta }
}

pub(super) fn nothing() -> Written {
    Written::default()
}

pub(super) fn waiting() -> Event {
    Event::Waiting { written: nothing() }
}

pub(super) fn restored() -> Event {
    Event::Restored { written: nothing() }
}

pub(super) fn contested() -> Event {
    Event::Contested { written: nothing() }
}

pub(super) fn closed() -> Event {
    Event::Closed { written: nothing() }
}

pub(super) fn reopened(contests: bool, terms: Terms) -> Event {
    Event::Reopened { contests, terms, written: nothing() }
}

pub(super) fn answer() -> Event {
    Event::TeamMessage { written: nothing() }
}

pub(super) fn priority(from: Priority, to: Priority, terms: Terms) -> Event {
    Event::PriorityChanged { from, to, terms, written: nothing() }
}

pub(super) fn component(beta: bool, terms: Terms) -> Event {
    Event::ComponentChanged { about: about(beta), terms, written: nothing() }
}

pub(super) fn upgraded(from: Terms, to: Terms) -> Event {
    Event::LevelUpgraded { from: from.level, terms: to }
}
