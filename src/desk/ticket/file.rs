//! A ticket as it is worked on, and how an event is added to it: the event, its text and the row's projection
//! in one transaction.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};

use crate::{
    desk::{Refusal, say::message::Lane},
    rules::{
        event::{Event, Priority, Recorded, Sha256Hex},
        ids::{EventSeq, TicketNumber},
        language::Language,
        offer::Offer,
        ticket::{Act, Ticket, TicketRefusal as NotNow},
    },
    store::{self, Conn, customer::Reach, ticket::TicketRow},
};

/// A ticket as it is worked on: its row, and what its events say of it.
#[derive(Clone, Debug)]
pub struct TicketFile {
    /// The row.
    pub row: TicketRow,
    /// The customer's name.
    pub customer: String,
    /// What the customer's team reads.
    pub language: Language,
    /// What the events say.
    pub ticket: Ticket,
    /// Every event, in order.
    pub events: Vec<Recorded>,
    pub(super) last: Sha256Hex,
}

/// Opens a ticket's file within reach. Left out: another team's, as if it were not there.
pub async fn read(conn: &mut Conn, reach: Reach, number: TicketNumber) -> Result<Option<TicketFile>> {
    store::ticket::find(conn, reach, number).await?.map(TicketFile::of).transpose()
}

impl TicketFile {
    /// The file of a row, with what its events say.
    ///
    /// # Errors
    /// When its events are no history of a ticket.
    pub fn of(mut row: TicketRow) -> Result<Self> {
        let number = row.number;
        let (events, hashes): (Vec<_>, Vec<_>) = std::mem::take(&mut row.events).0.into_iter().unzip();
        let last = hashes.into_iter().last().with_context(|| format!("{number} has no events"))?;
        let ticket = Ticket::replay(number, &events)?;
        let (customer, language) = (row.customer_name.clone(), row.customer_language);
        Ok(Self { row, customer, language, ticket, events, last })
    }

    /// Whether a warning is still to be said: its clock runs or is paused, and no higher threshold was
    /// reached meanwhile.
    pub fn is_warned(&self, clock: u32, percent: u8) -> bool {
        let highest = self.events.iter().filter_map(|recorded| match recorded.event {
            Event::Warned { clock: its, threshold } if its == clock => Some(threshold.percent()),
            _ => None,
        });
        self.ticket.clock().is_some_and(|live| live.number == clock && live.stop.is_none())
            && highest.max() == Some(percent)
    }

    /// Whether an act can be done now.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn may(&self, act: Act, offer: &Offer, now: DateTime<Utc>) -> Result<(), Refusal> {
        self.ticket.may(act, offer, now).map_err(|not_now: NotNow| Refusal::Ticket(self.row.number, not_now))
    }
}

/// A P1's messages go before the rest.
pub fn lane(file: &TicketFile) -> Lane {
    lane_of(file.row.priority)
}

/// The lane of what a ticket of that priority says.
pub fn lane_of(priority: Priority) -> Lane {
    match priority {
        Priority::P1 => Lane::P1,
        Priority::P2 | Priority::P3 | Priority::P4 => Lane::Tickets,
    }
}

impl TicketFile {
    /// Whether the update promised by that event is still owed.
    pub fn is_promised(&self, seq: EventSeq) -> bool {
        let last = self.events.iter().rev().find(|one| matches!(one.event, Event::Update { .. }));
        self.ticket.next_update_at.is_some() && last.is_some_and(|last| last.seq == seq)
    }
}
