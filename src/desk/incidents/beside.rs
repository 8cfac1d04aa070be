//! The major incident beside which a ticket is written.

use anyhow::Result;

use super::file::{IncidentFile, read};
use crate::{
    desk::{
        Desk,
        actor::Actor,
        refusal::reason::Done,
        ticket::{errand, file::TicketFile, opening::Opening, outlook::outlook},
    },
    rules::{event::Category, ids::TicketNumber, incident::State},
    store,
};

/// The major incident of a ticket, as it is now: the one to which it is tied; where it is tied to none, the
/// one that was open on its platform when it was opened.
#[derive(Clone, Debug)]
pub struct Beside {
    /// The incident.
    pub file: IncidentFile,
    /// What the ticket is to it.
    pub stands: Stands,
}

/// What a ticket is to a major incident.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Stands {
    /// It is tied to it.
    Tied,
    /// It was opened during it, and may be tied to it by a press.
    Offered,
    /// It was opened during it, and no more: it was dropped, it is closed, or the service is back.
    During,
}

impl Desk {
    /// The incident that is open on the platform of what a team is about to write of; none for a question
    /// about its account.
    ///
    /// # Errors
    /// Refused outside a customer's channel, and to staff.
    pub async fn going_on(&self, actor: &Actor, opening: &Opening) -> Done<Option<IncidentFile>> {
        let team = actor.as_team()?;
        if opening.category == Some(Category::Account) {
            return Ok(None);
        }
        // A component that is none is asked for in the form.
        let about = opening.component.as_deref().and_then(|typed| errand::about(&self.offer, typed).ok());
        let conn = &mut *self.store.read().await?;
        let (today, whose) = ((&*self.offer, self.clock.now()), (team.scope.customer(), team.channel));
        Ok(outlook(conn, today, whose, about.as_ref()).await?.during)
    }

    /// The incident that staff read of beside a ticket.
    pub async fn incident_beside(&self, ticket: &TicketFile) -> Result<Option<Beside>> {
        let (number, conn) = (ticket.row.number, &mut *self.store.read().await?);
        let tied = store::incident::of_ticket(conn, number).await?;
        let Some(incident) = tied.or(ticket.ticket.during) else { return Ok(None) };
        let Some(file) = read(conn, incident).await? else { return Ok(None) };
        let stands = if tied.is_some() {
            Stands::Tied
        } else if ticket.ticket.is_open() && file.offers_itself_to(number) {
            Stands::Offered
        } else {
            Stands::During
        };
        Ok(Some(Beside { file, stands }))
    }

    /// The incident that was open when a ticket was opened, as it is now.
    pub async fn opened_during(&self, ticket: &TicketFile) -> Result<Option<IncidentFile>> {
        let Some(incident) = ticket.ticket.during else { return Ok(None) };
        read(&mut *self.store.read().await?, incident).await
    }
}

impl IncidentFile {
    /// Whether it proposes itself to a ticket that was opened during it: the service is not back, and staff
    /// did not take that ticket out of it.
    fn offers_itself_to(&self, ticket: TicketNumber) -> bool {
        self.incident.state == State::Open && !self.dropped(ticket)
    }
}
