//! What happened while nobody told the desk: read back from the threads in which something may have, in
//! order, once.
//!
//! A session that begins anew, a thread that comes into sight or is opened again, an event that could not be
//! read: after each of them the desk asks what is *missing*, page by page from the newest on, until a page
//! has nothing that it does not know and reaches back to what it knows. That something newer was kept says
//! nothing of what stands before it, and neither does that the desk itself spoke last. What was edited or
//! deleted is not told either, so that of each open ticket's thread of which something was kept the last page
//! is held against the record at each new session. What is found goes into the inbox, a page at a time, and
//! is taken in once all of it is there.
//!
//! Until where a thread was read whole is noted: what was told of it since says nothing of what was not. It
//! is read again down to there, however many pages of what is known lie between.

use std::{
    collections::{BTreeMap, HashSet},
    sync::atomic::Ordering,
    time::Duration,
};

use anyhow::{Context, Result};
use serde_json::Value;
use serenity::{
    all::{ChannelId as Room, LightMethod},
    http::{Request, Route},
};

use super::{
    keep::may_be_starting,
    told::{self, Seen},
};
use crate::{
    desk::ticket::edited::KeptMessage,
    discord::{Face, reach::refused},
    rules::{
        ids::{ChannelId, MessageId},
        told::ToldKind,
    },
    store::{inbox::NewTold, messages::ReadSoFar},
};

/// How many messages Discord gives at once.
const AT_ONCE: usize = 100;

/// How often it is looked whether a first message is still being posted, and how many times.
const LOOK_AGAIN: Duration = Duration::from_millis(100);
const LOOKS: usize = 100;

/// How often a page is asked for before its thread is left for another time.
const TRIES: usize = 3;

/// How long a page that could not be had is waited for.
const ANOTHER_TRY: Duration = Duration::from_secs(1);

/// The pauses after which a thread that could not be read is read again: they grow to the longest.
const PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// How long all open threads are not looked at again, whatever happens.
const REST: Duration = Duration::from_secs(30);

/// A thread that is to be read.
#[derive(Debug)]
struct Wanted {
    thread: ChannelId,
    /// The last message that Discord tells of it.
    last: Option<MessageId>,
    /// Until where it was read whole before.
    since: MessageId,
    /// Something was written in it that nobody heard of, or may have been before what waits.
    news: bool,
    /// By the desk itself, in the end: before that somebody may have written, too.
    own_words_last: bool,
    p1: bool,
}

/// Reads back the threads of a server that came into sight, each with its last message: first those in which
/// somebody wrote, then those in which the desk wrote last, then those that are held against the record; of
/// each the P1s' before the others. Returns those that cannot be read now.
pub async fn read_back(face: &Face, threads: Vec<(ChannelId, Option<MessageId>)>) -> Vec<ChannelId> {
    // Held before anything is asked, so that what is written from now on waits for what was written before.
    let mut held: HashSet<ChannelId> = threads.iter().map(|(thread, _)| *thread).collect();
    for thread in &held {
        face.desk.inbox.hold(*thread);
    }
    if let Err(error) = once_nothing_is_posted(face).await {
        tracing::warn!(error = format!("{error:#}"), "what is being posted could not be read");
    }
    let (mut wanted, mut unasked) = (Vec::new(), Vec::new());
    for (thread, last) in threads {
        match want(face, thread, last).await {
            Ok(one) => wanted.extend(one),
            Err(error) => {
                unread(thread, &error);
                face.desk.inbox.was_not_read(thread);
                unasked.push(thread);
            }
        }
    }
    wanted.sort_by_key(|one| (!one.news, one.own_words_last, !one.p1));
    // Where nothing is missing, nothing has to wait.
    let awaited: HashSet<ChannelId> = wanted.iter().filter(|one| one.news).map(|one| one.thread).collect();
    for thread in held.extract_if(|thread| !awaited.contains(thread)) {
        if !unasked.contains(&thread) {
            face.desk.inbox.was_read(thread);
        }
        face.desk.inbox.release(thread);
    }
    for one in wanted {
        // What is not read now is read at the next start. Nothing of it is taken in until all of it is there.
        if !face.home.stop.is_cancelled() {
            let read = read_in_peace(face, one.thread, one.since, one.last).await;
            unasked.extend(read.is_err_and(|error| must_wait(one.thread, &error)).then_some(one.thread));
        }
        if held.contains(&one.thread) {
            face.desk.inbox.release(one.thread);
        }
    }
    unasked
}

/// Reads threads that could not be read, each after pauses of its own, until it was.
pub async fn all_again(face: &Face, threads: Vec<ChannelId>) {
    futures::future::join_all(threads.into_iter().map(|thread| again(face, thread))).await;
}

/// Looks at a thread of which Discord says that `last` is its last message: it is read where nobody has heard
/// of that.
pub async fn look_at(face: &Face, thread: ChannelId, last: Option<MessageId>) {
    let Some(last) = last else { return };
    let news = async {
        let known = face.desk.known_message(thread, last).await?;
        Ok(known.thread && !known.read && !known.ours)
    };
    match news.await {
        Ok(false) => {}
        Ok(true) => read_one(face, thread).await,
        Err(error) => {
            let error: anyhow::Error = error;
            unread(thread, &error);
            again(face, thread).await;
        }
    }
}

/// Reads a thread in which something may have been missed, and again until it could be.
pub async fn read_one(face: &Face, thread: ChannelId) {
    if let Some(thread) = read_or_leave(face, thread, None).await {
        again(face, thread).await;
    }
}

/// Reads a thread, up to the last message of which Discord told. One that cannot be read now is given.
pub async fn read_or_leave(face: &Face, thread: ChannelId, last: Option<MessageId>) -> Option<ChannelId> {
    let read = read_held(face, thread, last).await;
    read.is_err_and(|error| must_wait(thread, &error)).then_some(thread)
}

/// Reads a thread, and tells whether that could be done.
pub async fn is_read(face: &Face, thread: ChannelId) -> bool {
    let read = read_held(face, thread, None).await;
    read.inspect_err(|error| unread(thread, error)).is_ok()
}

/// Reads a thread that could not be read, after pauses that grow, until it was.
#[expect(
    clippy::disallowed_methods,
    reason = "pauses between tries; what is not read is read at the next session"
)]
pub async fn again(face: &Face, thread: ChannelId) {
    let mut pause = PAUSE;
    loop {
        tokio::select! {
            () = face.home.stop.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
        match read_held(face, thread, None).await {
            Err(error) if must_wait(thread, &error) => {}
            Ok(()) | Err(_) => return,
        }
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Reads the last page of every open ticket's thread, for what was told and nobody knows where; not more
/// often than is good for Discord.
#[expect(
    clippy::disallowed_methods,
    reason = "a rest between two looks; what is not read is read at the next session"
)]
pub async fn look_everywhere(face: &Face) {
    if face.looks.swap(true, Ordering::SeqCst) {
        // Somebody is about to.
        return;
    }
    tokio::select! {
        () = face.home.stop.cancelled() => return,
        () = tokio::time::sleep(if face.looked.swap(true, Ordering::SeqCst) { REST } else { Duration::ZERO }) => {}
    }
    // From now on whoever wants another look waits for its turn.
    face.looks.store(false, Ordering::SeqCst);
    match face.desk.open_threads().await {
        Ok(threads) => {
            for thread in threads {
                read_one(face, thread).await;
            }
        }
        Err(error) => tracing::error!(error = format!("{error:#}"), "the open threads could not be listed"),
    }
}

/// Reads a thread that was put away just now: what was written in it that nobody heard of stands in no list
/// of open threads any more.
///
/// # Errors
/// When the database or Discord fails for now: it is to be read again.
pub async fn read_last_words(face: &Face, thread: ChannelId) -> Result<()> {
    match read_held(face, thread, None).await {
        Err(error) if !passes(&error) => {
            unread(thread, &error);
            Ok(())
        }
        result => result,
    }
}

/// Reads a thread while nothing of it is taken in.
async fn read_held(face: &Face, thread: ChannelId, last: Option<MessageId>) -> Result<()> {
    let Some(heard) = face.desk.heard(thread, None).await? else {
        anyhow::ensure!(!may_be_starting(face, thread).await?, "it is not known yet whose thread it is");
        return Ok(());
    };
    read_in_peace(face, thread, since(&heard, thread), last).await
}

/// Reads a thread while nothing of it is taken in. Where that fails for now, what is told of it waits until
/// it is read in the end.
async fn read_in_peace(
    face: &Face,
    thread: ChannelId,
    since: MessageId,
    last: Option<MessageId>,
) -> Result<()> {
    let inbox = &face.desk.inbox;
    inbox.hold(thread);
    let read = read_thread(face, thread, since, last).await;
    if read.as_ref().is_err_and(passes) {
        inbox.was_not_read(thread);
    } else {
        inbox.was_read(thread);
    }
    inbox.release(thread);
    read
}

/// Reads those of the threads that are tickets' and of which something may be missing after that until which
/// they were read whole, each with its last message, one after the other. Those that cannot be read now are
/// given.
pub async fn read_unread(face: &Face, told: &[(ChannelId, MessageId)]) -> Result<Vec<ChannelId>> {
    let mut left = Vec::new();
    for thread in face.desk.unread_threads(told).await? {
        if face.home.stop.is_cancelled() {
            break;
        }
        let last = told.iter().find(|(its, _)| *its == thread).map(|(_, last)| *last);
        left.extend(read_or_leave(face, thread, last).await);
    }
    Ok(left)
}

/// Logs why a thread could not be read, and tells whether it can be later.
fn must_wait(thread: ChannelId, error: &anyhow::Error) -> bool {
    unread(thread, error);
    passes(error)
}

fn unread(thread: ChannelId, error: &anyhow::Error) {
    tracing::warn!(%thread, error = format!("{error:#}"), "a thread could not be read back");
}

/// Whether a thread is to be read: one in which something was written since it was read whole, or an open
/// ticket's of which something was kept.
async fn want(face: &Face, thread: ChannelId, last: Option<MessageId>) -> Result<Option<Wanted>> {
    let Some(heard) = face.desk.heard(thread, last).await? else { return Ok(None) };
    let since = since(&heard, thread);
    let known = heard.until.unwrap_or(MessageId::new(thread.get()));
    // Before what waits somebody may have written, too.
    let before = if face.desk.inbox.is_unread(thread) { since } else { known.max(since) };
    let news = last.is_some_and(|last| last > before);
    let wanted = last.is_some_and(|last| last > since) || (heard.open && heard.until.is_some());
    Ok(wanted.then_some(Wanted { thread, last, since, news, own_words_last: heard.wrote_last, p1: heard.p1 }))
}

/// Until where a thread was read whole before; it has the number of the message from which it was started.
fn since(heard: &ReadSoFar, thread: ChannelId) -> MessageId {
    heard.whole_until.unwrap_or(MessageId::new(thread.get()))
}

/// Puts into the inbox what happened in a thread: what was written that nobody read, and what became of what
/// is kept. A page at a time, until one misses nothing and reaches back to what was read before. Then it is
/// read whole, up to the last message of which Discord told.
async fn read_thread(
    face: &Face,
    thread: ChannelId,
    since: MessageId,
    last: Option<MessageId>,
) -> Result<()> {
    // The record first: what is kept while Discord is asked may be missing from the answer without having
    // been deleted.
    let waiting = face.desk.waiting_in(thread).await?;
    let kept = face.desk.kept_in(thread).await?;
    let (mut before, mut newest) = (None, None);
    loop {
        let page = page(face, thread, before).await?;
        newest = newest.or(page.seen.keys().next_back().copied());
        let missing = face.desk.missing(thread, &somebodys(&page)).await?;
        let mut found = changes((&kept, &waiting), &page, before);
        found.extend(page.seen.iter().filter_map(|(message, seen)| {
            let is_kept = kept.iter().any(|one| one.message == *message);
            match (missing.contains(message), is_kept, seen.edited_at) {
                (true, _, _) => seen.told(ToldKind::Said),
                // It waits to be taken in as it was before.
                (false, false, Some(_)) if !seen.is_programs() => seen.told(ToldKind::Edited),
                (false, ..) => None,
            }
        }));
        face.desk.told(thread, &found).await?;
        let Some(oldest) = page.seen.keys().next().copied() else { break };
        if page.is_last || (oldest <= since && missing.is_empty()) {
            break;
        }
        before = Some(oldest);
    }
    match newest {
        // The last message may be one that was deleted since.
        Some(newest) => face.desk.read_until(thread, last.map_or(newest, |last| last.max(newest))).await,
        // Without a single message the bot may not read what was written here.
        None => Ok(()),
    }
}

fn somebodys(page: &Page) -> Vec<MessageId> {
    page.seen.values().filter(|seen| seen.said.is_some()).map(|seen| seen.message).collect()
}

/// Waits while first messages of tickets are looked for that were being posted when the program ended: until
/// they are found, nobody knows whose the threads are that were started from them.
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

/// A page of a thread.
#[derive(Debug, Default)]
struct Page {
    seen: BTreeMap<MessageId, Seen>,
    /// There is nothing before it.
    is_last: bool,
}

#[expect(
    clippy::disallowed_methods,
    reason = "a pause between two tries; what is not read is read again after a while"
)]
async fn page(face: &Face, thread: ChannelId, before: Option<MessageId>) -> Result<Page> {
    let mut tries = 1;
    let read = loop {
        face.home.turns.wait(false).await;
        match ask(face, thread, before).await {
            Err(error) if tries < TRIES && passes(&error) => tokio::time::sleep(ANOTHER_TRY).await,
            result => break result.context("reading a thread back")?,
        }
        tries += 1;
    };
    let is_last = read.len() < AT_ONCE;
    let seen =
        read.iter().filter_map(|one| Seen::of(one, face.home.bot)).map(|seen| (seen.message, seen)).collect();
    Ok(Page { seen, is_last })
}

/// Asks for a page as Discord writes it: one message that the library cannot read would cost the page.
async fn ask(face: &Face, thread: ChannelId, before: Option<MessageId>) -> Result<Vec<Value>> {
    let limit = ("limit", AT_ONCE.to_string());
    let params = std::iter::once(limit).chain(before.map(|before| ("before", before.to_string())));
    let route = Route::ChannelMessages { channel_id: Room::new(thread.get()) };
    match get(face, route, params.collect()).await? {
        Value::Array(messages) => Ok(messages),
        _ => anyhow::bail!("a thread's history is no list"),
    }
}

/// Asks Discord for something, as it writes it.
pub(in crate::discord) async fn get(
    face: &Face,
    route: Route<'_>,
    params: Vec<(&'static str, String)>,
) -> Result<Value> {
    let request = Request::new(route, LightMethod::Get).params(Some(params));
    let answer = face.api.request(request).await?.bytes().await?;
    Ok(serde_json::from_slice(&answer)?)
}

/// Whether what Discord answered may be otherwise in a moment.
fn passes(error: &anyhow::Error) -> bool {
    let answered = error.downcast_ref::<serenity::Error>().and_then(refused::answer);
    answered.is_none_or(|(status, _)| status >= 500 || status == 429)
}

/// What became of messages that were kept, or wait to be, and would stand in a page that was asked for with
/// `before`.
fn changes(
    (kept, waiting): (&[KeptMessage], &[MessageId]),
    page: &Page,
    before: Option<MessageId>,
) -> Vec<NewTold> {
    // Without a single message the bot may not read what was written here: it does not follow that all of it
    // was deleted.
    let Some(oldest) = page.seen.keys().next() else { return Vec::new() };
    let mut changes = Vec::new();
    let in_page = |message: MessageId| {
        (page.is_last || message >= *oldest) && before.is_none_or(|before| message < before)
    };
    let gone = |message: &&MessageId| in_page(**message) && !page.seen.contains_key(message);
    changes.extend(waiting.iter().filter(gone).map(|message| told::deleted(*message)));
    for one in kept.iter().filter(|one| in_page(one.message)) {
        match page.seen.get(&one.message) {
            None => changes.push(told::deleted(one.message)),
            Some(seen) if differs(one, seen) => changes.extend(seen.told(ToldKind::Edited)),
            Some(_) => {}
        }
    }
    changes
}

/// Whether a message says something else than the record. One with parts that came in words of ours is taken
/// at Discord's word.
fn differs(kept: &KeptMessage, seen: &Seen) -> bool {
    let Some(said) = &seen.said else { return false };
    let contents = &said.contents;
    // A message without anything in it is one whose content the bot may not read.
    if contents.is_empty() {
        return false;
    }
    if contents.is_typed_alone() {
        kept.differs(&contents.text, seen.edited_at)
    } else {
        seen.edited_at > kept.edited_at
    }
}
