//! How a ticket would be opened now: its number, what the customer's level guarantees, the maintenance that it may be about.

use anyhow::Result;

use super::{maintenance::BEFORE, work::Work};
use crate::{
    rules::{
        contract,
        event::{About, Terms},
        ids::{ChannelId, CustomerId, TicketNumber},
    },
    store::{self, window::Window},
};

/// How a ticket would be opened now.
#[derive(Debug)]
pub(super) struct Outlook {
    /// Its number.
    pub(super) number: TicketNumber,
    /// What the customer's level guarantees.
    pub(super) terms: Terms,
    /// The window that goes on or starts within the hour on the platform of its component; where none was named, on those of which the
    /// team's channel hears. Of several the earliest.
    pub(super) near: Option<Window>,
}

impl Work<'_> {
    /// How a ticket of a customer would be opened now from a channel.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn outlook(
        &mut self,
        whose: (CustomerId, ChannelId),
        about: Option<&About>,
    ) -> Result<Outlook> {
        let (offer, now) = (self.offer(), self.now);
        let component = about.and_then(|about| offer.component(&about.component));
        let platform = component.map(|component| component.platform.as_str());
        let read = store::opening::outlook(self.conn(), whose, platform, now, now + BEFORE).await?;
        let near = match read.near {
            Some(window) => store::window::get(self.conn(), window).await?,
            None => None,
        };
        let terms = contract::terms(read.changes.0.level_at(now), offer);
        Ok(Outlook { number: read.number, terms, near })
    }
}
