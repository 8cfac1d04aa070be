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
    rules::event::Category,
};

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

    /// The incident that was open when a ticket was opened, as it is now.
    pub async fn opened_during(&self, ticket: &TicketFile) -> Result<Option<IncidentFile>> {
        let Some(incident) = ticket.ticket.during else { return Ok(None) };
        read(&mut *self.store.read().await?, incident).await
    }
}
