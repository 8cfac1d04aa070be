//! A major incident as one file: what it is made of, for staff.

use std::collections::{BTreeSet, HashMap};

use anyhow::Result;

use super::look::IncidentShown;
use crate::{
    desk::{Desk, actor::Actor, refusal::reason::Done, say::key::Key},
    rules::{
        event::Sha256Hex,
        ids::EventSeq,
        incident::{Event, Recorded},
    },
    store::{self, Conn, incident_word::WordReceipt, ticket::Text},
};

/// All that is kept of a major incident.
#[derive(Clone, Debug)]
pub struct IncidentExport {
    /// The incident, as staff see it.
    pub shown: IncidentShown,
    /// The hash of each event.
    pub hashes: HashMap<EventSeq, Sha256Hex>,
    /// The hash of the last one: it covers all of them.
    pub last: Sha256Hex,
    /// What was written in them, as it was hashed.
    pub kept: HashMap<EventSeq, Text>,
    /// Who was told of which event, by event: channels, then the threads of tickets.
    pub told: Vec<WordReceipt>,
}

impl Desk {
    /// All that is kept of the incident that was typed.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, and where there is no such incident.
    pub async fn export_incident(&self, actor: &Actor, typed: &str) -> Done<IncidentExport> {
        let shown = self.show_incident(actor, typed).await?;
        let number = shown.file.incident.number;
        let conn = &mut *self.store.read().await?;
        let events = store::incident::events(conn, number).await?;
        let hashes = events.into_iter().map(|(one, hash)| (one.seq, hash)).collect();
        let kept = store::incident::kept(conn, number).await?;
        let mut told = store::incident_word::receipts(conn, number).await?;
        told.extend(in_threads(conn, &shown).await?);
        told.sort_by_key(|one| one.seq);
        Ok(IncidentExport { last: shown.file.last.clone(), shown, hashes, kept, told })
    }
}

/// What the threads of tickets were told: of those too that were dropped since.
async fn in_threads(conn: &mut Conn, shown: &IncidentShown) -> Result<Vec<WordReceipt>> {
    let tied = |one: &Recorded| match one.event {
        Event::Tied { ticket } => Some(ticket),
        Event::Opened { .. }
        | Event::Untied { .. }
        | Event::Updated { .. }
        | Event::Restored { .. }
        | Event::Closed { .. } => None,
    };
    let tickets: BTreeSet<_> = shown.file.events.iter().filter_map(tied).collect();
    let mut told = Vec::new();
    for one in &shown.file.events {
        for ticket in &tickets {
            let key = Key::IncidentTold(shown.file.incident.number, one.seq, *ticket).to_string();
            told.extend(store::incident_word::in_thread(conn, one.seq, *ticket, &key).await?);
        }
    }
    Ok(told)
}
