//! What changes the world, each with the events that it causes.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use serde_json::{Value, json};
use twilight_model::{channel::ChannelType, gateway::Intents};

use super::{
    Channel, Dispatch, Member, Message, Reference, Thread, World, flag, render,
    said::{Kind, Said},
};
use crate::{
    error::{ApiError, ApiResult},
    ids::{ChannelId, GuildId, MessageId, RoleId, UserId},
};

/// What is needed to start a thread.
pub(crate) struct NewThread {
    pub(crate) parent: ChannelId,
    pub(crate) name: String,
    pub(crate) kind: ChannelType,
    pub(crate) owner: UserId,
    /// The message that it is started from.
    pub(crate) from: Option<MessageId>,
    /// Minutes.
    pub(crate) auto_archive: u16,
    pub(crate) slow: u16,
    pub(crate) invitable: bool,
}

impl World {
    fn messages_intent(&self, channel: ChannelId) -> Intents {
        if self.guild_of(channel).is_some() { Intents::GUILD_MESSAGES } else { Intents::DIRECT_MESSAGES }
    }

    /// Puts a message where it belongs and tells the bot. A person's message in an archived thread opens it.
    pub(crate) fn post(&mut self, message: Message, nonce: Option<&Value>) -> MessageId {
        let id = message.id;
        let place = message.channel;
        let private = message.only_for.is_some();
        if !private {
            self.reopen_archived(place);
            if let Some(channel) = self.channels.get_mut(&place) {
                channel.last_message = Some(id);
                if let Some(thread) = &mut channel.thread {
                    thread.messages += 1;
                    thread.archive_changed = message.created;
                }
            }
            self.join_thread(place, message.author);
            let named: Vec<UserId> = message.mentions.users.clone();
            for user in named {
                self.join_thread(place, user);
            }
        }
        self.touched.insert(place);
        if message.author == self.app.bot && message.kind != 18 && message.flags & flag::LOADING == 0 {
            self.said.push(Said::new(&message, Kind::Message));
        }
        if !private {
            let mut event = self.message_event(&message);
            if let Some(nonce) = nonce {
                event["nonce"] = nonce.clone();
            }
            let redact = render::is_guarded(self, &message);
            self.tell_in(place, "MESSAGE_CREATE", self.messages_intent(place), event, redact);
        }
        self.messages.entry(place).or_default().insert(id, message);
        id
    }

    /// Tells of something in a channel, if the bot can see it.
    fn tell_in(&mut self, place: ChannelId, name: &'static str, intents: Intents, data: Value, redact: bool) {
        let Some(channel) = self.channels.get(&place) else { return };
        if !self.may_see(channel, self.app.bot) {
            return;
        }
        let guild = channel.guild;
        self.outgoing.push(Dispatch { name: name.into(), data, guild, intents, redact });
    }

    /// An archived thread that is written in is open again.
    fn reopen_archived(&mut self, place: ChannelId) {
        let now = self.clock.now();
        let Some(thread) = self.channels.get_mut(&place).and_then(|one| one.thread.as_mut()) else { return };
        if thread.archived {
            thread.archived = false;
            thread.archive_changed = now;
            self.tell_channel(place, "THREAD_UPDATE");
        }
    }

    fn join_thread(&mut self, place: ChannelId, user: UserId) {
        let now = self.clock.now();
        let in_guild = self.guild_of(place).and_then(|id| self.guilds.get(&id));
        if !in_guild.is_some_and(|guild| guild.members.contains_key(&user)) {
            return;
        }
        let Some(thread) = self.channels.get_mut(&place).and_then(|one| one.thread.as_mut()) else { return };
        if thread.members.contains_key(&user) {
            return;
        }
        thread.members.insert(user, now);
        self.tell_thread_members(place, &[user], &[]);
    }

    /// Someone was added to a thread.
    pub(crate) fn add_to_thread(&mut self, place: ChannelId, user: UserId) {
        self.touched.insert(place);
        self.join_thread(place, user);
    }

    /// Someone left a thread or was taken out of it.
    pub(crate) fn remove_from_thread(&mut self, place: ChannelId, user: UserId) {
        let gone = self
            .channels
            .get_mut(&place)
            .and_then(|one| one.thread.as_mut())
            .is_some_and(|thread| thread.members.remove(&user).is_some());
        if gone {
            self.touched.insert(place);
            self.tell_thread_members(place, &[], &[user]);
        }
    }

    fn tell_thread_members(&mut self, place: ChannelId, added: &[UserId], removed: &[UserId]) {
        let Some(channel) = self.channels.get(&place) else { return };
        let members: Vec<Value> = added
            .iter()
            .filter_map(|user| {
                let mut value = Self::thread_member_json(channel, *user)?;
                let guild = self.guilds.get(&channel.guild?)?;
                value["member"] = self.member_json(guild, *user)?;
                value["presence"] = Value::Null;
                Some(value)
            })
            .collect();
        let count = channel.thread.as_ref().map_or(0, |thread| thread.members.len().min(50));
        let data = json!({
            "id": place, "guild_id": channel.guild, "member_count": count, "added_members": members,
            "removed_member_ids": removed,
        });
        // Without the members' intent a bot hears of itself alone.
        let itself = added.contains(&self.app.bot) || removed.contains(&self.app.bot);
        let intents = if itself { Intents::GUILDS | Intents::GUILD_MEMBERS } else { Intents::GUILD_MEMBERS };
        self.tell_in(place, "THREAD_MEMBERS_UPDATE", intents, data, false);
    }

    /// Tells that a message was edited. `said` where the bot did it with new words, for the expectations.
    pub(crate) fn edited(&mut self, place: ChannelId, id: MessageId, said: bool) {
        self.touched.insert(place);
        let Ok(message) = self.message(place, id) else { return };
        let private = message.only_for.is_some();
        let record = (said && message.author == self.app.bot).then(|| Said::new(message, Kind::Update));
        let event = self.message_event(message);
        let redact = render::is_guarded(self, message);
        self.said.extend(record);
        if !private {
            self.tell_in(place, "MESSAGE_UPDATE", self.messages_intent(place), event, redact);
        }
    }

    /// The bot keeps its promise: what was "thinking" becomes a message.
    pub(crate) fn fulfil(&mut self, message: Message) {
        let (place, id) = (message.channel, message.id);
        self.said.push(Said::new(&message, Kind::Message));
        self.messages.entry(place).or_default().insert(id, message);
        self.edited(place, id, false);
    }

    /// Takes a message away.
    pub(crate) fn delete_message(&mut self, place: ChannelId, id: MessageId) -> ApiResult<()> {
        let message = self
            .messages
            .get_mut(&place)
            .and_then(|all| all.remove(&id))
            .ok_or_else(ApiError::unknown_message)?;
        self.touched.insert(place);
        if message.only_for.is_none() {
            let data = json!({ "id": id, "channel_id": place, "guild_id": self.guild_of(place) });
            self.tell_in(place, "MESSAGE_DELETE", self.messages_intent(place), data, false);
        }
        Ok(())
    }

    /// Tells of a channel or thread as it now is.
    pub(crate) fn tell_channel(&mut self, id: ChannelId, name: &'static str) {
        self.touched.insert(id);
        let Some(channel) = self.channels.get(&id) else { return };
        let data =
            if channel.thread.is_some() { self.thread_json(channel) } else { self.channel_json(channel) };
        let Some(guild) = channel.guild else { return };
        if channel.thread.is_some() && !self.may_see(channel, self.app.bot) {
            return;
        }
        self.tell(name, Some(guild), Intents::GUILDS, data);
    }

    /// Tells of the threads of a channel that the bot sees since just now.
    pub(crate) fn tell_threads(&mut self, id: ChannelId) {
        let bot = self.app.bot;
        let open = |one: &&Channel| one.thread.as_ref().is_some_and(|thread| !thread.archived);
        let threads: Vec<&Channel> = self.threads_of(id).filter(open).collect();
        let members: Vec<Value> =
            threads.iter().filter_map(|one| Self::thread_member_json(one, bot)).collect();
        let threads: Vec<Value> = threads.into_iter().map(|one| self.thread_json(one)).collect();
        let Some(guild) = self.guild_of(id) else { return };
        let data = json!({ "guild_id": guild, "channel_ids": [id], "threads": threads, "members": members });
        self.tell("THREAD_LIST_SYNC", Some(guild), Intents::GUILDS, data);
    }

    /// Adds a channel and tells of it.
    pub(crate) fn add_channel(&mut self, channel: Channel) -> ChannelId {
        let id = channel.id;
        self.channels.insert(id, channel);
        self.tell_channel(id, "CHANNEL_CREATE");
        id
    }

    /// Takes a channel away with its threads and messages.
    pub(crate) fn delete_channel(&mut self, id: ChannelId) -> ApiResult<Value> {
        let channel = self.channel(id)?;
        let value = self.channel_json(channel);
        let (guild, is_thread) = (channel.guild, channel.thread.is_some());
        let threads: Vec<ChannelId> = self.threads_of(id).map(|one| one.id).collect();
        for one in threads.iter().chain([&id]) {
            self.channels.remove(one);
            self.messages.remove(one);
        }
        self.touched.insert(id);
        if is_thread {
            let data = json!({ "id": id, "guild_id": guild, "parent_id": value["parent_id"], "type": value["type"] });
            self.tell("THREAD_DELETE", guild, Intents::GUILDS, data);
        } else {
            self.tell("CHANNEL_DELETE", guild, Intents::GUILDS, value.clone());
        }
        Ok(value)
    }

    /// Starts a thread. From a message it takes the message's id, and a message has one thread at most.
    pub(crate) fn start_thread(&mut self, new: &NewThread) -> ApiResult<ChannelId> {
        let now = self.clock.now();
        let guild = self.channel(new.parent)?.guild;
        let id = match new.from {
            Some(message) => {
                let starter = self.message(new.parent, message)?;
                let id: ChannelId = message.cast();
                if starter.thread.is_some() || self.channels.contains_key(&id) {
                    return Err(ApiError::thread_exists());
                }
                id
            }
            None => self.ids.next(now),
        };
        let thread = Thread {
            owner: new.owner,
            archived: false,
            locked: false,
            invitable: new.invitable,
            auto_archive: new.auto_archive,
            archive_changed: now,
            created: now,
            members: [(new.owner, now)].into(),
            messages: 0,
        };
        self.channels.insert(
            id,
            Channel {
                id,
                kind: new.kind,
                guild,
                name: new.name.clone(),
                topic: None,
                parent: Some(new.parent),
                position: 0,
                overwrites: Vec::new(),
                recipient: None,
                last_message: None,
                slow: new.slow,
                nsfw: false,
                thread: Some(thread),
            },
        );
        if let Some(message) = new.from {
            let starter = self.message_mut(new.parent, message)?;
            starter.thread = Some(id);
            starter.flags |= flag::HAS_THREAD;
            self.edited(new.parent, message, false);
            self.note(id, new.owner, 21, "", Some(Reference { channel: new.parent, message }));
        } else if new.kind == ChannelType::PublicThread {
            let reference = Reference { channel: id, message: id.cast() };
            self.note(new.parent, new.owner, 18, &new.name, Some(reference));
        }
        let mut data = self.channel(id).map(|one| self.thread_json(one))?;
        data["newly_created"] = json!(true);
        self.touched.insert(new.parent);
        self.tell("THREAD_CREATE", guild, Intents::GUILDS, data);
        Ok(id)
    }

    /// A line that Discord itself writes.
    fn note(
        &mut self,
        place: ChannelId,
        author: UserId,
        kind: u8,
        content: &str,
        reference: Option<Reference>,
    ) {
        let message = Message { kind, reference, ..self.blank(place, author, content) };
        let id = message.id;
        if kind == 21 {
            // The first line of a thread only points at its starter: nobody is told of it.
            self.messages.entry(place).or_default().insert(id, message);
        } else {
            self.post(message, None);
        }
    }

    /// An ordinary message that holds nothing but words.
    pub(crate) fn blank(&mut self, channel: ChannelId, author: UserId, content: &str) -> Message {
        let now = self.clock.now();
        Message {
            id: self.ids.next(now),
            channel,
            author,
            kind: 0,
            content: content.to_owned(),
            embeds: Vec::new(),
            components: Vec::new(),
            attachments: Vec::new(),
            created: now,
            edited: None,
            flags: 0,
            mentions: super::Mentions::default(),
            reference: None,
            cause: None,
            only_for: None,
            thread: None,
            pinned: false,
            reactions: Vec::new(),
            by_webhook: false,
            extra: serde_json::Map::new(),
        }
    }

    /// The private conversation of a person with the bot, made at the first need.
    pub(crate) fn conversation(&mut self, person: UserId) -> ChannelId {
        if let Some(found) = self.channels.values().find(|one| one.recipient == Some(person)) {
            return found.id;
        }
        let id = self.ids.next(self.clock.now());
        self.channels.insert(
            id,
            Channel {
                id,
                kind: ChannelType::Private,
                guild: None,
                name: String::new(),
                topic: None,
                parent: None,
                position: 0,
                overwrites: Vec::new(),
                recipient: Some(person),
                last_message: None,
                slow: 0,
                nsfw: false,
                thread: None,
            },
        );
        id
    }

    /// Someone enters a server, or has other roles there.
    pub(crate) fn join(&mut self, guild: GuildId, user: UserId, roles: &[RoleId]) -> ApiResult<()> {
        let now = self.clock.now();
        let bot = self.app.bot;
        let members = &mut self.guild_mut(guild)?.members;
        let known = members.contains_key(&user);
        let member =
            members.entry(user).or_insert_with(|| Member { roles: BTreeSet::default(), joined: now });
        member.roles.extend(roles);
        if user == bot && !known {
            self.tell_guild_joined(guild)
        } else {
            self.tell_member(guild, user, if known { "GUILD_MEMBER_UPDATE" } else { "GUILD_MEMBER_ADD" })
        }
    }

    fn tell_guild_joined(&mut self, guild: GuildId) -> ApiResult<()> {
        let data = self.guild_create_json(self.guild(guild)?, false);
        self.tell("GUILD_CREATE", Some(guild), Intents::GUILDS, data);
        Ok(())
    }

    /// Tells of a member as it now is. A bot always hears of its own membership.
    pub(crate) fn tell_member(&mut self, guild: GuildId, user: UserId, name: &'static str) -> ApiResult<()> {
        let mut data = self.member_json(self.guild(guild)?, user).ok_or_else(ApiError::unknown_member)?;
        data["guild_id"] = json!(guild);
        let own = user == self.app.bot && name == "GUILD_MEMBER_UPDATE";
        let intents = if own { Intents::empty() } else { Intents::GUILD_MEMBERS };
        self.tell(name, Some(guild), intents, data);
        Ok(())
    }

    /// Someone leaves a server. When it is the bot, the server is gone for it.
    pub(crate) fn leave(&mut self, guild: GuildId, user: UserId) -> ApiResult<()> {
        self.guild_mut(guild)?.members.remove(&user).ok_or_else(ApiError::unknown_member)?;
        if user == self.app.bot {
            self.tell("GUILD_DELETE", Some(guild), Intents::GUILDS, json!({ "id": guild }));
        } else {
            let data = json!({ "guild_id": guild, "user": self.user(user).map(render::user)? });
            self.tell("GUILD_MEMBER_REMOVE", Some(guild), Intents::GUILD_MEMBERS, data);
        }
        Ok(())
    }

    /// Takes a role away from the server and from whoever had it.
    pub(crate) fn delete_role(&mut self, guild: GuildId, role: RoleId) -> ApiResult<()> {
        let this = self.guild_mut(guild)?;
        this.roles.remove(&role).ok_or_else(ApiError::unknown_role)?;
        for member in this.members.values_mut() {
            member.roles.remove(&role);
        }
        self.tell(
            "GUILD_ROLE_DELETE",
            Some(guild),
            Intents::GUILDS,
            json!({ "guild_id": guild, "role_id": role }),
        );
        Ok(())
    }

    /// Tells of a role as it now is.
    pub(crate) fn tell_role(&mut self, guild: GuildId, role: RoleId, name: &'static str) -> ApiResult<()> {
        let this = self.guild(guild)?.roles.get(&role).ok_or_else(ApiError::unknown_role)?;
        let data = json!({ "guild_id": guild, "role": render::role(this) });
        self.tell(name, Some(guild), Intents::GUILDS, data);
        Ok(())
    }

    /// Archives the threads in which nobody wrote for longer than they allow; asked whenever someone looks.
    pub(crate) fn archive_idle_threads(&mut self) {
        let now = self.clock.now();
        let idle: Vec<ChannelId> = self
            .channels
            .values()
            .filter_map(|one| one.thread.as_ref().map(|thread| (one.id, thread)))
            .filter(|(_, thread)| {
                !thread.archived
                    && now - thread.archive_changed > TimeDelta::minutes(i64::from(thread.auto_archive))
            })
            .map(|(id, _)| id)
            .collect();
        for id in idle {
            if let Some(thread) = self.channels.get_mut(&id).and_then(|one| one.thread.as_mut()) {
                thread.archived = true;
                thread.archive_changed = now;
            }
            self.tell_channel(id, "THREAD_UPDATE");
        }
    }
}
