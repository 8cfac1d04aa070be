//! What a channel or a thread is told of a major incident, at the moment it is said: whether it is still
//! true, and what it says.

use anyhow::Result;
use chrono::{DateTime, Utc};

use super::file::{IncidentFile, read};
use crate::{
    desk::Desk,
    rules::{
        ids::{ChannelId, EventSeq, IncidentNumber},
        incident::{Event, State},
    },
    store::{self, notice::Standing},
};

/// What is to be said to a channel of an event of an incident.
#[derive(Clone, Copy, Debug)]
pub struct WordDue {
    /// Of which incident.
    pub incident: IncidentNumber,
    /// Of which of its events.
    pub seq: EventSeq,
    /// Since when it is due, UTC.
    pub at: DateTime<Utc>,
}

/// What is said to a channel.
#[derive(Clone, Debug)]
pub struct Word {
    /// The incident as it is.
    pub file: IncidentFile,
    /// The event that is told.
    pub seq: EventSeq,
    /// Since when it should have been said, UTC, where it is late.
    pub late_since: Option<DateTime<Utc>>,
    /// The first word that the channel had, to which it is a reply.
    pub reply_to: Option<Standing>,
}

impl Desk {
    /// What is to be said of an incident in a channel now: nothing where the channel no longer hears of it,
    /// where a later word says more, and of the end where it never heard of the beginning.
    pub async fn incident_word(
        &self,
        asked: WordDue,
        channel: ChannelId,
        now: DateTime<Utc>,
    ) -> Result<Option<Word>> {
        let WordDue { incident, seq, at } = asked;
        let conn = &mut *self.store.read().await?;
        let Some(file) = read(conn, incident).await? else { return Ok(None) };
        let platform = &file.incident.platform;
        let Some(listener) = store::notice::listener(conn, channel, platform).await? else {
            return Ok(None);
        };
        let reply_to = store::incident_word::first(conn, incident, seq, (channel, listener.customer)).await?;
        let true_still = match file.event(seq)?.event {
            Event::Opened { .. } => file.incident.state == State::Open,
            Event::Updated { .. } => file.incident.is_promised(seq),
            Event::Restored { .. } | Event::Closed { .. } => reply_to.is_some(),
            Event::Tied { .. } | Event::Untied { .. } => false,
        };
        let late_since = (now - at > self.offer.announcements.late).then_some(at);
        Ok(true_still.then_some(Word { file, seq, late_since, reply_to }))
    }

    /// The first word of an incident that a channel had before an event, with the incident as it is; nothing
    /// where none stands or the channel no longer hears of it.
    pub async fn first_word(
        &self,
        incident: IncidentNumber,
        seq: EventSeq,
        channel: ChannelId,
    ) -> Result<Option<(Standing, IncidentFile)>> {
        let conn = &mut *self.store.read().await?;
        let Some(file) = read(conn, incident).await? else { return Ok(None) };
        let platform = &file.incident.platform;
        let Some(listener) = store::notice::listener(conn, channel, platform).await? else {
            return Ok(None);
        };
        let first = store::incident_word::first(conn, incident, seq, (channel, listener.customer)).await?;
        Ok(first.map(|standing| (standing, file)))
    }

    /// An incident as it is told in a ticket's thread.
    pub async fn incident_told(&self, incident: IncidentNumber) -> Result<Option<IncidentFile>> {
        read(&mut *self.store.read().await?, incident).await
    }
}
