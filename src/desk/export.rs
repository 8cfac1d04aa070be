//! A ticket as one file: what it is made of, for those who may read it.

use std::collections::HashMap;

use super::{Desk, Done, Refusal, actor::Actor, file, file::TicketFile};
use crate::{
    rules::{
        contract::History,
        event::{Event, Sha256Hex},
        ids::{EventSeq, TicketNumber},
    },
    store::{self, attachment::Kept, ticket::Text},
};

/// All that is kept of a ticket, within what its reader may see.
#[derive(Clone, Debug)]
pub struct Export {
    /// The ticket, with the events that its reader may see.
    pub file: TicketFile,
    /// The hash of each event.
    pub hashes: HashMap<EventSeq, Sha256Hex>,
    /// What was written in them.
    pub texts: HashMap<EventSeq, Text>,
    /// The files that came with them.
    pub files: Vec<Kept>,
    /// The customer's contract.
    pub history: History,
    /// Whether staff read it: what they wrote for each other is in it then.
    pub for_staff: bool,
}

impl Desk {
    /// All that is kept of a ticket.
    ///
    /// # Errors
    /// Refused when it is not there for who asks.
    pub async fn export(&self, actor: &Actor, number: TicketNumber) -> Done<Export> {
        let reach = actor.reach()?;
        let for_staff = actor.staff.any();
        let mut conn = self.store.read().await?;
        let mut file = file::read(&mut conn, reach, number).await?.ok_or(Refusal::NoSuchTicket)?;
        let mut texts = store::ticket::texts(&mut conn, number).await?;
        let mut files = store::attachment::of_ticket(&mut conn, number).await?;
        let hashes = store::ticket::events(&mut conn, number).await?;
        let hashes = hashes.into_iter().map(|(event, hash)| (event.seq, hash)).collect();
        let history = store::contract::history(&mut conn, file.row.customer).await?;
        if !for_staff {
            let hidden: Vec<EventSeq> =
                file.events.iter().filter(|one| is_for_staff(&file, &one.event)).map(|one| one.seq).collect();
            file.events.retain(|one| !hidden.contains(&one.seq));
            texts.retain(|seq, _| !hidden.contains(seq));
            files.retain(|kept| !hidden.contains(&kept.seq));
            // A hand-over is the team's to know, the note that goes with it is not.
            for one in &file.events {
                if matches!(one.event, Event::Assigned { .. }) {
                    texts.remove(&one.seq);
                }
            }
        }
        Ok(Export { file, hashes, texts, files, history, for_staff })
    }
}

/// Whether an event is for the staff's eyes alone: a note, and what became of it.
fn is_for_staff(file: &TicketFile, event: &Event) -> bool {
    match event {
        Event::Note { .. } => true,
        Event::MessageEdited { of, .. } | Event::MessageDeleted { of } => {
            file.events.iter().any(|one| one.seq == *of && matches!(one.event, Event::Note { .. }))
        }
        _ => false,
    }
}
