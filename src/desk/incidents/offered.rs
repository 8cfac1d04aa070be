//! A major incident proposes itself to the tickets that were opened during it: staff tie one by a press.
//! Where a ticket was opened during none, the same press begins one.

use anyhow::{Context, Result};

use super::{
    file::{IncidentFile, read},
    new_incident::NewIncident,
    wave::platform_of,
};
use crate::{
    desk::{
        Desk, Refusal,
        actor::Actor,
        refusal::{incident::NoIncident, reason::Done},
        say::key::Why,
        ticket::file::{self, TicketFile},
        work::Work,
    },
    rules::{
        ids::{EventSeq, TicketNumber},
        incident::{Act, IncidentRefusal},
    },
    store::{self, customer::Reach},
};

/// What a press on a ticket's button led to.
#[derive(Clone, Debug)]
pub enum Pressed {
    /// The ticket is tied to the incident during which it was opened.
    Tied(IncidentFile),
    /// It was opened during none: one may be declared for its platform.
    Declare(NewIncident),
}

impl Desk {
    /// Ties a ticket to the incident during which it was opened. Its team is told in its thread. Where that
    /// was none, an incident of its platform is begun, to be filled in.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, for a ticket that is tied or closed, or was taken out of the
    /// incident, once the service is back, and where an incident is open on the platform by now.
    pub async fn press_incident(&self, actor: &Actor, ticket: TicketNumber) -> Done<Pressed> {
        actor.as_agent()?;
        let of = file::read(&mut *self.store.read().await?, Reach::Staff, ticket).await?;
        let of = of.ok_or(Refusal::NoSuchTicket)?;
        let Some(during) = of.ticket.during else { return self.to_declare(&of).await.map(Pressed::Declare) };
        let mut work = self.work_of(actor).await?;
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

    /// The incident that could be declared for a ticket, as far as it is known.
    async fn to_declare(&self, of: &TicketFile) -> Done<NewIncident> {
        let (ticket, conn) = (of.row.number, &mut *self.store.read().await?);
        if let Some(tied) = store::incident::of_ticket(conn, ticket).await? {
            return Err(NoIncident::NotNow(tied, IncidentRefusal::AlreadyTied(ticket)).into());
        }
        let hears = store::incident_wave::heard_in(conn, of.row.team_channel).await?;
        let component = of.ticket.about.as_ref().map(|about| about.component.as_str());
        let platform = platform_of(&self.offer, component, hears.as_deref()).map(str::to_owned);
        if let Some(platform) = &platform
            && let Some(open) = store::incident::open_now(conn, platform).await?
        {
            return Err(NoIncident::OpenAlready(open).into());
        }
        Ok(NewIncident { platform, ..NewIncident::default() })
    }
}

impl Work<'_> {
    /// The service is back, or the incident is over: it proposes itself to no ticket any more.
    pub(super) async fn offer_no_more(&mut self, file: &IncidentFile, seq: EventSeq) -> Result<()> {
        let incident = &file.incident;
        let open = store::incident::opened_during(self.conn(), incident.number, incident.opened_at).await?;
        let offered = |number: &TicketNumber| !incident.tickets.contains(number) && !file.dropped(*number);
        for number in open.into_iter().filter(offered) {
            let Some(ticket) = file::read(self.conn(), Reach::Staff, number).await? else { continue };
            self.correct_card(&ticket, Why::Incident(incident.number, seq)).await?;
        }
        Ok(())
    }
}
