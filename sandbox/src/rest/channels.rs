//! Channels: made, shown, changed, deleted.

use std::time::Duration;

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::Deserialize;
use serde_json::Value;
use twilight_model::{channel::ChannelType, guild::Permissions};

use super::{
    answer::{Done, Reply},
    payload::Payload,
};
use crate::{
    error::{ApiError, ApiResult},
    ids::{ChannelId, GuildId, UserId},
    shared::Ctx,
    state::{Channel, Overwrite, Subject, World},
    validate::{
        components::length,
        fields::{Fields, Patch, read},
    },
};

/// New names and topics of one channel, and in how long.
const RENAMES: (u32, Duration) = (2, Duration::from_mins(10));
/// Minutes after which a quiet thread archives itself.
pub(crate) const AUTO_ARCHIVE: [u16; 4] = [60, 1440, 4320, 10_080];
/// The most channels of a server.
const CHANNELS_MAX: usize = 500;

pub(crate) async fn get(State(shared): Ctx, Path(id): Path<ChannelId>) -> Reply {
    shared.look(|world| {
        let channel = world.require(id, Permissions::empty())?;
        Ok(Json(if channel.thread.is_some() {
            world.thread_json(channel)
        } else {
            world.channel_json(channel)
        }))
    })
}

pub(crate) async fn edit(State(shared): Ctx, Path(id): Path<ChannelId>, payload: Payload) -> Reply {
    let fields = payload.fields()?;
    let name: Option<String> = fields.optional("name")?;
    let topic: Patch<String> = fields.patch("topic")?;
    let renames = shared.look(|world| {
        let channel = world.require(id, Permissions::empty())?;
        let new_name = name.as_ref().is_some_and(|name| *name != channel.name);
        let new_topic = !matches!(topic, Patch::Keep) && channel.thread.is_none();
        Ok((new_name, new_topic))
    })?;
    if let Some(name) = &name {
        length("name", name, 1, 100)?;
    }
    if renames.0 || renames.1 {
        shared.limits.ration(&format!("rename:{id}"), RENAMES.0, RENAMES.1, 0)?;
    }
    shared.change(|world| {
        if world.channel(id)?.thread.is_some() {
            edit_thread(world, id, name, &fields)
        } else {
            edit_channel(world, id, name, topic, &fields)
        }
    })
}

fn edit_channel(
    world: &mut World,
    id: ChannelId,
    name: Option<String>,
    topic: Patch<String>,
    fields: &Fields<'_>,
) -> Reply {
    world.require(id, Permissions::MANAGE_CHANNELS)?;
    let parent: Patch<ChannelId> = fields.patch("parent_id")?;
    let overwrites = fields.raw("permission_overwrites").map(overwrites).transpose()?;
    let (slow, nsfw, position) =
        (fields.optional("rate_limit_per_user")?, fields.optional("nsfw")?, fields.optional("position")?);
    if let Patch::Set(topic) = &topic {
        length("topic", topic, 0, 1024)?;
    }
    let channel = world.channel_mut(id)?;
    if let Some(name) = name {
        channel.name = tidy(&name, channel.kind);
    }
    match topic {
        Patch::Keep => {}
        Patch::Clear => channel.topic = None,
        Patch::Set(topic) => channel.topic = Some(topic),
    }
    match parent {
        Patch::Keep => {}
        Patch::Clear => channel.parent = None,
        Patch::Set(parent) => channel.parent = Some(parent),
    }
    if let Some(overwrites) = overwrites {
        channel.overwrites = overwrites;
    }
    channel.slow = slow.unwrap_or(channel.slow);
    channel.nsfw = nsfw.unwrap_or(channel.nsfw);
    channel.position = position.unwrap_or(channel.position);
    world.tell_channel(id, "CHANNEL_UPDATE");
    world.channel(id).map(|one| Json(world.channel_json(one)))
}

fn edit_thread(world: &mut World, id: ChannelId, name: Option<String>, fields: &Fields<'_>) -> Reply {
    let bot = world.app.bot;
    let now = world.clock.now();
    let channel = world.channel(id)?;
    let Some(thread) = channel.thread.clone() else { return Err(ApiError::wrong_channel_kind()) };
    let manages = world.permissions(channel, bot).contains(Permissions::MANAGE_THREADS);
    let archived: Option<bool> = fields.optional("archived")?;
    let locked: Option<bool> = fields.optional("locked")?;
    let auto_archive: Option<u16> = fields.optional("auto_archive_duration")?;
    let slow: Option<u16> = fields.optional("rate_limit_per_user")?;
    if auto_archive.is_some_and(|minutes| !AUTO_ARCHIVE.contains(&minutes)) {
        return Err(ApiError::form(
            "auto_archive_duration",
            "BASE_TYPE_CHOICES",
            "Value must be one of 60, 1440, 4320, 10080.",
        ));
    }
    // To open one it is enough to be allowed to write in it; all else is for its owner, and locking for those
    // who manage threads.
    let only_opens = archived == Some(false) && !thread.locked && name.is_none() && locked.is_none();
    let allowed = manages || (thread.owner == bot && locked.is_none() && slow.is_none()) || only_opens;
    if !allowed {
        return Err(ApiError::missing_permissions());
    }
    if thread.archived
        && archived != Some(false)
        && (name.is_some() || auto_archive.is_some() || slow.is_some())
    {
        return Err(ApiError::archived());
    }
    let channel = world.channel_mut(id)?;
    if let Some(name) = name {
        channel.name = name;
    }
    channel.slow = slow.unwrap_or(channel.slow);
    if let Some(thread) = &mut channel.thread {
        if archived.is_some_and(|archived| archived != thread.archived) {
            thread.archive_changed = now;
        }
        thread.archived = archived.unwrap_or(thread.archived);
        thread.locked = locked.unwrap_or(thread.locked);
        thread.auto_archive = auto_archive.unwrap_or(thread.auto_archive);
        thread.invitable = fields.optional("invitable")?.unwrap_or(thread.invitable);
    }
    world.tell_channel(id, "THREAD_UPDATE");
    world.channel(id).map(|one| Json(world.thread_json(one)))
}

/// Text channels have small letters and no spaces.
pub(crate) fn tidy(name: &str, kind: ChannelType) -> String {
    if matches!(kind, ChannelType::GuildText | ChannelType::GuildAnnouncement) {
        name.trim().to_lowercase().split_whitespace().collect::<Vec<_>>().join("-")
    } else {
        name.to_owned()
    }
}

pub(crate) async fn delete(State(shared): Ctx, Path(id): Path<ChannelId>) -> Reply {
    shared.change(|world| {
        let channel = world.require(id, Permissions::empty())?;
        if channel.guild.is_none() {
            return Ok(Json(world.channel_json(channel)));
        }
        let needed =
            if channel.thread.is_some() { Permissions::MANAGE_THREADS } else { Permissions::MANAGE_CHANNELS };
        world.require(id, needed)?;
        world.delete_channel(id).map(Json)
    })
}

/// An overwrite as a body states it.
#[derive(Deserialize)]
struct Given {
    id: UserId,
    #[serde(rename = "type")]
    kind: u8,
    #[serde(default = "none")]
    allow: Permissions,
    #[serde(default = "none")]
    deny: Permissions,
}

fn none() -> Permissions {
    Permissions::empty()
}

fn overwrite(given: &Given, path: &str) -> ApiResult<Overwrite> {
    let subject = match given.kind {
        0 => Subject::Role(given.id.cast()),
        1 => Subject::Member(given.id),
        _ => return Err(ApiError::form(path, "BASE_TYPE_CHOICES", "Value must be one of {0, 1}.")),
    };
    Ok(Overwrite { subject, allow: given.allow, deny: given.deny })
}

fn overwrites(value: &Value) -> ApiResult<Vec<Overwrite>> {
    let given: Vec<Given> = read(value, "permission_overwrites")?;
    given
        .iter()
        .enumerate()
        .map(|(number, one)| overwrite(one, &format!("permission_overwrites.{number}")))
        .collect()
}

pub(crate) async fn create(State(shared): Ctx, Path(guild): Path<GuildId>, payload: Payload) -> Reply {
    let fields = payload.fields()?;
    let name: String = fields.required("name")?;
    length("name", &name, 1, 100)?;
    let kind = ChannelType::from(fields.optional::<u8>("type")?.unwrap_or(0));
    let known = [
        ChannelType::GuildText,
        ChannelType::GuildVoice,
        ChannelType::GuildCategory,
        ChannelType::GuildAnnouncement,
        ChannelType::GuildForum,
    ];
    if !known.contains(&kind) {
        return Err(ApiError::form("type", "BASE_TYPE_CHOICES", "Not a type of channel that can be made."));
    }
    let overwrites = fields.raw("permission_overwrites").map(overwrites).transpose()?.unwrap_or_default();
    let topic: Option<String> = fields.optional("topic")?;
    length("topic", topic.as_deref().unwrap_or_default(), 0, 1024)?;
    let parent: Option<ChannelId> = fields.optional("parent_id")?;
    let (slow, nsfw) = (fields.optional("rate_limit_per_user")?, fields.optional("nsfw")?);
    let position: Option<u32> = fields.optional("position")?;
    shared.change(|world| {
        world.require_on(guild, Permissions::MANAGE_CHANNELS)?;
        let here =
            world.channels.values().filter(|one| one.guild == Some(guild) && one.thread.is_none()).count();
        if here >= CHANNELS_MAX {
            return Err(ApiError::new(
                StatusCode::BAD_REQUEST,
                30_013,
                "Maximum number of guild channels reached (500)",
            ));
        }
        let id = world.ids.next(world.clock.now());
        world.add_channel(Channel {
            id,
            kind,
            guild: Some(guild),
            name: tidy(&name, kind),
            topic,
            parent,
            position: position.unwrap_or(u32::try_from(here).unwrap_or(u32::MAX)),
            overwrites,
            recipient: None,
            last_message: None,
            slow: slow.unwrap_or(0),
            nsfw: nsfw.unwrap_or(false),
            thread: None,
        });
        world.channel(id).map(|one| Json(world.channel_json(one)))
    })
}

pub(crate) async fn set_overwrite(
    State(shared): Ctx,
    Path((id, subject)): Path<(ChannelId, UserId)>,
    payload: Payload,
) -> Done {
    let mut whole = payload.json.clone();
    whole["id"] = serde_json::json!(subject);
    let given = overwrite(&read::<Given>(&whole, "")?, "type")?;
    shared.change(|world| {
        world.require(id, Permissions::MANAGE_ROLES)?;
        let channel = world.channel_mut(id)?;
        channel.overwrites.retain(|one| one.subject != given.subject);
        channel.overwrites.push(given);
        world.tell_channel(id, "CHANNEL_UPDATE");
        Ok(StatusCode::NO_CONTENT)
    })
}

pub(crate) async fn delete_overwrite(
    State(shared): Ctx,
    Path((id, subject)): Path<(ChannelId, UserId)>,
) -> Done {
    shared.change(|world| {
        world.require(id, Permissions::MANAGE_ROLES)?;
        let channel = world.channel_mut(id)?;
        channel.overwrites.retain(|one| match one.subject {
            Subject::Role(role) => role.get() != subject.get(),
            Subject::Member(user) => user != subject,
        });
        world.tell_channel(id, "CHANNEL_UPDATE");
        Ok(StatusCode::NO_CONTENT)
    })
}
