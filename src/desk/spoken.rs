//! What follows once a message stands on Discord: where a ticket's parts are is written with the receipt.

use anyhow::Result;

use super::{say::Say, work::Work};
use crate::{
    rules::{
        ids::TicketNumber,
        ids::{ChannelId, MessageId},
    },
    store::ticket::Place,
};

/// What follows once a message was said.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Follows {
    /// Nothing more.
    Nothing,
    /// A part of a ticket stands where it was said.
    Stands(TicketNumber, Place),
    /// Something is to be done: [`Work::said`] does it.
    More,
}

impl Say {
    /// What follows once it was said.
    #[must_use]
    pub fn follows(&self, channel: ChannelId, message: Option<MessageId>) -> Follows {
        match (self, message) {
            (Self::TicketPosted { ticket }, Some(message)) => {
                Follows::Stands(*ticket, Place::TeamMessage(message))
            }
            (Self::Card { ticket }, Some(message)) => Follows::Stands(*ticket, Place::Card(message)),
            (Self::TeamThread { ticket }, _) => Follows::Stands(*ticket, Place::TeamThread(channel)),
            (Self::StaffThread { ticket }, _) => Follows::Stands(*ticket, Place::StaffThread(channel)),
            (Self::Page(_), Some(_)) => Follows::More,
            _ => Follows::Nothing,
        }
    }
}

impl Work<'_> {
    /// Does what follows once a message was said, where more follows than a place.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn said(&mut self, say: &Say) -> Result<()> {
        match say {
            Say::Page(page) => self.page_stands(page).await,
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
