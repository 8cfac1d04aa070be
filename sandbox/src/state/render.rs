//! The world as Discord writes it in JSON.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
use twilight_model::{channel::ChannelType, guild::Permissions};

use super::{Attachment, Cause, Channel, Guild, Member, Message, Overwrite, Role, Subject, User, World};
use crate::ids::{ChannelId, UserId};

/// A moment as Discord writes it.
pub(crate) fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%S%.6f+00:00").to_string()
}

fn user_object(user: &User) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("id".into(), json!(user.id));
    object.insert("username".into(), json!(handle(&user.name)));
    object.insert("global_name".into(), if user.bot { Value::Null } else { json!(user.name) });
    object.insert("discriminator".into(), json!(if user.bot { "0001" } else { "0" }));
    for empty in
        ["avatar", "banner", "accent_color", "avatar_decoration_data", "primary_guild", "collectibles"]
    {
        object.insert(empty.into(), Value::Null);
    }
    object.insert("public_flags".into(), json!(0));
    object.insert("flags".into(), json!(0));
    if user.bot {
        object.insert("bot".into(), json!(true));
    }
    object
}

/// The unique name of an account: lower case, without spaces.
pub(crate) fn handle(name: &str) -> String {
    let handle: String = name.chars().filter(|letter| !letter.is_whitespace()).collect();
    handle.to_lowercase()
}

/// A person or a bot.
pub(crate) fn user(user: &User) -> Value {
    Value::Object(user_object(user))
}

/// The bot itself, as `/users/@me` shows it.
pub(crate) fn current_user(user: &User) -> Value {
    let mut object = user_object(user);
    object.insert("verified".into(), json!(true));
    object.insert("email".into(), Value::Null);
    object.insert("mfa_enabled".into(), json!(true));
    object.insert("locale".into(), json!(user.locale));
    object.insert("bot".into(), json!(true));
    Value::Object(object)
}

/// A member without its user, as messages carry it.
pub(crate) fn partial_member(member: &Member) -> Value {
    json!({
        "roles": member.roles, "joined_at": moment(member.joined), "nick": null, "avatar": null, "banner": null,
        "premium_since": null, "deaf": false, "mute": false, "flags": 0, "pending": false,
        "communication_disabled_until": null,
    })
}

/// A role.
pub(crate) fn role(role: &Role) -> Value {
    let Role { id, name, permissions, mentionable, hoist, colour, position, managed } = role;
    json!({
        "id": id, "name": name, "description": null, "permissions": permissions, "position": position, "color": colour,
        "colors": { "primary_color": colour, "secondary_color": null, "tertiary_color": null }, "hoist": hoist,
        "managed": managed, "mentionable": mentionable, "icon": null, "unicode_emoji": null, "flags": 0,
    })
}

fn overwrite(one: &Overwrite) -> Value {
    let (id, kind) = match one.subject {
        Subject::Role(id) => (id.get(), 0),
        Subject::Member(id) => (id.get(), 1),
    };
    json!({ "id": id.to_string(), "type": kind, "allow": one.allow, "deny": one.deny })
}

/// A file of a message.
pub(crate) fn attachment(file: &Attachment) -> Value {
    let mut value = json!({
        "id": file.id, "filename": file.filename, "size": file.size, "url": file.url, "proxy_url": file.url,
        "content_type": file.content_type,
    });
    if let Some(description) = &file.description {
        value["description"] = json!(description);
    }
    value
}

impl World {
    /// A member with its user.
    pub(crate) fn member_json(&self, guild: &Guild, id: UserId) -> Option<Value> {
        let member = guild.members.get(&id)?;
        let mut value = partial_member(member);
        value["user"] = user(self.users.get(&id)?);
        Some(value)
    }

    /// A channel, a thread or a private conversation.
    pub(crate) fn channel_json(&self, channel: &Channel) -> Value {
        let Channel { id, kind, name, last_message, .. } = channel;
        let mut value =
            json!({ "id": id, "type": u8::from(*kind), "last_message_id": last_message, "flags": 0 });
        let Some(guild) = channel.guild else {
            let recipients = channel.recipient.and_then(|id| self.users.get(&id)).map(user);
            value["recipients"] = json!(recipients.into_iter().collect::<Vec<_>>());
            return value;
        };
        value["guild_id"] = json!(guild);
        value["name"] = json!(name);
        value["parent_id"] = json!(channel.parent);
        value["rate_limit_per_user"] = json!(channel.slow);
        if let Some(thread) = &channel.thread {
            value["owner_id"] = json!(thread.owner);
            value["message_count"] = json!(thread.messages);
            value["total_message_sent"] = json!(thread.messages);
            value["member_count"] = json!(thread.members.len().min(50));
            value["thread_metadata"] = json!({
                "archived": thread.archived, "locked": thread.locked, "auto_archive_duration": thread.auto_archive,
                "archive_timestamp": moment(thread.archive_changed), "create_timestamp": moment(thread.created),
            });
            if channel.kind == ChannelType::PrivateThread {
                value["thread_metadata"]["invitable"] = json!(thread.invitable);
            }
            return value;
        }
        value["position"] = json!(channel.position);
        value["topic"] = json!(channel.topic);
        value["nsfw"] = json!(channel.nsfw);
        value["permission_overwrites"] = channel.overwrites.iter().map(overwrite).collect();
        value
    }

    /// A thread with the bot's own membership, where it has one.
    pub(crate) fn thread_json(&self, channel: &Channel) -> Value {
        let mut value = self.channel_json(channel);
        if let Some(member) = Self::thread_member_json(channel, self.app.bot) {
            value["member"] = member;
        }
        value
    }

    /// A member of a thread.
    pub(crate) fn thread_member_json(channel: &Channel, user: UserId) -> Option<Value> {
        let Channel { id, thread, .. } = channel;
        let joined = thread.as_ref()?.members.get(&user)?;
        Some(json!({ "id": id, "user_id": user, "join_timestamp": moment(*joined), "flags": 0 }))
    }

    /// A server without its channels and members.
    pub(crate) fn guild_json(guild: &Guild) -> Value {
        let Guild { id, name, owner, locale, members, roles } = guild;
        let roles: Vec<Value> = roles.values().map(role).collect();
        let mut value = json!({
            "id": id, "name": name, "owner_id": owner, "roles": roles, "preferred_locale": locale, "afk_timeout": 300, "verification_level": 0,
            "default_message_notifications": 1, "explicit_content_filter": 0, "mfa_level": 0,
            "system_channel_flags": 0, "max_members": 500_000, "premium_tier": 0, "premium_subscription_count": 0,
            "max_video_channel_users": 25, "max_stage_video_channel_users": 50, "nsfw_level": 0,
            "region": "deprecated", "approximate_member_count": members.len(), "approximate_presence_count": members.len(),
        });
        for absent in [
            "icon",
            "splash",
            "discovery_splash",
            "description",
            "banner",
            "home_header",
            "afk_channel_id",
            "widget_channel_id",
            "application_id",
            "system_channel_id",
            "rules_channel_id",
            "max_presences",
            "vanity_url_code",
            "public_updates_channel_id",
            "safety_alerts_channel_id",
            "incidents_data",
            "hub_type",
            "latest_onboarding_question_id",
            "inventory_settings",
        ] {
            value[absent] = Value::Null;
        }
        for none in ["emojis", "stickers", "features"] {
            value[none] = json!([]);
        }
        for off in ["widget_enabled", "nsfw", "premium_progress_bar_enabled"] {
            value[off] = json!(false);
        }
        value
    }

    /// A server as `GUILD_CREATE` tells of it. Members: the bot alone, or all where the session has the
    /// members' intent.
    pub(crate) fn guild_create_json(&self, guild: &Guild, all_members: bool) -> Value {
        let bot = self.app.bot;
        let mut value = Self::guild_json(guild);
        let members: Vec<Value> = guild
            .members
            .keys()
            .filter(|id| all_members || **id == bot)
            .filter_map(|id| self.member_json(guild, *id))
            .collect();
        let here = || self.channels.values().filter(|one| one.guild == Some(guild.id));
        // Channels that the bot cannot see are told all the same; threads are not, nor archived ones.
        let channels: Vec<Value> =
            here().filter(|one| one.thread.is_none()).map(|one| self.channel_json(one)).collect();
        let threads: Vec<Value> = here()
            .filter(|one| {
                one.thread.as_ref().is_some_and(|thread| !thread.archived) && self.may_see(one, bot)
            })
            .map(|one| self.thread_json(one))
            .collect();
        let joined = guild.members.get(&bot).map_or_else(|| self.clock.now(), |member| member.joined);
        value["joined_at"] = json!(moment(joined));
        value["large"] = json!(false);
        value["unavailable"] = json!(false);
        value["member_count"] = json!(guild.members.len());
        value["members"] = json!(members);
        value["channels"] = json!(channels);
        value["threads"] = json!(threads);
        for empty in
            ["voice_states", "presences", "stage_instances", "guild_scheduled_events", "soundboard_sounds"]
        {
            value[empty] = json!([]);
        }
        value
    }

    /// A message as the REST API shows it; never with its nonce, which only the event and the answer to its
    /// creation tell.
    pub(crate) fn message_json(&self, message: &Message) -> Value {
        self.message_with(message, true)
    }

    fn message_with(&self, message: &Message, with_reference: bool) -> Value {
        let users = message.mentions.users.iter().filter_map(|id| self.users.get(id)).map(user);
        let mut value = json!({
            "id": message.id, "channel_id": message.channel, "type": message.kind, "content": message.content,
            "timestamp": moment(message.created), "edited_timestamp": message.edited.map(moment), "tts": false,
            "author": self.users.get(&message.author).map(user),
            "mention_everyone": message.mentions.everyone, "mentions": users.collect::<Vec<_>>(),
            "mention_roles": message.mentions.roles, "attachments": message.attachments.iter().map(attachment).collect::<Vec<_>>(),
            "embeds": message.embeds, "components": message.components, "pinned": message.pinned, "flags": message.flags,
        });
        if !message.reactions.is_empty() {
            value["reactions"] = message.reactions.iter().map(|one| self.reaction_json(one)).collect();
        }
        if message.author == self.app.bot && message.by_webhook {
            value["application_id"] = json!(self.app.id);
            value["webhook_id"] = json!(self.app.id);
        }
        if let Some(cause) = &message.cause
            && let Some(asker) = self.users.get(&cause.user)
        {
            value["interaction_metadata"] = self.cause_json(cause, message.channel);
            if let Some(name) = &cause.name {
                value["interaction"] =
                    json!({ "id": cause.id, "type": cause.kind, "name": name, "user": user(asker) });
            }
        }
        if let Some(reference) = message.reference {
            value["message_reference"] = json!({
                "type": 0, "channel_id": reference.channel, "message_id": reference.message,
                "guild_id": self.guild_of(reference.channel),
            });
            if with_reference {
                let target = self.message(reference.channel, reference.message).ok();
                value["referenced_message"] = target.map_or(Value::Null, |one| self.message_with(one, false));
            }
        }
        if let Some(thread) = message.thread.and_then(|id| self.channels.get(&id)) {
            value["thread"] = self.thread_json(thread);
        }
        for (name, part) in &message.extra {
            value[name] = part.clone();
        }
        value
    }

    /// A message as another one forwards it: its author is not told.
    pub(crate) fn snapshot_json(&self, message: &Message) -> Value {
        let whole = self.message_json(message);
        let parts = [
            "type",
            "content",
            "embeds",
            "attachments",
            "timestamp",
            "edited_timestamp",
            "flags",
            "mentions",
            "mention_roles",
            "components",
            "sticker_items",
        ];
        let told = parts.into_iter().filter_map(|part| Some((part.to_owned(), whole.get(part)?.clone())));
        json!({ "message": told.collect::<Map<String, Value>>() })
    }

    /// What a message says of the interaction that it answers: of a press, what was pressed; of a form, what
    /// opened it.
    fn cause_json(&self, cause: &Cause, channel: ChannelId) -> Value {
        let mut value = json!({
            "id": cause.id, "type": cause.kind, "user": self.users.get(&cause.user).map(user),
            "authorizing_integration_owners": { "0": self.guild_of(channel) },
        });
        if let Some(name) = &cause.name {
            value["name"] = json!(name);
        }
        let opener = cause.opener.and_then(|id| self.interactions.get(&id)).map(Cause::of);
        if let Some(opener) = opener {
            value["triggering_interaction_metadata"] = self.cause_json(&opener, channel);
        } else if let Some(source) = cause.source {
            value["interacted_message_id"] = json!(source);
        }
        value
    }

    fn reaction_json(&self, (emoji, who): &(String, BTreeSet<UserId>)) -> Value {
        json!({
            "emoji": { "id": null, "name": emoji }, "count": who.len(), "me": who.contains(&self.app.bot),
            "count_details": { "burst": 0, "normal": who.len() }, "burst_colors": [], "me_burst": false,
        })
    }

    /// A message as its events show it: with the server, and the author's membership.
    pub(crate) fn message_event(&self, message: &Message) -> Value {
        let mut value = self.message_json(message);
        if let Some(id) = self.guild_of(message.channel)
            && let Some(guild) = self.guilds.get(&id)
        {
            value["guild_id"] = json!(id);
            if let Some(member) = guild.members.get(&message.author) {
                value["member"] = partial_member(member);
            }
        }
        value
    }

    /// A channel as an interaction carries it: with what the person may do there.
    pub(crate) fn interaction_channel(&self, channel: &Channel, asker: UserId) -> Value {
        let mut value =
            if channel.thread.is_some() { self.thread_json(channel) } else { self.channel_json(channel) };
        value["permissions"] = json!(self.permissions(channel, asker));
        value
    }
}

/// Takes out what the message-content intent guards.
pub(crate) fn redact(message: &mut Value) {
    if !message.is_object() {
        return;
    }
    message["content"] = json!("");
    for list in ["embeds", "attachments", "components"] {
        message[list] = json!([]);
    }
    if let Some(message) = message.as_object_mut() {
        message.remove("poll");
        message.remove("message_snapshots");
    }
    if let Some(referenced) = message.get_mut("referenced_message") {
        redact(referenced);
    }
}

/// Whether a message is hidden from a bot without the message-content intent: not its own, not private, not
/// naming it.
pub(crate) fn is_guarded(world: &World, message: &Message) -> bool {
    message.author != world.app.bot
        && world.guild_of(message.channel).is_some()
        && !message.mentions.users.contains(&world.app.bot)
}

/// Permissions as the decimal text that Discord uses.
pub(crate) fn bits(permissions: Permissions) -> String {
    permissions.bits().to_string()
}
