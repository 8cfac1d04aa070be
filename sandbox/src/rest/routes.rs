//! The routes, each with what answers it.

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::from_fn_with_state,
    routing::{delete, get, post, put},
};

use super::{
    cdn, channels, commands, gate, guilds, interactions, marks, messages, payload, threads, users, webhooks,
};
use crate::shared::Shared;

/// The API under `/api/v10` and `/api`, and the CDN.
pub(crate) fn router(shared: &Arc<Shared>) -> Router {
    let api = api(shared);
    let fetched = from_fn_with_state(Arc::clone(shared), gate::fetch);
    Router::new()
        .nest("/api/v10", api.clone())
        .nest("/api", api)
        .route("/attachments/{channel}/{file}/{name}", get(cdn::attachment).layer(fetched))
        .layer(DefaultBodyLimit::max(payload::BODY_MAX))
        .with_state(Arc::clone(shared))
}

fn api(shared: &Arc<Shared>) -> Router<Arc<Shared>> {
    Router::new()
        .merge(account())
        .merge(commands())
        .merge(interactions())
        .merge(channels())
        .merge(threads())
        .merge(guilds())
        .route_layer(from_fn_with_state(Arc::clone(shared), gate::pass))
        .fallback(gate::nowhere)
}

fn account() -> Router<Arc<Shared>> {
    Router::new()
        .route("/gateway", get(users::gateway))
        .route("/gateway/bot", get(users::gateway_bot))
        .route("/users/@me", get(users::me).patch(users::edit_me))
        .route("/users/@me/guilds", get(guilds::mine))
        .route("/users/@me/guilds/{guild}", delete(guilds::leave))
        .route("/users/@me/channels", post(users::open_conversation))
        .route("/users/{user}", get(users::get))
        .route("/applications/@me", get(users::application))
        .route("/oauth2/applications/@me", get(users::application))
        .route("/voice/regions", get(users::nothing))
        .route("/applications/{application}/emojis", get(users::no_emojis))
}

fn commands() -> Router<Arc<Shared>> {
    use commands::{global, of_guild};
    Router::new()
        .route(
            "/applications/{application}/commands",
            get(global::list).put(global::replace).post(global::create),
        )
        .route(
            "/applications/{application}/commands/{command}",
            get(global::get).patch(global::edit).delete(global::delete),
        )
        .route(
            "/applications/{application}/guilds/{guild}/commands",
            get(of_guild::list).put(of_guild::replace).post(of_guild::create),
        )
        .route(
            "/applications/{application}/guilds/{guild}/commands/{command}",
            get(of_guild::get).patch(of_guild::edit).delete(of_guild::delete),
        )
}

fn interactions() -> Router<Arc<Shared>> {
    Router::new()
        .route("/interactions/{interaction}/{token}/callback", post(interactions::callback))
        .route("/webhooks/{application}/{token}", post(webhooks::create))
        .route(
            "/webhooks/{application}/{token}/messages/{message}",
            get(webhooks::get).patch(webhooks::edit).delete(webhooks::delete),
        )
}

fn channels() -> Router<Arc<Shared>> {
    Router::new()
        .route("/channels/{channel}", get(channels::get).patch(channels::edit).delete(channels::delete))
        .route(
            "/channels/{channel}/permissions/{subject}",
            put(channels::set_overwrite).delete(channels::delete_overwrite),
        )
        .route("/channels/{channel}/typing", post(messages::typing))
        .route("/channels/{channel}/messages", get(messages::list).post(messages::create))
        .route("/channels/{channel}/messages/bulk-delete", post(messages::delete_many))
        .route(
            "/channels/{channel}/messages/{message}",
            get(messages::get).patch(messages::edit).delete(messages::delete),
        )
        .route(
            "/channels/{channel}/messages/{message}/reactions/{emoji}/@me",
            put(marks::add).delete(marks::remove),
        )
        .route("/channels/{channel}/messages/{message}/reactions/{emoji}", get(marks::who))
        .route("/channels/{channel}/pins", get(marks::pins))
        .route("/channels/{channel}/pins/{message}", put(marks::pin).delete(marks::unpin))
        .route("/channels/{channel}/messages/pins", get(marks::pins_paged))
        .route("/channels/{channel}/messages/pins/{message}", put(marks::pin).delete(marks::unpin))
}

fn threads() -> Router<Arc<Shared>> {
    Router::new()
        .route("/channels/{channel}/threads", post(threads::alone))
        .route("/channels/{channel}/messages/{message}/threads", post(threads::from_message))
        .route("/channels/{channel}/threads/archived/public", get(threads::archived_public))
        .route("/channels/{channel}/threads/archived/private", get(threads::archived_private))
        .route("/channels/{channel}/users/@me/threads/archived/private", get(threads::archived_joined))
        .route("/channels/{channel}/thread-members", get(threads::members))
        .route(
            "/channels/{channel}/thread-members/{user}",
            get(threads::member).put(threads::add_member).delete(threads::remove_member),
        )
        .route("/guilds/{guild}/threads/active", get(threads::active))
}

fn guilds() -> Router<Arc<Shared>> {
    Router::new()
        .route("/guilds/{guild}", get(guilds::get))
        .route("/guilds/{guild}/channels", get(guilds::channels).post(channels::create))
        .route("/guilds/{guild}/roles", get(guilds::roles).post(guilds::create_role))
        .route(
            "/guilds/{guild}/roles/{role}",
            get(guilds::role).patch(guilds::edit_role).delete(guilds::delete_role),
        )
        .route("/guilds/{guild}/members", get(guilds::members))
        .route("/guilds/{guild}/members/search", get(guilds::search))
        .route(
            "/guilds/{guild}/members/{user}",
            get(guilds::member).patch(guilds::edit_member).delete(guilds::kick),
        )
        .route(
            "/guilds/{guild}/members/{user}/roles/{role}",
            put(guilds::give_role).delete(guilds::take_role),
        )
        .route("/guilds/{guild}/emojis", get(users::nothing))
        .route("/guilds/{guild}/stickers", get(users::nothing))
        .route("/guilds/{guild}/webhooks", get(users::nothing))
        .route("/channels/{channel}/webhooks", get(users::nothing))
        .route("/guilds/{guild}/scheduled-events", get(users::nothing))
}
