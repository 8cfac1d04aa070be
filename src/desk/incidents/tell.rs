//! Telling of a major incident: the channels that hear of its platform, each once, and the threads of the
//! tickets tied to it. Whether it is still true is asked again when it is said.

use anyhow::{Context, Result};

use super::file::{IncidentFile, read};
use crate::{
    desk::{
        say::{
            key::Key,
            message::{Lane, Say},
            order::incident_lines,
        },
        ticket::file::{self, TicketFile},
        work::Work,
    },
    rules::{
        ids::{ChannelId, EventSeq, IncidentNumber},
        incident::Kind,
    },
    store::{self, customer::Reach, incident_word::Batch},
};

impl Work<'_> {
    /// Tells the channels that hear of the incident's platform of one of its events, and brings the first
    /// word that each of them had up to date. Its end is told to those alone that heard of it. Returns how
    /// many channels are told.
    pub(super) async fn tell_of_incident(&mut self, file: &IncidentFile, seq: EventSeq) -> Result<u64> {
        let (incident, now) = (file.incident.number, self.now);
        let body = |say: &Say| serde_json::to_string(say).context("writing a message");
        let (word, again) =
            (body(&Say::Incident { incident, seq, at: now })?, body(&Say::IncidentAgain { incident, seq })?);
        let batch = Batch {
            keys: &Key::incident_words(incident, seq),
            lines: &incident_lines(incident),
            incident,
            seq,
            platform: &file.incident.platform,
            heard_alone: matches!(file.event(seq)?.event.kind(), Kind::Restored | Kind::Closed),
            link: None,
            lane: Lane::Rest as i64,
            body: &word,
        };
        let told = store::incident_word::queue(self.outbox().await?, &batch, now).await?;
        let again = Batch { body: &again, ..batch };
        store::incident_word::correct(self.outbox().await?, &again, &Key::first_word_again(seq), now).await?;
        Ok(told)
    }

    /// Tells a channel that was just linked of the incidents that are open on what it hears of. What is told
    /// of them later follows by itself.
    pub(in crate::desk) async fn tell_linked_of_incidents(&mut self, channel: ChannelId) -> Result<()> {
        let now = self.now;
        for incident in store::incident::all_open(self.conn()).await? {
            let Some(file) = read(self.conn(), incident).await? else { continue };
            let platform = &file.incident.platform;
            let Some(listener) = store::notice::listener(self.conn(), channel, platform).await? else {
                continue;
            };
            // Linked again, it would be told twice.
            let whose = (channel, listener.customer);
            if store::incident_word::is_known(self.outbox().await?, incident, whose).await? {
                continue;
            }
            let word = Say::Incident { incident, seq: EventSeq::FIRST, at: now };
            let batch = Batch {
                keys: &Key::incident_word_at_link(incident, listener.link),
                lines: &incident_lines(incident),
                incident,
                seq: EventSeq::FIRST,
                platform,
                heard_alone: false,
                link: Some(listener.link),
                lane: Lane::Rest as i64,
                body: &serde_json::to_string(&word).context("writing a message")?,
            };
            store::incident_word::queue(self.outbox().await?, &batch, now).await?;
        }
        Ok(())
    }

    /// Tells the teams of the incident's open tickets of one of its events, in their threads.
    pub(super) async fn tell_tickets(&mut self, file: &IncidentFile, seq: EventSeq) -> Result<()> {
        for number in &file.incident.tickets {
            let ticket = file::read(self.conn(), Reach::Staff, *number).await?;
            if let Some(ticket) = ticket.filter(|ticket| ticket.ticket.is_open()) {
                self.tell_ticket_of_incident(&ticket, file.incident.number, seq).await?;
            }
        }
        Ok(())
    }

    /// Tells the team of a ticket of an event of an incident, in its thread.
    pub(super) async fn tell_ticket_of_incident(
        &mut self,
        ticket: &TicketFile,
        incident: IncidentNumber,
        seq: EventSeq,
    ) -> Result<()> {
        let number = ticket.row.number;
        let say = Say::IncidentTold { ticket: number, incident, seq };
        self.say_to_team(ticket, &Key::IncidentTold(incident, seq, number), say).await
    }
}
