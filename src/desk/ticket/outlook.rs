//! How a ticket would be opened now: its number, what the customer's level guarantees, the maintenance that
//! it may be about.

use anyhow::Result;
use chrono::{DateTime, Utc};

use super::file::TicketFile;
use crate::{
    desk::{
        incidents::{self, IncidentFile},
        maintenance::BEFORE,
        work::Work,
    },
    rules::{
        contract,
        event::{About, Terms},
        ids::{ChannelId, CustomerId, TicketNumber},
        offer::Offer,
    },
    store::{
        self, Conn,
        open::{self, OnPlatform},
        window::Window,
    },
};

/// How a ticket would be opened now.
#[derive(Debug)]
pub(in crate::desk) struct Outlook {
    /// Its number.
    pub(in crate::desk) number: TicketNumber,
    /// What the customer's level guarantees.
    pub(in crate::desk) terms: Terms,
    /// The window that goes on or starts within the hour on the platform of its component; where none was
    /// named, on those of which the team's channel hears. Of several the earliest.
    pub(in crate::desk) near: Option<Window>,
    /// The major incident that is open on that platform; where none was named, on the one of which the team
    /// hears.
    pub(in crate::desk) during: Option<IncidentFile>,
}

/// How a ticket of a customer would be opened now from a channel.
pub(in crate::desk) async fn outlook(
    conn: &mut Conn,
    (offer, now): (&Offer, DateTime<Utc>),
    whose: (CustomerId, ChannelId),
    about: Option<&About>,
) -> Result<Outlook> {
    let component = about.and_then(|about| offer.component(&about.component));
    let only = if let [only] = offer.platforms.as_slice() { Some(only.key.as_str()) } else { None };
    let platform = OnPlatform { component: component.map(|component| component.platform.as_str()), only };
    let read = open::outlook(conn, whose, platform, now, now + BEFORE).await?;
    let near = match read.near {
        Some(window) => store::window::get(conn, window).await?,
        None => None,
    };
    let during = match read.during {
        Some(incident) => incidents::file::read(conn, incident).await?,
        None => None,
    };
    let terms = contract::terms(read.changes.0.level_at(now), offer);
    Ok(Outlook { number: read.number, terms, near, during })
}

impl Work<'_> {
    /// How a ticket of a customer would be opened now from a channel.
    pub(in crate::desk) async fn outlook(
        &mut self,
        whose: (CustomerId, ChannelId),
        about: Option<&About>,
    ) -> Result<Outlook> {
        let today = (self.offer(), self.now);
        outlook(self.conn(), today, whose, about).await
    }
}

impl Work<'_> {
    /// What the customer's level guarantees now, to be frozen in an event.
    pub async fn terms_of(&mut self, file: &TicketFile) -> anyhow::Result<Terms> {
        self.terms_now(file.row.customer).await
    }

    /// What a customer's level guarantees at this moment.
    pub async fn terms_now(&mut self, customer: CustomerId) -> Result<Terms> {
        let now = self.now;
        let level = store::contract::history(self.conn(), customer).await?.level_at(now);
        Ok(contract::terms(level, self.offer()))
    }
}
