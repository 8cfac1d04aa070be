//! What happens to messages of tickets' threads, in the order in which they were written: one thread's messages one after the other, as
//! a file may take longer to fetch than the next message to come.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use anyhow::Result;
use chrono::{DateTime, Utc};
use serenity::all::{Message, MessageType};

use super::{Face, ask, files};
use crate::{
    desk::{
        actor::Asking,
        talk::{FileRef, Heard},
    },
    rules::{
        ids::{ChannelId, GuildId, MessageId, PersonId, RoleId},
        language::Language,
    },
    store::ticket::ThreadOf,
};

/// How often keeping a message is tried before it is left to be read back at the next start.
const TRIES: usize = 3;

/// How long the first message of a thread waits for others that came with it: what came together is handed over in no order.
const TOGETHER: Duration = Duration::from_millis(20);

/// How often it is looked whether a thread that is being started is known.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// What happened to a message.
#[derive(Clone, Debug)]
pub enum Happening {
    /// It was written.
    Said(Box<Message>),
    /// It says something else now.
    Edited {
        /// What.
        text: String,
        /// Since when, UTC, as Discord tells.
        at: Option<DateTime<Utc>>,
    },
    /// It was deleted.
    Deleted,
}

impl Happening {
    /// What of one message comes first.
    fn rank(&self) -> u8 {
        match self {
            Self::Said(_) => 0,
            Self::Edited { .. } => 1,
            Self::Deleted => 2,
        }
    }

    /// Whether it is an edit that came before another one: what is read back and what is told arrive in no order.
    fn is_before(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Edited { at, .. }, Self::Edited { at: later, .. }) if at < later)
    }
}

/// What waits in a thread, and who is at it.
#[derive(Debug, Default)]
struct Thread {
    all: BTreeMap<(MessageId, u8), Happening>,
    /// Somebody works through it.
    worked: bool,
    /// How many want nothing more to be kept until they have read what was written before.
    holds: usize,
}

impl Thread {
    /// Whether somebody has to begin to work through it: from now on it is worked.
    fn begins(&mut self) -> bool {
        let begins = !self.worked && self.holds == 0;
        self.worked |= begins;
        begins
    }
}

/// What waits to be kept, by thread; a thread that is here is being worked on, or held.
#[derive(Debug, Default)]
pub struct Waiting(Mutex<HashMap<ChannelId, Thread>>);

impl Waiting {
    /// Adds what happened in a thread. Says whether whoever added it has to work through the thread.
    pub fn add(&self, thread: ChannelId, all: impl IntoIterator<Item = (MessageId, Happening)>) -> bool {
        let mut threads = self.threads();
        let waiting = threads.entry(thread).or_default();
        for (message, what) in all {
            let place = (message, what.rank());
            if !waiting.all.get(&place).is_some_and(|there| what.is_before(there)) {
                waiting.all.insert(place, what);
            }
        }
        waiting.begins()
    }

    /// From now on nothing more of a thread is kept until it is released.
    pub fn hold(&self, thread: ChannelId) {
        self.threads().entry(thread).or_default().holds += 1;
    }

    /// A thread is no longer held by who held it. Says whether they have to work through it.
    pub fn release(&self, thread: ChannelId) -> bool {
        let mut threads = self.threads();
        let Some(waiting) = threads.get_mut(&thread) else { return false };
        waiting.holds = waiting.holds.saturating_sub(1);
        waiting.begins()
    }

    /// What is to be done next in a thread; with nothing left, or while it is held, the thread is no longer worked on.
    fn next(&self, thread: ChannelId) -> Option<(MessageId, Happening)> {
        let mut threads = self.threads();
        let waiting = threads.get_mut(&thread)?;
        if waiting.holds > 0 {
            waiting.worked = false;
            return None;
        }
        let next = waiting.all.pop_first();
        if next.is_none() {
            threads.remove(&thread);
        }
        next.map(|((message, _), what)| (message, what))
    }

    // A panic elsewhere leaves the map as it was.
    fn threads(&self) -> MutexGuard<'_, HashMap<ChannelId, Thread>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a person wrote it: no bot, no webhook, nothing that Discord tells by itself.
#[must_use]
pub fn is_somebodys(message: &Message) -> bool {
    let written = matches!(message.kind, MessageType::Regular | MessageType::InlineReply);
    written && !message.author.bot && message.webhook_id.is_none()
}

/// Takes in what happened to a message, after what happened before it in its thread.
#[expect(clippy::disallowed_methods, reason = "lets what came together be put in order; nothing is promised")]
pub async fn happened(face: &Face, thread: ChannelId, message: MessageId, what: Happening) {
    if face.waiting.add(thread, [(message, what)]) {
        tokio::time::sleep(TOGETHER).await;
        work_through(face, thread).await;
    }
}

/// Takes in what waits in a thread, oldest first, until nothing is left.
pub async fn work_through(face: &Face, thread: ChannelId) {
    while let Some((message, what)) = face.waiting.next(thread) {
        let mut result = Ok(());
        for _ in 0..TRIES {
            result = match &what {
                Happening::Said(said) => keep(face, said).await,
                Happening::Edited { text, at } => face.desk.edited(message, text, *at).await,
                Happening::Deleted => face.desk.deleted(message).await,
            };
            if result.is_ok() {
                break;
            }
        }
        if let Err(error) = result {
            tracing::error!(%message, error = format!("{error:#}"), "what happened to a message was not kept");
        }
    }
}

async fn keep(face: &Face, message: &Message) -> Result<()> {
    let thread_id = ChannelId::new(message.channel_id.get());
    let id = MessageId::new(message.id.get());
    let Some(thread) = whose_thread(face, thread_id).await? else { return Ok(()) };
    if face.desk.was_read(id).await? {
        return Ok(());
    }
    let asking = writer(face, message, &thread).await?;
    let actor = face.desk.actor(asking).await?;
    let told: Vec<FileRef> = message.attachments.iter().map(files::told).collect();
    let files = files::fetch(face, &told).await;
    let edited_at = edited_at(message);
    face.desk
        .hear(
            &actor,
            Heard {
                message: id,
                channel: thread_id,
                thread,
                text: message.content.clone(),
                files,
                edited_at,
            },
        )
        .await
}

/// The ticket whose thread this is. One that was started just now is waited for until that is written.
#[expect(
    clippy::disallowed_methods,
    reason = "a moment, while a receipt is being written; nothing is promised"
)]
async fn whose_thread(face: &Face, thread: ChannelId) -> Result<Option<ThreadOf>> {
    loop {
        // Asked first: what ends in between is written.
        let starting = face.desk.claims.is_starting(thread);
        match face.desk.thread_of(thread).await? {
            None if starting => tokio::time::sleep(LOOK_AGAIN).await,
            found => return Ok(found),
        }
    }
}

/// When a message was edited last, UTC, as Discord tells; none where it was not.
#[must_use]
pub fn edited_at(message: &Message) -> Option<DateTime<Utc>> {
    message.edited_timestamp.map(|at| *at)
}

/// Who writes, as far as a message tells: what they read is not known, and nothing is answered to them alone.
async fn writer(face: &Face, message: &Message, thread: &ThreadOf) -> Result<Asking> {
    let person = PersonId::new(message.author.id.get());
    let guild = message.guild_id.map(|id| GuildId::new(id.get()));
    let staff_roles = match &message.member {
        Some(member) if guild == Some(face.staff_guild) => {
            member.roles.iter().map(|role| RoleId::new(role.get())).collect()
        }
        // Read back, a message does not tell its writer's roles.
        Some(_) | None => face.staff_roles(person).await?,
    };
    let nick = message.member.as_ref().and_then(|member| member.nick.as_deref());
    Ok(Asking {
        interaction: None,
        what: "message".to_owned(),
        person,
        name: ask::shown_name(nick, &message.author),
        language: Language::En,
        guild,
        channel: ChannelId::new(message.channel_id.get()),
        parent: Some(thread.team_channel),
        staff_roles,
        administrator: face.places.owns(face.staff_guild, person),
        staff_guild: face.staff_guild,
    })
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    /// What was told a moment before the thread was held waits for what was written before it.
    #[test]
    fn what_came_before_the_hold_waits_too() {
        let (thread, waiting) = (ChannelId::new(1), Waiting::default());
        let next = || waiting.next(thread).map(|(message, _)| message.get());
        assert!(waiting.add(thread, [(MessageId::new(3), Happening::Deleted)]));
        waiting.hold(thread);
        assert_eq!(next(), None);
        assert!(!waiting.add(thread, [(MessageId::new(2), Happening::Deleted)]));
        assert!(waiting.release(thread));
        assert!(!waiting.release(thread), "one works through it");
        assert_eq!([next(), next(), next()], [Some(2), Some(3), None]);
        assert!(!waiting.release(thread), "there is nothing more");
    }

    /// Held by two, it is worked through once both have read it.
    #[test]
    fn the_last_who_holds_works() {
        let (thread, waiting) = (ChannelId::new(1), Waiting::default());
        waiting.hold(thread);
        waiting.hold(thread);
        assert!(!waiting.add(thread, [(MessageId::new(2), Happening::Deleted)]));
        assert!(!waiting.release(thread));
        assert!(waiting.release(thread));
        assert!(waiting.next(thread).is_some() && waiting.next(thread).is_none());
    }

    /// An edit that was read back and a later one that was told meanwhile: the later counts, whichever comes first.
    #[test]
    fn of_two_edits_the_later_counts() {
        let (thread, message) = (ChannelId::new(1), MessageId::new(2));
        let edit = |text: &str, hour| {
            let at = Some(DateTime::UNIX_EPOCH + TimeDelta::hours(hour));
            (message, Happening::Edited { text: text.to_owned(), at })
        };
        for order in [[1, 2], [2, 1]] {
            let waiting = Waiting::default();
            waiting.add(thread, order.map(|hour| edit(&hour.to_string(), hour)));
            let next = waiting.next(thread);
            assert!(matches!(&next, Some((_, Happening::Edited { text, .. })) if text == "2"), "{next:?}");
            assert!(waiting.next(thread).is_none());
        }
    }
}
