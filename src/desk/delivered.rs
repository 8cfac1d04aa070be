//! What follows once a message stands on Discord: where a ticket's parts are is written with the receipt.

use anyhow::Result;

use super::{
    say::message::{Aside, Say},
    work::Work,
};
use crate::{
    rules::ids::{ChannelId, MessageId, TicketNumber},
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
    /// The thread for which it was and that takes nothing, where it stands in the channel instead.
    pub aside: Option<(ChannelId, Aside)>,
}

impl Say {
    /// What follows once it was said.
    pub fn follows(&self, at: Where) -> Follows {
        let stands = |ticket: &TicketNumber, place: fn(MessageId) -> Place| Follows {
            place: at.message.map(|message| (*ticket, place(message))),
            more: false,
        };
        match self {
            Self::TicketPosted { ticket } if at.threaded => stands(ticket, Place::TeamMessageAndThread),
            Self::TicketPosted { ticket } => {
                Follows { more: at.message.is_some(), ..stands(ticket, Place::TeamMessage) }
            }
            Self::Card { ticket } => stands(ticket, Place::Card),
            Self::TeamThread { ticket } => {
                Follows { place: Some((*ticket, Place::TeamThread(at.channel))), more: false }
            }
            Self::StaffThread { ticket } => {
                Follows { place: Some((*ticket, Place::StaffThread(at.channel))), more: false }
            }
            Self::Page(_) | Self::Pages(_) => Follows { place: None, more: at.message.is_some() },
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
            | Self::PagesAgain { .. }
            | Self::Warning { .. }
            | Self::Reminder { .. }
            | Self::Copied { .. }
            | Self::Expertise(_)
            | Self::Report { .. }
            | Self::Notice { .. }
            | Self::Receipts { .. }
            | Self::NoticeOutdated { .. }
            | Self::NotKept { .. }
            | Self::Unkept { .. }
            | Self::GoesOn { .. }
            | Self::ThreadAgain { .. }
            | Self::AnswerLost { .. }
            | Self::StillClosed { .. }
            | Self::Unheard { .. }
            | Self::Aside { .. }
            | Self::NoThreads { .. }
            | Self::NotSaid { .. }
            | Self::Shut { .. }
            | Self::ThreadAway { .. } => Follows::default(),
        }
    }
}

impl Work<'_> {
    /// Does what follows once a message was said, where more follows than a place: a page's ladder may be
    /// over by then.
    pub async fn said(&mut self, say: &Say, at: Where) -> Result<()> {
        if let Say::Page(page) = say {
            self.page_stands(page).await
        } else if let Say::Pages(pages) = say {
            self.pages_stand(pages).await
        } else if let Say::TicketPosted { ticket } = say {
            self.start_thread(*ticket, at.channel).await
        } else {
            Ok(())
        }
    }

    /// Takes note that a message can never be said as it was meant: a page goes another way.
    pub async fn unsaid(&mut self, say: &Say) -> Result<()> {
        if let Say::Page(page) = say {
            self.page_elsewhere(page).await
        } else if let Say::Pages(pages) = say {
            self.pages_elsewhere(pages).await
        } else {
            Ok(())
        }
    }
}
