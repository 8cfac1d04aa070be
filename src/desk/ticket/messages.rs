//! What people write about a ticket: kept once, copied to the other side, with its files.
//!
//! The team's thread is read by both sides; the staff's thread by staff alone. What the team writes is copied
//! to the staff's thread, unless its channel is in the staff's own server; what staff write there goes to the
//! team by `/agent reply` alone.

use anyhow::{Context, Result};
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

use super::{
    attached::{File, written},
    file::{self, TicketFile},
    place::whose,
    told::Unkept,
};
use crate::{
    desk::{
        Desk,
        actor::Actor,
        say::{
            key::{Key, Wrote},
            message::Say,
        },
        work::Work,
    },
    rules::{
        event::{By, Event, Side, Written},
        ids::{ChannelId, CustomerId, EventSeq, MessageId},
        thread::WhichThread,
        ticket::State,
        told::{ToldKind, WhyUnkept},
    },
    store::{
        self, Conn,
        customer::Reach,
        messages::{self, ReadMessage},
        ticket::ThreadOf,
    },
};

/// How long after it was written something is read at once: nothing is noted of the reading.
pub(in crate::desk) const AT_ONCE: TimeDelta = TimeDelta::seconds(5);

/// A message that was written in a ticket's thread.
#[derive(Clone, Debug)]
pub struct Heard {
    /// The message.
    pub message: MessageId,
    /// In which channel.
    pub channel: ChannelId,
    /// Whose thread it is.
    pub thread: ThreadOf,
    /// What.
    pub text: String,
    /// With which files.
    pub files: Vec<File>,
    /// When it was written, UTC, by Discord's clock.
    pub written_at: DateTime<Utc>,
    /// When it was edited last, UTC; none where it was not.
    pub edited_at: Option<DateTime<Utc>>,
}

impl Desk {
    /// The ticket whose thread this is, or was: one that it left is known by it.
    pub async fn thread_of(&self, thread: ChannelId) -> Result<Option<ThreadOf>> {
        whose(&mut *self.store.read().await?, thread).await
    }

    /// The ticket of which a message stands in a channel, beside its thread or in its stead: who replies to
    /// it answers the ticket.
    pub async fn beside(&self, channel: ChannelId, message: MessageId) -> Result<Option<ThreadOf>> {
        store::left::beside(&mut *self.store.read().await?, channel, message).await
    }

    /// Whether a ticket's first message is being posted, from which its thread is started.
    pub async fn is_posting(&self) -> Result<bool> {
        store::outbox::is_posting(&mut *self.store.read().await?).await
    }

    /// Whether a message was read into a ticket before.
    pub async fn was_read(&self, message: MessageId) -> Result<bool> {
        messages::was_read(&mut *self.store.read().await?, message).await
    }

    /// How far a thread was read, of which Discord says that `last` is its last message; none where it is no
    /// ticket's.
    pub async fn heard(
        &self,
        thread: ChannelId,
        last: Option<MessageId>,
    ) -> Result<Option<messages::ReadSoFar>> {
        messages::heard(&mut *self.store.read().await?, thread, last).await
    }

    /// Whether what somebody writes in a thread counts: the files of whoever is neither of the team nor of
    /// the staff are not even fetched.
    pub async fn counts(&self, actor: &Actor, thread: &ThreadOf) -> Result<bool> {
        let mut conn = self.store.read().await?;
        let Some(row) = store::ticket::get(&mut conn, thread.ticket).await? else { return Ok(false) };
        Ok(counts_as(&mut conn, actor, row.customer, thread).await?.is_ok())
    }

    /// Keeps what somebody wrote in a ticket's thread: once, whatever is dispatched how often, at the moment
    /// at which it was written. What is written by whoever is neither of the team nor of the staff, or where
    /// the ticket speaks no more, is not kept, and they are told. Of a thread that the ticket left and in
    /// which its team still is, it is kept, and they are told where the ticket goes on.
    ///
    /// # Errors
    /// When the database fails: nothing is kept, and the message waits.
    pub async fn hear(&self, actor: &Actor, heard: Heard) -> Result<()> {
        let mut work = self.work().await?;
        let number = heard.thread.ticket;
        let file = if messages::was_read(work.conn(), heard.message).await? {
            None
        } else {
            file::read(work.conn(), Reach::Staff, number).await?
        };
        let Some(mut file) = file else {
            store::inbox::done(work.conn(), heard.channel, heard.message, ToldKind::Said).await?;
            return work.commit().await;
        };
        let by = match counts_as(work.conn(), actor, file.row.customer, &heard.thread).await? {
            Ok(by) => by,
            Err(why) => {
                let (Heard { thread, channel, message, .. }, writer) = (heard, Some(actor.person()));
                let unkept = Unkept { thread, channel, message, writer, program: None };
                work.leave_unkept(&file, unkept, why).await?;
                return work.commit().await;
            }
        };
        let text = (!heard.text.trim().is_empty()).then(|| actor.text(&heard.text));
        // Not before the ticket, and not after it was read: clocks may differ.
        let at = heard.written_at.trunc_subsecs(0).min(work.now).max(file.row.opened_at);
        let before = work.written_before(&file, heard.message, at).await?;
        let written = Written {
            read_at: (work.now - at > AT_ONCE).then_some(work.now),
            before,
            ..written(text.as_ref().map(|text| text.body.as_str()), &heard.files)
        };
        let was = (file.ticket.state, file.ticket.is_open() || before.is_some());
        let (event, to_staff) = match (heard.thread.staff, by.side) {
            (true, _) => (Event::Note { written }, false),
            (false, Side::Staff) => (Event::StaffMessage { written }, false),
            (false, _) => (Event::TeamMessage { written }, !work.team_is_at_home(actor, &file).await?),
        };
        let seq = work.record_at(&mut file, (by, at), event, text.as_ref()).await?;
        let edited_ms = heard.edited_at.map(|at| at.timestamp_millis());
        let read = ReadMessage { message: heard.message, ticket: number, seq, edited_ms };
        messages::read_message(work.conn(), heard.channel, &read).await?;
        work.keep_files(&file, seq, &heard.files).await?;
        if to_staff {
            work.write_to_staff(&file, seq).await?;
        }
        work.tell_not_kept(&file, seq, &heard.files, heard.thread.which()).await?;
        work.after_message(&file, was, heard.thread.staff, seq).await?;
        if heard.thread.left {
            work.tell_where_it_goes_on(&file, (heard.channel, heard.thread.which()), actor.person()).await?;
        }
        work.follow(&mut file).await?;
        work.commit().await
    }
}

/// On whose side what somebody writes in a thread counts, or why it does not: what is for the team is said
/// where a channel speaks for it, and nowhere else.
async fn counts_as(
    conn: &mut Conn,
    actor: &Actor,
    customer: CustomerId,
    thread: &ThreadOf,
) -> Result<Result<By, WhyUnkept>> {
    let by = writer(actor, customer, thread);
    if thread.staff {
        return Ok(by.ok_or(WhyUnkept::Nobody));
    }
    let channel = thread.team_channel;
    let linked = store::customer::linked_to(conn, channel).await?.is_some_and(|linked| linked.id == customer);
    let speaks = linked || store::left::speaks(conn, channel, customer).await?;
    Ok(by.filter(|_| speaks).ok_or(if linked { WhyUnkept::Nobody } else { WhyUnkept::Elsewhere }))
}

/// On whose side somebody writes: staff, or the team whose ticket it is; nobody else counts.
fn writer(actor: &Actor, customer: CustomerId, thread: &ThreadOf) -> Option<By> {
    if actor.staff.any() {
        return Some(By::staff(actor.person()));
    }
    let of_the_team = actor.team.as_ref().is_some_and(|team| team.scope.customer() == customer);
    (of_the_team && !thread.staff).then(|| By::team(actor.person()))
}

impl Work<'_> {
    /// The first event that calls for an answer and happened after a message was written: it is none to that.
    /// By Discord's own numbers where they tell, as its clock and the desk's may differ.
    async fn written_before(
        &mut self,
        file: &TicketFile,
        message: MessageId,
        at: DateTime<Utc>,
    ) -> Result<Option<EventSeq>> {
        let asked = file.ticket.unanswered();
        if asked.is_empty() {
            return Ok(None);
        }
        let causes = store::ticket::causes(self.conn(), file.row.number, &asked).await?;
        let message = i64::try_from(message.get()).context("a message's number")?;
        Ok(asked.into_iter().find(|seq| match causes.get(seq) {
            Some(cause) => message < *cause,
            None => file.events.iter().any(|one| one.seq == *seq && at < one.at),
        }))
    }

    /// What follows from a message: an end of the wait is told, a closed ticket says once that it is, to what
    /// was written since.
    async fn after_message(
        &mut self,
        file: &TicketFile,
        (state, open): (State, bool),
        by_staff_for_staff: bool,
        seq: EventSeq,
    ) -> Result<()> {
        if !open && by_staff_for_staff {
            return self.put_away_again(file, Wrote::Event(seq), WhichThread::Staffs);
        }
        if !open {
            let closed = file.events.iter().rev().find(|one| matches!(one.event, Event::Closed { .. }));
            let closed = closed.map_or(EventSeq::FIRST, |one| one.seq);
            let key = Key::StillClosed(file.row.number, closed);
            self.put_away_again(file, Wrote::Event(seq), WhichThread::Teams)?;
            return self
                .say_in_thread(file, &key, WhichThread::Teams, Say::StillClosed { ticket: file.row.number })
                .await;
        }
        if state == State::Waiting && file.ticket.state != State::Waiting {
            return self.tell(file, seq).await;
        }
        if state != file.ticket.state {
            return self.correct(file, seq).await;
        }
        Ok(())
    }

    /// Whether the team's channel is in the staff's own server: both sides then read the team's thread.
    pub async fn team_is_at_home(&mut self, actor: &Actor, file: &TicketFile) -> Result<bool> {
        let guild = store::customer::guild_of(self.conn(), file.row.team_channel).await?;
        Ok(guild == Some(actor.asking.staff_guild))
    }

    /// Says in a ticket's thread, the staff's or the team's, which files of an event were not kept, and why;
    /// nothing where all were.
    pub async fn tell_not_kept(
        &mut self,
        file: &TicketFile,
        seq: EventSeq,
        files: &[File],
        which: WhichThread,
    ) -> Result<()> {
        if files.iter().all(|one| one.kept.is_ok()) {
            return Ok(());
        }
        let ticket = file.row.number;
        let key = Key::NotKept(ticket, seq, which);
        self.say_in_thread(file, &key, which, Say::NotKept { ticket, seq }).await
    }

    /// Shows the team in its thread what staff wrote.
    pub async fn write_to_team(&mut self, file: &TicketFile, seq: EventSeq) -> Result<()> {
        let key = Key::Copied(file.row.number, seq, WhichThread::Teams);
        self.say_in_thread(file, &key, WhichThread::Teams, Say::Copied { ticket: file.row.number, seq })
            .await?;
        if file.ticket.is_open() {
            Ok(())
        } else {
            self.put_away_again(file, Wrote::Event(seq), WhichThread::Teams)
        }
    }

    /// Shows staff in their thread what was written; the thread is made at the first need.
    pub async fn write_to_staff(&mut self, file: &TicketFile, seq: EventSeq) -> Result<()> {
        let key = Key::Copied(file.row.number, seq, WhichThread::Staffs);
        self.say_in_thread(file, &key, WhichThread::Staffs, Say::Copied { ticket: file.row.number, seq })
            .await?;
        if file.ticket.is_open() {
            Ok(())
        } else {
            self.put_away_again(file, Wrote::Event(seq), WhichThread::Staffs)
        }
    }
}
