//! What is said in tickets' threads: kept in the order in which it was written, one message of a thread after the other, as a file may
//! take longer to fetch than the next message to come.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use anyhow::Result;
use serenity::all::{FullEvent, Message, MessageType};

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

/// The messages that wait to be kept, by thread; a thread that is here is being worked on.
#[derive(Debug, Default)]
pub struct Waiting(Mutex<HashMap<ChannelId, BTreeMap<MessageId, Message>>>);

impl Waiting {
    /// Adds a message. Says whether whoever added it has to work through its thread.
    fn add(&self, message: Message) -> bool {
        let mut threads = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let thread = ChannelId::new(message.channel_id.get());
        let idle = !threads.contains_key(&thread);
        threads.entry(thread).or_default().insert(MessageId::new(message.id.get()), message);
        idle
    }

    /// The oldest message of a thread; with none left, the thread is no longer worked on.
    fn next(&self, thread: ChannelId) -> Option<Message> {
        let mut threads = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let next = threads.get_mut(&thread).and_then(BTreeMap::pop_first);
        if next.is_none() {
            threads.remove(&thread);
        }
        next.map(|(_, message)| message)
    }
}

/// An event of the gateway that is no interaction.
pub async fn heard(face: &Face, event: FullEvent) {
    match event {
        FullEvent::Resume { .. } => tracing::info!("the gateway was resumed"),
        FullEvent::Message { new_message } if is_somebodys(&new_message) => said(face, new_message).await,
        _ => {}
    }
}

/// Whether a person wrote it: no bot, no webhook, nothing that Discord tells by itself.
fn is_somebodys(message: &Message) -> bool {
    let written = matches!(message.kind, MessageType::Regular | MessageType::InlineReply);
    written && !message.author.bot && message.webhook_id.is_none()
}

/// Keeps a message, after those of its thread that were written before it.
#[expect(
    clippy::disallowed_methods,
    reason = "lets messages that came together be put in order; nothing is promised"
)]
async fn said(face: &Face, message: Message) {
    let thread = ChannelId::new(message.channel_id.get());
    if !face.waiting.add(message) {
        return;
    }
    tokio::time::sleep(TOGETHER).await;
    while let Some(message) = face.waiting.next(thread) {
        let mut result = Ok(());
        for _ in 0..TRIES {
            result = keep(face, &message).await;
            if result.is_ok() {
                break;
            }
        }
        if let Err(error) = result {
            tracing::error!(message = %message.id, error = format!("{error:#}"), "a message was not kept");
        }
    }
}

async fn keep(face: &Face, message: &Message) -> Result<()> {
    let thread_id = ChannelId::new(message.channel_id.get());
    let id = MessageId::new(message.id.get());
    let Some(thread) = face.desk.thread_of(thread_id).await? else { return Ok(()) };
    if face.desk.was_read(id).await? {
        return Ok(());
    }
    let asking = writer(face, message, &thread).await?;
    let actor = face.desk.actor(asking).await?;
    let told: Vec<FileRef> = message.attachments.iter().map(files::told).collect();
    let files = files::fetch(face, &told).await;
    face.desk.hear(&actor, Heard { message: id, thread, text: message.content.clone(), files }).await
}

/// Who writes, as far as a message tells: what they read is not known, and nothing is answered to them alone.
async fn writer(face: &Face, message: &Message, thread: &ThreadOf) -> Result<Asking> {
    let person = PersonId::new(message.author.id.get());
    let guild = message.guild_id.map(|id| GuildId::new(id.get()));
    let staff_roles = match &message.member {
        Some(member) if guild == Some(face.staff_guild) => {
            member.roles.iter().map(|role| RoleId::new(role.get())).collect()
        }
        _ => face.staff_roles(person).await?,
    };
    let nick = message.member.as_ref().and_then(|member| member.nick.as_deref());
    Ok(Asking {
        interaction: None,
        // A message is no command: it stands in the ticket's own record.
        what: String::new(),
        person,
        name: ask::shown_name(nick, &message.author).to_owned(),
        language: Language::En,
        guild,
        channel: ChannelId::new(message.channel_id.get()),
        parent: Some(thread.team_channel),
        staff_roles,
        administrator: false,
        staff_guild: face.staff_guild,
    })
}
