//! What the page asks with, and what it is answered.

use std::{fmt::Display, sync::Arc};

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{ids::UserId, shared::Shared, world::Person};

/// An answer to the page.
pub(super) type Answered = Result<Json<Value>, Refusal>;

/// Why the page does not get what it asked for.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    why: String,
}

impl Refusal {
    pub(super) fn missing(what: &str) -> Self {
        Self { status: StatusCode::NOT_FOUND, why: format!("there is no such {what}") }
    }

    pub(super) fn unreadable(why: impl Display) -> Self {
        Self { status: StatusCode::BAD_REQUEST, why: why.to_string() }
    }

    /// What Discord itself would not let a person do.
    pub(super) fn impossible(why: impl Into<String>) -> Self {
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
    pub(super) fn person(&self, shared: &Arc<Shared>) -> Result<Person, Refusal> {
        let is_person = shared.look(|world| world.users.get(&self.id).is_some_and(|user| !user.bot));
        if is_person { Ok(Person::new(Arc::clone(shared), self.id)) } else { Err(Refusal::missing("person")) }
    }
}
