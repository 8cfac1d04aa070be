//! The sandbox over HTTP: what people see, all that their hands can do, the clock, the faults, the log; and the page that shows it.
//!
//! It stands on loopback, and [`guard`] keeps out the pages of others that the same browser has open.

mod acts;
mod assets;
mod complete;
mod events;
mod guard;
mod machine;
mod see;

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::ids::UserId;
use crate::rest::payload::BODY_MAX;
use crate::shared::Shared;
use crate::world::Person;

type Ctx = axum::extract::State<Arc<Shared>>;

/// An answer to the page.
type Answered = Result<Json<Value>, Refusal>;

/// Why the page does not get what it asked for.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    why: String,
}

impl Refusal {
    fn missing(what: &str) -> Self {
        Self { status: StatusCode::NOT_FOUND, why: format!("there is no such {what}") }
    }

    fn unreadable(why: impl std::fmt::Display) -> Self {
        Self { status: StatusCode::BAD_REQUEST, why: why.to_string() }
    }

    /// What Discord itself would not let a person do.
    fn impossible(why: impl Into<String>) -> Self {
        Self { status: StatusCode::CONFLICT, why: why.into() }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, Json(json!({ "error": self.why }))).into_response()
    }
}

/// Who looks or acts.
#[derive(Deserialize)]
pub(crate) struct Who {
    #[serde(rename = "as")]
    id: UserId,
}

impl Who {
    /// The person; bots do not sit at the page.
    fn person(&self, shared: &Arc<Shared>) -> Result<Person, Refusal> {
        let is_person = shared.look(|world| world.users.get(&self.id).is_some_and(|user| !user.bot));
        if is_person { Ok(Person::new(Arc::clone(shared), self.id)) } else { Err(Refusal::missing("person")) }
    }
}

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
        .route("/events", get(events::stream));
    Router::new()
        .nest("/control", control)
        .route("/attachments/{channel}/{file}/{name}", get(crate::rest::cdn::attachment))
        .merge(assets::routes())
        .layer(from_fn(guard::pass))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .with_state(Arc::clone(shared))
}
