//! What is told of messages: kept as it was told before anything is asked about it, then worked off, thread
//! by thread, in the order of the messages, until it is on record or whoever wrote it knows why it is not.

use std::collections::HashSet;

use anyhow::Result;
use chrono::TimeDelta;

use super::file::{self, TicketFile, lane};
use crate::{
    desk::{
        Desk,
        say::{
            key::{Key, Once, Wrote},
            message::{Destination, Say},
        },
        work::{Message, Work},
    },
    rules::{
        ids::{ChannelId, MessageId, PersonId},
        language::Language,
        thread::WhichThread,
        told::{ToldKind, WhyUnkept},
    },
    store::{
        self,
        customer::Reach,
        inbox::{Known, NewTold, Told},
        ticket::ThreadOf,
    },
};

/// The longest pause between two tries, in seconds.
const LONGEST_PAUSE: i64 = 60;

/// After so many tries, some minutes, what follows in a thread no longer waits for what fails.
const PATIENCE: i64 = 12;

/// How long who writes where a ticket does not speak is told so once, in seconds: not for each message.
const TOLD_ONCE: i64 = 600;

/// How many rows of a thread are looked at for the next one that may be tried.
const LOOKED_AT: i64 = 50;

impl Desk {
    /// Keeps what was told of a thread's messages.
    ///
    /// # Errors
    /// When the database fails: nothing is kept, and the thread is to be read.
    pub async fn told(&self, thread: ChannelId, all: &[NewTold]) -> Result<()> {
        if all.is_empty() {
            return Ok(());
        }
        let mut work = self.work().await?;
        let now = work.now;
        store::inbox::put(work.conn(), thread, all, now).await?;
        work.commit().await?;
        self.inbox.bell.notify_one();
        Ok(())
    }

    /// The language that is read in a ticket's thread.
    pub async fn reads_in(&self, thread: ThreadOf) -> Result<Language> {
        let mut conn = self.store.read().await?;
        if thread.staff
            && let Some(setup) = store::desk::setup(&mut conn).await?
        {
            return Ok(setup.language);
        }
        let row = store::ticket::get(&mut conn, thread.ticket).await?;
        Ok(row.map_or(Language::En, |row| row.customer_language))
    }

    /// What is known of a message in a channel.
    pub async fn known_message(&self, channel: ChannelId, message: MessageId) -> Result<Known> {
        store::inbox::known(&mut *self.store.read().await?, channel, message).await
    }

    /// Those of a thread's messages that were not read.
    pub async fn missing(&self, thread: ChannelId, messages: &[MessageId]) -> Result<HashSet<MessageId>> {
        let missing = store::inbox::missing(&mut *self.store.read().await?, thread, messages).await?;
        Ok(missing.into_iter().collect())
    }

    /// The messages of a thread that wait to be taken in.
    pub async fn waiting_in(&self, thread: ChannelId) -> Result<Vec<MessageId>> {
        store::inbox::said_in(&mut *self.store.read().await?, thread).await
    }

    /// The threads of open tickets.
    pub async fn open_threads(&self) -> Result<Vec<ChannelId>> {
        store::inbox::open_threads(&mut *self.store.read().await?).await
    }

    /// The threads in which something may be taken in now. What a clock that was put back since has put off
    /// is taken up.
    pub async fn told_threads(&self) -> Result<Vec<ChannelId>> {
        let now = self.clock.now();
        let beyond = now + TimeDelta::seconds(LONGEST_PAUSE);
        if store::inbox::is_put_off_beyond(&mut *self.store.read().await?, beyond).await? {
            let mut work = self.work().await?;
            store::inbox::heed_clock(work.conn(), beyond).await?;
            work.commit().await?;
        }
        store::inbox::threads(&mut *self.store.read().await?, now, PATIENCE).await
    }

    /// The threads of which the last run left something.
    pub async fn left_threads(&self) -> Result<Vec<ChannelId>> {
        store::inbox::all_threads(&mut *self.store.read().await?).await
    }

    /// What is to be taken in next in a thread; nothing while it is held, or while what failed just now is
    /// put off. What has failed for minutes keeps nothing else waiting.
    pub async fn next_told(&self, thread: ChannelId) -> Result<Option<Told>> {
        if self.inbox.is_held(thread) {
            return Ok(None);
        }
        let now = self.clock.now();
        for told in store::inbox::waiting(&mut *self.store.read().await?, thread, LOOKED_AT).await? {
            if told.not_before <= now {
                return Ok(Some(told));
            }
            if told.tries < PATIENCE {
                break;
            }
        }
        Ok(None)
    }

    /// Takes note that something is begun with of which the program may die.
    pub async fn begin_told(&self, told: &Told) -> Result<()> {
        let mut work = self.work().await?;
        store::inbox::begin(work.conn(), told).await?;
        work.commit().await
    }

    /// What is begun with is left for the next start, as the program was told to stop.
    pub async fn leave_begun(&self) -> Result<()> {
        let mut work = self.work().await?;
        store::inbox::unbegin(work.conn()).await?;
        work.commit().await
    }

    /// Something could not be taken in now: it is tried again after a growing pause. `died`: it is of those
    /// that end whoever takes it in.
    pub async fn put_off_told(&self, told: &Told, error: &str, died: bool) -> Result<()> {
        let mut work = self.work().await?;
        let pause = 1_i64.checked_shl(u32::try_from(told.tries).unwrap_or(u32::MAX)).unwrap_or(LONGEST_PAUSE);
        let until = work.now + TimeDelta::seconds(pause.clamp(1, LONGEST_PAUSE));
        let begun = if died { told.begun + 1 } else { 0 };
        store::inbox::put_off(work.conn(), told, until, (error, begun)).await?;
        work.commit().await
    }

    /// Nothing is to be recorded of what was told: it is of no thread of ours.
    pub async fn told_is_over(&self, told: &Told) -> Result<()> {
        let mut work = self.work().await?;
        store::inbox::done(work.conn(), told.channel, told.message, told.kind).await?;
        work.commit().await
    }

    /// Gives up what can never be taken in: whoever wrote it is told, as far as it is known who did, and
    /// staff.
    pub async fn give_up_told(
        &self,
        told: &Told,
        thread: Option<ThreadOf>,
        writer: Option<PersonId>,
    ) -> Result<()> {
        let mut work = self.work().await?;
        store::inbox::done(work.conn(), told.channel, told.message, told.kind).await?;
        if told.kind == ToldKind::Said
            && let Some(thread) = thread
            && let Some(file) = file::read(work.conn(), Reach::Staff, thread.ticket).await?
        {
            let (channel, message) = (told.channel, told.message);
            let unkept = Unkept { thread, channel, message, writer, program: None };
            work.leave_unkept(&file, unkept, WhyUnkept::Unreadable).await?;
        }
        work.commit().await
    }

    /// Leaves on no record what a program wrote in a ticket's thread: nobody acts by it, and nobody is
    /// answered. Staff read once a thread that it writes there, as they may not read the thread themselves.
    pub async fn leave_programs(
        &self,
        told: &Told,
        thread: ThreadOf,
        program: (PersonId, &str),
    ) -> Result<()> {
        let mut work = self.work().await?;
        store::inbox::done(work.conn(), told.channel, told.message, told.kind).await?;
        if let Some(file) = file::read(work.conn(), Reach::Staff, thread.ticket).await? {
            let (channel, message, writer) = (told.channel, told.message, Some(program.0));
            let unkept = Unkept { thread, channel, message, writer, program: Some(program.1) };
            work.leave_unkept(&file, unkept, WhyUnkept::Program).await?;
        }
        work.commit().await
    }
}

/// A message that comes on no record.
#[derive(Clone, Copy, Debug)]
pub(in crate::desk) struct Unkept<'a> {
    /// Whose thread it is in.
    pub(in crate::desk) thread: ThreadOf,
    /// In which thread.
    pub(in crate::desk) channel: ChannelId,
    /// Which message.
    pub(in crate::desk) message: MessageId,
    /// Who wrote it, where that is known.
    pub(in crate::desk) writer: Option<PersonId>,
    /// What it calls itself, where a program wrote it.
    pub(in crate::desk) program: Option<&'a str>,
}

impl Work<'_> {
    /// Leaves a message without a record, and says so: to whoever wrote it, and to staff. Whoever is nobody
    /// there reads it once a thread, and whoever writes where the ticket does not speak once in ten minutes;
    /// of a program staff alone read it.
    pub(in crate::desk) async fn leave_unkept(
        &mut self,
        file: &TicketFile,
        unkept: Unkept<'_>,
        why: WhyUnkept,
    ) -> Result<()> {
        let Unkept { thread, channel, message, writer, program } = unkept;
        let now = self.now;
        store::inbox::unkept(self.conn(), channel, message, why, now).await?;
        let once = match (why, writer) {
            (WhyUnkept::Nobody | WhyUnkept::Program, Some(writer)) => Once::Thread(writer, channel),
            (WhyUnkept::Elsewhere, Some(writer)) => self.once(writer, channel),
            (WhyUnkept::Nobody | WhyUnkept::Program | WhyUnkept::Elsewhere, None)
            | (WhyUnkept::Unreadable, _) => Once::Message(message),
        };
        let key = |which| Key::Unkept(file.row.number, once, which);
        let say = |to_staff| Say::Unkept {
            ticket: thread.ticket,
            channel,
            message,
            writer,
            why,
            to_staff,
            program: program.map(str::to_owned),
        };
        if writer.is_some() && why != WhyUnkept::Program {
            // Where they wrote, whatever the ticket's threads are by now.
            let to = Destination::Channel(channel);
            // In a channel that is somebody else's by now, as they read.
            let theirs = store::customer::linked_to(self.conn(), thread.team_channel).await?;
            let language = if thread.staff {
                self.staff_language().await?
            } else {
                theirs.map_or(file.language, |theirs| theirs.language)
            };
            let key = key(WhichThread::Teams);
            self.say(&Message::new(&key, lane(file), to, language, say(false)))?;
        }
        if !thread.staff || writer.is_none() || why == WhyUnkept::Program {
            self.say_in_thread(file, &key(WhichThread::Staffs), WhichThread::Staffs, say(true)).await?;
        }
        if !file.ticket.is_open() && !thread.left {
            self.put_away_again(file, Wrote::Message(message), thread.which())?;
        }
        if !file.ticket.is_open() && !thread.staff {
            self.put_away_again(file, Wrote::Message(message), WhichThread::Staffs)?;
        }
        Ok(())
    }

    /// What somebody wrote in a thread that its ticket left is kept; they are told where it goes on.
    pub(in crate::desk) async fn tell_where_it_goes_on(
        &mut self,
        file: &TicketFile,
        (channel, which): (ChannelId, WhichThread),
        writer: PersonId,
    ) -> Result<()> {
        let ticket = file.row.number;
        let key = Key::GoesOn(ticket, self.once(writer, channel));
        let language = if which.is_staffs() { self.staff_language().await? } else { file.language };
        let (to, say) = (Destination::Channel(channel), Say::GoesOn { ticket, writer, which });
        self.say(&Message::new(&key, lane(file), to, language, say))
    }

    /// What is the same for all that somebody writes in a thread within some minutes.
    fn once(&self, writer: PersonId, channel: ChannelId) -> Once {
        Once::Minutes(writer, channel, self.now.timestamp().div_euclid(TOLD_ONCE))
    }
}
