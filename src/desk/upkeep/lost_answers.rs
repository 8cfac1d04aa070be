//! Answers that were lost: what somebody asked for was done, and the program died, or Discord did not take
//! the answer, before they were told. They are told once, where it belongs: in the ticket's thread, else
//! where they asked.

use anyhow::{Context, Result};

use crate::{
    desk::{
        Desk,
        answers::locked,
        say::{
            key::Key,
            message::{Destination, Lane, Say},
        },
        ticket::file::{self, TicketFile},
        work::{Message, Work},
    },
    rules::thread::WhichThread,
    store::{
        self,
        customer::Reach,
        interaction::{self, Unanswered},
    },
};

impl Desk {
    /// An interaction's answer was taken. One that changed nothing is not on record, and costs nothing.
    pub fn answered(&self, interaction: u64) {
        if let Ok(id) = i64::try_from(interaction)
            && self.answers.close(id)
        {
            locked(&self.answers.taken).push(id);
            self.answers.bell.notify_one();
        }
    }

    /// Writes which answers were taken, at the program's end: the outbox takes no more turns.
    ///
    /// # Errors
    /// When the database fails: whoever asked may be told once more at the next start.
    pub async fn write_answers(&self) -> Result<()> {
        let taken = self.answers.take();
        if taken.is_empty() {
            return Ok(());
        }
        let mut work = self.work().await?;
        let now = work.now;
        for id in taken {
            interaction::answered(work.conn(), id, now).await?;
        }
        work.commit().await
    }

    /// An interaction's answer was not taken: if anything was done, whoever asked is told another way.
    ///
    /// # Errors
    /// When the database fails: they are told at the next start.
    pub async fn answer_lost(&self, interaction: u64) -> Result<()> {
        let id = i64::try_from(interaction).context("an interaction's id")?;
        self.answers.close(id);
        let mut work = self.work().await?;
        if let Some(lost) = interaction::unanswered(work.conn(), id).await? {
            work.tell_lost(&lost).await?;
        }
        work.commit().await
    }

    /// At the program's start nobody is still to be answered: whoever was not is told.
    pub(in crate::desk) async fn tell_all_lost(&self) -> Result<()> {
        let mut work = self.work().await?;
        for lost in interaction::all_unanswered(work.conn(), None).await? {
            work.tell_lost(&lost).await?;
        }
        work.commit().await
    }
}

impl Work<'_> {
    async fn tell_lost(&mut self, lost: &Unanswered) -> Result<()> {
        let now = self.now;
        interaction::answered(self.conn(), lost.id, now).await?;
        let key = Key::AnswerLost(lost.id);
        let say = Say::AnswerLost { person: lost.person, what: lost.what.clone(), ticket: lost.ticket };
        let file = match lost.ticket {
            Some(number) => file::read(self.conn(), Reach::Staff, number).await?,
            None => None,
        };
        // A closed ticket's thread is put away: a message would bring it back.
        if let Some(file) = file.filter(|file| file.ticket.is_open())
            && self.has_thread(&file, lost.staff.into()).await?
        {
            return self.say_in_thread(&file, &key, lost.staff.into(), say).await;
        }
        let to = Destination::Channel(lost.channel);
        self.say(&Message::new(&key, Lane::Tickets, to, lost.language, say))
    }

    /// Whether the side that asked has a thread of the ticket, or will have: the team always, staff once it
    /// was needed.
    async fn has_thread(&mut self, file: &TicketFile, which: WhichThread) -> Result<bool> {
        if which.is_staffs() {
            return Ok(file.row.staff_thread.is_some());
        }
        let posted =
            store::outbox::of_key(self.outbox().await?, &Key::Posted(file.row.number).to_string()).await?;
        Ok(file.row.team_thread.is_some()
            || posted.is_some_and(|(_, standing)| standing == store::outbox::Standing::Coming))
    }
}
