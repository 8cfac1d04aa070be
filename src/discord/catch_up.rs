//! What happened while the desk was away: read back from the threads in which something may have, in order, once.
//!
//! Discord tells the last message of each open thread when a server comes into sight, and whose it is does not matter: before the desk's
//! own words others may stand that nobody heard of. A thread that was put away has nothing new, as a message opens it again, and as it is
//! read once more when the desk puts it away. What was edited or deleted is not told, so that of each open ticket's thread of which
//! something was kept the last hundred messages are read and held against the record; what is older stays as it was read.

use std::{
    collections::{BTreeMap, HashSet},
    time::Duration,
};

use anyhow::{Context, Result};
use serenity::all::{ChannelId as Room, GetMessages, HttpError, Message, MessageId as MessageRef};

use super::{
    Face,
    hearing::{Happening, edited_at, is_somebodys, work_through},
};
use crate::{
    desk::amended::Kept,
    rules::ids::{ChannelId, MessageId},
    store::talk::Heard,
};

/// How many messages Discord gives at once.
const AT_ONCE: u8 = 100;

/// How often it is looked whether a first message is still being posted, and how many times.
const LOOK_AGAIN: Duration = Duration::from_millis(100);
const LOOKS: usize = 100;

/// How often a page is asked for before its thread is left for another time.
const TRIES: usize = 3;

/// How long a page that could not be had is waited for.
const ANOTHER_TRY: Duration = Duration::from_secs(1);

/// A thread that is to be read.
#[derive(Debug)]
struct Wanted {
    thread: ChannelId,
    /// The last message of it that was read before.
    since: MessageId,
    /// Something was written in it.
    news: bool,
    /// By the desk itself, in the end: before that somebody may have written, too.
    own_words_last: bool,
    p1: bool,
}

/// Reads back the threads of a server that came into sight, each with its last message: first those in which somebody wrote, then those
/// in which the desk wrote last, then those that are held against the record; of each the P1s' before the others.
pub async fn read_back(face: &Face, threads: Vec<(ChannelId, Option<MessageId>)>) {
    // Held before anything is asked, so that what is written from now on waits for what was written before.
    let mut held: HashSet<ChannelId> = threads.iter().map(|(thread, _)| *thread).collect();
    for thread in &held {
        face.waiting.hold(*thread);
    }
    if let Err(error) = once_nothing_is_posted(face).await {
        tracing::warn!(error = format!("{error:#}"), "what is being posted could not be read");
    }
    let mut wanted = Vec::new();
    for (thread, last) in threads {
        match want(face, thread, last).await {
            Ok(one) => wanted.extend(one),
            Err(error) => unread(thread, &error),
        }
    }
    wanted.sort_by_key(|one| (!one.news, one.own_words_last, !one.p1));
    // Where nothing is missing, nothing has to wait.
    let awaited: HashSet<ChannelId> = wanted.iter().filter(|one| one.news).map(|one| one.thread).collect();
    for thread in held.extract_if(|thread| !awaited.contains(thread)) {
        if face.waiting.release(thread) {
            work_through(face, thread).await;
        }
    }
    for one in wanted {
        // What is not read now is read at the next start.
        if face.stop.is_cancelled() {
            return;
        }
        let mut to_work = match read_thread(face, one.thread, one.since).await {
            Ok(found) => !found.is_empty() && face.waiting.add(one.thread, found),
            Err(error) => {
                unread(one.thread, &error);
                false
            }
        };
        if held.contains(&one.thread) {
            to_work |= face.waiting.release(one.thread);
        }
        if to_work {
            work_through(face, one.thread).await;
        }
    }
}

/// Reads a thread that was put away just now: what was written in it that nobody heard of stands in no list of open threads any more.
/// Says whether all of it is kept.
///
/// # Errors
/// When the database or Discord fails: it is to be read again.
pub async fn read_last_words(face: &Face, thread: ChannelId) -> Result<bool> {
    let Some(heard) = face.desk.heard(thread, None).await? else { return Ok(true) };
    let found = match read_thread(face, thread, since(&heard, thread)).await {
        Err(error) if error.downcast_ref::<serenity::Error>().is_some_and(|error| !passes(error)) => {
            unread(thread, &error);
            return Ok(true);
        }
        found => found?,
    };
    if found.is_empty() {
        return Ok(true);
    }
    let to_work = face.waiting.add(thread, found);
    if to_work {
        work_through(face, thread).await;
    }
    Ok(to_work)
}

fn unread(thread: ChannelId, error: &anyhow::Error) {
    tracing::warn!(%thread, error = format!("{error:#}"), "a thread could not be read back");
}

/// Whether a thread is to be read: one in which something was written since, or an open ticket's of which something was kept.
async fn want(face: &Face, thread: ChannelId, last: Option<MessageId>) -> Result<Option<Wanted>> {
    let Some(heard) = face.desk.heard(thread, last).await? else { return Ok(None) };
    let since = since(&heard, thread);
    let news = last.is_some_and(|last| last > since);
    let wanted = news || (heard.open && heard.until.is_some());
    Ok(wanted.then_some(Wanted { thread, since, news, own_words_last: heard.wrote_last, p1: heard.p1 }))
}

/// The last message of a thread that was read before; the thread has the number of the message it was started from.
fn since(heard: &Heard, thread: ChannelId) -> MessageId {
    heard.until.unwrap_or(MessageId::new(thread.get()))
}

/// What happened in a thread: what was written, edited and deleted since it was read.
async fn read_thread(
    face: &Face,
    thread: ChannelId,
    since: MessageId,
) -> Result<Vec<(MessageId, Happening)>> {
    // The record first: what is kept while Discord is asked may be missing from the answer without having been deleted.
    let kept = face.desk.kept_in(thread).await?;
    let read = pages(face, thread, since).await?;
    let mut found = changes(&kept, &read);
    found.extend(
        read.messages
            .into_iter()
            .filter(|(id, message)| *id > since && is_somebodys(message))
            .map(|(id, message)| (id, Happening::Said(Box::new(message)))),
    );
    Ok(found)
}

/// Waits while first messages of tickets are looked for that were being posted when the program ended: until they are found, nobody knows
/// whose the threads are that were started from them.
#[expect(
    clippy::disallowed_methods,
    reason = "a moment, while receipts are being written; nothing is promised"
)]
async fn once_nothing_is_posted(face: &Face) -> Result<()> {
    for _ in 0..LOOKS {
        if !face.desk.is_posting().await? {
            break;
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    Ok(())
}

/// The last messages of a thread.
#[derive(Debug, Default)]
struct Read {
    messages: BTreeMap<MessageId, Message>,
    /// There are no others.
    all: bool,
}

/// Reads a page, or as many as reach back to the last message that was read before.
async fn pages(face: &Face, thread: ChannelId, since: MessageId) -> Result<Read> {
    let mut read = Read::default();
    loop {
        let oldest = read.messages.keys().next().copied();
        let page = page(face, thread, oldest).await?;
        read.all = page.len() < usize::from(AT_ONCE);
        read.messages.extend(page.into_iter().map(|message| (MessageId::new(message.id.get()), message)));
        let reaches_back = read.messages.keys().next().is_none_or(|oldest| *oldest <= since);
        if read.all || reaches_back {
            return Ok(read);
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a pause between two tries; what is not read is read at the next start"
)]
async fn page(face: &Face, thread: ChannelId, before: Option<MessageId>) -> Result<Vec<Message>> {
    let mut page = GetMessages::new().limit(AT_ONCE);
    if let Some(before) = before {
        page = page.before(MessageRef::new(before.get()));
    }
    let mut tries = 1;
    loop {
        face.turns.wait(false).await;
        match Room::new(thread.get()).messages(&face.api, page).await {
            Err(error) if tries < TRIES && passes(&error) => tokio::time::sleep(ANOTHER_TRY).await,
            result => return result.context("reading a thread back"),
        }
        tries += 1;
    }
}

/// Whether what Discord answered may be otherwise in a moment.
fn passes(error: &serenity::Error) -> bool {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(answer)) => answer.status_code.is_server_error(),
        _ => true,
    }
}

/// What became of messages that were kept, as far back as was read.
fn changes(kept: &[Kept], read: &Read) -> Vec<(MessageId, Happening)> {
    // Without a single message the bot may not read what was written here: it does not follow that all of it was deleted.
    let Some(oldest) = read.messages.keys().next() else { return Vec::new() };
    let mut changes = Vec::new();
    for one in kept.iter().filter(|one| read.all || one.message >= *oldest) {
        match read.messages.get(&one.message) {
            None => changes.push((one.message, Happening::Deleted)),
            Some(message) if is_readable(message) && one.differs(&message.content, edited_at(message)) => {
                let edited = Happening::Edited { text: message.content.clone(), at: edited_at(message) };
                changes.push((one.message, edited));
            }
            Some(_) => {}
        }
    }
    changes
}

/// A message without anything in it is one whose content the bot may not read.
fn is_readable(message: &Message) -> bool {
    !message.content.is_empty() || !message.attachments.is_empty() || !message.sticker_items.is_empty()
}
