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
        let stands = |ticket, place: fn(MessageId) -> Place| {
            message.map_or(Follows::Nothing, |message| Follows::Stands(ticket, place(message)))
        };
        match self {
            Self::TicketPosted { ticket } => stands(*ticket, Place::TeamMessage),
            Self::Card { ticket } => stands(*ticket, Place::Card),
            Self::TeamThread { ticket } => Follows::Stands(*ticket, Place::TeamThread(channel)),
            Self::StaffThread { ticket } => Follows::Stands(*ticket, Place::StaffThread(channel)),
            Self::Page(_) => message.map_or(Follows::Nothing, |_| Follows::More),
            Self::TicketPostedAgain { .. }
            | Self::CardAgain { .. }
            | Self::Happened { .. }
            | Self::HappenedAgain { .. }
            | Self::Board
            | Self::BoardAgain { .. }
            | Self::BoardMoved { .. }
            | Self::PagingMended { .. }
            | Self::UpdateReminder { .. }
            | Self::PageAgain { .. }
            | Self::Warning { .. }
            | Self::Reminder { .. }
            | Self::Copied { .. }
            | Self::Expertise(_)
            | Self::Report { .. }
            | Self::Notice { .. }
            | Self::Receipts { .. }
            | Self::NoticeOutdated { .. }
            | Self::NotKept { .. }
            | Self::ThreadAgain { .. }
            | Self::AnswerLost { .. }
            | Self::StillClosed { .. }
            | Self::ThreadAway { .. } => Follows::Nothing,
        }
    }
}

impl Work<'_> {
    /// Does what follows once a message was said, where more follows than a place: a page's ladder may be over by then.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn said(&mut self, say: &Say) -> Result<()> {
        if let Say::Page(page) = say { self.page_stands(page).await } else { Ok(()) }
    }

    /// Takes note that a message can never be said as it was meant: a page goes another way.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unsaid(&mut self, say: &Say) -> Result<()> {
        if let Say::Page(page) = say { self.page_elsewhere(page).await } else { Ok(()) }
    }
}
