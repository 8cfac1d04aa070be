//! A ticket's first message and its card follow where it stands.

use anyhow::Result;

use super::file::TicketFile;
use crate::{
    desk::{
        say::{
            key::{Key, Why},
            message::{Destination, Lane, Say},
        },
        work::{Message, Work},
    },
    rules::{
        ids::{ChannelId, TicketNumber},
        language::Language,
    },
    store::{self, outbox::Standing},
};

impl Work<'_> {
    /// As [`Work::correct`], for a reason that need not be an event: once for each.
    pub async fn correct_because(&mut self, file: &TicketFile, why: Why) -> Result<()> {
        let ticket = file.row.number;
        let staff_language = self.staff_language().await?;
        let first = (Key::PostedChanged(ticket, why), Key::Posted(ticket), Say::TicketPostedAgain { ticket });
        self.correct_one(first, (file.row.team_channel, file.language))?;
        self.correct_one(card(ticket, why), (file.row.card_channel, staff_language))
    }

    /// The same of the card alone, for what the team does not read in its message.
    pub(in crate::desk) async fn correct_card(&mut self, file: &TicketFile, why: Why) -> Result<()> {
        let staff_language = self.staff_language().await?;
        self.correct_one(card(file.row.number, why), (file.row.card_channel, staff_language))
    }

    fn correct_one(
        &mut self,
        (key, thing, say): (Key, Key, Say),
        (channel, language): (ChannelId, Language),
    ) -> Result<()> {
        let to = Destination::Channel(channel);
        self.say(&Message::new(&key, Lane::Tickets, to, language, say).correcting(&thing))
    }

    /// The last row that posts a ticket's card, and what became of it.
    pub(in crate::desk) async fn last_card(
        &mut self,
        ticket: TicketNumber,
    ) -> Result<Option<(i64, Standing)>> {
        let (first, more) = (Key::Card(ticket).to_string(), Key::cards_again(ticket));
        store::outbox::last_of(self.outbox().await?, &first, &more).await
    }
}

/// The correction of a ticket's card: its key, what it corrects, and what it says.
fn card(ticket: TicketNumber, why: Why) -> (Key, Key, Say) {
    (Key::CardChanged(ticket, why), Key::Card(ticket), Say::CardAgain { ticket })
}
