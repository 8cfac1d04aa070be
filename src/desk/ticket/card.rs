//! A ticket's first message and its card follow where it stands.

use anyhow::Result;

use super::file::TicketFile;
use crate::desk::{
    say::message::{Destination, Lane, Say},
    work::{Message, Work},
};

impl Work<'_> {
    /// As [`Work::correct`], for a reason that need not be an event: once for each.
    pub async fn correct_because(&mut self, file: &TicketFile, why: &str) -> Result<()> {
        let number = file.row.number;
        let id = number.get();
        let staff_language = self.staff_language().await?;
        for (what, to, language, say) in [
            ("posted", file.row.team_channel, file.language, Say::TicketPostedAgain { ticket: number }),
            ("card", file.row.card_channel, staff_language, Say::CardAgain { ticket: number }),
        ] {
            let key = format!("ticket:{id}:{what}:{why}");
            let thing = format!("ticket:{id}:{what}");
            let message =
                Message::new(&key, Lane::Tickets, Destination::Channel(to), language, say).correcting(&thing);
            self.queue(&message)?;
        }
        Ok(())
    }
}
