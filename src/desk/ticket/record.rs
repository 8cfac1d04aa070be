//! What happens to a ticket goes on record, with its files.

use anyhow::Result;
use chrono::{DateTime, Utc};

use super::{
    attached::File,
    file::{TicketFile, read},
};
use crate::{
    desk::{Refusal, Stop, actor::Actor, effect::Effect, work::Work},
    rules::{
        event::{By, Event, Recorded, chain},
        ids::{EventSeq, TicketNumber},
        ticket::Ticket,
    },
    store::{
        self,
        attachment::NewAttachment,
        open::{self, NewTicket},
        ticket::{Projection, Text},
    },
};

impl Work<'_> {
    /// The ticket that is meant: the one named, or the one in whose thread it was typed; within the reach of
    /// whoever asks.
    ///
    /// # Errors
    /// Refused when none is meant, or it is not there for them.
    pub async fn meant(&mut self, actor: &Actor, named: Option<TicketNumber>) -> Result<TicketFile, Stop> {
        let number = named.or(actor.ticket_here).ok_or(Refusal::WhichTicket)?;
        let reach = actor.ticket_reach()?;
        Ok(read(self.conn(), reach, number).await?.ok_or(Refusal::NoSuchTicket)?)
    }

    /// Adds an event to a ticket, with what somebody wrote, and brings its row up to date. Returns the
    /// event's rank.
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

    /// The same of something that happened at a moment of its own, as a message that is read later than it
    /// was written.
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
        let row = open::insert(&mut self.tx, new, noted, text, &projection).await?;
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

impl Work<'_> {
    /// Keeps the files that came with an event.
    pub async fn keep_files(&mut self, file: &TicketFile, seq: EventSeq, files: &[File]) -> Result<()> {
        let mut bytes = 0;
        for one in files {
            let stored = one.kept.as_ref().map(|kept| &kept.stored);
            bytes += stored.map_or(0, |stored| stored.size);
            let new = NewAttachment {
                ticket: file.row.number,
                seq,
                name: &one.told.name,
                kind: one.told.kind.as_deref(),
                size: stored.map_or(u64::from(one.told.size), |stored| stored.size),
                url: &one.told.url,
                kept: stored.map(|stored| &stored.sha256).map_err(|why| *why),
            };
            store::attachment::keep(self.conn(), &new).await?;
        }
        if bytes > 0 {
            let day = self.offer().calendar.date_of(self.now).to_string();
            store::attachment::add_to_day(self.conn(), file.row.customer, &day, bytes).await?;
        }
        Ok(())
    }
}
