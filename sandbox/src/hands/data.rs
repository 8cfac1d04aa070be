//! What options and choices stand for: the objects that Discord sends to the bot with their ids.

use serde_json::{Map, Value, json};
use twilight_model::{
    application::command::{CommandOption, CommandOptionType},
    id::Id,
};

use super::parse::{Typed, convert};
use crate::{
    error::ApiResult,
    ids::{AttachmentId, ChannelId, MessageId, UserId},
    rest::compose::FILE_MAX,
    state::{Attachment, Role, World, render},
};

/// The objects that ids in the options stand for.
#[derive(Default)]
pub(crate) struct Resolved {
    kinds: Map<String, Value>,
}

impl Resolved {
    fn put(&mut self, kind: &str, id: &str, value: Value) {
        let all = self.kinds.entry(kind).or_insert_with(|| json!({}));
        all[id] = value;
    }

    /// The object, if there is anything in it.
    pub(crate) fn into_json(self) -> Option<Value> {
        (!self.kinds.is_empty()).then_some(Value::Object(self.kinds))
    }

    pub(crate) fn message(&mut self, world: &World, channel: ChannelId, id: MessageId) -> ApiResult<()> {
        let message = world.message(channel, id)?;
        self.put("messages", &id.to_string(), world.message_json(message));
        Ok(())
    }

    pub(crate) fn user(&mut self, world: &World, channel: ChannelId, id: UserId) -> Option<()> {
        let user = world.users.get(&id)?;
        self.put("users", &id.to_string(), render::user(user));
        let guild = world.guild_of(channel).and_then(|id| world.guilds.get(&id));
        if let Some((guild, member)) = guild.and_then(|guild| Some((guild, guild.members.get(&id)?))) {
            let mut member = render::partial_member(member);
            let has = world.channel(channel).map(|one| world.permissions(one, id));
            member["permissions"] = json!(has.unwrap_or_else(|_| guild.permissions(id)));
            self.put("members", &id.to_string(), member);
        }
        Some(())
    }

    pub(crate) fn role(&mut self, world: &World, channel: ChannelId, id: u64) -> Option<()> {
        let guild = world.guilds.get(&world.guild_of(channel)?)?;
        let role = guild.roles.get(&Id::new_checked(id)?)?;
        self.put("roles", &id.to_string(), render::role(role));
        Some(())
    }

    pub(crate) fn channel(&mut self, world: &World, asker: UserId, id: u64) -> Option<()> {
        let channel = world.channels.get(&Id::new_checked(id)?)?;
        self.put("channels", &id.to_string(), world.interaction_channel(channel, asker));
        Some(())
    }

    fn attachment(&mut self, file: &Attachment) {
        self.put("attachments", &file.id.to_string(), render::attachment(file));
    }
}

/// Who types where, with which files at hand.
pub(crate) struct Typist<'a> {
    pub(crate) world: &'a World,
    pub(crate) channel: ChannelId,
    pub(crate) user: UserId,
    pub(crate) files: &'a [(AttachmentId, Attachment)],
}

/// The options of a command, checked as Discord's own box does.
pub(crate) fn options(
    typist: &Typist<'_>,
    typed: &Typed,
    resolved: &mut Resolved,
) -> Result<Vec<Value>, String> {
    for one in typed.declared() {
        if one.required == Some(true) && !typed.values.iter().any(|(given, _)| given.name == one.name) {
            return Err(format!("`{}` must be given", one.name));
        }
    }
    let mut all = Vec::new();
    for (option, text) in &typed.values {
        let value = value(typist, option, text, resolved)?;
        all.push(json!({ "name": option.name, "type": option.kind, "value": value }));
    }
    Ok(all)
}

/// One option as far as it can be read; none where its text is unfinished.
pub(crate) fn options_so_far(typist: &Typist<'_>, option: &CommandOption, text: &str) -> Option<Value> {
    value(typist, option, text, &mut Resolved::default()).ok()
}

fn value(
    typist: &Typist<'_>,
    option: &CommandOption,
    text: &str,
    resolved: &mut Resolved,
) -> Result<Value, String> {
    let Typist { world, channel, user, files } = *typist;
    let missing = || format!("`{}`: nothing here is called `{text}`", option.name);
    let id = match option.kind {
        CommandOptionType::User => {
            let id = find_user(world, channel, text).ok_or_else(missing)?;
            resolved.user(world, channel, id).ok_or_else(missing)?;
            id.get()
        }
        CommandOptionType::Role => {
            let id = find_role(world, channel, text).ok_or_else(missing)?;
            resolved.role(world, channel, id).ok_or_else(missing)?;
            id
        }
        CommandOptionType::Channel => {
            let id = find_channel(world, channel, user, text).ok_or_else(missing)?;
            let kind = world.channels.get(&Id::new(id)).map(|one| one.kind);
            let kinds = option.channel_types.as_deref().unwrap_or_default();
            if !kinds.is_empty() && !kind.is_some_and(|kind| kinds.contains(&kind)) {
                return Err(format!("`{}` does not take this type of channel", option.name));
            }
            resolved.channel(world, user, id).ok_or_else(missing)?;
            id
        }
        CommandOptionType::Mentionable => {
            if let Some(id) = find_user(world, channel, text) {
                resolved.user(world, channel, id).ok_or_else(missing)?;
                id.get()
            } else {
                let id = find_role(world, channel, text).ok_or_else(missing)?;
                resolved.role(world, channel, id).ok_or_else(missing)?;
                id
            }
        }
        CommandOptionType::Attachment => {
            let (id, file) = files.iter().find(|(_, file)| file.filename == text).ok_or_else(missing)?;
            if file.size > FILE_MAX {
                return Err(format!("`{text}` is too large"));
            }
            resolved.attachment(file);
            id.get()
        }
        _ => return convert(option, text),
    };
    Ok(json!(id.to_string()))
}

fn inside(text: &str, open: &str) -> Option<u64> {
    text.strip_prefix(open)?.strip_suffix('>')?.parse().ok()
}

pub(crate) fn find_user(world: &World, channel: ChannelId, text: &str) -> Option<UserId> {
    let id = inside(text, "<@").or_else(|| inside(text, "<@!")).or_else(|| text.parse().ok());
    if let Some(id) = id.and_then(Id::new_checked) {
        return world.users.contains_key(&id).then_some(id);
    }
    let name = text.strip_prefix('@').unwrap_or(text);
    let named = |id: &UserId| world.users.get(id).is_some_and(|user| user.name == name);
    match world.guild_of(channel).and_then(|id| world.guilds.get(&id)) {
        Some(guild) => guild.members.keys().copied().find(named),
        None => world.users.keys().copied().find(named),
    }
}

pub(crate) fn find_role(world: &World, channel: ChannelId, text: &str) -> Option<u64> {
    if let Some(id) = inside(text, "<@&").or_else(|| text.parse().ok()) {
        return Some(id);
    }
    let guild = world.guilds.get(&world.guild_of(channel)?)?;
    let name = text.strip_prefix('@').unwrap_or(text);
    let everyone = |role: &&Role| role.name == name || role.name == text;
    guild.roles.values().find(everyone).map(|role| role.id.get())
}

pub(crate) fn find_channel(world: &World, from: ChannelId, user: UserId, text: &str) -> Option<u64> {
    if let Some(id) = inside(text, "<#").or_else(|| text.parse().ok()) {
        return Some(id);
    }
    let name = text.strip_prefix('#').unwrap_or(text);
    let guild = world.guild_of(from)?;
    let here = world.channels.values().filter(|one| one.guild == Some(guild) && one.name == name);
    here.filter(|one| world.may_see(one, user)).map(|one| one.id.get()).next()
}
