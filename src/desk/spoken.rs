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
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Follows {
    /// A part of a ticket stands where it was said.
    pub place: Option<(TicketNumber, Place)>,
    /// Something is to be done: [`Work::said`] does it.
    pub more: bool,
}

/// Where a message was said.
#[derive(Clone, Copy, Debug)]
pub struct Where {
    /// The channel.
    pub channel: ChannelId,
    /// The message; none when what was said is no message.
    pub message: Option<MessageId>,
    /// Whether a thread was started from it.
    pub threaded: bool,
}

impl Say {
    /// What follows once it was said.
    #[must_use]
    pub fn follows(&self, at: Where) -> Follows {
        let stands = |ticket: &TicketNumber, place| Follows { place: Some((*ticket, place)), more: false };
        match (self, at.message) {
            (Self::TicketPosted { ticket }, Some(message)) if at.threaded => {
                stands(ticket, Place::TeamMessageAndThread(message))
            }
            (Self::TicketPosted { ticket }, Some(message)) => {
                Follows { more: true, ..stands(ticket, Place::TeamMessage(message)) }
            }
            (Self::Card { ticket }, Some(message)) => stands(ticket, Place::Card(message)),
            (Self::TeamThread { ticket }, _) => stands(ticket, Place::TeamThread(at.channel)),
            (Self::StaffThread { ticket }, _) => stands(ticket, Place::StaffThread(at.channel)),
            (Self::Page(_), Some(_)) => Follows { place: None, more: true },
            _ => Follows::default(),
        }
    }

    /// How many calls to Discord it takes.
    #[must_use]
    pub fn calls(&self) -> usize {
        match self {
            Self::TicketPosted { .. } => 2,
            _ => 1,
        }
    }
}

impl Work<'_> {
    /// Does what follows once a message was said, where more follows than a place.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn said(&mut self, say: &Say, at: Where) -> Result<()> {
        match say {
            Say::Page(page) => self.page_stands(page).await,
            Say::TicketPosted { ticket } => self.start_thread(*ticket, at.channel).await,
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
