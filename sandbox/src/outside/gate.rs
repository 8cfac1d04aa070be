//! What every request to a receiver over HTTP passes: whether it is up, the faults, the log of refusals.

use std::{sync::Arc, time::Duration};

use axum::{
    Json,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{
        StatusCode,
        header::{HeaderValue, RETRY_AFTER},
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde_json::Value;

use super::setup::Receiver;
use crate::{
    error::Refusal,
    faults::Fault,
    rest::gate::{self, Planned},
    shared::Shared,
};

/// The most that a request may carry, in bytes: PagerDuty's 512 KB.
const BODY_MAX: usize = 512 * 1024;

/// The gate of one receiver.
pub(super) type At = State<(Arc<Shared>, Receiver)>;

/// The path by which faults pick a request.
fn faults_path(receiver: Receiver, path: &str) -> String {
    match receiver {
        Receiver::Mail | Receiver::PagerDuty => receiver.faults().to_owned(),
        Receiver::Push => format!("/outside/push/{}", path.trim_matches('/')),
        Receiver::Hook => format!("/outside/{}", path.trim_matches('/')),
    }
}

pub(super) async fn pass(State((shared, receiver)): At, request: Request, next: Next) -> Response {
    let _under_way = shared.under_way();
    if shared.outside.is_down(receiver) {
        return gate::cut();
    }
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let fault = shared.faults.meet(method.as_str(), &faults_path(receiver, &path));
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_MAX).await else {
        return refused(StatusCode::PAYLOAD_TOO_LARGE, 413, "the body is too large", Value::Null);
    };
    let request = Request::from_parts(parts, Body::from(body.clone()));
    let response = match before(fault, body.len()).await {
        Some(spoilt) => spoilt,
        None => after(fault, next.run(request).await).await,
    };
    gate::note_refusal(&shared, &response, &method, &path, &body);
    response
}

/// What a fault does before anything is taken; an answer where nothing will be.
async fn before(fault: Option<Fault>, size: usize) -> Option<Response> {
    match fault? {
        Fault::Status(status) | Fault::Refused(status, _) => Some(gate::broken(status)),
        Fault::CutBefore => Some(gate::cut()),
        Fault::TooMany(wait) => Some(too_many(wait)),
        Fault::Slow(time) => {
            tokio::time::sleep(time).await;
            None
        }
        Fault::Bandwidth(a_second) => {
            tokio::time::sleep(time_for(size, a_second)).await;
            None
        }
        Fault::StatusAfter(_) | Fault::SlowAfter(_) | Fault::CutAfter => None,
    }
}

/// What a fault does to the answer.
async fn after(fault: Option<Fault>, response: Response) -> Response {
    match fault {
        Some(Fault::StatusAfter(status)) => gate::broken(status),
        Some(Fault::CutAfter) => gate::cut(),
        Some(Fault::SlowAfter(time)) => {
            tokio::time::sleep(time).await;
            response
        }
        _ => response,
    }
}

/// How long so many bytes take.
pub(super) fn time_for(size: usize, a_second: u64) -> Duration {
    Duration::from_secs(size as u64) / u32::try_from(a_second.max(1)).unwrap_or(u32::MAX)
}

fn too_many(wait: Duration) -> Response {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    let mut response = StatusCode::TOO_MANY_REQUESTS.into_response();
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    response.extensions_mut().insert(Planned);
    response
}

/// A refusal, with the code and the words by which the log knows it.
pub(super) fn refused(status: StatusCode, code: u32, why: &str, body: Value) -> Response {
    let mut response = (status, Json(body)).into_response();
    response.extensions_mut().insert(Refusal { code, message: why.to_owned() });
    response
}

/// A place where nothing is.
pub(super) async fn nowhere() -> Response {
    refused(StatusCode::NOT_FOUND, 404, "there is nothing here", Value::Null)
}
