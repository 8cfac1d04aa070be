//! The bot itself, people, private conversations, and how to reach the gateway.

use axum::{
    Json,
    extract::{Path, State},
};
use serde_json::{Value, json};

use super::{answer::Reply, payload::Payload};
use crate::{
    error::ApiError,
    ids::UserId,
    shared::Ctx,
    state::{World, render},
    validate::components::length,
};

pub(crate) async fn me(State(shared): Ctx) -> Reply {
    shared.look(|world| world.user(world.app.bot).map(|user| Json(render::current_user(user))))
}

pub(crate) async fn edit_me(State(shared): Ctx, payload: Payload) -> Reply {
    let name: Option<String> = payload.fields()?.optional("username")?;
    shared.change(|world| {
        let bot = world.app.bot;
        let user = world.users.get_mut(&bot).ok_or_else(ApiError::unknown_user)?;
        if let Some(name) = name {
            length("username", &name, 2, 32)?;
            user.name = name;
        }
        Ok(Json(render::current_user(user)))
    })
}

pub(crate) async fn get(State(shared): Ctx, Path(id): Path<UserId>) -> Reply {
    shared.look(|world| world.user(id).map(|user| Json(render::user(user))))
}

/// Opening a conversation always works; it is writing in it that may be refused.
pub(crate) async fn open_conversation(State(shared): Ctx, payload: Payload) -> Reply {
    let person: UserId = payload.fields()?.required("recipient_id")?;
    shared.change(|world| {
        if world.user(person)?.bot {
            return Err(ApiError::closed_conversation());
        }
        let id = world.conversation(person);
        world.channel(id).map(|one| Json(world.channel_json(one)))
    })
}

/// The application, as its own author sees it.
pub(crate) fn application_json(world: &World) -> Value {
    let owner = world.users.get(&world.app.owner).map(render::user);
    let name = world.users.get(&world.app.bot).map(|bot| bot.name.clone());
    json!({
        "id": world.app.id, "name": name, "icon": null, "description": "", "summary": "", "type": null,
        "bot_public": true, "bot_require_code_grant": false, "verify_key": "0".repeat(64), "owner": owner,
        "team": null, "flags": world.app.privileged.flags(),
        "flags_new": world.app.privileged.flags().to_string(), "explicit_content_filter": 0,
        "approximate_user_authorization_count": 0, "eligible_oauth2_scopes": [], "hook": true, "is_monetized": false,
        "integration_types_config": { "0": { "oauth2_install_params": { "scopes": ["bot", "applications.commands"], "permissions": "0" } } },
        "approximate_guild_count": world.guilds.len(), "approximate_user_install_count": 0, "redirect_uris": [],
        "interactions_endpoint_url": null, "role_connections_verification_url": null, "rpc_origins": [], "tags": [],
        "bot": world.users.get(&world.app.bot).map(render::user),
    })
}

pub(crate) async fn application(State(shared): Ctx) -> Reply {
    shared.look(|world| Ok(Json(application_json(world))))
}

pub(crate) async fn gateway(State(shared): Ctx) -> Reply {
    Ok(Json(json!({ "url": shared.gateway_url() })))
}

pub(crate) async fn gateway_bot(State(shared): Ctx) -> Reply {
    Ok(Json(shared.starts.told(&shared.gateway_url())))
}

/// The emojis of the application, of which there are none.
pub(crate) async fn no_emojis() -> Reply {
    Ok(Json(json!({ "items": [] })))
}

/// Whether any voice region exists: none does here, and libraries ask at times.
pub(crate) async fn nothing() -> Reply {
    Ok(Json(json!([])))
}
