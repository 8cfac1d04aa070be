//! What Discord answers when it says no: the status, its own code, its words.

use axum::{
    Json,
    http::{HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

/// An answer that is not the thing asked for.
#[derive(Clone, Debug)]
pub(crate) struct ApiError {
    pub(crate) status: StatusCode,
    pub(crate) code: u32,
    pub(crate) message: String,
    /// The nested object that says which field is wrong.
    pub(crate) errors: Option<Value>,
    /// For a 429: how long to wait, in seconds.
    pub(crate) retry_after: Option<f64>,
    /// For a 429: whether the whole bot is meant.
    pub(crate) global: bool,
}

/// What went into an answer's extensions, so that the log knows the code of a refusal.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) code: u32,
    pub(crate) message: String,
}

pub(crate) type ApiResult<T> = Result<T, ApiError>;

impl ApiError {
    pub(crate) fn new(status: StatusCode, code: u32, message: &str) -> Self {
        Self { status, code, message: message.to_owned(), errors: None, retry_after: None, global: false }
    }

    fn missing(code: u32, what: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, code, &format!("Unknown {what}"))
    }

    fn forbidden(code: u32, message: &str) -> Self {
        Self::new(StatusCode::FORBIDDEN, code, message)
    }

    fn bad(code: u32, message: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    pub(crate) fn unauthorised() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, 0, "401: Unauthorized")
    }
    pub(crate) fn no_route() -> Self {
        Self::new(StatusCode::NOT_FOUND, 0, "404: Not Found")
    }
    pub(crate) fn wrong_method() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, 0, "405: Method Not Allowed")
    }
    pub(crate) fn unknown_channel() -> Self {
        Self::missing(10_003, "Channel")
    }
    pub(crate) fn unknown_guild() -> Self {
        Self::missing(10_004, "Guild")
    }
    pub(crate) fn unknown_member() -> Self {
        Self::missing(10_007, "Member")
    }
    pub(crate) fn unknown_message() -> Self {
        Self::missing(10_008, "Message")
    }
    pub(crate) fn unknown_role() -> Self {
        Self::missing(10_011, "Role")
    }
    pub(crate) fn unknown_user() -> Self {
        Self::missing(10_013, "User")
    }
    pub(crate) fn unknown_webhook() -> Self {
        Self::missing(10_015, "Webhook")
    }
    pub(crate) fn invalid_webhook_token() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, 50_027, "Invalid Webhook Token")
    }
    pub(crate) fn unknown_interaction() -> Self {
        Self::missing(10_062, "interaction")
    }
    pub(crate) fn unknown_command() -> Self {
        Self::missing(10_063, "application command")
    }
    pub(crate) fn already_acknowledged() -> Self {
        Self::bad(40_060, "Interaction has already been acknowledged.")
    }
    pub(crate) fn missing_access() -> Self {
        Self::forbidden(50_001, "Missing Access")
    }
    pub(crate) fn foreign_message() -> Self {
        Self::forbidden(50_005, "Cannot edit a message authored by another user")
    }
    pub(crate) fn empty_message() -> Self {
        Self::bad(50_006, "Cannot send an empty message")
    }
    pub(crate) fn closed_conversation() -> Self {
        Self::forbidden(50_007, "Cannot send messages to this user")
    }
    pub(crate) fn missing_permissions() -> Self {
        Self::forbidden(50_013, "Missing Permissions")
    }
    pub(crate) fn wrong_channel_kind() -> Self {
        Self::bad(50_024, "Cannot execute action on this channel type")
    }
    pub(crate) fn too_old_to_delete() -> Self {
        Self::bad(50_034, "You can only bulk delete messages that are under 14 days old.")
    }
    pub(crate) fn archived() -> Self {
        Self::bad(50_083, "Thread is archived")
    }
    pub(crate) fn thread_exists() -> Self {
        Self::bad(160_004, "A thread has already been created for this message")
    }
    pub(crate) fn thread_locked() -> Self {
        Self::bad(160_005, "This thread is locked")
    }
    pub(crate) fn too_many_pins() -> Self {
        Self::bad(30_003, "Maximum number of pins reached (50)")
    }

    /// 50109: the body as a whole cannot be read.
    pub(crate) fn unreadable() -> Self {
        Self::bad(50_109, "The request body contains invalid JSON.")
    }

    /// 50035 about the field at `path` (`embeds.0.title`).
    pub(crate) fn form(path: &str, code: &str, message: &str) -> Self {
        let mut errors = json!({ "_errors": [{ "code": code, "message": message }] });
        for step in path.rsplit('.').filter(|step| !step.is_empty()) {
            errors = json!({ step: errors });
        }
        Self { errors: Some(errors), ..Self::bad(50_035, "Invalid Form Body") }
    }

    /// 50035: longer than `max`.
    pub(crate) fn too_long(path: &str, max: usize) -> Self {
        Self::form(path, "BASE_TYPE_MAX_LENGTH", &format!("Must be {max} or fewer in length."))
    }

    /// 50035: a length outside `min..=max`.
    pub(crate) fn bad_length(path: &str, min: usize, max: usize) -> Self {
        Self::form(path, "BASE_TYPE_BAD_LENGTH", &format!("Must be between {min} and {max} in length."))
    }

    /// 50035: a field that must be there is not.
    pub(crate) fn required(path: &str) -> Self {
        Self::form(path, "BASE_TYPE_REQUIRED", "This field is required")
    }

    /// A 429 that asks to wait `seconds`.
    pub(crate) fn too_many(seconds: f64, global: bool, code: u32) -> Self {
        Self {
            retry_after: Some(seconds),
            global,
            ..Self::new(StatusCode::TOO_MANY_REQUESTS, code, "You are being rate limited.")
        }
    }

    /// The JSON that Discord sends with it.
    pub(crate) fn body(&self) -> Value {
        let mut body = json!({ "message": self.message, "code": self.code });
        if let Some(errors) = &self.errors {
            body["errors"] = errors.clone();
        }
        if let Some(seconds) = self.retry_after {
            body["retry_after"] = json!(seconds);
            body["global"] = json!(self.global);
        }
        body
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let body = self.body();
        let mut response = (self.status, Json(body)).into_response();
        if let Some(seconds) = self.retry_after {
            let headers = response.headers_mut();
            // Discord rounds the header up and leaves the fraction to the body.
            if let Ok(value) = HeaderValue::from_str(&format!("{}", seconds.ceil().max(1.0))) {
                headers.insert("retry-after", value);
            }
            let scope = if self.global { "global" } else { "user" };
            headers.insert("x-ratelimit-scope", HeaderValue::from_static(scope));
            if self.global {
                headers.insert("x-ratelimit-global", HeaderValue::from_static("true"));
            }
        }
        response.extensions_mut().insert(Refusal { code: self.code, message: self.message });
        response
    }
}
