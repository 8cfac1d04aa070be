//! What follows once a message stands on Discord: where a ticket's parts are is written with the receipt.

use anyhow::Result;

use super::{say::Say, work::Work};
use crate::{
    rules::ids::{ChannelId, MessageId},
    store::ticket::{Place, stands},
};

impl Work<'_> {
    /// Takes note that a message was said.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn said(&mut self, say: &Say, channel: ChannelId, message: Option<MessageId>) -> Result<()> {
        match (say, message) {
            (Say::TicketPosted { ticket }, Some(message)) => {
                stands(self.conn(), *ticket, Place::TeamMessage(message)).await
            }
            (Say::Card { ticket }, Some(message)) => stands(self.conn(), *ticket, Place::Card(message)).await,
            (Say::TeamThread { ticket }, _) => stands(self.conn(), *ticket, Place::TeamThread(channel)).await,
            (Say::StaffThread { ticket }, _) => {
                stands(self.conn(), *ticket, Place::StaffThread(channel)).await
            }
            (Say::Page(page), Some(_)) => self.page_stands(page).await,
            _ => Ok(()),
        }
    }

    /// Takes note that a message can never be said as it was meant.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unsaid(&mut self, say: &Say) -> Result<()> {
        match say {
            Say::Page(page) => self.page_elsewhere(page).await,
            _ => Ok(()),
        }
    }
}
