//! A ticket as it is worked on, and how an event is added to it: the event, its text and the row's projection in one transaction.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};

use super::{Refusal, Stop, actor::Actor, effect::Effect, work::Work};
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
        opening::NewTicket,
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
    let Some(mut row) = store::ticket::find(conn, reach, number).await? else { return Ok(None) };
    let (events, hashes): (Vec<_>, Vec<_>) = std::mem::take(&mut row.events).0.into_iter().unzip();
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
        let reach = actor.ticket_reach()?;
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
        let now = self.now;
        self.record_at(file, (by, now), event, text).await
    }

    /// The same of something that happened at a moment of its own, as a message that is read later than it was written.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn record_at(
        &mut self,
        file: &mut TicketFile,
        (by, at): (By, DateTime<Utc>),
        event: Event,
        text: Option<&Text>,
    ) -> Result<EventSeq> {
        self.concerns_ticket(file.row.customer, file.row.number);
        let seq = file.events.last().map_or(EventSeq::FIRST, |last| last.seq.next());
        let recorded = Recorded { seq, at, by, event };
        let hash = chain(Some(&file.last), file.row.number, &recorded);
        let before = self.is_noted().then(|| file.ticket.clone());
        file.ticket.apply(&recorded)?;
        for effect in before.iter().flat_map(|before| Effect::of_ticket(before, &file.ticket)) {
            self.did(effect);
        }
        let projection = projected(&file.ticket, self.now);
        let noted = (&recorded, &hash, self.interaction());
        store::ticket::append(&mut self.tx, file.row.number, noted, text, &projection).await?;
        file.events.push(recorded);
        file.last = hash;
        file.row.state = file.ticket.state;
        file.row.priority = file.ticket.priority;
        file.row.assignee = file.ticket.assignee;
        Ok(seq)
    }

    /// Begins a ticket's file: its row, its first event and what somebody wrote in it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn first_event(
        &mut self,
        new: &NewTicket<'_>,
        by: By,
        event: Event,
        text: &Text,
    ) -> Result<TicketFile> {
        self.concerns_ticket(new.customer, new.number);
        let recorded = Recorded { seq: EventSeq::FIRST, at: self.now, by, event };
        let hash = chain(None, new.number, &recorded);
        let ticket = Ticket::replay(new.number, std::slice::from_ref(&recorded))?;
        let projection = projected(&ticket, self.now);
        let noted = (&recorded, &hash, self.interaction());
        let row = store::opening::insert(&mut self.tx, new, noted, text, &projection).await?;
        self.did(Effect::Opened { priority: ticket.priority });
        let events = vec![recorded];
        let (customer, language) = (row.customer_name.clone(), row.customer_language);
        Ok(TicketFile { row, customer, language, ticket, events, last: hash })
    }
}

/// What a ticket's row holds of its events.
fn projected(ticket: &Ticket, now: DateTime<Utc>) -> Projection<'_> {
    Projection {
        state: ticket.state,
        priority: ticket.priority,
        component: ticket.about.as_ref().map(|about| about.component.as_str()),
        assignee: ticket.assignee,
        touched_at: now,
    }
}
