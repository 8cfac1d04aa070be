//! A ticket as it is worked on, and how an event is added to it: the event, its text and the row's projection in one transaction.

use anyhow::{Context, Result};

use super::{Refusal, Stop, actor::Actor, work::Work};
use crate::{
    rules::{
        event::{By, Event, Recorded, Sha256Hex, chain},
        ids::{EventSeq, TicketNumber},
        language::Language,
        ticket::Ticket,
    },
    store::{
        self, Conn,
        customer::Reach,
        ticket::{Projection, Text, TicketRow},
    },
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
    last: Sha256Hex,
}

/// Opens a ticket's file within reach. Left out: another team's, as if it were not there.
///
/// # Errors
/// When the database fails.
pub async fn read(conn: &mut Conn, reach: Reach, number: TicketNumber) -> Result<Option<TicketFile>> {
    let Some(row) = store::ticket::find(conn, reach, number).await? else { return Ok(None) };
    let (events, hashes): (Vec<_>, Vec<_>) = store::ticket::events(conn, number).await?.into_iter().unzip();
    let last = hashes.into_iter().last().with_context(|| format!("{number} has no events"))?;
    let ticket = Ticket::replay(number, &events)?;
    let (customer, language) = (row.customer_name.clone(), row.customer_language);
    Ok(Some(TicketFile { row, customer, language, ticket, events, last }))
}

impl Work<'_> {
    /// The ticket that is meant: the one named, or the one in whose thread it was typed; within the reach of who asks.
    ///
    /// # Errors
    /// Refused when none is meant, or it is not there for them.
    pub async fn meant(&mut self, actor: &Actor, named: Option<TicketNumber>) -> Result<TicketFile, Stop> {
        let number = named.or(actor.ticket_here).ok_or(Refusal::WhichTicket)?;
        let reach = actor.reach()?;
        Ok(read(self.conn(), reach, number).await?.ok_or(Refusal::NoSuchTicket)?)
    }

    /// Adds an event to a ticket, with what somebody wrote, and brings its row up to date. Gives the event's rank.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn record(
        &mut self,
        file: &mut TicketFile,
        by: By,
        event: Event,
        text: Option<&Text>,
    ) -> Result<EventSeq> {
        self.concerns_ticket(file.row.customer, file.row.number);
        let seq = file.events.last().map_or(EventSeq::FIRST, |last| last.seq.next());
        let recorded = Recorded { seq, at: self.now, by, event };
        let hash = chain(Some(&file.last), file.row.number, &recorded);
        store::ticket::append(self.conn(), file.row.number, &recorded, &hash).await?;
        if let Some(text) = text {
            store::ticket::keep_text(self.conn(), file.row.number, seq, text).await?;
        }
        file.ticket.apply(&recorded)?;
        file.events.push(recorded);
        file.last = hash;
        let now = self.now;
        let ticket = &file.ticket;
        let projection = Projection {
            state: ticket.state,
            priority: ticket.priority,
            component: ticket.about.as_ref().map(|about| about.component.as_str()),
            assignee: ticket.assignee,
            touched_at: now,
        };
        store::ticket::project(&mut self.tx, file.row.number, &projection).await?;
        file.row.state = file.ticket.state;
        file.row.priority = file.ticket.priority;
        file.row.assignee = file.ticket.assignee;
        Ok(seq)
    }

    /// Begins a ticket's file with its first event.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn first_event(
        &mut self,
        row: TicketRow,
        customer: String,
        language: Language,
        by: By,
        event: Event,
    ) -> Result<TicketFile> {
        self.concerns_ticket(row.customer, row.number);
        let recorded = Recorded { seq: EventSeq::FIRST, at: self.now, by, event };
        let hash = chain(None, row.number, &recorded);
        store::ticket::append(self.conn(), row.number, &recorded, &hash).await?;
        let events = vec![recorded];
        let ticket = Ticket::replay(row.number, &events)?;
        Ok(TicketFile { row, customer, language, ticket, events, last: hash })
    }
}
