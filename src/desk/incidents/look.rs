//! Looking at major incidents, for staff.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::file::{IncidentFile, read};
use crate::{
    desk::{
        Desk,
        actor::Actor,
        refusal::{incident::NoIncident, reason::Done},
        ticket::file::TicketFile,
    },
    rules::ids::IncidentNumber,
    store::{self, customer::Reach, incident::IncidentLine, incident_word::WordTally},
};

/// How many incidents are listed and suggested.
const LISTED: i64 = 25;

/// A ticket of an incident, with its clock.
pub type TiedTicket = Arc<TicketFile>;

/// An incident as staff see it.
#[derive(Clone, Debug)]
pub struct IncidentShown {
    /// The incident.
    pub file: IncidentFile,
    /// Its tickets, by number.
    pub tickets: Vec<TiedTicket>,
    /// What became of what channels were told, by event.
    pub tallies: Vec<WordTally>,
    /// The moment at which all this is so, UTC.
    pub now: DateTime<Utc>,
}

impl Desk {
    /// Incidents, those that are not closed first, then the newest.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent.
    pub async fn incidents(&self, actor: &Actor) -> Done<Vec<IncidentLine>> {
        actor.as_agent()?;
        Ok(store::incident::list(&mut *self.store.read().await?, LISTED).await?)
    }

    /// An incident with its tickets and receipts.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, and where there is no such incident.
    pub async fn show_incident(&self, actor: &Actor, typed: &str) -> Done<IncidentShown> {
        actor.as_agent()?;
        let none = || NoIncident::NoSuch(typed.trim().to_owned());
        let number = IncidentNumber::meant(typed).ok_or_else(none)?;
        let now = self.clock.now();
        let mut conn = self.store.read().await?;
        let file = read(&mut conn, number).await?.ok_or_else(none)?;
        let tallies = store::incident_word::tallies(&mut conn, number).await?;
        drop(conn);
        let mut tickets = Vec::new();
        for ticket in &file.incident.tickets {
            tickets.extend(self.file(Reach::Staff, *ticket).await?);
        }
        Ok(IncidentShown { file, tickets, tallies, now })
    }
}
