//! What every request passes: the log, the faults, the token, the limits.

use std::time::Instant;

use axum::{
    body::{Body, Bytes, HttpBody, to_bytes},
    extract::{MatchedPath, Request, State},
    http::{
        Method, StatusCode,
        header::{AUTHORIZATION, CONTENT_LENGTH},
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures::StreamExt;

use super::{
    payload::BODY_MAX,
    slow::{half, slowed},
};
use crate::{
    error::{ApiError, Refusal},
    faults::Fault,
    log::{Refused, Request as Logged, millis_since},
    shared::{Ctx, Shared},
};

/// Marks an answer that never arrives: the connection is cut instead.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cut;

/// A path without `/api` and the version.
fn short(path: &str) -> &str {
    let path = path.strip_prefix("/api").unwrap_or(path);
    path.strip_prefix("/v10").unwrap_or(path)
}

pub(crate) async fn pass(State(shared): Ctx, request: Request, next: Next) -> Response {
    let _under_way = shared.under_way();
    let (started, at) = (Instant::now(), shared.clock.now());
    let matched = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let path = short(request.uri().path()).to_owned();
    let route = matched.as_deref().map_or_else(|| path.clone(), |route| short(route).to_owned());
    let method = request.method().clone();
    let fault = shared.faults.meet(method.as_str(), &path);
    let (parts, body) = request.into_parts();
    let body = match fault {
        Some(Fault::Bandwidth(a_second)) => slowed(body, a_second),
        _ => body,
    };
    let body = to_bytes(body, BODY_MAX).await.unwrap_or_default();
    let request = Request::from_parts(parts, Body::from(body.clone()));
    let response = serve(&shared, (&method, &route, &path), fault, request, next).await;
    let cut = response.extensions().get::<Cut>().is_some();
    let status = (!cut).then(|| response.status().as_u16());
    shared.log.request(Logged {
        method: method.to_string(),
        route,
        path: path.clone(),
        status,
        at,
        took_ms: millis_since(started),
    });
    note_refusal(&shared, &response, &method, &path, &body);
    response
}

/// Keeps a refusal, unless it was planned.
pub(crate) fn note_refusal(shared: &Shared, response: &Response, method: &Method, path: &str, body: &Bytes) {
    let status = response.status();
    let planned = response.extensions().get::<Planned>().is_some();
    if !status.is_client_error() || status == StatusCode::TOO_MANY_REQUESTS || planned {
        return;
    }
    let refusal = response.extensions().get::<Refusal>();
    let body = String::from_utf8_lossy(body).into_owned();
    tracing::debug!(%method, path, %status, code = refusal.map(|one| one.code), "refused");
    shared.log.refused(Refused {
        method: method.to_string(),
        path: path.to_owned(),
        status: status.as_u16(),
        code: refusal.map_or(0, |one| one.code),
        message: refusal.map(|one| one.message.clone()).unwrap_or_default(),
        body,
    });
}

/// Marks an answer that a fault made, which is nobody's mistake.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Planned;

/// What a file's download passes: the faults. It is under way until its last byte has gone, or the caller
/// goes away.
pub(crate) async fn fetch(State(shared): Ctx, request: Request, next: Next) -> Response {
    let under_way = shared.under_way();
    let fault = shared.faults.meet(request.method().as_str(), request.uri().path());
    match fault {
        Some(Fault::Status(status) | Fault::StatusAfter(status) | Fault::Refused(status, _)) => {
            return broken(status);
        }
        Some(Fault::CutBefore) => return cut(),
        Some(Fault::TooMany(wait)) => {
            return ApiError::too_many(wait.as_secs_f64(), false, 0).into_response();
        }
        Some(Fault::Slow(time) | Fault::SlowAfter(time)) => tokio::time::sleep(time).await,
        Some(Fault::CutAfter | Fault::Bandwidth(_)) | None => {}
    }
    let (mut parts, body) = next.run(request).await.into_parts();
    let size = body.size_hint().exact();
    if let Some(size) = size {
        parts.headers.insert(CONTENT_LENGTH, size.into());
    }
    let body = match fault {
        Some(Fault::Bandwidth(a_second)) => slowed(body, a_second),
        // Of a file the half has its effect before the connection is cut.
        Some(Fault::CutAfter) => half(body, size.unwrap_or_default()),
        _ => body,
    };
    let until_it_is_gone = body.into_data_stream().map(move |part| {
        let _under_way = &under_way;
        part
    });
    Response::from_parts(parts, Body::from_stream(until_it_is_gone))
}

async fn serve(
    shared: &Shared,
    (method, route, path): (&Method, &str, &str),
    fault: Option<Fault>,
    request: Request,
    next: Next,
) -> Response {
    match fault {
        Some(Fault::Status(status)) => return broken(status),
        Some(Fault::Refused(status, code)) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
            let mut response = ApiError::new(status, code, "Refused on request").into_response();
            response.extensions_mut().insert(Planned);
            return response;
        }
        Some(Fault::CutBefore) => return cut(),
        Some(Fault::TooMany(wait)) => {
            let mut response = ApiError::too_many(wait.as_secs_f64(), false, 0).into_response();
            response.extensions_mut().insert(Planned);
            return response;
        }
        Some(Fault::Slow(time)) => tokio::time::sleep(time).await,
        Some(Fault::StatusAfter(_) | Fault::SlowAfter(_) | Fault::CutAfter | Fault::Bandwidth(_)) | None => {}
    }
    let response = match admit(shared, method, route, path, &request) {
        Ok(standing) => {
            let mut response = mend(next.run(request).await);
            if let Some(standing) = standing {
                standing.write(response.headers_mut());
            }
            response
        }
        Err(error) => error.into_response(),
    };
    match fault {
        Some(Fault::StatusAfter(status)) => broken(status),
        Some(Fault::CutAfter) => cut(),
        Some(Fault::SlowAfter(time)) => {
            tokio::time::sleep(time).await;
            response
        }
        Some(Fault::Bandwidth(a_second)) => response.map(|body| slowed(body, a_second)),
        _ => response,
    }
}

fn admit(
    shared: &Shared,
    method: &Method,
    route: &str,
    path: &str,
    request: &Request,
) -> Result<Option<crate::limits::Standing>, ApiError> {
    // What an interaction's token proves needs no other.
    let free = route.starts_with("/interactions/") || route.starts_with("/webhooks/") || route == "/gateway";
    let given = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let given = given.and_then(|value| value.strip_prefix("Bot "));
    if !free && !shared.look(|world| given == Some(world.app.token.as_str())) {
        return Err(ApiError::unauthorised());
    }
    let place = path.trim_matches('/').splitn(4, '/').skip(1).take(if route.starts_with("/webhooks/") {
        2
    } else {
        1
    });
    let place = place.collect::<Vec<_>>().join("/");
    shared.limits.count(method, route, &place)
}

/// Puts what the framework refused by itself into Discord's shape.
fn mend(response: Response) -> Response {
    if response.extensions().get::<Refusal>().is_some() {
        return response;
    }
    match response.status() {
        StatusCode::METHOD_NOT_ALLOWED => ApiError::wrong_method().into_response(),
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => {
            ApiError::form("", "NUMBER_TYPE_COERCE", "Value is not snowflake.").into_response()
        }
        _ => response,
    }
}

/// An answer of somebody between, who knows no more than that it went wrong.
pub(crate) fn broken(status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, "upstream connect error or disconnect/reset before headers").into_response();
    response.extensions_mut().insert(Planned);
    response
}

/// An answer that never arrives.
pub(crate) fn cut() -> Response {
    let mut response = StatusCode::OK.into_response();
    response.extensions_mut().insert(Cut);
    response
}

/// A route that does not exist.
pub(crate) async fn nowhere(State(shared): Ctx, request: Request) -> Response {
    let (method, path) = (request.method().clone(), short(request.uri().path()).to_owned());
    let response = ApiError::no_route().into_response();
    note_refusal(&shared, &response, &method, &path, &Bytes::new());
    response
}
