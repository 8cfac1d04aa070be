//! ntfy: a topic is published to with headers and a text, or with JSON at the root.

use std::sync::Arc;

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header::AUTHORIZATION},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use chrono::TimeDelta;
use serde::Deserialize;
use serde_json::json;

use super::{
    actions,
    caught::What,
    gate,
    mail::decoded,
    push::{Action, Push},
};
use crate::shared::{Ctx, Shared};

/// The longest message, in bytes; what is longer would be a file, and files are not kept.
const MESSAGE: usize = 4096;
/// How long ntfy keeps a message.
const KEPT_HOURS: i64 = 12;

pub(super) fn router() -> Router<Arc<Shared>> {
    Router::new()
        .route("/", post(publish_json).put(publish_json))
        .route("/v1/health", get(health))
        .route("/{topic}", post(publish).put(publish))
        .route("/{topic}/{sequence_id}", post(publish_in_sequence).put(publish_in_sequence))
}

/// What ntfy answers when it says no: the status, its code, its words.
#[derive(Debug)]
struct Refused(StatusCode, u32, String);

fn bad(code: u32, words: &str) -> Refused {
    Refused(StatusCode::BAD_REQUEST, code, words.to_owned())
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let Self(status, code, words) = self;
        let body = json!({ "code": code, "http": status.as_u16(), "error": words, "link": "https://ntfy.sh/docs/publish/" });
        gate::refused(status, code, &words, body)
    }
}

type Published = Result<Response, Refused>;

/// What is to be published, in whichever way it came.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Draft {
    topic: String,
    title: String,
    message: String,
    priority: Option<u8>,
    tags: Vec<String>,
    click: Option<String>,
    actions: Vec<Action>,
    sequence_id: Option<String>,
    #[serde(rename = "icon")]
    _icon: Option<String>,
    #[serde(rename = "markdown")]
    _markdown: Option<bool>,
    #[serde(rename = "cache")]
    _cache: Option<String>,
    #[serde(rename = "firebase")]
    _firebase: Option<String>,
    attach: Option<String>,
    filename: Option<String>,
    delay: Option<String>,
    email: Option<String>,
    call: Option<String>,
}

/// Headers, or what follows the `?`: the first of some names that has a value.
struct Given<'a> {
    headers: &'a HeaderMap,
    query: &'a [(String, String)],
}

impl Given<'_> {
    fn get(&self, names: &[&str]) -> Option<String> {
        let header = |name: &&str| self.headers.get(*name).map(|value| value.as_bytes().to_vec());
        let in_headers =
            names.iter().find_map(header).map(|value| String::from_utf8_lossy(&value).into_owned());
        let asked = |name: &&str| self.query.iter().find(|(own, _)| own == *name);
        let value = in_headers.or_else(|| names.iter().find_map(asked).map(|(_, value)| value.clone()))?;
        let value = decoded(value.trim());
        (!value.is_empty()).then_some(value)
    }

    fn draft(&self, topic: String, body: &Bytes) -> Result<Draft, Refused> {
        let body = std::str::from_utf8(body)
            .map_err(|_| bad(40_014, "invalid request: attachments not allowed"))?
            .trim_end();
        let message = self.get(&["x-message", "message", "m"]);
        if message.is_some() && !body.is_empty() {
            return Err(bad(40_014, "invalid request: attachments not allowed"));
        }
        let priority = self.get(&["x-priority", "priority", "prio", "p"]);
        let actions = self.get(&["x-actions", "actions", "action"]);
        let tags = self.get(&["x-tags", "tags", "tag", "ta"]).unwrap_or_default();
        Ok(Draft {
            topic,
            title: self.get(&["x-title", "title", "ti", "t"]).unwrap_or_default(),
            message: message.unwrap_or_else(|| body.to_owned()),
            priority: priority.as_deref().map(priority_of).transpose()?,
            tags: tags.split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect(),
            click: self.get(&["x-click", "click"]),
            actions: actions
                .as_deref()
                .map(actions::parse)
                .transpose()
                .map_err(wrong_actions)?
                .unwrap_or_default(),
            sequence_id: self.get(&["x-sequence-id", "sequence-id", "sid"]),
            attach: self.get(&["x-attach", "attach", "a"]),
            filename: self.get(&["x-filename", "filename", "file", "f"]),
            delay: self.get(&["x-delay", "delay", "x-at", "at", "x-in", "in"]),
            email: self.get(&["x-email", "x-e-mail", "email", "e-mail", "mail", "e"]),
            call: self.get(&["x-call", "call"]),
            ..Draft::default()
        })
    }
}

fn priority_of(text: &str) -> Result<u8, Refused> {
    match text.to_lowercase().as_str() {
        "1" | "min" => Ok(1),
        "2" | "low" => Ok(2),
        "3" | "default" => Ok(3),
        "4" | "high" => Ok(4),
        "5" | "max" | "urgent" => Ok(5),
        _ => Err(wrong_priority()),
    }
}

fn wrong_priority() -> Refused {
    bad(40_007, "invalid priority parameter")
}

fn wrong_actions(why: impl std::fmt::Display) -> Refused {
    bad(40_018, &format!("invalid request: actions invalid, {why}"))
}

/// Whether it may be the name of a topic, or of what updates itself in one.
fn is_name(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|one| one.is_ascii_alphanumeric() || one == b'-' || one == b'_')
}

/// Names that lead elsewhere on ntfy's own page.
const TAKEN: [&str; 7] = ["docs", "static", "file", "app", "account", "settings", "v1"];

impl Draft {
    fn check(&self) -> Result<(), Refused> {
        if !is_name(&self.topic) {
            return Err(bad(40_009, "invalid request: topic invalid"));
        }
        if TAKEN.contains(&self.topic.as_str()) {
            return Err(bad(40_010, "invalid request: topic name is disallowed"));
        }
        if self.sequence_id.as_deref().is_some_and(|id| !is_name(id)) {
            return Err(bad(40_049, "invalid request: sequence ID invalid"));
        }
        if self.priority.is_some_and(|priority| !(1..=5).contains(&priority)) {
            return Err(wrong_priority());
        }
        // A server of one's own has none of these until it was set up for them.
        if self.email.is_some() {
            return Err(bad(40_001, "e-mail notifications are not enabled"));
        }
        if self.call.is_some() {
            return Err(bad(40_032, "invalid request: calling is disabled"));
        }
        if self.delay.is_some() {
            return Err(bad(40_004, "invalid delay parameter: the sandbox sends nothing later"));
        }
        if self.attach.is_some() || self.filename.is_some() || self.message.len() > MESSAGE {
            return Err(bad(40_014, "invalid request: attachments not allowed"));
        }
        Ok(())
    }
}

/// Who may publish; anybody where nobody was named.
fn admit(shared: &Shared, headers: &HeaderMap) -> Result<(), Refused> {
    let publishers = shared.outside.with(|inner| inner.setup.publishers.clone());
    let given = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    match given {
        Some(given) if publishers.iter().any(|one| one == given) => Ok(()),
        Some(_) => Err(Refused(StatusCode::UNAUTHORIZED, 40_101, "unauthorized".to_owned())),
        None if publishers.is_empty() => Ok(()),
        None => Err(Refused(StatusCode::FORBIDDEN, 40_301, "forbidden".to_owned())),
    }
}

async fn publish(
    State(shared): Ctx,
    Path(topic): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
    headers: HeaderMap,
    body: Bytes,
) -> Published {
    admit(&shared, &headers)?;
    let draft = Given { headers: &headers, query: &query }.draft(topic, &body)?;
    keep(&shared, draft)
}

async fn publish_in_sequence(
    State(shared): Ctx,
    Path((topic, sequence_id)): Path<(String, String)>,
    Query(query): Query<Vec<(String, String)>>,
    headers: HeaderMap,
    body: Bytes,
) -> Published {
    admit(&shared, &headers)?;
    let mut draft = Given { headers: &headers, query: &query }.draft(topic, &body)?;
    draft.sequence_id = Some(sequence_id);
    keep(&shared, draft)
}

async fn publish_json(State(shared): Ctx, headers: HeaderMap, body: Bytes) -> Published {
    admit(&shared, &headers)?;
    let mut draft: Draft = serde_json::from_slice(&body).map_err(|error| {
        bad(40_017, &format!("invalid request: request body must be message JSON, {error}"))
    })?;
    draft.actions = actions::checked(std::mem::take(&mut draft.actions)).map_err(wrong_actions)?;
    keep(&shared, draft)
}

async fn health() -> Json<serde_json::Value> {
    Json(json!({ "healthy": true }))
}

fn keep(shared: &Shared, draft: Draft) -> Published {
    draft.check()?;
    let at = shared.clock.now();
    let push = shared.outside.with(|inner| {
        let id = format!("sandbox{:05}", inner.kept.len() + 1);
        let sequence_id = draft.sequence_id.unwrap_or_else(|| id.clone());
        let updates = inner.kept.iter().any(|one| {
            matches!(&one.what, What::Push(push) if push.topic == draft.topic && push.sequence_id == sequence_id)
        });
        let push = Push {
            at,
            id,
            topic: draft.topic,
            title: draft.title,
            message: if draft.message.is_empty() { "triggered".to_owned() } else { draft.message },
            priority: draft.priority.unwrap_or(3),
            tags: draft.tags,
            click: draft.click,
            actions: draft.actions,
            sequence_id,
            updates,
        };
        inner.keep(What::Push(push.clone()));
        push
    });
    shared.bump();
    let mut body = json!({
        "id": push.id, "time": at.timestamp(), "expires": (at + TimeDelta::hours(KEPT_HOURS)).timestamp(),
        "event": "message", "topic": push.topic, "message": push.message,
    });
    if push.sequence_id != push.id {
        body["sequence_id"] = json!(push.sequence_id);
    }
    if !push.title.is_empty() {
        body["title"] = json!(push.title);
    }
    if push.priority != 3 {
        body["priority"] = json!(push.priority);
    }
    if !push.tags.is_empty() {
        body["tags"] = json!(push.tags);
    }
    if let Some(click) = &push.click {
        body["click"] = json!(click);
    }
    if !push.actions.is_empty() {
        body["actions"] = json!(push.actions);
    }
    Ok(Json(body).into_response())
}
