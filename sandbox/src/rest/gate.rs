//! What every request passes: the log, the faults, the token, the limits.

use std::sync::Arc;
use std::time::Instant;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::payload::BODY_MAX;
use crate::error::{ApiError, Refusal};
use crate::faults::Fault;
use crate::log::{Refused, Request as Logged, millis_since};
use crate::shared::Shared;

/// Marks an answer that never arrives: the connection is cut instead.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cut;

/// Counts a request as under way until it is dropped, also where the caller went away.
struct UnderWay(Arc<Shared>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.leave();
    }
}

/// A path without `/api` and the version.
fn short(path: &str) -> &str {
    let path = path.strip_prefix("/api").unwrap_or(path);
    path.strip_prefix("/v10").unwrap_or(path)
}

pub(crate) async fn pass(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    shared.enter();
    let _under_way = UnderWay(Arc::clone(&shared));
    let (started, at) = (Instant::now(), shared.clock.now());
    let matched = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let path = short(request.uri().path()).to_owned();
    let route = matched.as_deref().map_or_else(|| path.clone(), |route| short(route).to_owned());
    let method = request.method().clone();
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, BODY_MAX).await.unwrap_or_default();
    let request = Request::from_parts(parts, Body::from(body.clone()));
    let response = serve(&shared, &method, &route, &path, request, next).await;
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

fn note_refusal(shared: &Shared, response: &Response, method: &Method, path: &str, body: &Bytes) {
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
struct Planned;

/// What a file's download passes: the faults. It is under way until it is answered.
pub(crate) async fn fetch(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    shared.enter();
    let _under_way = UnderWay(Arc::clone(&shared));
    match shared.faults.meet(request.method().as_str(), request.uri().path()) {
        Some(Fault::Status(status) | Fault::StatusAfter(status)) => return broken(status),
        Some(Fault::CutBefore | Fault::CutAfter) => return cut(),
        Some(Fault::TooMany(wait)) => {
            return ApiError::too_many(wait.as_secs_f64(), false, 0).into_response();
        }
        Some(Fault::Slow(time) | Fault::SlowAfter(time)) => tokio::time::sleep(time).await,
        None => {}
    }
    next.run(request).await
}

async fn serve(
    shared: &Shared,
    method: &Method,
    route: &str,
    path: &str,
    request: Request,
    next: Next,
) -> Response {
    let fault = shared.faults.meet(method.as_str(), path);
    match fault {
        Some(Fault::Status(status)) => return broken(status),
        Some(Fault::CutBefore) => return cut(),
        Some(Fault::TooMany(wait)) => {
            let mut response = ApiError::too_many(wait.as_secs_f64(), false, 0).into_response();
            response.extensions_mut().insert(Planned);
            return response;
        }
        Some(Fault::Slow(time)) => tokio::time::sleep(time).await,
        Some(Fault::StatusAfter(_) | Fault::SlowAfter(_) | Fault::CutAfter) | None => {}
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

/// Gives Discord's shape to what the framework refused by itself.
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

fn broken(status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, "upstream connect error or disconnect/reset before headers").into_response();
    response.extensions_mut().insert(Planned);
    response
}

fn cut() -> Response {
    let mut response = StatusCode::OK.into_response();
    response.extensions_mut().insert(Cut);
    response
}

/// A route that does not exist.
pub(crate) async fn nowhere(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (method, path) = (request.method().clone(), short(request.uri().path()).to_owned());
    let response = ApiError::no_route().into_response();
    note_refusal(&shared, &response, &method, &path, &Bytes::new());
    response
}
