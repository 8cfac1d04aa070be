//! How a ticket would be opened now: its number, what the customer's level guarantees, the maintenance that
//! it may be about.

use anyhow::Result;

use super::file::TicketFile;
use crate::{
    desk::{maintenance::BEFORE, work::Work},
    rules::{
        contract,
        event::{About, Terms},
        ids::{ChannelId, CustomerId, TicketNumber},
    },
    store::{self, open, window::Window},
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
}

impl Work<'_> {
    /// How a ticket of a customer would be opened now from a channel.
    pub(in crate::desk) async fn outlook(
        &mut self,
        whose: (CustomerId, ChannelId),
        about: Option<&About>,
    ) -> Result<Outlook> {
        let (offer, now) = (self.offer(), self.now);
        let component = about.and_then(|about| offer.component(&about.component));
        let platform = component.map(|component| component.platform.as_str());
        let read = open::outlook(self.conn(), whose, platform, now, now + BEFORE).await?;
        let near = match read.near {
            Some(window) => store::window::get(self.conn(), window).await?,
            None => None,
        };
        let terms = contract::terms(read.changes.0.level_at(now), offer);
        Ok(Outlook { number: read.number, terms, near })
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
