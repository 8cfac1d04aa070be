//! The routes of the page and of what is behind it.

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::from_fn,
    routing::{get, post},
};

use super::{acts, assets, complete, events, guard, machine, outside, see};
use crate::{
    rest::{cdn, payload::BODY_MAX},
    shared::Shared,
};

/// The page and what is behind it.
pub(crate) fn router(shared: &Arc<Shared>) -> Router {
    let control = Router::new()
        .route("/world", get(see::world))
        .route("/channels/{channel}", get(see::channel))
        .route("/channels/{channel}/messages", post(acts::say))
        .route("/channels/{channel}/messages/{message}", post(acts::edit).delete(acts::delete))
        .route("/channels/{channel}/messages/{message}/reactions", post(acts::react))
        .route("/channels/{channel}/complete", get(complete::offers))
        .route("/channels/{channel}/commands", post(acts::type_command))
        .route("/channels/{channel}/messages/{message}/press", post(acts::press))
        .route("/channels/{channel}/messages/{message}/choose", post(acts::choose))
        .route("/channels/{channel}/menu", post(acts::use_menu))
        .route("/forms/{interaction}", post(acts::fill))
        .route("/conversation", post(acts::open_conversation))
        .route("/person", post(acts::change_person))
        .route("/clock", get(machine::clock).post(machine::turn))
        .route("/faults", get(machine::faults).post(machine::fault).delete(machine::clear_faults))
        .route("/log", get(machine::log))
        .route("/outside", get(outside::all))
        .route("/outside/acknowledge", post(outside::acknowledge))
        .route("/outside/tap", post(outside::tap))
        .route("/events", get(events::stream));
    Router::new()
        .nest("/control", control)
        .route("/attachments/{channel}/{file}/{name}", get(cdn::attachment))
        .merge(assets::routes())
        .layer(from_fn(guard::pass))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .with_state(Arc::clone(shared))
}
