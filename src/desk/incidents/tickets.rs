//! Tickets are tied to a major incident, and are no longer.

use anyhow::{Context, Result};

use super::file::{IncidentFile, read};
use crate::{
    desk::{
        Desk, Refusal,
        actor::Actor,
        refusal::{incident::NoIncident, reason::Done},
        request::Request,
        say::key::Why,
        ticket::file::{self, TicketFile},
        work::Work,
    },
    rules::{
        ids::{IncidentNumber, TicketNumber},
        incident::{Act, Event},
        paging::Together,
        ticket::Act as TicketAct,
    },
    store::{self, customer::Reach, find::TicketLine},
};

/// How many tickets a menu offers.
const OFFERED: i64 = 25;

impl Desk {
    /// Ties a ticket to the incident that was typed. Its team is told in its thread.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, for a ticket that is closed or tied elsewhere, and when the
    /// incident does not allow it now.
    pub async fn add_to_incident(
        &self,
        actor: &Actor,
        typed: &str,
        ticket: TicketNumber,
    ) -> Done<IncidentFile> {
        actor.as_agent()?;
        let mut work = self.work_of(actor).await?;
        let mut file = work.incident_meant(typed).await?;
        let of = work.tie(actor, &mut file, ticket).await?;
        work.concerns_ticket(of.row.customer, ticket);
        work.commit().await?;
        Ok(file)
    }

    /// As [`Desk::add_to_incident`], for those that were chosen from the menu.
    ///
    /// # Errors
    /// The same, and when the draft was used; for one of them nothing is done for all.
    pub async fn tie_chosen(
        &self,
        request: Request<'_>,
        incident: IncidentNumber,
        tickets: &[TicketNumber],
    ) -> Done<IncidentFile> {
        request.by.as_agent()?;
        let mut work = self.work_of(request).await?;
        let mut file =
            read(work.conn(), incident).await?.with_context(|| format!("the major incident {incident}"))?;
        for ticket in tickets {
            work.tie(request.by, &mut file, *ticket).await?;
        }
        work.commit().await?;
        Ok(file)
    }

    /// A ticket does not tell of an incident after all. Its team is told in its thread.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, for a ticket that is not tied to it, and once it is closed.
    pub async fn drop_from_incident(
        &self,
        actor: &Actor,
        typed: &str,
        ticket: TicketNumber,
    ) -> Done<IncidentFile> {
        actor.as_agent()?;
        let mut work = self.work_of(actor).await?;
        let mut file = work.incident_meant(typed).await?;
        file.may(Act::Untie(ticket))?;
        let of = work.staffs_ticket(ticket).await?;
        let waited = work.unacknowledged(Together::Incident(file.incident.number)).await?;
        let seq = work.record_in_incident(actor, &mut file, Event::Untied { ticket }).await?;
        work.tell_ticket_of_incident(&of, file.incident.number, seq).await?;
        work.correct_card(&of, Why::Incident(file.incident.number, seq)).await?;
        work.settle_calls(file.incident.number, &waited).await?;
        work.concerns_ticket(of.row.customer, ticket);
        work.commit().await?;
        Ok(file)
    }

    /// The tickets tied to the incident that was typed; none where there is no such incident.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent.
    pub async fn tied_tickets(&self, actor: &Actor, typed: &str) -> Done<Vec<TicketLine>> {
        actor.as_agent()?;
        let Some(number) = IncidentNumber::meant(typed) else { return Ok(Vec::new()) };
        Ok(store::incident::tied(&mut *self.store.read().await?, number).await?)
    }
}

impl Work<'_> {
    pub(super) async fn tie(
        &mut self,
        actor: &Actor,
        file: &mut IncidentFile,
        ticket: TicketNumber,
    ) -> Done<TicketFile> {
        file.may(Act::Tie(ticket))?;
        let of = self.staffs_ticket(ticket).await?;
        // What an update needs of a ticket is what this does: it is open.
        of.may(TicketAct::Update, self.offer(), self.now)?;
        if let Some(other) = store::incident::of_ticket(self.conn(), ticket).await? {
            return Err(NoIncident::TiedElsewhere(ticket, other).into());
        }
        let seq = self.record_in_incident(actor, file, Event::Tied { ticket }).await?;
        self.tell_ticket_of_incident(&of, file.incident.number, seq).await?;
        self.correct_card(&of, Why::Incident(file.incident.number, seq)).await?;
        Ok(of)
    }

    pub(super) async fn staffs_ticket(&mut self, ticket: TicketNumber) -> Done<TicketFile> {
        Ok(file::read(self.conn(), Reach::Staff, ticket).await?.ok_or(Refusal::NoSuchTicket)?)
    }

    /// The open tickets that could belong to an incident: of its platform, and tied to none.
    pub(super) async fn tickets_for_incident(&mut self, file: &IncidentFile) -> Result<Vec<TicketLine>> {
        let of = |key: &str| key == file.incident.platform;
        let components = self.offer().components.iter().filter(|component| of(&component.platform));
        let keys: Vec<&str> = components.map(|component| component.key.as_str()).collect();
        let keys = serde_json::to_string(&keys).context("writing the keys of components")?;
        store::incident::untied(self.conn(), &keys, OFFERED).await
    }
}
