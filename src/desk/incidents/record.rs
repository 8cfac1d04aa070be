//! What happens to a major incident goes on record.

use anyhow::{Context, Result};

use super::file::{IncidentFile, read};
use crate::{
    desk::{
        Refusal,
        actor::Actor,
        effect::Effect,
        refusal::{incident::NoIncident, reason::Done},
        text_limits::check_text,
        work::Work,
    },
    rules::{
        event::Sha256Hex,
        ids::{EventSeq, IncidentNumber},
        incident::{Event, Incident, Recorded, chain},
    },
    store::{self, incident::Written, ticket::Text, window::Texts},
};

/// How long a text about an incident may be, in characters: two of them in one card are read whole.
pub const TEXT_MOST: usize = 1_000;

impl Work<'_> {
    /// The incident that was typed: its number, alone or before what a suggestion shows of it.
    pub(super) async fn incident_meant(&mut self, typed: &str) -> Done<IncidentFile> {
        let none = || NoIncident::NoSuch(typed.trim().to_owned());
        let number = IncidentNumber::meant(typed).ok_or_else(none)?;
        Ok(read(self.conn(), number).await?.ok_or_else(none)?)
    }

    /// Begins an incident's file: its row, its first event and what somebody wrote in it.
    pub(super) async fn first_of_incident(
        &mut self,
        actor: &Actor,
        (platform, component): (String, Option<String>),
        written: Written,
    ) -> Result<IncidentFile> {
        let now = self.now;
        let number = store::incident::insert(self.conn(), &platform, now).await?;
        let (text, sha256) = kept(actor, &written)?;
        let event = Event::Opened { platform, component, written: sha256 };
        let recorded = Recorded { seq: EventSeq::FIRST, at: now, by: actor.by(), event };
        let hash = chain(None, number, &recorded);
        let incident = Incident::replay(number, std::slice::from_ref(&recorded))?;
        store::incident::append(self.conn(), number, (&recorded, &hash), Some(&text), incident.state).await?;
        self.did(Effect::Incident { incident: number, kind: recorded.event.kind() });
        self.board_follows_incident(number, EventSeq::FIRST).await?;
        let texts = [(EventSeq::FIRST, written)].into();
        Ok(IncidentFile { incident, events: vec![recorded], texts, last: hash })
    }

    /// Adds an event in which nothing is written.
    pub(super) async fn record_in_incident(
        &mut self,
        actor: &Actor,
        file: &mut IncidentFile,
        event: Event,
    ) -> Result<EventSeq> {
        self.append_to_incident(actor, file, event, None).await
    }

    /// Adds an event, with what somebody wrote in it. Returns its rank.
    pub(super) async fn write_in_incident(
        &mut self,
        actor: &Actor,
        file: &mut IncidentFile,
        written: Written,
        event: impl FnOnce(Sha256Hex) -> Event,
    ) -> Result<EventSeq> {
        let (text, sha256) = kept(actor, &written)?;
        let seq = self.append_to_incident(actor, file, event(sha256), Some(&text)).await?;
        file.texts.insert(seq, written);
        Ok(seq)
    }

    async fn append_to_incident(
        &mut self,
        actor: &Actor,
        file: &mut IncidentFile,
        event: Event,
        text: Option<&Text>,
    ) -> Result<EventSeq> {
        let number = file.incident.number;
        let seq = file.events.last().map_or(EventSeq::FIRST, |last| last.seq.next());
        let recorded = Recorded { seq, at: self.now, by: actor.by(), event };
        let hash = chain(Some(&file.last), number, &recorded);
        file.incident.apply(&recorded);
        let state = file.incident.state;
        store::incident::append(self.conn(), number, (&recorded, &hash), text, state).await?;
        self.did(Effect::Incident { incident: number, kind: recorded.event.kind() });
        self.board_follows_incident(number, seq).await?;
        file.events.push(recorded);
        file.last = hash;
        Ok(seq)
    }
}

/// What somebody wrote, as it is kept, and its hash.
fn kept(actor: &Actor, written: &Written) -> Result<(Text, Sha256Hex)> {
    let body = serde_json::to_string(written).context("keeping what was written")?;
    let sha256 = Sha256Hex::of(body.as_bytes());
    Ok((actor.text(&body), sha256))
}

/// Refuses a text that is empty or too long, in either language.
pub(super) fn check(texts: &Texts) -> Result<(), Refusal> {
    [&texts.fr, &texts.en].into_iter().flatten().try_for_each(|text| check_text(text, TEXT_MOST))
}
