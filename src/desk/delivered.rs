//! What follows once a message stands on Discord: where a ticket's parts are is written with the receipt.

use anyhow::Result;

use super::{
    say::{
        kind::Form,
        message::{Aside, Say},
    },
    work::Work,
};
use crate::{
    rules::{
        ids::{ChannelId, MessageId, TicketNumber},
        thread::WhichThread,
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
    /// The thread for which it was and that takes nothing, where it stands in the channel instead.
    pub aside: Option<(ChannelId, Aside)>,
}

impl Say {
    /// What follows once it was said.
    pub fn follows(&self, at: Where) -> Follows {
        let stands =
            |ticket, place: fn(MessageId) -> Place| at.message.map(|message| (ticket, place(message)));
        let place = match self.form() {
            Form::First(ticket) if at.threaded => stands(ticket, Place::TeamMessageAndThread),
            Form::First(ticket) => stands(ticket, Place::TeamMessage),
            Form::Card(ticket) => stands(ticket, Place::Card),
            Form::Thread(ticket, WhichThread::Teams) => Some((ticket, Place::TeamThread(at.channel))),
            Form::Thread(ticket, WhichThread::Staffs) => Some((ticket, Place::StaffThread(at.channel))),
            Form::Post | Form::Call | Form::Correction | Form::Away => None,
        };
        let more = match self.form() {
            Form::First(_) => at.message.is_some() && !at.threaded,
            Form::Call => at.message.is_some(),
            Form::Post | Form::Card(_) | Form::Thread(..) | Form::Correction | Form::Away => false,
        };
        Follows { place, more }
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
        } else if let Say::IncidentWarning { incident, percent, at, .. } = say {
            self.warning_stands((*incident, *percent), *at).await
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
