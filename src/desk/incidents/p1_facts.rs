//! What is said to staff of an incident's P1s, at the moment it is said: a warning of their guaranteed times,
//! and that they are silent.

use anyhow::Result;
use chrono::{DateTime, Utc};

use super::file::read;
use crate::{
    desk::{
        Desk,
        p1::together::{Whose, p1s_of_incident, whose},
        say::message::Say,
        ticket::file::TicketFile,
    },
    rules::{
        ids::{ChannelId, IncidentNumber, MessageId},
        paging::{Paging, Together},
        ticket::Guarantee,
    },
    store,
};

/// P1s of an incident of whose guaranteed times is warned.
#[derive(Clone, Debug)]
pub struct IncidentWarned {
    /// Whose they are.
    pub whose: Whose,
    /// All of its P1s whose clock goes on, the one with the least time left first.
    pub files: Vec<TicketFile>,
    /// How many of them have reached the threshold, and no higher one.
    pub reached: usize,
}

/// A warning that stands and is brought up to date.
#[derive(Clone, Debug)]
pub struct WarningStanding {
    /// In which channel it stands.
    pub channel: ChannelId,
    /// The message.
    pub message: MessageId,
    /// What it warns of.
    pub warned: IncidentWarned,
    /// Which threshold; 100 is the breach.
    pub percent: u8,
    /// When it was reached first, UTC.
    pub due: DateTime<Utc>,
}

/// P1s of an incident of which nobody gives a sign.
#[derive(Clone, Debug)]
pub struct IncidentSilent {
    /// Whose they are.
    pub whose: Whose,
    /// Those, the one with the least time left first.
    pub files: Vec<TicketFile>,
}

impl Desk {
    /// What a warning of an incident's P1s says; nothing where none of them is at that threshold any more.
    pub async fn incident_warned(
        &self,
        incident: IncidentNumber,
        percent: u8,
    ) -> Result<Option<IncidentWarned>> {
        let conn = &mut *self.store.read().await?;
        let mut files = p1s_of_incident(conn, (&self.offer, self.clock.now()), incident).await?;
        files.retain(|file| match file.ticket.guarantee() {
            Guarantee::Clock(clock) => clock.stop.is_none(),
            Guarantee::NotP1 | Guarantee::Beta | Guarantee::BestEffort(_) => false,
        });
        let warned = |file: &&TicketFile| {
            file.ticket.clock().is_some_and(|clock| file.is_warned(clock.number, percent))
        };
        let reached = files.iter().filter(warned).count();
        let whose = whose(conn, Together::Incident(incident)).await?;
        Ok((reached > 0).then_some(IncidentWarned { whose, files, reached }))
    }

    /// The warning of that key, which stands; nothing where there is nothing to add.
    pub async fn warning_standing(&self, key: &str) -> Result<Option<WarningStanding>> {
        let row = store::outbox::said_as(&mut *self.store.read().await?, key).await?;
        let Some(row) = row else { return Ok(None) };
        let Say::IncidentWarning { incident, percent, due, .. } = serde_json::from_str(&row.body)? else {
            return Ok(None);
        };
        let warned = self.incident_warned(incident, percent).await?;
        let (channel, message) = (row.channel, row.message);
        Ok(warned.map(|warned| WarningStanding { channel, message, warned, percent, due }))
    }

    /// The P1s of an incident of which whoever acknowledged them is reminded; nothing where there was a sign.
    pub async fn incident_silent(&self, incident: IncidentNumber) -> Result<Option<IncidentSilent>> {
        let conn = &mut *self.store.read().await?;
        let mut files = p1s_of_incident(conn, (&self.offer, self.clock.now()), incident).await?;
        let last = read(conn, incident).await?.and_then(|file| file.events.last().map(|one| one.at));
        files.retain(|file| match file.ticket.paging {
            Paging::Watched(watch) => watch.reminded_at.is_some_and(|at| last.is_none_or(|last| last < at)),
            Paging::Off | Paging::Climbing(_) => false,
        });
        let whose = whose(conn, Together::Incident(incident)).await?;
        Ok((!files.is_empty()).then_some(IncidentSilent { whose, files }))
    }
}
