//! What people wrote, edited or deleted afterwards: on record beside what it was.

use anyhow::Result;

use super::{
    Desk,
    file::{self, TicketFile},
    work::Work,
};
use crate::{
    rules::{
        event::{By, Event, Recorded, Sha256Hex, Written},
        ids::{EventSeq, MessageId},
    },
    store::{self, customer::Reach, ticket::Text},
};

impl Desk {
    /// A message that was kept says something else now. The same text again changes nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn edited(&self, message: MessageId, body: &str) -> Result<()> {
        let mut work = self.work().await?;
        let Some((mut file, of)) = work.kept(message).await? else { return Ok(()) };
        let written = if body.trim().is_empty() { Written::default() } else { Written::text(body) };
        let Some(original) = file.events.iter().find(|one| one.seq == of).cloned() else { return Ok(()) };
        if is_deleted(&file, of) || text_now(&file, &original) == written.text {
            return Ok(());
        }
        let author = store::ticket::text(work.conn(), file.row.number, of).await?.map(|text| text.author);
        let text = Text { body: body.to_owned(), author: author.unwrap_or_default() };
        let event = Event::MessageEdited { of, written };
        let seq = work.record(&mut file, original.by, event, Some(&text)).await?;
        work.tell_of_change(&file, of, seq).await?;
        work.commit().await
    }

    /// A message that was kept was deleted: the record keeps it, and says so.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn deleted(&self, message: MessageId) -> Result<()> {
        let mut work = self.work().await?;
        let Some((mut file, of)) = work.kept(message).await? else { return Ok(()) };
        if is_deleted(&file, of) {
            return Ok(());
        }
        // Discord does not tell who deleted it.
        let seq = work.record(&mut file, By::desk(), Event::MessageDeleted { of }, None).await?;
        work.tell_of_change(&file, of, seq).await?;
        work.commit().await
    }
}

impl Work<'_> {
    async fn kept(&mut self, message: MessageId) -> Result<Option<(TicketFile, EventSeq)>> {
        let Some((ticket, seq)) = store::talk::event_of(self.conn(), message).await? else { return Ok(None) };
        Ok(file::read(self.conn(), Reach::Staff, ticket).await?.map(|file| (file, seq)))
    }

    /// Tells staff of a change to what was copied to them.
    async fn tell_of_change(&mut self, file: &TicketFile, of: EventSeq, seq: EventSeq) -> Result<()> {
        let copy = format!("ticket:{}:copied:{of}:staff", file.row.number.get());
        if store::outbox::of_key(self.conn(), &copy).await?.is_some() {
            self.write_to_staff(file, seq).await?;
        }
        Ok(())
    }
}

fn is_deleted(file: &TicketFile, seq: EventSeq) -> bool {
    file.events.iter().any(|one| matches!(one.event, Event::MessageDeleted { of } if of == seq))
}

/// The hash of what a message says now: as it was last edited, or as it was written.
fn text_now(file: &TicketFile, original: &Recorded) -> Option<Sha256Hex> {
    let edited = file.events.iter().rev().find_map(|one| match &one.event {
        Event::MessageEdited { of, written } if *of == original.seq => Some(written.text.clone()),
        _ => None,
    });
    edited.unwrap_or_else(|| match &original.event {
        Event::TeamMessage { written } | Event::StaffMessage { written } | Event::Note { written } => {
            written.text.clone()
        }
        _ => None,
    })
}
