//! Whether what the database holds of major incidents is what the desk wrote: each one's events against their
//! hashes, its row and the tickets tied to it against its events, what people wrote against the events that
//! tell of it.

use std::collections::{BTreeSet, HashMap};

use anyhow::Result;

use super::integrity::{Broken, Histories, sound};
use crate::{
    rules::{
        event::Sha256Hex,
        ids::{EventSeq, IncidentNumber, TicketNumber},
        incident::{Event, Incident, Recorded, verify},
    },
    store::{
        Conn,
        incident_integrity::{self as kept, Derived},
    },
};

/// Looks at every major incident.
///
/// # Errors
/// When the database fails.
pub async fn incidents(conn: &mut Conn) -> Result<Histories<IncidentNumber>> {
    let mut found = Histories::default();
    if !kept::are_kept(conn).await? {
        return Ok(found);
    }
    for told in kept::incidents(conn).await? {
        found.histories += 1;
        let (number, events) = (told.number, kept::events(conn, told.number).await?);
        found.events += events.len();
        let read = sound(events, |read| verify(number, read.iter().map(|(recorded, hash)| (recorded, hash))));
        let broken = match read {
            Err(broken) => vec![broken],
            Ok(events) => {
                let tied = kept::tied(conn, number).await?.into_iter().collect();
                let bodies = kept::bodies(conn, number).await?;
                let written = events.iter().filter_map(|one| untrue(one, &bodies));
                projected(&told, &tied, &events).into_iter().chain(written).collect()
            }
        };
        found.broken.extend(broken.into_iter().map(|broken| (number, broken)));
    }
    Ok(found)
}

/// Whether an incident's row, and the tickets tied to it, say what its events do. Where the last of them were
/// taken away, it is these that show it.
fn projected(told: &Derived, tied: &BTreeSet<TicketNumber>, events: &[Recorded]) -> Option<Broken> {
    let so = Incident::replay(told.number, events).is_ok_and(|incident| {
        told.state.parse() == Ok(incident.state)
            && (&incident.platform, &incident.tickets) == (&told.platform, tied)
    });
    (!so).then_some(Broken::Ties)
}

/// What of an event's text is not what it tells of.
fn untrue(recorded: &Recorded, bodies: &HashMap<EventSeq, String>) -> Option<Broken> {
    let written = match &recorded.event {
        Event::Opened { written, .. }
        | Event::Updated { written, .. }
        | Event::Restored { written }
        | Event::Closed { written } => written,
        Event::Tied { .. } | Event::Untied { .. } => return None,
    };
    match bodies.get(&recorded.seq) {
        None => Some(Broken::NoText(recorded.seq)),
        Some(body) => (Sha256Hex::of(body.as_bytes()) != *written).then_some(Broken::Text(recorded.seq)),
    }
}
