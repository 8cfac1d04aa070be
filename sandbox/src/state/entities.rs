//! What the world is made of.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};

use axum::body::Bytes;
use chrono::{DateTime, Utc};
use serde_json::Value;
use twilight_model::{
    channel::{
        ChannelType,
        message::{Component, Embed},
    },
    guild::Permissions,
};

use crate::{
    ids::{ApplicationId, AttachmentId, ChannelId, GuildId, InteractionId, MessageId, RoleId, UserId},
    privileged::PrivilegedIntents,
};

/// The bot's application, as its author registered it.
#[derive(Clone, Debug)]
pub(crate) struct Application {
    pub(crate) id: ApplicationId,
    pub(crate) bot: UserId,
    pub(crate) token: String,
    pub(crate) owner: UserId,
    /// Switches of the developer portal for the privileged intents.
    pub(crate) privileged: PrivilegedIntents,
    /// The most threads of a server that are open at one time.
    pub(crate) active_threads: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct User {
    pub(crate) id: UserId,
    pub(crate) name: String,
    pub(crate) bot: bool,
    pub(crate) locale: String,
    /// Whether the bot may write to the person in private.
    pub(crate) accepts_messages: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Guild {
    pub(crate) id: GuildId,
    pub(crate) name: String,
    pub(crate) owner: UserId,
    pub(crate) locale: String,
    pub(crate) members: BTreeMap<UserId, Member>,
    pub(crate) roles: BTreeMap<RoleId, Role>,
}

#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) roles: BTreeSet<RoleId>,
    pub(crate) joined: DateTime<Utc>,
}

#[derive(Clone, Debug)]
pub(crate) struct Role {
    pub(crate) id: RoleId,
    pub(crate) name: String,
    pub(crate) permissions: Permissions,
    pub(crate) mentionable: bool,
    pub(crate) hoist: bool,
    pub(crate) colour: u32,
    pub(crate) position: u32,
    /// Made for a bot: nobody gives it or takes it away.
    pub(crate) managed: bool,
}

/// Whom an overwrite speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Role(RoleId),
    Member(UserId),
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Overwrite {
    pub(crate) subject: Subject,
    pub(crate) allow: Permissions,
    pub(crate) deny: Permissions,
}

#[derive(Clone, Debug)]
pub(crate) struct Channel {
    pub(crate) id: ChannelId,
    pub(crate) kind: ChannelType,
    pub(crate) guild: Option<GuildId>,
    pub(crate) name: String,
    pub(crate) topic: Option<String>,
    /// The category of a channel, the channel of a thread.
    pub(crate) parent: Option<ChannelId>,
    pub(crate) position: u32,
    pub(crate) overwrites: Vec<Overwrite>,
    /// The person of a private conversation with the bot.
    pub(crate) recipient: Option<UserId>,
    pub(crate) last_message: Option<MessageId>,
    /// Seconds between two messages of one person.
    pub(crate) slow: u16,
    pub(crate) nsfw: bool,
    pub(crate) thread: Option<Thread>,
}

#[derive(Clone, Debug)]
pub(crate) struct Thread {
    pub(crate) owner: UserId,
    pub(crate) archived: bool,
    pub(crate) locked: bool,
    pub(crate) invitable: bool,
    /// Minutes without a message after which it archives itself.
    pub(crate) auto_archive: u16,
    pub(crate) archive_changed: DateTime<Utc>,
    pub(crate) created: DateTime<Utc>,
    pub(crate) members: BTreeMap<UserId, DateTime<Utc>>,
    pub(crate) messages: u32,
}

/// Where a reply points.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reference {
    pub(crate) channel: ChannelId,
    pub(crate) message: MessageId,
}

/// Which interaction a message answers.
#[derive(Clone, Debug)]
pub(crate) struct Cause {
    pub(crate) id: InteractionId,
    pub(crate) kind: u8,
    pub(crate) user: UserId,
    /// The command's full name; none for a press.
    pub(crate) name: Option<String>,
    /// For a press: the message that was pressed.
    pub(crate) source: Option<MessageId>,
    /// For a form: the interaction that opened it.
    pub(crate) opener: Option<InteractionId>,
}

impl Cause {
    pub(crate) fn of(interaction: &Interaction) -> Self {
        Self {
            id: interaction.id,
            kind: interaction.asked.number(),
            user: interaction.user,
            name: interaction.name.clone(),
            source: interaction.source,
            opener: interaction.opener,
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) id: MessageId,
    pub(crate) channel: ChannelId,
    pub(crate) author: UserId,
    /// 0 ordinary, 18 thread created, 19 reply, 20 answer to a command, 21 thread starter, 23 answer to a
    /// menu.
    pub(crate) kind: u8,
    pub(crate) content: String,
    pub(crate) embeds: Vec<Embed>,
    pub(crate) components: Vec<Component>,
    pub(crate) attachments: Vec<Attachment>,
    pub(crate) created: DateTime<Utc>,
    pub(crate) edited: Option<DateTime<Utc>>,
    pub(crate) flags: u64,
    pub(crate) mentions: Mentions,
    pub(crate) reference: Option<Reference>,
    pub(crate) cause: Option<Cause>,
    /// For a private answer: the one person who sees it.
    pub(crate) only_for: Option<UserId>,
    /// The thread that was started from it.
    pub(crate) thread: Option<ChannelId>,
    pub(crate) pinned: bool,
    /// The emoji and who reacted with it.
    pub(crate) reactions: Vec<(String, BTreeSet<UserId>)>,
    /// Whether the bot sent it by its own account or by a webhook of an interaction.
    pub(crate) by_webhook: bool,
    /// What else is told of it: a poll, stickers, what is forwarded.
    pub(crate) extra: serde_json::Map<String, Value>,
}

/// Bits of a message's flags.
pub(crate) mod flag {
    pub(crate) const SUPPRESS_EMBEDS: u64 = 1 << 2;
    pub(crate) const HAS_THREAD: u64 = 1 << 5;
    pub(crate) const EPHEMERAL: u64 = 1 << 6;
    pub(crate) const LOADING: u64 = 1 << 7;
    pub(crate) const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;
    pub(crate) const COMPONENTS_V2: u64 = 1 << 15;
}

/// Who is named in a message in such a way that it reaches them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mentions {
    pub(crate) users: Vec<UserId>,
    /// Shown as mentioned; only those that may be are pinged.
    pub(crate) roles: Vec<RoleId>,
    pub(crate) everyone: bool,
    /// The roles whose members were really notified.
    pub(crate) pinged_roles: Vec<RoleId>,
}

#[derive(Clone, Debug)]
pub(crate) struct Attachment {
    pub(crate) id: AttachmentId,
    pub(crate) filename: String,
    pub(crate) description: Option<String>,
    pub(crate) content_type: String,
    pub(crate) size: usize,
    pub(crate) url: String,
}

/// A file's bytes, as the CDN keeps them.
#[derive(Clone, Debug)]
pub(crate) struct StoredFile {
    pub(crate) filename: String,
    pub(crate) content_type: String,
    pub(crate) bytes: Bytes,
}

/// What was asked of the bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    Command,
    Component,
    Suggestions,
    Form,
}

impl Asked {
    /// Discord's number for it.
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Command => 2,
            Self::Component => 3,
            Self::Suggestions => 4,
            Self::Form => 5,
        }
    }
}

/// Where an interaction stands.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    /// Nothing yet.
    Waiting,
    /// "… is thinking": a message is promised.
    Deferred,
    /// A press was acknowledged without a word, or the message pressed will be edited.
    Silent,
    /// The message pressed was edited.
    Updated,
    /// A message.
    Message,
    /// A form: its custom id, title and fields.
    Form(Form),
    /// Suggestions: Discord's choice objects.
    Choices(Vec<Value>),
}

/// A form as the bot sent it.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub(crate) custom_id: String,
    pub(crate) title: String,
    pub(crate) components: Vec<Component>,
}

#[derive(Clone, Debug)]
pub(crate) struct Interaction {
    pub(crate) id: InteractionId,
    pub(crate) token: String,
    pub(crate) asked: Asked,
    pub(crate) user: UserId,
    pub(crate) channel: ChannelId,
    /// The command's full name.
    pub(crate) name: Option<String>,
    /// Whether a message menu or a user menu was used.
    pub(crate) menu: bool,
    /// For a press, and for a form that came from one: the message.
    pub(crate) source: Option<MessageId>,
    /// For a form: the interaction that opened it.
    pub(crate) opener: Option<InteractionId>,
    pub(crate) asked_at: Instant,
    pub(crate) reply: Reply,
    /// The message that answers it.
    pub(crate) original: Option<MessageId>,
    /// Whether the three seconds passed without an answer.
    pub(crate) failed: bool,
}
