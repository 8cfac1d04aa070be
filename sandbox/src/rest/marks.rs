//! Reactions and pins.

use std::collections::BTreeSet;

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde_json::{Value, json};
use twilight_model::{gateway::Intents, guild::Permissions};

use super::answer::{Done, Reply};
use crate::{
    error::{ApiError, ApiResult},
    ids::{ChannelId, MessageId, UserId},
    shared::{Ctx, Shared},
    state::{World, render},
};

type Mark = Path<(ChannelId, MessageId, String)>;

/// The most pins of a channel.
const PINS_MAX: usize = 50;

/// Adds or takes away a reaction, and tells of it.
pub(crate) fn react(
    world: &mut World,
    place: ChannelId,
    id: MessageId,
    emoji: &str,
    user: UserId,
    add: bool,
) -> ApiResult<()> {
    let author = world.message(place, id)?.author;
    let message = world.message_mut(place, id)?;
    let changed = match (message.reactions.iter_mut().find(|one| one.0 == emoji), add) {
        (Some(one), true) => one.1.insert(user),
        (Some(one), false) => one.1.remove(&user),
        (None, true) => {
            message.reactions.push((emoji.to_owned(), BTreeSet::from([user])));
            true
        }
        (None, false) => false,
    };
    message.reactions.retain(|one| !one.1.is_empty());
    if !changed {
        return Ok(());
    }
    world.touched.insert(place);
    let guild = world.guild_of(place);
    let mut data = json!({
        "user_id": user, "channel_id": place, "message_id": id, "guild_id": guild, "burst": false, "type": 0,
        "emoji": { "id": null, "name": emoji },
    });
    let intents =
        if guild.is_some() { Intents::GUILD_MESSAGE_REACTIONS } else { Intents::DIRECT_MESSAGE_REACTIONS };
    if add {
        data["message_author_id"] = json!(author);
        data["burst_colors"] = json!([]);
        if let Some(member) =
            guild.and_then(|id| world.guilds.get(&id)).and_then(|one| world.member_json(one, user))
        {
            data["member"] = member;
        }
    }
    world.tell(if add { "MESSAGE_REACTION_ADD" } else { "MESSAGE_REACTION_REMOVE" }, guild, intents, data);
    Ok(())
}

pub(crate) async fn add(State(shared): Ctx, Path((place, id, emoji)): Mark) -> Done {
    shared.change(|world| {
        world.require(place, Permissions::ADD_REACTIONS | Permissions::READ_MESSAGE_HISTORY)?;
        if world.channel(place)?.thread.as_ref().is_some_and(|thread| thread.archived) {
            return Err(ApiError::archived());
        }
        let bot = world.app.bot;
        react(world, place, id, &emoji, bot, true)?;
        Ok(StatusCode::NO_CONTENT)
    })
}

pub(crate) async fn remove(State(shared): Ctx, Path((place, id, emoji)): Mark) -> Done {
    shared.change(|world| {
        world.require(place, Permissions::empty())?;
        let bot = world.app.bot;
        react(world, place, id, &emoji, bot, false)?;
        Ok(StatusCode::NO_CONTENT)
    })
}

pub(crate) async fn who(State(shared): Ctx, Path((place, id, emoji)): Mark) -> Reply {
    shared.look(|world| {
        world.require(place, Permissions::READ_MESSAGE_HISTORY)?;
        let message = world.message(place, id)?;
        let users = message.reactions.iter().filter(|one| one.0 == emoji).flat_map(|one| &one.1);
        Ok(Json(users.filter_map(|id| world.users.get(id)).map(render::user).collect()))
    })
}

pub(crate) async fn pins(State(shared): Ctx, Path(place): Path<ChannelId>) -> Reply {
    shared.look(|world| {
        world.require(place, Permissions::READ_MESSAGE_HISTORY)?;
        let all = world.messages.get(&place).into_iter().flat_map(|all| all.values().rev());
        Ok(Json(all.filter(|one| one.pinned).map(|one| super::messages::readable(world, one)).collect()))
    })
}

/// Pins as the newer route tells them.
pub(crate) async fn pins_paged(State(shared): Ctx, Path(place): Path<ChannelId>) -> Reply {
    shared.look(|world| {
        world.require(place, Permissions::READ_MESSAGE_HISTORY)?;
        let all = world.messages.get(&place).into_iter().flat_map(|all| all.values().rev());
        let items: Vec<Value> = all
            .filter(|one| one.pinned)
            .map(|one| {
                json!({ "pinned_at": render::moment(one.created), "message": super::messages::readable(world, one) })
            })
            .collect();
        Ok(Json(json!({ "items": items, "has_more": false })))
    })
}

pub(crate) async fn pin(State(shared): Ctx, Path((place, id)): Path<(ChannelId, MessageId)>) -> Done {
    set_pin(&shared, place, id, true)
}

pub(crate) async fn unpin(State(shared): Ctx, Path((place, id)): Path<(ChannelId, MessageId)>) -> Done {
    set_pin(&shared, place, id, false)
}

fn set_pin(shared: &Shared, place: ChannelId, id: MessageId, pinned: bool) -> Done {
    shared.change(|world| {
        world.require(place, Permissions::empty())?;
        let channel = world.channel(place)?;
        let either = Permissions::PIN_MESSAGES | Permissions::MANAGE_MESSAGES;
        if channel.guild.is_some() && !world.permissions(channel, world.app.bot).intersects(either) {
            return Err(ApiError::missing_permissions());
        }
        let already =
            world.messages.get(&place).map_or(0, |all| all.values().filter(|one| one.pinned).count());
        if pinned && already >= PINS_MAX {
            return Err(ApiError::too_many_pins());
        }
        world.message_mut(place, id)?.pinned = pinned;
        world.edited(place, id, false);
        let guild = world.guild_of(place);
        let data = json!({
            "guild_id": guild, "channel_id": place, "last_pin_timestamp": render::moment(world.clock.now()),
        });
        world.tell("CHANNEL_PINS_UPDATE", guild, Intents::GUILDS, data);
        Ok(StatusCode::NO_CONTENT)
    })
}
