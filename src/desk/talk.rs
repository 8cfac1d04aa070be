//! What people write about a ticket: kept once, copied to the other side, with its files.
//!
//! The team's thread is read by both sides; the staff's thread by staff alone. What the team writes is copied to the staff's thread,
//! unless its channel is in the staff's own server; what staff write there goes to the team by `/agent reply` alone.

use anyhow::Result;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    Desk,
    actor::Actor,
    file::{self, TicketFile},
    say::Say,
    work::Work,
};
use crate::{
    rules::{
        event::{By, Event, Sha256Hex, Side, Written},
        ids::{ChannelId, EventSeq, MessageId},
        ticket::State,
    },
    store::{self, attachment::NewAttachment, customer::Reach, talk::ReadMessage, ticket::ThreadOf},
};

/// A file as Discord tells of it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct FileRef {
    /// Its name.
    pub name: String,
    /// Its kind, as `image/png`, where it is known.
    pub kind: Option<String>,
    /// Its size in bytes.
    pub size: u32,
    /// Where Discord has it; such links expire.
    pub url: String,
}

/// A file that came with what was written, with its bytes where it could be fetched.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct File {
    /// As Discord tells of it.
    pub told: FileRef,
    /// Its bytes; none where it is too large, or not to be had.
    pub bytes: Option<Vec<u8>>,
}

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
    /// When it was edited last, UTC; none where it was not.
    pub edited_at: Option<DateTime<Utc>>,
}

/// The hashes of what was written. A file that could not be fetched has none.
#[must_use]
pub fn written(text: Option<&str>, files: &[File]) -> Written {
    let attachments = files.iter().filter_map(|file| file.bytes.as_deref()).map(Sha256Hex::of).collect();
    Written { attachments, ..text.map(Written::text).unwrap_or_default() }
}

impl Desk {
    /// The ticket whose thread this is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn thread_of(&self, thread: ChannelId) -> Result<Option<ThreadOf>> {
        store::ticket::of_thread(&mut *self.store.read().await?, thread).await
    }

    /// Whether a ticket's first message is being posted, from which its thread is started.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_posting(&self) -> Result<bool> {
        store::outbox::is_posting(&mut *self.store.read().await?).await
    }

    /// Whether a message was read into a ticket before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn was_read(&self, message: MessageId) -> Result<bool> {
        store::talk::was_read(&mut *self.store.read().await?, message).await
    }

    /// How far a thread was read, of which Discord says that `last` is its last message; none where it is no ticket's.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn heard(
        &self,
        thread: ChannelId,
        last: Option<MessageId>,
    ) -> Result<Option<store::talk::Heard>> {
        store::talk::heard(&mut *self.store.read().await?, thread, last).await
    }

    /// Keeps what somebody wrote in a ticket's thread: once, whatever is dispatched how often. What is written by who is neither of the
    /// team nor of the staff is left alone.
    ///
    /// # Errors
    /// When the database fails: nothing is kept, and the message is read again.
    pub async fn hear(&self, actor: &Actor, heard: Heard) -> Result<()> {
        let mut work = self.work().await?;
        if store::talk::was_read(work.conn(), heard.message).await? {
            return Ok(());
        }
        let number = heard.thread.ticket;
        let Some(mut file) = file::read(work.conn(), Reach::Staff, number).await? else { return Ok(()) };
        let Some(by) = writer(actor, &file, &heard.thread) else {
            if heard.thread.staff {
                let (ticket, person) = (number.get(), actor.person().get());
                tracing::warn!(
                    ticket,
                    person,
                    "who wrote in the staff's thread is not of the staff: it was not kept"
                );
            }
            return Ok(());
        };
        let text = (!heard.text.trim().is_empty()).then(|| actor.text(&heard.text));
        let written = written(text.as_ref().map(|text| text.body.as_str()), &heard.files);
        let before = (file.ticket.state, file.ticket.is_open());
        let (event, to_staff) = match (heard.thread.staff, by.side) {
            (true, _) => (Event::Note { written }, false),
            (false, Side::Staff) => (Event::StaffMessage { written }, false),
            (false, _) => (Event::TeamMessage { written }, !work.team_is_at_home(actor, &file).await?),
        };
        let seq = work.record(&mut file, by, event, text.as_ref()).await?;
        let edited_ms = heard.edited_at.map(|at| at.timestamp_millis());
        let read = ReadMessage { message: heard.message, ticket: number, seq, edited_ms };
        store::talk::read_message(work.conn(), heard.channel, &read).await?;
        work.keep_files(&file, seq, &heard.files).await?;
        if to_staff {
            work.write_to_staff(&file, seq).await?;
        }
        if heard.files.iter().any(|file| file.bytes.is_none()) {
            let key = format!("ticket:{}:not-kept:{seq}", number.get());
            work.say_in_thread(&file, &key, heard.thread.staff, Say::NotKept { ticket: number, seq }).await?;
        }
        work.after_message(&file, before, heard.thread.staff, seq).await?;
        work.follow(&mut file).await?;
        work.commit().await
    }
}

/// On whose side somebody writes: staff, or the team whose ticket it is; nobody else counts.
fn writer(actor: &Actor, file: &TicketFile, thread: &ThreadOf) -> Option<By> {
    if actor.staff.any() {
        return Some(By::staff(actor.person()));
    }
    let of_the_team = actor.team.as_ref().is_some_and(|team| team.scope.customer() == file.row.customer);
    (of_the_team && !thread.staff).then(|| By::team(actor.person()))
}

impl Work<'_> {
    /// What follows from a message: an end of the wait is told, a closed ticket says once that it is.
    async fn after_message(
        &mut self,
        file: &TicketFile,
        (state, open): (State, bool),
        by_staff_for_staff: bool,
        seq: EventSeq,
    ) -> Result<()> {
        if !open && !by_staff_for_staff {
            let closed = file.events.iter().rev().find(|one| matches!(one.event, Event::Closed { .. }));
            let closed = closed.map_or(EventSeq::FIRST, |one| one.seq);
            let key = format!("ticket:{}:still-closed:{closed}", file.row.number.get());
            return self.say_in_thread(file, &key, false, Say::StillClosed { ticket: file.row.number }).await;
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
    ///
    /// # Errors
    /// When the database fails.
    pub async fn team_is_at_home(&mut self, actor: &Actor, file: &TicketFile) -> Result<bool> {
        let guild = store::customer::guild_of(self.conn(), file.row.team_channel).await?;
        Ok(guild == Some(actor.asking.staff_guild))
    }

    /// Keeps the files that came with an event.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_files(&mut self, file: &TicketFile, seq: EventSeq, files: &[File]) -> Result<()> {
        for one in files {
            let new = NewAttachment {
                ticket: file.row.number,
                seq,
                name: &one.told.name,
                kind: one.told.kind.as_deref(),
                size: one.told.size,
                url: &one.told.url,
                bytes: one.bytes.as_deref(),
            };
            store::attachment::keep(self.conn(), &new).await?;
        }
        Ok(())
    }

    /// Shows the team in its thread what staff wrote.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn write_to_team(&mut self, file: &TicketFile, seq: EventSeq) -> Result<()> {
        let key = format!("ticket:{}:copied:{seq}:team", file.row.number.get());
        self.say_in_thread(file, &key, false, Say::Copied { ticket: file.row.number, seq }).await
    }

    /// Shows staff in their thread what was written; the thread is made at the first need.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn write_to_staff(&mut self, file: &TicketFile, seq: EventSeq) -> Result<()> {
        let key = format!("ticket:{}:copied:{seq}:staff", file.row.number.get());
        self.say_in_thread(file, &key, true, Say::Copied { ticket: file.row.number, seq }).await
    }
}
