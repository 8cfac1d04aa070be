//! `/pagerduty/<route>`: PagerDuty tells of what people did there (webhooks, version 3). Whoever acknowledges
//! an incident there acknowledges the P1. What is not signed with the route's secret is not read.

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::Deserialize;
use sha2::Sha256;

use crate::{
    desk::{Desk, say::alarm::Alarm},
    routes::Routes,
    rules::on_call::RouteKey,
};

/// Where the signatures stand: one or more, as a secret is replaced by another.
const SIGNATURES: &str = "x-pagerduty-signature";

/// What each of this version begins with.
const VERSION: &str = "v1=";

/// What PagerDuty tells, as far as it is read.
#[derive(Debug, Deserialize)]
struct Told {
    event: TheEvent,
}

#[derive(Debug, Deserialize)]
struct TheEvent {
    event_type: String,
    #[serde(default)]
    data: Incident,
}

#[derive(Debug, Default, Deserialize)]
struct Incident {
    /// What the incident is of, as the alarm said.
    incident_key: Option<String>,
}

/// Takes what PagerDuty tells.
pub(super) async fn told(
    State(desk): State<Desk>,
    State(routes): State<Option<Arc<Routes>>>,
    Path(route): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let key = route.parse::<RouteKey>().ok();
    let secret = key.zip(routes.as_ref()).and_then(|(key, routes)| routes.pagerduty_secret(&key));
    let (Some(key), Some(secret)) = (key, secret) else { return StatusCode::NOT_FOUND };
    if !is_signed(secret.reveal(), &headers, &body) {
        return StatusCode::UNAUTHORIZED;
    }
    let Ok(told) = serde_json::from_slice::<Told>(&body) else { return StatusCode::BAD_REQUEST };
    // Whatever else it tells is not asked for, and is taken so that it is not told again.
    if told.event.event_type != "incident.acknowledged" {
        return StatusCode::NO_CONTENT;
    }
    let of = told.event.data.incident_key.unwrap_or_default();
    let done = if let Some(ticket) = Alarm::ticket_of(&of) {
        desk.acknowledge_by_route(key, ticket).await
    } else if let Some(together) = Alarm::together_of(&of) {
        desk.acknowledge_all_by_route(key, together).await
    } else {
        Ok(())
    };
    match done {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(error) => {
            // It is told again.
            tracing::error!(route = %key, error = format!("{error:#}"), "an acknowledgement could not be written");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}

/// Whether one of the signatures is that of the body.
fn is_signed(secret: &str, headers: &HeaderMap, body: &[u8]) -> bool {
    let Ok(mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return false };
    let signatures = headers.get_all(SIGNATURES).iter().filter_map(|value| value.to_str().ok());
    signatures.flat_map(|value| value.split(',')).any(|one| {
        let Some(bytes) = one.trim().strip_prefix(VERSION).and_then(unhex) else { return false };
        let mut mac = mac.clone();
        mac.update(body);
        mac.verify_slice(&bytes).is_ok()
    })
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use rstest::rstest;

    use super::*;

    /// The signature of `{"event":{}}` with the secret `secret`, by `openssl dgst -sha256 -hmac`.
    const GOOD: &str = "2c984a26b96792f49173390b114619a17f5699a0bb42f13aff472b980b3080b5";

    #[rstest]
    #[case::good(format!("v1={GOOD}"), true)]
    #[case::one_of_two(format!("v1=00, v1={GOOD}"), true)]
    #[case::another_version(format!("v2={GOOD}"), false)]
    #[case::cut(format!("v1={}", &GOOD[..62]), false)]
    #[case::no_hex("v1=zz".to_owned(), false)]
    #[case::empty(String::new(), false)]
    fn what_is_signed(#[case] header: String, #[case] good: bool) {
        let headers = HeaderMap::from_iter([(
            SIGNATURES.parse().expect("a header"),
            HeaderValue::try_from(header).expect("a value"),
        )]);
        assert_eq!(is_signed("secret", &headers, br#"{"event":{}}"#), good);
        assert!(!is_signed("other", &headers, br#"{"event":{}}"#));
        assert!(!is_signed("secret", &headers, b"{}"));
    }
}
