//! Webhooks, as Standard Webhooks wants them signed.

use std::sync::Arc;

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};
use chrono::{DateTime, Utc};
use serde_json::json;
use standardwebhooks::{HEADER_WEBHOOK_ID, HEADER_WEBHOOK_SIGNATURE, HEADER_WEBHOOK_TIMESTAMP, Webhook};

use super::{call::HookCall, caught::What, gate};
use crate::shared::{Ctx, Shared};

/// How far a webhook's timestamp may be from the sandbox's clock, in seconds.
const TOLERANCE: u64 = 5 * 60;

pub(super) fn router() -> Router<Arc<Shared>> {
    Router::new().route("/hooks/{name}", post(take))
}

fn refused(status: StatusCode, why: &str) -> Response {
    gate::refused(status, u32::from(status.as_u16()), why, json!({ "error": why }))
}

async fn take(State(shared): Ctx, Path(name): Path<String>, headers: HeaderMap, body: Bytes) -> Response {
    let Some(secret) = shared.outside.with(|inner| inner.setup.hooks.get(&name).cloned()) else {
        return refused(StatusCode::NOT_FOUND, "there is no such hook");
    };
    let now = shared.clock.now();
    let id = match signed(&secret, now, &headers, &body) {
        Ok(id) => id,
        Err(why) => return refused(StatusCode::UNAUTHORIZED, why),
    };
    let Ok(body) = serde_json::from_slice(&body) else {
        return refused(StatusCode::BAD_REQUEST, "the body is no JSON");
    };
    keep(&shared, HookCall { at: now, hook: name, id, body, times: 1 });
    StatusCode::NO_CONTENT.into_response()
}

/// The id of a webhook that is signed and of this hour.
fn signed(
    secret: &str,
    now: DateTime<Utc>,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<String, &'static str> {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok()).filter(|one| !one.is_empty());
    let id = header(HEADER_WEBHOOK_ID).ok_or("webhook-id is missing")?;
    let timestamp = header(HEADER_WEBHOOK_TIMESTAMP).ok_or("webhook-timestamp is missing")?;
    let signatures = header(HEADER_WEBHOOK_SIGNATURE).ok_or("webhook-signature is missing")?;
    let timestamp: i64 = timestamp.parse().map_err(|_| "webhook-timestamp is no number of seconds")?;
    if timestamp.abs_diff(now.timestamp()) > TOLERANCE {
        return Err("webhook-timestamp is too far from now");
    }
    // The library's own check reads the machine's clock, which nobody turns.
    let webhook = Webhook::new(secret).map_err(|_| "the hook's own secret is no base 64")?;
    let right = webhook.sign(id, timestamp, body).map_err(|_| "the body is no UTF-8")?;
    if signatures.split(' ').any(|one| one == right) {
        Ok(id.to_owned())
    } else {
        Err("webhook-signature does not fit")
    }
}

/// Keeps it; one that came already is only counted.
fn keep(shared: &Shared, call: HookCall) {
    shared.outside.with(|inner| {
        let same = inner.kept.iter_mut().find_map(|one| match &mut one.what {
            What::Hook(kept) if kept.hook == call.hook && kept.id == call.id => Some(kept),
            _ => None,
        });
        match same {
            Some(kept) => kept.times += 1,
            None => inner.keep(What::Hook(call)),
        }
    });
    shared.bump();
}
