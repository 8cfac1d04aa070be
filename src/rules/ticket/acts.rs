//! What can be done with a ticket now: one table for commands and buttons. Who may do it is another question,
//! asked of the actor.

use chrono::{DateTime, Utc};

use super::{Acknowledgement, Category, Priority, Side, State, Ticket};
use crate::rules::{offer::Offer, paging::Paging};

/// Something that a person does to a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Staff have seen it.
    Acknowledge,
    /// Staff take it.
    Take,
    /// Staff hand it over.
    Assign,
    /// Support waits for the customer.
    Wait,
    /// Staff end the wait.
    Resume,
    /// The team says "I answered".
    Answered,
    /// The service of a P1 is back.
    Restore,
    /// The team says that it is not.
    Contest,
    /// It is done.
    Close,
    /// It is not done.
    Reopen,
    /// Make it a P1.
    Escalate,
    /// Change the priority to this one.
    SetPriority(Priority),
    /// Put the component right.
    SetComponent,
    /// Staff write to the team.
    Reply,
    /// Staff write for staff.
    Note,
    /// An update to the customer.
    Update,
    /// The team asks the expertise cell to help.
    AskExpert,
}

impl Act {
    /// What a team is offered, in the order of its buttons.
    pub const TEAM: [Self; 5] = [Self::Answered, Self::Contest, Self::Escalate, Self::Close, Self::Reopen];
    /// What staff are offered, in the order of their buttons.
    pub const STAFF: [Self; 9] = [
        Self::Acknowledge,
        Self::Take,
        Self::Reply,
        Self::Wait,
        Self::Resume,
        Self::Restore,
        Self::Update,
        Self::Close,
        Self::Reopen,
    ];
}

/// Why something cannot be done with a ticket now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TicketRefusal {
    /// It is closed; reopening comes first.
    Closed {
        /// Since when.
        at: Option<DateTime<Utc>>,
    },
    /// It is not closed.
    NotClosed,
    /// Staff have seen it already.
    AlreadyAcknowledged(Acknowledgement),
    /// Support already waits for the customer.
    AlreadyWaiting {
        /// Since when.
        since: Option<DateTime<Utc>>,
    },
    /// Support does not wait for the customer.
    NotWaiting,
    /// The service was already said to be back.
    AlreadyRestored {
        /// When.
        at: Option<DateTime<Utc>>,
    },
    /// Nobody said that the service was back.
    NotRestored,
    /// The time to contest is over.
    ContestOver {
        /// Since when.
        since: DateTime<Utc>,
    },
    /// Only a P1 is restored.
    NotP1 {
        /// What it is.
        priority: Priority,
    },
    /// It has this priority already.
    SamePriority(Priority),
    /// A question about the account or billing cannot be a P1.
    AccountNeverP1,
}

/// Whether something of this category can be a P1.
///
/// # Errors
///
/// [`TicketRefusal::AccountNeverP1`] for a question about the account.
pub fn may_be_p1(category: Category) -> Result<(), TicketRefusal> {
    match category {
        Category::Incident | Category::Request => Ok(()),
        Category::Account => Err(TicketRefusal::AccountNeverP1),
    }
}

impl Ticket {
    /// Whether this can be done now.
    ///
    /// # Errors
    ///
    /// Why it cannot.
    pub fn may(&self, act: Act, offer: &Offer, now: DateTime<Utc>) -> Result<(), TicketRefusal> {
        match act {
            Act::Acknowledge => self.may_acknowledge(),
            Act::Take | Act::Assign | Act::Close | Act::Update | Act::SetComponent | Act::AskExpert => {
                self.must_be_open()
            }
            Act::Wait => self.may_wait(),
            Act::Resume | Act::Answered => self.may_resume(),
            Act::Restore => self.may_restore(),
            Act::Contest => self.may_contest(offer, now),
            Act::Reopen if self.is_open() => Err(TicketRefusal::NotClosed),
            // What is written on a closed ticket is kept and reopens nothing.
            Act::Reopen | Act::Reply | Act::Note => Ok(()),
            Act::Escalate => self.may_change_to(Priority::P1),
            Act::SetPriority(to) => self.may_change_to(to),
        }
    }

    /// What this side is offered now, in the order of its buttons. The desk itself is offered nothing.
    pub fn acts(&self, side: Side, offer: &Offer, now: DateTime<Utc>) -> Vec<Act> {
        let offered: &[Act] = match side {
            Side::Team => &Act::TEAM,
            Side::Staff => &Act::STAFF,
            Side::Desk => &[],
        };
        offered.iter().copied().filter(|act| self.may(*act, offer, now).is_ok()).collect()
    }

    fn must_be_open(&self) -> Result<(), TicketRefusal> {
        if self.is_open() { Ok(()) } else { Err(TicketRefusal::Closed { at: self.closed_at }) }
    }

    fn may_acknowledge(&self) -> Result<(), TicketRefusal> {
        self.must_be_open()?;
        match (self.acknowledged, self.paging) {
            (None, _) | (_, Paging::Climbing(_)) => Ok(()),
            (Some(already), Paging::Off | Paging::Watched(_)) => {
                Err(TicketRefusal::AlreadyAcknowledged(already))
            }
        }
    }

    fn may_wait(&self) -> Result<(), TicketRefusal> {
        match self.state {
            State::New | State::Acknowledged | State::InProgress => Ok(()),
            State::Waiting => Err(TicketRefusal::AlreadyWaiting { since: self.waiting_since }),
            State::Restored => Err(TicketRefusal::AlreadyRestored { at: self.restored_at }),
            State::Closed => self.must_be_open(),
        }
    }

    fn may_resume(&self) -> Result<(), TicketRefusal> {
        match self.state {
            State::Waiting => Ok(()),
            State::New | State::Acknowledged | State::InProgress | State::Restored => {
                Err(TicketRefusal::NotWaiting)
            }
            State::Closed => self.must_be_open(),
        }
    }

    fn may_restore(&self) -> Result<(), TicketRefusal> {
        self.must_be_open()?;
        match (self.priority, self.state) {
            (Priority::P1, State::Restored) => Err(TicketRefusal::AlreadyRestored { at: self.restored_at }),
            (Priority::P1, _) => Ok(()),
            (priority @ (Priority::P2 | Priority::P3 | Priority::P4), _) => {
                Err(TicketRefusal::NotP1 { priority })
            }
        }
    }

    fn may_contest(&self, offer: &Offer, now: DateTime<Utc>) -> Result<(), TicketRefusal> {
        self.must_be_open()?;
        match self.contestable_until(offer) {
            Some(until) if now <= until => Ok(()),
            Some(until) => Err(TicketRefusal::ContestOver { since: until }),
            None => Err(TicketRefusal::NotRestored),
        }
    }

    /// A P1 whose service is back keeps its priority: it is contested or closed.
    fn may_change_to(&self, to: Priority) -> Result<(), TicketRefusal> {
        self.must_be_open()?;
        if to == self.priority {
            return Err(TicketRefusal::SamePriority(to));
        }
        if to == Priority::P1 {
            return may_be_p1(self.category);
        }
        match self.state {
            State::Restored => Err(TicketRefusal::AlreadyRestored { at: self.restored_at }),
            State::New | State::Acknowledged | State::InProgress | State::Waiting | State::Closed => Ok(()),
        }
    }
}
