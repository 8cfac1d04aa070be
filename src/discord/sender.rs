//! The desk's voice: renders a letter from the present facts and says it on Discord.

use std::{sync::Arc, time::Duration};

use anyhow::Result;
use chrono::TimeDelta;
use serenity::all::{
    AutoArchiveDuration, Builder, ChannelId as Room, CreateThread, EditThread, GetMessages, HttpError,
    Message, MessageId as MessageRef,
};

use super::{Face, card::Card, cards, catch_up};
use crate::{
    delivery::outbox::{Letter, Unsaid, Voice},
    desk::{
        say::{Destination, Say},
        spoken::Where,
    },
    rules::ids::{ChannelId, MessageId},
    store::{self, ticket::Whose},
};

/// How long an edit may take: Discord rations those of messages older than an hour, and serenity would wait for them.
const EDIT_LIMIT: Duration = Duration::from_secs(10);

/// When an edit that took too long is tried again, in seconds.
const EDIT_AGAIN: i64 = 60;

/// How many messages Discord gives at once.
const AT_ONCE: u8 = 100;

/// So many pages are looked through for a message that may have been said, at most: one that waited for months where much is written is
/// rather said twice than never.
const PAGES_MOST: usize = 100;

/// How far this machine's clock may be from Discord's.
const CLOCKS_APART: TimeDelta = TimeDelta::minutes(10);

/// Discord's code for a channel or a thread that is not there.
const UNKNOWN_CHANNEL: isize = 10_003;

/// Discord's code for a correction in a thread that is archived. A message to it opens it again, and is never refused so.
const THREAD_ARCHIVED: isize = 50_083;

/// What is to be done on Discord for a letter.
#[derive(Debug)]
pub enum Plan {
    /// Post a message.
    Post(Card),
    /// Post a message and start a thread of that name from it.
    PostThreaded(Card, String),
    /// Post a message as a reply to another.
    Reply(MessageId, Card),
    /// Correct a message.
    Edit(ChannelId, MessageId, Card),
    /// Start a thread from a message.
    Thread(ChannelId, MessageId, String),
    /// Put a thread away.
    Archive(ChannelId),
    /// Nothing any more.
    Nothing,
    /// It would reach nobody there: why.
    Failed(String),
}

/// The voice of a face.
#[derive(Debug)]
pub struct Sender(pub Arc<Face>);

impl Voice for Sender {
    async fn say(&self, letter: &Letter) -> Result<Where, Unsaid> {
        let face = &*self.0;
        let plan = cards::plan(face, letter).await.map_err(|error| fault(&error))?;
        match plan {
            Plan::Post(card) => self.post(letter, &card, None).await,
            Plan::PostThreaded(card, name) => self.post_threaded(letter, &card, &name).await,
            Plan::Reply(to, card) => self.post(letter, &card, Some(to)).await,
            Plan::Edit(channel, message, card) => {
                let edit = card
                    .edit(&edited_reference(face, channel, message).await.map_err(|error| fault(&error))?);
                let edit = edit.execute(&face.api, (room(channel), MessageRef::new(message.get()), None));
                tokio::time::timeout(EDIT_LIMIT, edit)
                    .await
                    .map_err(|_| rationed())?
                    .map_err(|error| unsaid(&error))?;
                Ok(stands(channel, message))
            }
            Plan::Thread(channel, message, name) => {
                let thread = self.start(channel, message, &name).await.map_err(|error| unsaid(&error))?;
                Ok(Where { channel: thread, message: None, threaded: false })
            }
            Plan::Archive(channel) => {
                let edit = EditThread::new().archived(true);
                edit.execute(&face.api, room(channel)).await.map_err(|error| unsaid(&error))?;
                // Before the receipt: whenever the program dies, this is done again.
                if !catch_up::read_last_words(face, channel).await.map_err(|error| fault(&error))? {
                    return Err(Unsaid::Passing { error: "it is being read".to_owned(), after: Some(1) });
                }
                Ok(Where { channel, message: None, threaded: false })
            }
            Plan::Nothing => self.unless_said(letter).await,
            Plan::Failed(error) => Err(Unsaid::Permanent { error }),
        }
    }
}

impl Sender {
    /// Nothing to say any more; but a message that may have been said before the program died is looked for, so that it has its receipt.
    async fn unless_said(&self, letter: &Letter) -> Result<Where, Unsaid> {
        if letter.uncertain
            && let Ok(channel) = self.place(letter.to).await
            && let Some(message) = self.find(channel, letter).await?
        {
            return Ok(stands(channel, message));
        }
        Err(Unsaid::Useless)
    }

    /// Posts a message and starts a thread from it. Where the thread is refused, the message stands without it.
    async fn post_threaded(&self, letter: &Letter, card: &Card, name: &str) -> Result<Where, Unsaid> {
        let posted = self.post(letter, card, None).await?;
        let Some(message) = posted.message else { return Ok(posted) };
        // What somebody writes in the thread from now on waits for the receipt.
        self.0.desk.claims.starts(letter.row, ChannelId::new(message.get()));
        self.0.turns.wait(letter.p1).await;
        let started = self.start(posted.channel, message, name).await;
        if let Err(error) = &started {
            tracing::info!(row = letter.row, %error, "a thread could not be started with its message");
        }
        Ok(Where { threaded: started.is_ok(), ..posted })
    }

    /// Starts a thread from a message, unless it is there. It has the number of the message.
    async fn start(
        &self,
        channel: ChannelId,
        message: MessageId,
        name: &str,
    ) -> Result<ChannelId, serenity::Error> {
        let thread = CreateThread::new(super::card::cut(name, 100))
            .auto_archive_duration(AutoArchiveDuration::OneWeek);
        match thread.execute(&self.0.api, (room(channel), Some(MessageRef::new(message.get())))).await {
            Ok(_) => {}
            // Started by a try whose answer was lost.
            Err(error) if code(&error) == Some(160_004) => {}
            Err(error) => return Err(error),
        }
        Ok(ChannelId::new(message.get()))
    }

    async fn post(&self, letter: &Letter, card: &Card, reply_to: Option<MessageId>) -> Result<Where, Unsaid> {
        let face = &*self.0;
        let channel = self.place(letter.to).await?;
        self.first_words(letter).await?;
        let reference = letter.reference();
        if letter.uncertain
            && let Some(message) = self.find(channel, letter).await?
        {
            return Ok(stands(channel, message));
        }
        let mut message = card.message(&reference);
        if let Some(to) = reply_to {
            message = message.reference_message(
                serenity::all::MessageReference::from((room(channel), MessageRef::new(to.get())))
                    .fail_if_not_exists(false),
            );
        }
        let posted = match message.execute(&face.api, (room(channel), None)).await {
            Ok(posted) => posted,
            Err(error) => return Err(self.unposted(letter.to, channel, &error).await),
        };
        Ok(stands(channel, MessageId::new(posted.id.get())))
    }

    /// Why a message was not posted. A thread that vanished meanwhile is made again, and the message waits for it.
    async fn unposted(&self, to: Destination, channel: ChannelId, error: &serenity::Error) -> Unsaid {
        let in_thread = matches!(to, Destination::TeamThread(_) | Destination::StaffThread(_));
        if !in_thread || code(error) != Some(UNKNOWN_CHANNEL) {
            return unsaid(error);
        }
        match self.0.desk.thread_gone(channel).await {
            Ok(true) => Unsaid::Passing { error: "its thread vanished".to_owned(), after: Some(1) },
            Ok(false) => unsaid(error),
            Err(error) => fault(&error),
        }
    }

    /// That a thread was made anew is the first that is said in it: what waited for the thread waits for that word too.
    async fn first_words(&self, letter: &Letter) -> Result<(), Unsaid> {
        let Destination::TeamThread(ticket) = letter.to else { return Ok(()) };
        if matches!(letter.say, Say::ThreadAgain { .. }) {
            return Ok(());
        }
        let mut conn = self.0.desk.store.read().await.map_err(|error| fault(&error))?;
        let new = store::outbox::thread_is_new(&mut conn, ticket).await.map_err(|error| fault(&error))?;
        if new {
            return Err(Unsaid::Passing { error: "its thread is a new one".to_owned(), after: Some(1) });
        }
        Ok(())
    }

    /// Where a destination is now.
    async fn place(&self, to: Destination) -> Result<ChannelId, Unsaid> {
        let face = &*self.0;
        let not_yet = || Unsaid::Passing { error: "its thread is not there yet".to_owned(), after: Some(1) };
        let direct = async |person: serenity::all::UserId| {
            let direct = person.create_dm_channel(&face.api).await.map_err(|error| unsaid(&error))?;
            Ok(ChannelId::new(direct.id.get()))
        };
        let (ticket, whose) = match to {
            Destination::Channel(id) => return Ok(id),
            Destination::Person(person) => return direct(serenity::all::UserId::new(person.get())).await,
            Destination::Owner => {
                let guild = serenity::all::GuildId::new(face.staff_guild.get());
                let server = face.api.get_guild(guild).await.map_err(|error| unsaid(&error))?;
                return direct(server.owner_id).await;
            }
            Destination::TeamThread(ticket) => (ticket, Whose::Teams),
            Destination::StaffThread(ticket) => (ticket, Whose::Staffs),
        };
        let mut conn = face.desk.store.read().await.map_err(|error| fault(&error))?;
        let thread = store::ticket::thread(&mut conn, ticket, whose).await.map_err(|error| fault(&error))?;
        thread.ok_or_else(not_yet)
    }

    /// The message that was said before the program died, if it was: its reference stands in its footer. Nothing before the row was made
    /// is looked at. It is then the turn for another request.
    async fn find(&self, channel: ChannelId, letter: &Letter) -> Result<Option<MessageId>, Unsaid> {
        let face = &*self.0;
        let (reference, since) = (letter.reference(), letter.made_at - CLOCKS_APART);
        let carries = |message: &Message| {
            message.author.id == face.bot
                && message
                    .embeds
                    .iter()
                    .filter_map(|embed| embed.footer.as_ref())
                    .any(|footer| footer.text.rsplit(" · ").next() == Some(reference.as_str()))
        };
        let mut page = GetMessages::new().limit(AT_ONCE);
        for _ in 0..PAGES_MOST {
            let read = room(channel).messages(&face.api, page).await.map_err(|error| unsaid(&error))?;
            if let Some(message) = read.iter().find(|message| carries(message)) {
                return Ok(Some(MessageId::new(message.id.get())));
            }
            face.turns.wait(letter.p1).await;
            match read.iter().min_by_key(|message| message.id) {
                Some(oldest) if read.len() == usize::from(AT_ONCE) && *oldest.timestamp >= since => {
                    page = page.before(oldest.id);
                }
                Some(_) | None => break,
            }
        }
        Ok(None)
    }
}

/// The reference that a message was posted with: a correction keeps it.
async fn edited_reference(face: &Face, channel: ChannelId, message: MessageId) -> Result<String> {
    let mut conn = face.desk.store.read().await?;
    let row = store::outbox::row_of_message(&mut conn, channel, message).await?;
    Ok(row.map_or_else(String::new, |row| format!("g{row:x}")))
}

fn stands(channel: ChannelId, message: MessageId) -> Where {
    Where { channel, message: Some(message), threaded: false }
}

fn room(id: ChannelId) -> Room {
    Room::new(id.get())
}

fn rationed() -> Unsaid {
    Unsaid::Passing { error: "edits are rationed there".to_owned(), after: Some(EDIT_AGAIN) }
}

fn fault(error: &anyhow::Error) -> Unsaid {
    tracing::error!(error = format!("{error:#}"), "a message could not be prepared");
    Unsaid::Passing { error: format!("{error:#}"), after: None }
}

/// Discord's code for a refusal.
fn code(error: &serenity::Error) -> Option<isize> {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(answer)) => Some(answer.error.code),
        _ => None,
    }
}

/// What Discord's answer means for a message: a refusal that passes, one for good, or a place where nothing arrives any more.
fn unsaid(error: &serenity::Error) -> Unsaid {
    let text = error.to_string();
    let serenity::Error::Http(HttpError::UnsuccessfulRequest(answer)) = error else {
        return Unsaid::Passing { error: text, after: None };
    };
    let (status, code) = (answer.status_code.as_u16(), answer.error.code);
    let text = format!("{code} {text}");
    match meaning(status, code) {
        Meaning::Passes => Unsaid::Passing { error: text, after: None },
        Meaning::ForGood => Unsaid::Permanent { error: text },
        Meaning::Closed => Unsaid::Closed { error: text },
        Meaning::PutAway => Unsaid::Useless,
    }
}

/// What a refusal is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Meaning {
    /// It may work later.
    Passes,
    /// This message never works.
    ForGood,
    /// Nothing works there.
    Closed,
    /// What stands in a thread that was put away stays as it is: nobody looks at it, and every press is looked at anew.
    PutAway,
}

/// What a refusal is, by the status of the answer and Discord's code in it, where it has one.
fn meaning(status: u16, code: isize) -> Meaning {
    match (status, code) {
        // An unknown channel or server; no access; not allowed; closed direct messages.
        (_, 10_003 | 10_004 | 50_001 | 50_013 | 50_007) => Meaning::Closed,
        (_, THREAD_ARCHIVED) => Meaning::PutAway,
        // Switched off for a while; a resource overloaded or limited; too many active threads. 403 without a code is not Discord's own
        // answer but that of what stands before it.
        (401 | 408 | 429 | 500.., _) | (403, ..=0) | (_, 40_006 | 40_062 | 130_000 | 160_006 | 160_007) => {
            Meaning::Passes
        }
        _ => Meaning::ForGood,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::channel_gone(404, 10_003, Meaning::Closed)]
    #[case::no_access(403, 50_001, Meaning::Closed)]
    #[case::not_allowed(403, 50_013, Meaning::Closed)]
    #[case::no_direct_messages(403, 50_007, Meaning::Closed)]
    #[case::message_gone(404, 10_008, Meaning::ForGood)]
    #[case::not_a_form(400, 50_035, Meaning::ForGood)]
    #[case::old_edits_rationed(429, 30_046, Meaning::Passes)]
    #[case::too_many(429, 0, Meaning::Passes)]
    #[case::thread_put_away(400, 50_083, Meaning::PutAway)]
    #[case::token(401, 0, Meaning::Passes)]
    #[case::broken(500, 0, Meaning::Passes)]
    #[case::bad_gateway_without_json(502, -1, Meaning::Passes)]
    #[case::turned_away_before_discord(403, -1, Meaning::Passes)]
    #[case::overloaded(503, 130_000, Meaning::Passes)]
    #[case::too_many_threads(400, 160_006, Meaning::Passes)]
    fn a_refusal_passes_or_not(#[case] status: u16, #[case] code: isize, #[case] expected: Meaning) {
        assert_eq!(meaning(status, code), expected);
    }
}
