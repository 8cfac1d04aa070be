//! A major incident as it is worked on: its events, what they say of it, and what was written in them.

use std::collections::HashMap;

use anyhow::{Context, Result};

use crate::{
    desk::{Refusal, refusal::incident::NoIncident},
    rules::{
        event::Sha256Hex,
        ids::{EventSeq, IncidentNumber, TicketNumber},
        incident::{Act, Event, Incident, Recorded},
    },
    store::{self, Conn, incident::Written, window::Texts},
};

/// An incident's file.
#[derive(Clone, Debug)]
pub struct IncidentFile {
    /// What the events say.
    pub incident: Incident,
    /// Every event, in order.
    pub events: Vec<Recorded>,
    /// What was written in them.
    pub texts: HashMap<EventSeq, Written>,
    pub(super) last: Sha256Hex,
}

/// Opens an incident's file; none where there is no such incident.
pub(in crate::desk) async fn read(conn: &mut Conn, number: IncidentNumber) -> Result<Option<IncidentFile>> {
    let (events, hashes): (Vec<_>, Vec<_>) = store::incident::events(conn, number).await?.into_iter().unzip();
    let Some(last) = hashes.into_iter().last() else { return Ok(None) };
    let incident = Incident::replay(number, &events)?;
    let texts = store::incident::texts(conn, number).await?;
    Ok(Some(IncidentFile { incident, events, texts, last }))
}

impl IncidentFile {
    /// In one line, what is down.
    pub fn title(&self) -> &str {
        self.texts.get(&EventSeq::FIRST).and_then(|first| first.title.as_deref()).unwrap_or_default()
    }

    /// The last of a part that was written.
    pub fn last_written(&self, part: fn(&Written) -> &Texts) -> Option<&Texts> {
        let written = self.events.iter().rev().filter_map(|one| self.texts.get(&one.seq)).map(part);
        written.into_iter().find(|texts| texts.fr.is_some() || texts.en.is_some())
    }

    /// An event of it.
    ///
    /// # Errors
    /// When it has no such event.
    pub fn event(&self, seq: EventSeq) -> Result<&Recorded> {
        let found = self.events.iter().find(|one| one.seq == seq);
        found.with_context(|| format!("the major incident {} has no {seq}", self.incident.number))
    }

    /// Whether staff took a ticket out of it.
    pub fn dropped(&self, ticket: TicketNumber) -> bool {
        let of = |one: &Recorded| match one.event {
            Event::Tied { ticket } => Some((ticket, false)),
            Event::Untied { ticket } => Some((ticket, true)),
            Event::Opened { .. } | Event::Updated { .. } | Event::Restored { .. } | Event::Closed { .. } => {
                None
            }
        };
        let last = self.events.iter().rev().filter_map(of).find(|(of, _)| *of == ticket);
        last.is_some_and(|(_, dropped)| dropped)
    }

    /// Whether an act can be done now.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn may(&self, act: Act) -> Result<(), Refusal> {
        let number = self.incident.number;
        self.incident.may(act).map_err(|why| Refusal::Incident(NoIncident::NotNow(number, why)))
    }
}

#[cfg(test)]
impl IncidentFile {
    /// A file as it is told in a test.
    pub(crate) fn told(
        number: IncidentNumber,
        events: Vec<Recorded>,
        texts: HashMap<EventSeq, Written>,
    ) -> Self {
        let incident = Incident::replay(number, &events).expect("a history");
        Self { incident, events, texts, last: Sha256Hex::of(b"") }
    }
}
