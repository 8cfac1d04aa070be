//! Messages of channels: sent, read, listed, changed, deleted.

use std::time::Duration;

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use chrono::TimeDelta;
use serde::Deserialize;
use serde_json::{Value, json};
use twilight_model::guild::Permissions;

use super::{
    answer::{Done, Reply},
    compose::Draft,
    payload::Payload,
};
use crate::{
    error::{ApiError, ApiResult},
    ids::{ChannelId, MessageId},
    shared::Ctx,
    state::{Channel, Message, World, flag, render},
    validate::fields::{Fields, read},
};

/// How long a nonce is remembered, by the clock that people read.
const NONCE_KEPT: TimeDelta = TimeDelta::minutes(5);
/// Edits of old messages of one channel, and in how long.
const OLD_EDITS: (u32, Duration) = (10, Duration::from_mins(1));

pub(crate) async fn create(State(shared): Ctx, Path(place): Path<ChannelId>, payload: Payload) -> Reply {
    shared.change(|world| {
        check_writing(world, place)?;
        let draft = Draft::read(&payload.fields()?, &payload.files, 0)?;
        if draft.flags.unwrap_or(0) & flag::EPHEMERAL != 0 {
            return Err(ApiError::form(
                "flags",
                "BITFIELD_INVALID",
                "Only an interaction's answer is private.",
            ));
        }
        let mut needed = Permissions::empty();
        if draft.has_files() {
            needed |= Permissions::ATTACH_FILES;
        }
        if draft.has_embeds() {
            needed |= Permissions::EMBED_LINKS;
        }
        if draft.reply_to.is_some() {
            needed |= Permissions::READ_MESSAGE_HISTORY;
        }
        world.require(place, needed)?;
        let nonce = draft.nonce.clone();
        let text =
            nonce.as_ref().map(|nonce| nonce.as_str().map_or_else(|| nonce.to_string(), str::to_owned));
        let enforced = draft.enforce_nonce;
        let now = world.clock.now();
        world.nonces.retain(|(.., since)| now - *since < NONCE_KEPT);
        if enforced
            && let Some(text) = &text
            && let Some((.., known, _)) = world.nonces.iter().find(|one| one.0 == place && one.1 == *text)
        {
            // The message was sent already: this is the answer that the sender missed.
            return world.message(place, *known).map(|one| Json(with_nonce(world, one, nonce.as_ref())));
        }
        let author = world.app.bot;
        let message = draft.message(world, place, author)?;
        let id = world.post(message, nonce.as_ref());
        if let Some(text) = text {
            world.nonces.push((place, text, id, now));
        }
        world.message(place, id).map(|one| Json(with_nonce(world, one, nonce.as_ref())))
    })
}

fn with_nonce(world: &World, message: &Message, nonce: Option<&Value>) -> Value {
    let mut value = world.message_json(message);
    if let Some(nonce) = nonce {
        value["nonce"] = nonce.clone();
    }
    value
}

/// Whether the bot may write in a place at all.
pub(crate) fn check_writing(world: &World, place: ChannelId) -> ApiResult<()> {
    let channel = world.require(place, Permissions::empty())?;
    if let Some(person) = channel.recipient {
        let accepts = world.user(person)?.accepts_messages;
        return if accepts { Ok(()) } else { Err(ApiError::closed_conversation()) };
    }
    if u8::from(channel.kind) == 4 || u8::from(channel.kind) == 15 {
        return Err(ApiError::wrong_channel_kind());
    }
    if !world.may_write(channel, world.app.bot) {
        return Err(ApiError::missing_permissions());
    }
    check_lock(world, channel)
}

/// A locked thread takes nothing from anyone who may not manage threads, and where it is archived as well, a
/// message does not open it again.
pub(crate) fn check_lock(world: &World, channel: &Channel) -> ApiResult<()> {
    let Some(thread) = channel.thread.as_ref().filter(|thread| thread.locked) else { return Ok(()) };
    if world.permissions(channel, world.app.bot).contains(Permissions::MANAGE_THREADS) {
        return Ok(());
    }
    Err(if thread.archived { ApiError::archived() } else { ApiError::thread_locked() })
}

#[derive(Deserialize)]
pub(crate) struct Page {
    before: Option<MessageId>,
    after: Option<MessageId>,
    around: Option<MessageId>,
    limit: Option<usize>,
}

pub(crate) async fn list(
    State(shared): Ctx,
    Path(place): Path<ChannelId>,
    Query(page): Query<Page>,
) -> Reply {
    let limit = page.limit.unwrap_or(50);
    if !(1..=100).contains(&limit) {
        return Err(ApiError::form("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100."));
    }
    shared.look(|world| {
        let channel = world.require(place, Permissions::empty())?;
        if !world.permissions(channel, world.app.bot).contains(Permissions::READ_MESSAGE_HISTORY) {
            return Ok(Json(json!([])));
        }
        let visible: Vec<&Message> = world
            .messages
            .get(&place)
            .into_iter()
            .flat_map(|all| all.values())
            .filter(|one| one.only_for.is_none())
            .collect();
        let mut chosen: Vec<&Message> = if let Some(after) = page.after {
            visible.into_iter().filter(|one| one.id > after).take(limit).collect()
        } else if let Some(around) = page.around {
            let at = visible.partition_point(|one| one.id < around);
            let from = at.saturating_sub(limit / 2);
            visible.into_iter().skip(from).take(limit).collect()
        } else {
            let before = visible.iter().filter(|one| page.before.is_none_or(|end| one.id < end)).count();
            visible.into_iter().take(before).skip(before.saturating_sub(limit)).collect()
        };
        // Discord tells the newest first, whichever way it was asked.
        chosen.reverse();
        Ok(Json(chosen.into_iter().map(|one| readable(world, one)).collect()))
    })
}

/// A message as this bot may read it.
pub(crate) fn readable(world: &World, message: &Message) -> Value {
    let mut value = world.message_json(message);
    if !world.app.privileged.message_content && render::is_guarded(world, message) {
        render::redact(&mut value);
    }
    value
}

pub(crate) async fn get(State(shared): Ctx, Path((place, id)): Path<(ChannelId, MessageId)>) -> Reply {
    shared.look(|world| {
        world.require(place, Permissions::READ_MESSAGE_HISTORY)?;
        let message = world.message(place, id)?;
        if message.only_for.is_some() {
            return Err(ApiError::unknown_message());
        }
        Ok(Json(readable(world, message)))
    })
}

pub(crate) async fn edit(
    State(shared): Ctx,
    Path((place, id)): Path<(ChannelId, MessageId)>,
    payload: Payload,
) -> Reply {
    let old = shared.look(|world| {
        world.require(place, Permissions::empty())?;
        let message = world.message(place, id)?;
        if message.author != world.app.bot {
            return Err(ApiError::foreign_message());
        }
        if message.only_for.is_some() {
            return Err(ApiError::unknown_message());
        }
        Ok(world.clock.now() - message.created > TimeDelta::hours(1))
    })?;
    if old {
        shared.limits.ration(&format!("old-edit:{place}"), OLD_EDITS.0, OLD_EDITS.1, 30_046)?;
    }
    shared.change(|world| {
        if world.channel(place)?.thread.as_ref().is_some_and(|thread| thread.archived) {
            return Err(ApiError::archived());
        }
        change(world, place, id, &payload.fields()?, &payload)
    })
}

/// Edits a message of the bot, and answers it as it now is.
pub(crate) fn change(
    world: &mut World,
    place: ChannelId,
    id: MessageId,
    fields: &Fields<'_>,
    payload: &Payload,
) -> Reply {
    let mut message = world.message(place, id)?.clone();
    let draft = Draft::read(fields, &payload.files, message.flags)?;
    // A promised answer that now comes is new to whoever reads, not an edit.
    let promised = message.flags & flag::LOADING != 0;
    draft.apply(world, &mut message)?;
    message.flags &= !flag::LOADING;
    if !promised {
        message.edited = Some(world.clock.now());
    }
    let value = world.message_json(&message);
    if promised {
        world.fulfil(message);
    } else {
        world.messages.entry(place).or_default().insert(id, message);
        world.edited(place, id, true);
    }
    Ok(Json(value))
}

pub(crate) async fn delete(State(shared): Ctx, Path((place, id)): Path<(ChannelId, MessageId)>) -> Done {
    shared.change(|world| {
        world.require(place, Permissions::empty())?;
        let message = world.message(place, id)?;
        if message.only_for.is_some() {
            return Err(ApiError::unknown_message());
        }
        if message.author != world.app.bot {
            world.require(place, Permissions::MANAGE_MESSAGES)?;
        }
        if world.channel(place)?.thread.as_ref().is_some_and(|thread| thread.archived) {
            return Err(ApiError::archived());
        }
        world.delete_message(place, id)?;
        Ok(StatusCode::NO_CONTENT)
    })
}

#[derive(Deserialize)]
struct Bulk {
    messages: Vec<MessageId>,
}

pub(crate) async fn delete_many(State(shared): Ctx, Path(place): Path<ChannelId>, payload: Payload) -> Done {
    let bulk: Bulk = read(&payload.json, "")?;
    if !(2..=100).contains(&bulk.messages.len()) {
        return Err(ApiError::bad_length("messages", 2, 100));
    }
    shared.change(|world| {
        world.require(place, Permissions::MANAGE_MESSAGES)?;
        let oldest = world.clock.now() - TimeDelta::days(14);
        if bulk.messages.iter().any(|id| world.message(place, *id).is_ok_and(|one| one.created < oldest)) {
            return Err(ApiError::too_old_to_delete());
        }
        for id in &bulk.messages {
            // Those that are gone already are passed over, as Discord does.
            let _ = world.delete_message(place, *id);
        }
        Ok(StatusCode::NO_CONTENT)
    })
}

pub(crate) async fn typing(State(shared): Ctx, Path(place): Path<ChannelId>) -> Done {
    shared.look(|world| check_writing(world, place))?;
    Ok(StatusCode::NO_CONTENT)
}
