//! The update of a major incident that was promised: staff are reminded before it comes.

use anyhow::Result;
use chrono::{DateTime, Utc};

use super::file::{IncidentFile, read};
use crate::{
    desk::{
        Desk,
        due::{self, Due},
        say::{
            key::Key,
            message::{Destination, Lane, Say},
        },
        ticket::update_reminder::reminded_at,
        work::{Message, Work},
    },
    rules::ids::{EventSeq, IncidentNumber},
    store,
};

impl Work<'_> {
    pub(super) async fn promise_incident_update(
        &mut self,
        file: &IncidentFile,
        (seq, next): (EventSeq, DateTime<Utc>),
    ) -> Result<()> {
        let (incident, at) = (file.incident.number, reminded_at(self.now, next));
        let key = due::Key::IncidentUpdate(incident, seq);
        self.promise(&key, at, &Due::IncidentUpdate { incident, seq }).await.map(drop)
    }

    /// An update is due soon: staff are reminded, unless there was one since, or nobody waits for it any
    /// more.
    pub(in crate::desk) async fn incident_update_due(
        &mut self,
        incident: IncidentNumber,
        seq: EventSeq,
    ) -> Result<()> {
        let Some(file) = read(self.conn(), incident).await? else { return Ok(()) };
        let setup = store::desk::setup(self.conn()).await?;
        let Some(setup) = setup.filter(|_| file.incident.is_promised(seq)) else { return Ok(()) };
        let key = Key::IncidentReminder(incident, seq);
        let to = Destination::Channel(setup.support_channel);
        let say = Say::IncidentReminder { incident, seq };
        self.say(&Message::new(&key, Lane::P1, to, setup.language, say))
    }
}

impl Desk {
    /// The incident whose update is to be reminded of; none where it is no longer owed.
    pub async fn owes_update(&self, incident: IncidentNumber, seq: EventSeq) -> Result<Option<IncidentFile>> {
        let file = read(&mut *self.store.read().await?, incident).await?;
        Ok(file.filter(|file| file.incident.is_promised(seq)))
    }
}
