//! A ticket's threads: the team's, the staff's from the first need on; put away when it is closed, made again
//! when they vanish.

use anyhow::Result;
use chrono::TimeDelta;

use super::file::{self, TicketFile, lane, lane_of};
use crate::{
    desk::{
        Desk,
        say::{
            key::{Key, Wrote},
            message::{Destination, Lane, Say},
            order::side_line,
        },
        work::{Message, Work},
    },
    rules::{
        ids::{ChannelId, EventSeq, MessageId, TicketNumber},
        language::Language,
        thread::WhichThread,
    },
    store::{self, customer::Reach, outbox::Standing, ticket::stands_nowhere},
};

/// How long a closed ticket's thread stays open after somebody wrote in it: until a conversation in it is
/// over.
pub const AWAY_AFTER: TimeDelta = TimeDelta::minutes(10);

impl Desk {
    /// The threads of open tickets, each with the channel that it hangs from.
    pub async fn threads_in_channels(&self) -> Result<Vec<(ChannelId, ChannelId)>> {
        let mut conn = self.store.read().await?;
        store::ticket::open_threads(&mut conn).await
    }

    /// A thread vanished. An open ticket's is made again, from a message posted anew; a closed one's when it
    /// is reopened. The ticket stays as it is, and so does what was written. Says whether there will be a
    /// thread again.
    pub async fn thread_gone(&self, thread: ChannelId) -> Result<bool> {
        self.starts_anew(thread, true).await
    }

    /// The message vanished from which a ticket's thread is started: as [`Desk::thread_gone`], but of a
    /// thread that there is all the same people may make use.
    pub async fn first_message_gone(&self, message: MessageId) -> Result<bool> {
        self.starts_anew(ChannelId::new(message.get()), false).await
    }

    async fn starts_anew(&self, thread: ChannelId, is_gone: bool) -> Result<bool> {
        let mut work = self.work().await?;
        // Not found: it was heard of before, and another is on its way.
        let Some(of) = store::ticket::of_thread(work.conn(), thread).await? else {
            if is_gone && store::left::of_thread(work.conn(), thread).await?.is_some() {
                store::left::thread_gone(work.conn(), thread).await?;
                work.commit().await?;
            }
            return Ok(true);
        };
        let whose = of.which();
        stands_nowhere(work.conn(), of.ticket, whose).await?;
        if is_gone {
            store::left::thread_gone(work.conn(), thread).await?;
        }
        let file =
            file::read(work.conn(), Reach::Staff, of.ticket).await?.filter(|file| file.ticket.is_open());
        if let Some(file) = &file {
            work.made_again(file, whose).await?;
        }
        work.commit().await?;
        Ok(file.is_some())
    }
}

impl Work<'_> {
    /// Makes the team's thread of a ticket again where it vanished while the ticket was closed.
    pub async fn thread_back(&mut self, file: &TicketFile) -> Result<()> {
        let posted = Key::Posted(file.row.number).to_string();
        let was_posted =
            matches!(store::outbox::of_key(self.outbox().await?, &posted).await?, Some((_, Standing::Said)));
        if file.row.team_message.is_none() && was_posted {
            self.made_again(file, WhichThread::Teams).await?;
        }
        Ok(())
    }

    /// Makes what vanished again: the team's where the ticket speaks now.
    async fn made_again(&mut self, file: &TicketFile, whose: WhichThread) -> Result<()> {
        if whose == WhichThread::Teams && !file.row.speaks {
            self.go_on(file).await?;
            return Ok(());
        }
        self.post_again(file, whose).await.map(drop)
    }

    /// Starts the team's thread from the first message, where it could not be started with it.
    pub(in crate::desk) async fn start_thread(
        &mut self,
        ticket: TicketNumber,
        channel: ChannelId,
    ) -> Result<()> {
        let Some(row) = store::ticket::get(self.conn(), ticket).await? else { return Ok(()) };
        // It went on elsewhere meanwhile, where it has another.
        if row.team_channel != channel {
            return Ok(());
        }
        let to = Destination::Channel(channel);
        let key = Key::TeamThread(ticket, self.now);
        let lane = lane_of(row.priority);
        let message = Message::new(&key, lane, to, row.customer_language, Say::TeamThread { ticket });
        let thread = self.post(&message.apart()).await?;
        // What waits for the thread waits for this, until it is refused.
        store::waiting::hold(self.outbox().await?, &side_line(ticket, WhichThread::Teams), thread).await
    }

    /// Says something in a ticket's thread: the team's, or the staff's, which is made at the first need.
    pub async fn say_in_thread(
        &mut self,
        file: &TicketFile,
        key: &Key,
        which: WhichThread,
        say: Say,
    ) -> Result<()> {
        let number = file.row.number;
        if which == WhichThread::Teams {
            return self.say_to_team(file, key, say).await;
        }
        let language = self.staff_language().await?;
        if self.staff_thread(file, language).await? {
            let to = Destination::StaffThread(number);
            self.say(&Message::new(key, lane(file), to, language, say))?;
        }
        Ok(())
    }

    /// Sees to the staff's thread: it is there, or is started from the card once that is posted; a card that
    /// moved has another. What is said after it comes after it. Says whether what is written can reach staff:
    /// where the card could not be posted, it stays in the record.
    async fn staff_thread(&mut self, file: &TicketFile, language: Language) -> Result<bool> {
        let number = file.row.number;
        if file.row.staff_thread.is_some() {
            return Ok(true);
        }
        let Some((card, standing)) = self.last_card(number).await? else {
            return Ok(false);
        };
        let after = match standing {
            Standing::Coming => Some(card),
            Standing::Said => None,
            Standing::GivenUp => return Ok(false),
        };
        let key = Key::StaffThread(number, card);
        let to = Destination::StaffThread(number);
        let say = Say::StaffThread { ticket: number };
        self.say(&Message::new(&key, lane(file), to, language, say).after(after))?;
        Ok(true)
    }

    /// Puts both threads of a closed ticket away, once all is said in them. Whatever is written there opens
    /// them again.
    pub fn put_threads_away(&mut self, file: &TicketFile, seq: EventSeq) -> Result<()> {
        let number: TicketNumber = file.row.number;
        for which in [WhichThread::Teams, WhichThread::Staffs] {
            let to = Destination::thread(number, which);
            let key = Key::Away(number, seq, which);
            let say = Say::ThreadAway { ticket: number, which };
            self.say(&Message::new(&key, lane(file), to, file.language, say))?;
        }
        Ok(())
    }

    /// Something (`what`, its event or its message) was written in a closed ticket's thread, which opened it
    /// again: it is put away again once nothing more is written, as Discord lets so many threads be open at a
    /// time and no more.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub(in crate::desk) fn put_away_again(
        &mut self,
        file: &TicketFile,
        what: Wrote,
        which: WhichThread,
    ) -> Result<()> {
        let ticket = file.row.number;
        let to = Destination::thread(ticket, which);
        let key = Key::AwayAgain(ticket, what, which);
        let say = Say::ThreadAway { ticket, which };
        let message = Message::new(&key, Lane::Rest, to, file.language, say);
        self.say(&message.not_before(self.now + AWAY_AFTER))
    }
}
