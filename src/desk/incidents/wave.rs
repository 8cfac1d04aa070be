//! So many P1s and P2s of one platform come that they may be one outage: the desk proposes to staff that a
//! major incident be declared, once a wave.

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::{
    desk::{
        Desk,
        say::{
            key::Key,
            message::{Destination, Lane, Say},
        },
        ticket::file::TicketFile,
        work::{Message, Work},
    },
    rules::{event::Priority, offer::Offer},
    store::{self, Conn, incident_wave::WaveTicket},
};

/// A wave, as staff read of it.
#[derive(Clone, Debug)]
pub struct Wave {
    /// On which platform, by its key in the offer.
    pub platform: String,
    /// Its tickets, by number.
    pub tickets: Vec<WaveTicket>,
}

/// On which platform a ticket is: its component's; where none is named, the one of which its channel hears,
/// or the only one there is.
pub(super) fn platform_of<'a>(
    offer: &'a Offer,
    component: Option<&str>,
    hears: Option<&'a str>,
) -> Option<&'a str> {
    let named = component.and_then(|key| offer.component(key)).map(|known| known.platform.as_str());
    let only = if let [only] = offer.platforms.as_slice() { Some(only.key.as_str()) } else { None };
    named.or(hears).or(only)
}

fn is_on(offer: &Offer, ticket: &WaveTicket, platform: &str) -> bool {
    platform_of(offer, ticket.component.as_deref(), ticket.hears.as_deref()) == Some(platform)
}

/// Those of a platform that came since a moment, where there are as many as make a wave, and no incident is
/// open there.
async fn wave(conn: &mut Conn, offer: &Offer, platform: &str, since: DateTime<Utc>) -> Result<Option<Wave>> {
    let mut tickets = store::incident_wave::tickets(conn, since).await?;
    tickets.retain(|one| is_on(offer, one, platform));
    if tickets.len() < offer.incident.proposed_at
        || store::incident::open_now(conn, platform).await?.is_some()
    {
        return Ok(None);
    }
    Ok(Some(Wave { platform: platform.to_owned(), tickets }))
}

impl Work<'_> {
    /// A ticket was opened, or is another since: where it makes a wave, or goes on with one, that is looked
    /// at, and proposed to staff the first time.
    pub(in crate::desk) async fn look_for_wave(&mut self, file: &TicketFile) -> Result<()> {
        if !matches!(file.row.priority, Priority::P1 | Priority::P2) {
            return Ok(());
        }
        let (offer, now, ticket) = (self.offer(), self.now, file.row.number);
        let within = offer.incident.within;
        let hears = store::incident_wave::heard_in(self.conn(), file.row.team_channel).await?;
        let component = file.ticket.about.as_ref().map(|about| about.component.as_str());
        let Some(platform) = platform_of(offer, component, hears.as_deref()) else { return Ok(()) };
        let Some(wave) = wave(self.conn(), offer, platform, now - within).await? else {
            return Ok(());
        };
        if !wave.tickets.iter().any(|one| one.number == ticket)
            || store::incident_wave::goes_on(self.conn(), platform, now, now + within).await?
        {
            return Ok(());
        }
        let Some(setup) = store::desk::setup(self.conn()).await? else { return Ok(()) };
        let to = Destination::Channel(setup.support_channel);
        let say = Say::IncidentProposed { ticket, platform: platform.to_owned(), at: now };
        tracing::info!(%ticket, platform, tickets = wave.tickets.len(), "a major incident is proposed");
        self.say(&Message::new(&Key::IncidentProposed(ticket), Lane::Tickets, to, setup.language, say))
    }
}

impl Desk {
    /// The wave of which staff are told that made a major incident be proposed then; nothing where one was
    /// declared since, or too many of its tickets are closed.
    pub async fn proposed_wave(&self, platform: &str, at: DateTime<Utc>) -> Result<Option<Wave>> {
        let conn = &mut *self.store.read().await?;
        wave(conn, &self.offer, platform, at - self.offer.incident.within).await
    }
}
