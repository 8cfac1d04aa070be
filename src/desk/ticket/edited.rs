//! What people wrote, edited or deleted afterwards: on record beside what it was.

use std::collections::HashMap;

use anyhow::Result;
use chrono::{DateTime, SubsecRound, Utc};

use super::{
    file::{self, TicketFile},
    messages::AT_ONCE,
    place::whose,
};
use crate::{
    desk::{
        Desk,
        say::key::{Key, Wrote},
        work::Work,
    },
    rules::{
        event::{By, Event, OfMessage, Recorded, Sha256Hex, Written},
        ids::{ChannelId, EventSeq, MessageId},
        thread::WhichThread,
        told::ToldKind,
    },
    store::{
        self,
        customer::Reach,
        messages::{self, ReadMessage},
        ticket::{Text, ThreadOf},
    },
};

/// A message that was kept, as it stands by the record.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct KeptMessage {
    /// The message.
    pub message: MessageId,
    /// The hash of its text; none where it has none.
    pub text: Option<Sha256Hex>,
    /// When it was edited last, as far as is known, UTC.
    pub edited_at: Option<DateTime<Utc>>,
}

impl KeptMessage {
    /// Whether it says something else now, or was edited since it was read. Files that an edit took away stay
    /// on record, and are no difference.
    pub fn differs(&self, body: &str, edited_at: Option<DateTime<Utc>>) -> bool {
        edited_at > self.edited_at || says(body).text != self.text
    }
}

impl Desk {
    /// A message that was kept says something else now, since it was edited at that moment. The same text
    /// again changes nothing, and neither does an edit of which a later one is known.
    pub async fn edited(
        &self,
        (channel, message): (ChannelId, MessageId),
        body: &str,
        edited_at: Option<DateTime<Utc>>,
    ) -> Result<()> {
        let mut work = self.work().await?;
        store::inbox::done(work.conn(), channel, message, ToldKind::Edited).await?;
        let Some((mut file, read)) = work.kept(message).await? else { return work.commit().await };
        if edited_at < read.edited_at() {
            return work.commit().await;
        }
        if let Some(edited_at) = edited_at {
            messages::note_edit(work.conn(), message, edited_at).await?;
        }
        let (of, written) = (read.seq, says(body));
        let Some(original) = file.events.iter().find(|one| one.seq == of).cloned() else {
            return work.commit().await;
        };
        // One that was deleted says nothing any more.
        if texts_now(&file).get(&of).is_none_or(|text| *text == written.text) {
            return work.commit().await;
        }
        let author = store::ticket::text(work.conn(), file.row.number, of).await?.map(|text| text.author);
        let text = Text { body: body.to_owned(), author: author.unwrap_or_default() };
        let at = edited_at.map_or(work.now, |at| at.trunc_subsecs(0)).min(work.now).max(original.at);
        let read_at = (work.now - at > AT_ONCE).then_some(work.now);
        let event = Event::MessageEdited { of, written: Written { read_at, ..written } };
        let seq = work.record_at(&mut file, (original.by, at), event, Some(&text)).await?;
        work.tell_of_change(&file, of, seq).await?;
        work.commit().await
    }

    /// A poll that was kept has ended: that is more of what it says, and answers nothing. Says whether the
    /// poll is on record.
    pub async fn poll_ended(
        &self,
        (channel, message): (ChannelId, MessageId),
        poll: MessageId,
        words: &str,
        ended_at: DateTime<Utc>,
    ) -> Result<bool> {
        let mut work = self.work().await?;
        let Some((mut file, read)) = work.kept(poll).await? else { return Ok(false) };
        let of = read.seq;
        let original = file.events.iter().find(|one| one.seq == of).cloned();
        let Some(original) = original.filter(|_| texts_now(&file).contains_key(&of)) else {
            return Ok(false);
        };
        let says_now =
            |one: &&Recorded| matches!(one.event, Event::MessageEdited { of: its, .. } if its == of);
        let last = file.events.iter().rev().find(says_now).map_or(of, |one| one.seq);
        let asked = store::ticket::text(work.conn(), file.row.number, last).await?;
        let (body, author) = match asked {
            Some(Text { body, author }) => (format!("{body}\n{words}"), author),
            None => (words.to_owned(), String::new()),
        };
        let at = ended_at.trunc_subsecs(0).min(work.now).max(original.at);
        let read_at = (work.now - at > AT_ONCE).then_some(work.now);
        let event = Event::MessageEdited { of, written: Written { read_at, ..Written::text(&body) } };
        let text = Text { body, author };
        let seq = work.record_at(&mut file, (original.by, at), event, Some(&text)).await?;
        let read = ReadMessage { message, ticket: file.row.number, seq, edited_ms: None };
        messages::read_message(work.conn(), channel, &read).await?;
        work.tell_of_change(&file, of, seq).await?;
        work.commit().await?;
        Ok(true)
    }

    /// A message that was kept was deleted: the record keeps it, and says so.
    pub async fn deleted(&self, (channel, message): (ChannelId, MessageId)) -> Result<()> {
        let mut work = self.work().await?;
        store::inbox::done(work.conn(), channel, message, ToldKind::Deleted).await?;
        let Some((mut file, ReadMessage { seq: of, .. })) = work.kept(message).await? else {
            return work.commit().await;
        };
        if !texts_now(&file).contains_key(&of) {
            return work.commit().await;
        }
        // Discord does not tell who deleted it.
        let seq = work.record(&mut file, By::desk(), Event::MessageDeleted { of }, None).await?;
        work.tell_of_change(&file, of, seq).await?;
        work.commit().await
    }

    /// The messages of a thread that were kept, oldest first, as they stand by the record. Left out: those
    /// that were deleted.
    pub async fn kept_in(&self, thread: ChannelId) -> Result<Vec<KeptMessage>> {
        let mut conn = self.store.read().await?;
        let Some(ThreadOf { ticket, .. }) = whose(&mut conn, thread).await? else {
            return Ok(Vec::new());
        };
        let read = messages::of_thread(&mut conn, thread).await?;
        let Some(file) = file::read(&mut conn, Reach::Staff, ticket).await? else { return Ok(Vec::new()) };
        let mut texts = texts_now(&file);
        // A message whose event is not there any more was deleted.
        let kept = read.into_iter().filter_map(|one| {
            let text = texts.remove(&one.seq)?;
            Some(KeptMessage { message: one.message, text, edited_at: one.edited_at() })
        });
        Ok(kept.collect())
    }
}

impl Work<'_> {
    async fn kept(&mut self, message: MessageId) -> Result<Option<(TicketFile, ReadMessage)>> {
        let Some(read) = messages::find(self.conn(), message).await? else { return Ok(None) };
        Ok(file::read(self.conn(), Reach::Staff, read.ticket).await?.map(|file| (file, read)))
    }

    /// Tells staff of a change to what was copied to them.
    async fn tell_of_change(&mut self, file: &TicketFile, of: EventSeq, seq: EventSeq) -> Result<()> {
        let copy = Key::Copied(file.row.number, of, WhichThread::Staffs).to_string();
        if store::outbox::was_queued(self.outbox().await?, &copy).await? {
            self.write_to_staff(file, seq).await?;
        }
        if !file.ticket.is_open() {
            self.put_away_again(file, Wrote::Event(seq), WhichThread::Teams)?;
        }
        Ok(())
    }
}

/// What is on record of a text.
fn says(body: &str) -> Written {
    if body.trim().is_empty() { Written::default() } else { Written::text(body) }
}

/// What each message says now, by the event with which it came: as it was last edited, or as it was written.
/// Left out: those that were deleted.
fn texts_now(file: &TicketFile) -> HashMap<EventSeq, Option<Sha256Hex>> {
    let mut texts = HashMap::new();
    for Recorded { seq, event, .. } in &file.events {
        match event.of_message() {
            Some(OfMessage::Team(written) | OfMessage::Staff(written) | OfMessage::Note(written)) => {
                texts.insert(*seq, written.text.clone());
            }
            Some(OfMessage::Edited { of, written }) => {
                texts.insert(of, written.text.clone());
            }
            Some(OfMessage::Deleted { of }) => {
                texts.remove(&of);
            }
            None => {}
        }
    }
    texts
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn kept(text: &str, edited_at: Option<DateTime<Utc>>) -> KeptMessage {
        KeptMessage { message: MessageId::new(1), text: says(text).text, edited_at }
    }

    /// A file that an edit took away leaves the text as it was; one that came without a text has none.
    #[test]
    fn a_message_differs_by_its_text_or_by_a_later_edit() {
        let edit = DateTime::UNIX_EPOCH + TimeDelta::days(1);
        assert!(!kept("Port 80", None).differs("Port 80", None));
        assert!(kept("Port 80", None).differs("Port 443", None));
        assert!(kept("Port 80", None).differs("Port 80", Some(edit)));
        assert!(!kept("Port 80", Some(edit)).differs("Port 80", Some(edit)));
        assert!(!kept("", None).differs("", None));
        assert!(kept("Port 80", None).differs("", None));
    }
}
