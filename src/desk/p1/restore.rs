//! Restored, and contested: what follows from a stop of the clock that the team may yet deny.

use anyhow::Result;
use chrono::TimeDelta;

use crate::{
    desk::{
        due::{self, Due},
        say::{
            key::{Contest, Key, Why},
            message::{Destination, Lane, Say},
        },
        ticket::file::{self, TicketFile},
        work::{Message, Work},
    },
    rules::{
        event::Event,
        ids::{EventSeq, TicketNumber},
        ticket::State,
    },
    store::customer::Reach,
};

impl Work<'_> {
    /// Promises to take the button to contest away once its time is over.
    pub(in crate::desk) async fn promise_contest_over(
        &mut self,
        file: &TicketFile,
        seq: EventSeq,
    ) -> Result<()> {
        let Some(until) = file.ticket.contestable_until(self.offer()) else { return Ok(()) };
        let ticket = file.row.number;
        let key = due::Key::ContestOver(ticket, seq);
        // The last moment still counts.
        let at = until + TimeDelta::seconds(1);
        self.promise(&key, at, &Due::ContestOver { ticket, seq }).await.map(drop)
    }

    /// The time to contest is over: what was posted shows what can still be done.
    pub(in crate::desk) async fn contest_over(&mut self, ticket: TicketNumber, seq: EventSeq) -> Result<()> {
        let Some(file) = file::read(self.conn(), Reach::Staff, ticket).await? else { return Ok(()) };
        if file.ticket.state != State::Restored || last_restored(&file) != Some(seq) {
            return Ok(());
        }
        self.correct_because(&file, Why::ContestOver(seq)).await?;
        self.correct_told(&file, seq, Contest::Over)
    }

    /// "Restored" was contested: what told of it can no longer be pressed.
    pub(in crate::desk) fn correct_restored(&mut self, file: &TicketFile) -> Result<()> {
        match last_restored(file) {
            Some(seq) => self.correct_told(file, seq, Contest::Made),
            None => Ok(()),
        }
    }

    /// Corrects what was told in the team's thread of an event.
    fn correct_told(&mut self, file: &TicketFile, seq: EventSeq, why: Contest) -> Result<()> {
        let ticket = file.row.number;
        let (thing, key) = (Key::Happened(ticket, seq), Key::HappenedChanged(ticket, seq, why));
        let to = Destination::TeamThread(ticket);
        let say = Say::HappenedAgain { ticket, seq };
        let message = Message::new(&key, Lane::Rest, to, file.language, say).correcting(&thing);
        self.say(&message)
    }
}

fn last_restored(file: &TicketFile) -> Option<EventSeq> {
    file.events.iter().rev().find(|one| matches!(one.event, Event::Restored { .. })).map(|one| one.seq)
}
