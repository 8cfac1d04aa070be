//! Everything there is, the events that are still to be told, and the ways to look something up.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use chrono::{DateTime, Utc};
use serde_json::Value;
use twilight_model::{application::command::Command, gateway::Intents};

use super::{Application, Channel, Guild, Interaction, Message, Snowflakes, StoredFile, User, said::Said};
use crate::{
    clock::Clock,
    error::{ApiError, ApiResult},
    ids::{AttachmentId, ChannelId, GuildId, InteractionId, MessageId, UserId},
};

/// An event for the bot, not yet numbered.
#[derive(Clone, Debug)]
pub(crate) struct Dispatch {
    /// `MESSAGE_CREATE` and the like.
    pub(crate) name: Cow<'static, str>,
    pub(crate) data: Value,
    /// Whose server, to choose the shard; none goes to shard 0.
    pub(crate) guild: Option<GuildId>,
    /// The session must have one of these; empty means that it always gets it.
    pub(crate) intents: Intents,
    /// Whether a session without the message-content intent gets it with its content emptied.
    pub(crate) redact: bool,
}

/// Everything there is.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) clock: Clock,
    pub(crate) ids: Snowflakes,
    pub(crate) app: Application,
    pub(crate) users: BTreeMap<UserId, User>,
    pub(crate) guilds: BTreeMap<GuildId, Guild>,
    pub(crate) channels: BTreeMap<ChannelId, Channel>,
    pub(crate) messages: BTreeMap<ChannelId, BTreeMap<MessageId, Message>>,
    pub(crate) commands: Vec<Command>,
    pub(crate) interactions: BTreeMap<InteractionId, Interaction>,
    pub(crate) files: BTreeMap<AttachmentId, StoredFile>,
    /// Nonces that must stay unique: where, what, which message, since when by the clock that people read.
    pub(crate) nonces: Vec<(ChannelId, String, MessageId, DateTime<Utc>)>,
    /// What the bot said and edited, for the expectations.
    pub(crate) said: Vec<Said>,
    pub(crate) outgoing: Vec<Dispatch>,
    /// What was seen to change since the lock was taken: channels, for whoever looks at a page.
    pub(crate) touched: BTreeSet<ChannelId>,
}

impl World {
    pub(crate) fn guild(&self, id: GuildId) -> ApiResult<&Guild> {
        self.guilds.get(&id).ok_or_else(ApiError::unknown_guild)
    }

    pub(crate) fn guild_mut(&mut self, id: GuildId) -> ApiResult<&mut Guild> {
        self.guilds.get_mut(&id).ok_or_else(ApiError::unknown_guild)
    }

    /// A server that the bot is in; Discord does not tell those it is not in from those that do not exist.
    pub(crate) fn bots_guild(&self, id: GuildId) -> ApiResult<&Guild> {
        let guild = self.guild(id)?;
        if guild.members.contains_key(&self.app.bot) { Ok(guild) } else { Err(ApiError::unknown_guild()) }
    }

    pub(crate) fn channel(&self, id: ChannelId) -> ApiResult<&Channel> {
        self.channels.get(&id).ok_or_else(ApiError::unknown_channel)
    }

    pub(crate) fn channel_mut(&mut self, id: ChannelId) -> ApiResult<&mut Channel> {
        self.channels.get_mut(&id).ok_or_else(ApiError::unknown_channel)
    }

    /// The server of a channel; none for a private conversation.
    pub(crate) fn guild_of(&self, channel: ChannelId) -> Option<GuildId> {
        self.channels.get(&channel).and_then(|one| one.guild)
    }

    pub(crate) fn message(&self, channel: ChannelId, id: MessageId) -> ApiResult<&Message> {
        self.messages.get(&channel).and_then(|all| all.get(&id)).ok_or_else(ApiError::unknown_message)
    }

    pub(crate) fn message_mut(&mut self, channel: ChannelId, id: MessageId) -> ApiResult<&mut Message> {
        self.messages.get_mut(&channel).and_then(|all| all.get_mut(&id)).ok_or_else(ApiError::unknown_message)
    }

    pub(crate) fn user(&self, id: UserId) -> ApiResult<&User> {
        self.users.get(&id).ok_or_else(ApiError::unknown_user)
    }

    /// The threads of a channel, or of a whole server.
    pub(crate) fn threads_of(&self, parent: ChannelId) -> impl Iterator<Item = &Channel> {
        self.channels.values().filter(move |one| one.thread.is_some() && one.parent == Some(parent))
    }

    /// The events wanted by whoever asked for `intents`.
    pub(crate) fn tell(&mut self, name: &'static str, guild: Option<GuildId>, intents: Intents, data: Value) {
        self.outgoing.push(Dispatch { name: name.into(), data, guild, intents, redact: false });
    }
}
