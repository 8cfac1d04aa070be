//! Threads: started, listed, joined.

use std::cmp::Reverse;

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Value, json};
use twilight_model::{channel::ChannelType, guild::Permissions};

use super::{
    answer::{Done, Reply},
    payload::Payload,
};
use crate::{
    error::{ApiError, ApiResult},
    ids::{ChannelId, GuildId, MessageId, UserId},
    shared::Ctx,
    state::{Channel, World, act::NewThread},
    validate::{components::length, fields::Fields},
};

/// A thread that was just made.
type Made = Result<(StatusCode, Json<Value>), ApiError>;

fn new_thread(
    world: &World,
    parent: ChannelId,
    from: Option<MessageId>,
    kind: ChannelType,
    fields: &Fields<'_>,
) -> ApiResult<NewThread> {
    let name: String = fields.required("name")?;
    length("name", &name, 1, 100)?;
    let auto_archive: u16 = fields.optional("auto_archive_duration")?.unwrap_or(1440);
    if !super::channels::AUTO_ARCHIVE.contains(&auto_archive) {
        return Err(ApiError::form(
            "auto_archive_duration",
            "BASE_TYPE_CHOICES",
            "Value must be one of 60, 1440, 4320, 10080.",
        ));
    }
    let guild = world.channel(parent)?.guild;
    let open = world
        .channels
        .values()
        .filter(|one| one.guild == guild && one.thread.as_ref().is_some_and(|thread| !thread.archived))
        .count();
    if open >= world.app.active_threads {
        return Err(ApiError::new(
            StatusCode::BAD_REQUEST,
            160_006,
            "Maximum number of active threads reached",
        ));
    }
    Ok(NewThread {
        parent,
        name,
        kind,
        owner: world.app.bot,
        from,
        auto_archive,
        slow: fields.optional("rate_limit_per_user")?.unwrap_or(0),
        invitable: fields.optional("invitable")?.unwrap_or(true),
    })
}

fn check_parent(channel: &Channel) -> ApiResult<()> {
    if matches!(channel.kind, ChannelType::GuildText | ChannelType::GuildAnnouncement) {
        Ok(())
    } else {
        Err(ApiError::wrong_channel_kind())
    }
}

fn shown(world: &World, id: ChannelId) -> Made {
    world.channel(id).map(|one| (StatusCode::CREATED, Json(world.thread_json(one))))
}

pub(crate) async fn from_message(
    State(shared): Ctx,
    Path((parent, message)): Path<(ChannelId, MessageId)>,
    payload: Payload,
) -> Made {
    shared.change(|world| {
        let needed = Permissions::CREATE_PUBLIC_THREADS | Permissions::READ_MESSAGE_HISTORY;
        let channel = world.require(parent, needed)?;
        check_parent(channel)?;
        if world.message(parent, message)?.only_for.is_some() {
            return Err(ApiError::unknown_message());
        }
        let kind = if channel.kind == ChannelType::GuildAnnouncement {
            ChannelType::AnnouncementThread
        } else {
            ChannelType::PublicThread
        };
        let new = new_thread(world, parent, Some(message), kind, &payload.fields()?)?;
        let id = world.start_thread(&new)?;
        shown(world, id)
    })
}

pub(crate) async fn alone(State(shared): Ctx, Path(parent): Path<ChannelId>, payload: Payload) -> Made {
    shared.change(|world| {
        let fields = payload.fields()?;
        let channel = world.require(parent, Permissions::empty())?;
        check_parent(channel)?;
        // Without a type Discord makes a private one.
        let (kind, needed) = match fields.optional::<u8>("type")?.unwrap_or(12) {
            11 => (ChannelType::PublicThread, Permissions::CREATE_PUBLIC_THREADS),
            12 => (ChannelType::PrivateThread, Permissions::CREATE_PRIVATE_THREADS),
            _ => return Err(ApiError::form("type", "BASE_TYPE_CHOICES", "Value must be one of {11, 12}.")),
        };
        world.require(parent, needed)?;
        let new = new_thread(world, parent, None, kind, &fields)?;
        let id = world.start_thread(&new)?;
        shown(world, id)
    })
}

pub(crate) async fn active(State(shared): Ctx, Path(guild): Path<GuildId>) -> Reply {
    shared.change(|world| {
        world.bots_guild(guild)?;
        let bot = world.app.bot;
        let open: Vec<&Channel> = world
            .channels
            .values()
            .filter(|one| {
                one.guild == Some(guild) && one.thread.as_ref().is_some_and(|thread| !thread.archived)
            })
            .filter(|one| world.may_see(one, bot))
            .collect();
        Ok(Json(listing(world, &open, false)))
    })
}

fn listing(world: &World, threads: &[&Channel], has_more: bool) -> Value {
    let members: Vec<Value> =
        threads.iter().filter_map(|one| World::thread_member_json(one, world.app.bot)).collect();
    let threads: Vec<Value> = threads.iter().map(|one| world.thread_json(one)).collect();
    json!({ "threads": threads, "members": members, "has_more": has_more })
}

#[derive(Deserialize)]
pub(crate) struct Page {
    before: Option<String>,
    limit: Option<usize>,
}

fn archived(world: &World, parent: ChannelId, page: &Page, kind: ChannelType, joined: bool) -> Reply {
    let mut needed = Permissions::READ_MESSAGE_HISTORY;
    if kind == ChannelType::PrivateThread && !joined {
        needed |= Permissions::MANAGE_THREADS;
    }
    world.require(parent, needed)?;
    let limit = page.limit.unwrap_or(50).clamp(1, 100);
    let before: Option<DateTime<Utc>> = page.before.as_ref().and_then(|text| text.parse().ok());
    let bot = world.app.bot;
    let mut all: Vec<(&Channel, DateTime<Utc>)> = world
        .threads_of(parent)
        .filter(|one| one.kind == kind)
        .filter_map(|one| one.thread.as_ref().filter(|thread| thread.archived).map(|thread| (one, thread)))
        .filter(|(_, thread)| !joined || thread.members.contains_key(&bot))
        .map(|(one, thread)| (one, thread.archive_changed))
        .filter(|(_, at)| before.is_none_or(|end| *at < end))
        .collect();
    all.sort_by_key(|(_, at)| Reverse(*at));
    let more = all.len() > limit;
    let page: Vec<&Channel> = all.into_iter().take(limit).map(|(one, _)| one).collect();
    Ok(Json(listing(world, &page, more)))
}

pub(crate) async fn archived_public(
    State(shared): Ctx,
    Path(parent): Path<ChannelId>,
    Query(page): Query<Page>,
) -> Reply {
    shared.change(|world| archived(world, parent, &page, ChannelType::PublicThread, false))
}

pub(crate) async fn archived_private(
    State(shared): Ctx,
    Path(parent): Path<ChannelId>,
    Query(page): Query<Page>,
) -> Reply {
    shared.change(|world| archived(world, parent, &page, ChannelType::PrivateThread, false))
}

pub(crate) async fn archived_joined(
    State(shared): Ctx,
    Path(parent): Path<ChannelId>,
    Query(page): Query<Page>,
) -> Reply {
    shared.change(|world| archived(world, parent, &page, ChannelType::PrivateThread, true))
}

/// `@me` or an id.
fn who(world: &World, text: &str) -> ApiResult<UserId> {
    if text == "@me" {
        return Ok(world.app.bot);
    }
    text.parse::<u64>()
        .ok()
        .and_then(UserId::new_checked)
        .filter(|id| world.users.contains_key(id))
        .ok_or_else(ApiError::unknown_user)
}

fn open_thread(world: &World, id: ChannelId) -> ApiResult<&Channel> {
    let channel = world.require(id, Permissions::empty())?;
    match &channel.thread {
        Some(thread) if thread.archived => Err(ApiError::archived()),
        Some(_) => Ok(channel),
        None => Err(ApiError::wrong_channel_kind()),
    }
}

pub(crate) async fn add_member(State(shared): Ctx, Path((id, user)): Path<(ChannelId, String)>) -> Done {
    shared.change(|world| {
        let channel = open_thread(world, id)?;
        let user = who(world, &user)?;
        if user != world.app.bot {
            world.require(id, Permissions::SEND_MESSAGES_IN_THREADS)?;
        }
        let parent = channel.parent.and_then(|parent| world.channels.get(&parent));
        if !parent.is_some_and(|parent| world.may_see(parent, user)) {
            return Err(ApiError::missing_access());
        }
        world.add_to_thread(id, user);
        Ok(StatusCode::NO_CONTENT)
    })
}

pub(crate) async fn remove_member(State(shared): Ctx, Path((id, user)): Path<(ChannelId, String)>) -> Done {
    shared.change(|world| {
        let owner = open_thread(world, id)?.thread.as_ref().map(|thread| thread.owner);
        let user = who(world, &user)?;
        if user != world.app.bot && owner != Some(world.app.bot) {
            world.require(id, Permissions::MANAGE_THREADS)?;
        }
        world.remove_from_thread(id, user);
        Ok(StatusCode::NO_CONTENT)
    })
}

pub(crate) async fn member(State(shared): Ctx, Path((id, user)): Path<(ChannelId, String)>) -> Reply {
    shared.look(|world| {
        let channel = world.require(id, Permissions::empty())?;
        let user = who(world, &user)?;
        World::thread_member_json(channel, user).map(Json).ok_or_else(ApiError::unknown_member)
    })
}

pub(crate) async fn members(State(shared): Ctx, Path(id): Path<ChannelId>) -> Reply {
    shared.look(|world| {
        let channel = world.require(id, Permissions::empty())?;
        let thread = channel.thread.as_ref().ok_or_else(ApiError::wrong_channel_kind)?;
        let all = thread.members.keys().filter_map(|user| World::thread_member_json(channel, *user));
        Ok(Json(all.collect()))
    })
}
