//! Listening: so many connections, so many requests under way, so long for each, so that whoever stands
//! before the door takes nothing from the desk behind it.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header::RETRY_AFTER},
    middleware::Next,
    response::{IntoResponse, Response},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use super::patient::Patient;
use crate::pulse::Pulse;

/// How many connections are held at once. Of the files that a process may open, usually 1,024, most are left
/// to the desk.
const CONNECTIONS: usize = 256;

/// How many requests are under way at once; others are asked to come again.
const UNDER_WAY: usize = 32;

/// In how many seconds they are asked to.
const COME_AGAIN: HeaderValue = HeaderValue::from_static("1");

/// How long the head of a request may take, and how long a connection may be idle before the next.
const HEAD: Duration = Duration::from_secs(10);

/// How long an answer may take to be made, except for files.
const ANSWER: Duration = Duration::from_secs(30);

/// How long a caller may take nothing of an answer.
const TAKEN_WITHIN: Duration = Duration::from_secs(30);

/// How long what is under way may take once the door is shut.
const LAST: Duration = Duration::from_secs(3);

/// How often the door shows that it is kept.
const LOOK: Duration = Duration::from_secs(5);

/// How long it is waited when no connection could be taken, as when the process has too many files open.
const BREATH: Duration = Duration::from_millis(100);

/// From where a request comes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Caller(pub(super) SocketAddr);

/// How many requests may be under way.
#[derive(Clone, Debug)]
pub(super) struct Limits(Arc<Semaphore>);

impl Limits {
    pub(super) fn new() -> Self {
        Self(Arc::new(Semaphore::new(UNDER_WAY)))
    }
}

/// Lets a request through where there are not too many.
pub(super) async fn within(State(limits): State<Limits>, request: Request, next: Next) -> Response {
    match limits.0.try_acquire() {
        Ok(_under_way) => next.run(request).await,
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, COME_AGAIN)], "too many requests at once")
            .into_response(),
    }
}

/// Gives up an answer that takes too long.
pub(super) async fn in_time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(ANSWER, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, COME_AGAIN)], "it took too long").into_response()
        }
    }
}

/// Keeps the door until told to stop.
pub(super) async fn keep(listener: TcpListener, router: Router, pulse: Pulse, stop: CancellationToken) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        pulse.beat();
        let came = tokio::select! {
            () = stop.cancelled() => return,
            came = tokio::time::timeout(LOOK, next(&listener, &room)) => came,
        };
        let Ok((stream, caller, held)) = came else { continue };
        tokio::spawn(serve(stream, Caller(caller), router.clone(), stop.clone(), held));
    }
}

/// The next connection for which there is room; until there is, it waits with the system.
#[expect(clippy::disallowed_methods, reason = "a breath before the next connection; no promise waits for it")]
async fn next(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> (TcpStream, SocketAddr, Option<OwnedSemaphorePermit>) {
    loop {
        // The room is never closed.
        let held = Arc::clone(room).acquire_owned().await.ok();
        match listener.accept().await {
            Ok((stream, caller)) => return (stream, caller, held),
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
}

async fn serve(
    stream: TcpStream,
    caller: Caller,
    router: Router,
    stop: CancellationToken,
    _held: Option<OwnedSemaphorePermit>,
) {
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(caller);
        let router = router.clone();
        async move { router.oneshot(request.map(Body::new)).await }
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .serve_connection(TokioIo::new(Patient::new(stream, TAKEN_WITHIN)), service);
    tokio::pin!(served);
    let ended = tokio::select! {
        ended = served.as_mut() => ended,
        () = stop.cancelled() => {
            served.as_mut().graceful_shutdown();
            match tokio::time::timeout(LAST, served).await {
                Ok(ended) => ended,
                Err(_) => return,
            }
        }
    };
    if let Err(error) = ended {
        // A caller that goes away, or takes too long.
        tracing::debug!(%error, "a connection to the door ended");
    }
}
