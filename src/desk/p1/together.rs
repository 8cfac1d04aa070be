//! Which P1s are called together: those of a major incident, and those of one team of which more wait than
//! are called apart.

use anyhow::{Context, Result};
use chrono::{DateTime, TimeDelta, Utc};

use super::board::urgency;
use crate::{
    desk::{
        incidents::file::read,
        ticket::file::{self, TicketFile},
        work::Work,
    },
    rules::{
        event::{Event, Priority, Recorded},
        ids::IncidentNumber,
        offer::Offer,
        paging::{Paging, Together},
    },
    store::{self, Conn, customer::Reach},
};

/// How long a post tells of what comes after it, before another is posted.
pub(super) const GATHERS: TimeDelta = TimeDelta::minutes(1);

/// Whose P1s are called together.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Whose {
    /// The team's of that name.
    Team(String),
    /// A major incident's.
    Incident {
        /// Its number.
        number: IncidentNumber,
        /// Its title, as staff typed it.
        title: String,
    },
}

/// Whose P1s these are.
///
/// # Errors
/// When there is no such team or incident.
pub(in crate::desk) async fn whose(conn: &mut Conn, of: Together) -> Result<Whose> {
    Ok(match of {
        Together::Team(customer) => Whose::Team(store::customer::get(conn, customer).await?.name),
        Together::Incident(number) => {
            let file = read(conn, number).await?.with_context(|| format!("the major incident {number}"))?;
            Whose::Incident { number, title: file.title().to_owned() }
        }
    })
}

/// The major incident with whose P1s a P1 is called: the one to which it is tied; where it is tied to none,
/// the one that was open on its platform when it became a P1, unless somebody dropped it from that.
pub(in crate::desk) async fn incident_of(
    conn: &mut Conn,
    offer: &Offer,
    file: &TicketFile,
) -> Result<Option<IncidentNumber>> {
    if file.row.priority != Priority::P1 {
        return Ok(None);
    }
    if let Some(tied) = store::incident::of_ticket(conn, file.row.number).await? {
        return Ok(Some(tied));
    }
    let named = file.ticket.about.as_ref().and_then(|about| offer.component(&about.component));
    let platform = match (named, offer.platforms.as_slice()) {
        (Some(component), _) => &component.platform,
        (None, [only]) => &only.key,
        (None, _) => return Ok(None),
    };
    match p1_since(&file.events) {
        Some(since) => store::incident::open_on(conn, (platform, since), file.row.number).await,
        None => Ok(None),
    }
}

/// Since when a ticket is a P1 that is open.
fn p1_since(events: &[Recorded]) -> Option<DateTime<Utc>> {
    let begins = |event: &Event| {
        matches!(
            event,
            Event::Opened { .. } | Event::Reopened { .. } | Event::PriorityChanged { to: Priority::P1, .. }
        )
    };
    events.iter().rev().find(|one| begins(&one.event)).map(|one| one.at)
}

/// The open P1s that are called with an incident's, the one with the least time left first.
pub(in crate::desk) async fn p1s_of_incident(
    conn: &mut Conn,
    (offer, now): (&Offer, DateTime<Utc>),
    incident: IncidentNumber,
) -> Result<Vec<TicketFile>> {
    let mut files = Vec::new();
    for number in store::incident::p1s(conn, incident).await? {
        let Some(file) = file::read(conn, Reach::Staff, number).await? else { continue };
        if incident_of(conn, offer, &file).await? == Some(incident) {
            files.push(file);
        }
    }
    files.sort_by_key(|file| (urgency(file, now), file.row.number));
    Ok(files)
}

/// The P1s of those called together that nobody has acknowledged: a team's by number, without those that are
/// called with an incident's; an incident's by their time left.
pub(in crate::desk) async fn unacknowledged(
    conn: &mut Conn,
    (offer, now): (&Offer, DateTime<Utc>),
    of: Together,
) -> Result<Vec<TicketFile>> {
    let climbs = |file: &TicketFile| matches!(file.ticket.paging, Paging::Climbing(_));
    match of {
        Together::Incident(incident) => {
            let mut files = p1s_of_incident(conn, (offer, now), incident).await?;
            files.retain(climbs);
            Ok(files)
        }
        Together::Team(customer) => {
            let mut files = Vec::new();
            for number in store::contract::open_p1s(conn, customer).await? {
                let file = file::read(conn, Reach::Staff, number).await?;
                let Some(file) = file.filter(climbs) else { continue };
                if incident_of(conn, offer, &file).await?.is_none() {
                    files.push(file);
                }
            }
            Ok(files)
        }
    }
}

impl Work<'_> {
    /// The incident with whose P1s a P1 is called.
    pub(in crate::desk) async fn incident_of(&mut self, file: &TicketFile) -> Result<Option<IncidentNumber>> {
        let offer = self.offer();
        incident_of(self.conn(), offer, file).await
    }

    /// Of those called together, the P1s that nobody has acknowledged.
    pub(in crate::desk) async fn unacknowledged(&mut self, of: Together) -> Result<Vec<TicketFile>> {
        let today = (self.offer(), self.now);
        unacknowledged(self.conn(), today, of).await
    }

    /// Since when what gathers is as good as new.
    pub(in crate::desk) fn lately(&self) -> DateTime<Utc> {
        self.now - GATHERS
    }
}
