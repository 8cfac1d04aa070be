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
    rules::ids::TicketNumber,
    store::{self, outbox::Standing},
};

impl Work<'_> {
    /// As [`Work::correct`], for a reason that need not be an event: once for each.
    pub async fn correct_because(&mut self, file: &TicketFile, why: Why) -> Result<()> {
        let ticket = file.row.number;
        let staff_language = self.staff_language().await?;
        let first = (Key::PostedChanged(ticket, why), Key::Posted(ticket), Say::TicketPostedAgain { ticket });
        let card = (Key::CardChanged(ticket, why), Key::Card(ticket), Say::CardAgain { ticket });
        for ((key, thing, say), to, language) in
            [(first, file.row.team_channel, file.language), (card, file.row.card_channel, staff_language)]
        {
            let to = Destination::Channel(to);
            let message = Message::new(&key, Lane::Tickets, to, language, say).correcting(&thing);
            self.say(&message)?;
        }
        Ok(())
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
