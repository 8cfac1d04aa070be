//! What happened to a ticket is told, and its card corrected.

use anyhow::Result;

use super::file::TicketFile;
use crate::{
    desk::{
        say::{
            key::{Key, Why},
            message::Say,
        },
        work::Work,
    },
    rules::ids::EventSeq,
};

impl Work<'_> {
    /// Tells the team in its thread what happened, and corrects the first message and the card.
    pub async fn tell(&mut self, file: &TicketFile, seq: EventSeq) -> Result<()> {
        let number = file.row.number;
        let key = Key::Happened(number, seq);
        self.say_to_team(file, &key, Say::Happened { ticket: number, seq }).await?;
        self.correct(file, seq).await
    }

    /// Corrects the first message and the card to the present state.
    pub async fn correct(&mut self, file: &TicketFile, seq: EventSeq) -> Result<()> {
        self.correct_because(file, Why::Event(seq)).await
    }
}
