//! PagerDuty's Events API v2.

use std::sync::Arc;

use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::post,
};
use serde_json::{Value, json};

use super::{
    caught::What,
    event::{Effect, Event, Sent},
    gate,
};
use crate::shared::{Ctx, Shared};

pub(super) fn router() -> Router<Arc<Shared>> {
    Router::new().route("/v2/enqueue", post(enqueue))
}

fn invalid(errors: &[String]) -> Response {
    let body = json!({ "status": "invalid event", "message": "Event object is invalid", "errors": errors });
    gate::refused(StatusCode::BAD_REQUEST, 400, &errors.join("; "), body)
}

async fn enqueue(State(shared): Ctx, headers: HeaderMap, body: Bytes) -> Response {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/json") {
        return invalid(&["the body must be application/json".to_owned()]);
    }
    // Read in two steps, so that it is kept as it came.
    let raw: Value = match serde_json::from_slice(&body) {
        Ok(raw) => raw,
        Err(error) => return invalid(&[error.to_string()]),
    };
    let sent: Sent = match serde_json::from_value(raw.clone()) {
        Ok(sent) => sent,
        Err(error) => return invalid(&[error.to_string()]),
    };
    let mut wrongs = sent.wrongs();
    let is_known = shared.outside.with(|inner| inner.setup.routing_keys.contains(&sent.routing_key));
    if wrongs.is_empty() && !is_known {
        wrongs.push("Invalid routing key".to_owned());
    }
    if !wrongs.is_empty() {
        return invalid(&wrongs);
    }
    let dedup_key = keep(&shared, sent, raw);
    let body = json!({ "status": "success", "message": "Event processed", "dedup_key": dedup_key });
    (StatusCode::ACCEPTED, Json(body)).into_response()
}

/// Keeps it, and returns its key.
fn keep(shared: &Shared, sent: Sent, raw: Value) -> String {
    let at = shared.clock.now();
    let links = sent.all_links();
    let (summary, source, severity, details) = match sent.payload {
        Some(one) => (one.summary, one.source, Some(one.severity), one.custom_details.unwrap_or_default()),
        None => (String::new(), String::new(), None, Value::Null),
    };
    let dedup_key = shared.outside.with(|inner| {
        let made_up = || format!("{:032x}", inner.kept.len() + 1);
        let dedup_key = sent.dedup_key.filter(|key| !key.is_empty()).unwrap_or_else(made_up);
        let mut event = Event {
            at,
            action: sent.event_action,
            dedup_key: dedup_key.clone(),
            summary,
            severity,
            source,
            effect: Effect::Dropped,
            incident: None,
            details,
            links,
            raw,
        };
        (event.effect, event.incident) = inner.incidents.meet(&event);
        inner.keep(What::Event(event));
        dedup_key
    });
    shared.bump();
    dedup_key
}
