//! A major incident proposes itself to the tickets that were opened during it: staff tie one by a press.

use anyhow::{Context, Result};

use super::file::{IncidentFile, read};
use crate::{
    desk::{
        Desk,
        actor::Actor,
        refusal::{incident::NoIncident, reason::Done},
        say::key::Why,
        ticket::file,
        work::Work,
    },
    rules::{
        ids::{EventSeq, TicketNumber},
        incident::Act,
    },
    store::{self, customer::Reach},
};

/// What a press on a ticket's button led to.
#[derive(Clone, Debug)]
pub enum Pressed {
    /// The ticket is tied to the incident during which it was opened.
    Tied(IncidentFile),
}

impl Desk {
    /// Ties a ticket to the incident during which it was opened. Its team is told in its thread.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, for a ticket that is tied or closed, or was taken out of the
    /// incident, and once the service is back.
    pub async fn press_incident(&self, actor: &Actor, ticket: TicketNumber) -> Done<Pressed> {
        actor.as_agent()?;
        let mut work = self.work_of(actor).await?;
        let of = work.staffs_ticket(ticket).await?;
        let during = of.ticket.during.ok_or(NoIncident::NotDuring(ticket))?;
        let mut file = read(work.conn(), during).await?.context("the incident of a ticket")?;
        file.may(Act::Tie(ticket))?;
        if file.dropped(ticket) {
            return Err(NoIncident::Dropped(ticket, during).into());
        }
        // It proposes itself as long as there are updates of it.
        file.may(Act::Update)?;
        let of = work.tie(actor, &mut file, ticket).await?;
        work.concerns_ticket(of.row.customer, ticket);
        work.commit().await?;
        Ok(Pressed::Tied(file))
    }
}

impl Work<'_> {
    /// The service is back, or the incident is over: it proposes itself to no ticket any more.
    pub(super) async fn offer_no_more(&mut self, file: &IncidentFile, seq: EventSeq) -> Result<()> {
        let incident = &file.incident;
        let open = store::incident::opened_during(self.conn(), incident.number, incident.opened_at).await?;
        for number in open.into_iter().filter(|number| !incident.tickets.contains(number)) {
            let Some(ticket) = file::read(self.conn(), Reach::Staff, number).await? else { continue };
            self.correct_card(&ticket, Why::Incident(incident.number, seq)).await?;
        }
        Ok(())
    }
}
