//! A major incident goes on: updates, the service is back, and what happened.

use chrono::TimeDelta;

use super::{file::IncidentFile, record::check};
use crate::{
    desk::{
        Desk, Refusal,
        actor::Actor,
        effect::Effect,
        refusal::reason::Done,
        ticket::{errand::Errand, next_update::promised_minutes},
        work::Work,
    },
    rules::{
        ids::{EventSeq, TicketNumber},
        incident::{Act, Event, Kind},
        paging::Together,
        ticket::Act as TicketAct,
    },
    store::{incident::Written, window::Texts},
};

/// An update, as it is typed.
#[derive(Clone, Debug, Default)]
pub struct IncidentUpdate {
    /// What customers notice.
    pub impact: Texts,
    /// What support is doing.
    pub action: Texts,
    /// In how many minutes the next one comes.
    pub next: i64,
}

/// What was done with an incident.
#[derive(Clone, Debug)]
pub struct Told {
    /// The incident as it is now.
    pub file: IncidentFile,
    /// How many channels are told.
    pub told: u64,
    /// The tickets that were restored with it.
    pub restored: Vec<TicketNumber>,
}

impl Desk {
    /// Tells channels and threads where an incident stands, and when the next update comes.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, for a text or a promise that cannot be kept, and when the
    /// incident does not allow it now.
    pub async fn update_incident(&self, actor: &Actor, typed: &str, update: IncidentUpdate) -> Done<Told> {
        actor.as_agent()?;
        check(&update.impact)?;
        check(&update.action)?;
        let minutes = promised_minutes(&update.next.to_string())?;
        let mut work = self.work_of(actor).await?;
        let mut file = work.incident_meant(typed).await?;
        file.may(Act::Update)?;
        let next_at = work.now + TimeDelta::minutes(minutes);
        let written = Written { impact: update.impact, action: update.action, ..Written::default() };
        let event = |written| Event::Updated { next_at, written };
        let seq = work.write_in_incident(actor, &mut file, written, event).await?;
        let told = work.tell_of_incident(&file, seq).await?;
        work.tell_tickets(&file, seq).await?;
        work.promise_incident_update(&file, (seq, next_at)).await?;
        work.commit().await?;
        Ok(Told { file, told, restored: Vec::new() })
    }

    /// The service is back: the tickets of the incident that still run are restored, each with its own clock,
    /// and all who heard of it are told.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, for a note that is empty or too long, and when the incident
    /// does not allow it now.
    pub async fn restore_incident(&self, actor: &Actor, typed: &str, note: Texts) -> Done<Told> {
        actor.as_agent()?;
        check(&note)?;
        let mut work = self.work_of(actor).await?;
        let mut file = work.incident_meant(typed).await?;
        file.may(Act::Restore)?;
        let waited = work.unacknowledged(Together::Incident(file.incident.number)).await?;
        let written = Written { note: note.clone(), ..Written::default() };
        let event = |written| Event::Restored { written };
        let seq = work.write_in_incident(actor, &mut file, written, event).await?;
        let restored = work.restore_tickets(actor, &file, (seq, &note)).await?;
        work.settle_calls(file.incident.number, &waited).await?;
        work.offer_no_more(&file, seq).await?;
        let told = work.tell_of_incident(&file, seq).await?;
        work.concerns_nobody();
        work.did_in_all(Effect::Incident { incident: file.incident.number, kind: Kind::Restored });
        work.commit().await?;
        Ok(Told { file, told, restored })
    }

    /// An incident is over: what happened is told to all who heard of it.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, for a text that is empty or too long, and once it is closed.
    pub async fn close_incident(&self, actor: &Actor, typed: &str, happened: Texts) -> Done<Told> {
        actor.as_agent()?;
        check(&happened)?;
        let mut work = self.work_of(actor).await?;
        let mut file = work.incident_meant(typed).await?;
        file.may(Act::Close)?;
        let waited = work.unacknowledged(Together::Incident(file.incident.number)).await?;
        let written = Written { note: happened, ..Written::default() };
        let event = |written| Event::Closed { written };
        let seq = work.write_in_incident(actor, &mut file, written, event).await?;
        let told = work.tell_of_incident(&file, seq).await?;
        work.tell_tickets(&file, seq).await?;
        work.settle_calls(file.incident.number, &waited).await?;
        if file.incident.restored_at.is_none() {
            work.offer_no_more(&file, seq).await?;
        }
        work.commit().await?;
        Ok(Told { file, told, restored: Vec::new() })
    }
}

impl Work<'_> {
    /// Restores the incident's tickets that still run: the note is what each team reads in its thread. The
    /// teams of its other open tickets are told that the incident's service is back. Returns those restored.
    async fn restore_tickets(
        &mut self,
        actor: &Actor,
        file: &IncidentFile,
        (seq, note): (EventSeq, &Texts),
    ) -> Done<Vec<TicketNumber>> {
        let mut restored = Vec::new();
        for number in &file.incident.tickets {
            let mut ticket = self.staffs_ticket(*number).await?;
            if ticket.may(TicketAct::Restore, self.offer(), self.now).is_ok() {
                let note = note.get(ticket.language).ok_or(Refusal::Empty)?.to_owned();
                self.carry_out(actor, &mut ticket, &Errand::Restore { note }, Vec::new()).await?;
                restored.push(*number);
            } else if ticket.ticket.is_open() {
                self.tell_ticket_of_incident(&ticket, file.incident.number, seq).await?;
            }
        }
        Ok(restored)
    }
}
