//! The doors: who may come in where, and what each answer says of itself.

use std::net::SocketAddr;

use anyhow::{Context, Result};
use axum::{
    Router,
    http::{HeaderValue, header},
    middleware::{from_fn, from_fn_with_state, map_response},
    response::Response,
    routing::{get, post},
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::{
    alarms, calendars,
    door::{self, Limits},
    exports, health,
    known::Door,
    pagerduty,
};
use crate::pulse::Loops;

/// The doors, open and not answered yet.
#[derive(Debug)]
pub struct Doors {
    pub(super) door: (TcpListener, SocketAddr),
    pub(super) figures: Option<(TcpListener, SocketAddr)>,
}

impl Doors {
    /// Opens the door, and one for figures where they have an address of their own.
    ///
    /// # Errors
    /// When an address is taken.
    pub async fn open(door: SocketAddr, figures: Option<SocketAddr>) -> Result<Self> {
        let figures = match figures {
            Some(address) => Some(listen("METRICS_ADDR", address).await?),
            None => None,
        };
        Ok(Self { door: listen("HTTP_ADDR", door).await?, figures })
    }

    /// Where the door is.
    pub fn address(&self) -> SocketAddr {
        self.door.1
    }

    /// Where figures are, if that is elsewhere.
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.figures.as_ref().map(|(_, address)| *address)
    }

    /// Answers from now on.
    pub fn keep(self, loops: &Loops, known: Door, stop: &CancellationToken) {
        let apart = self.figures.is_some();
        let (listener, _) = self.door;
        let router = public(known.clone(), apart);
        loops.begin("door", |pulse| door::keep(listener, router, pulse, stop.clone()));
        if let Some((listener, _)) = self.figures {
            let router = figures(known);
            loops.begin("figures' door", |pulse| door::keep(listener, router, pulse, stop.clone()));
        }
    }
}

pub(super) async fn listen(setting: &str, address: SocketAddr) -> Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("{setting}: {address} cannot be listened on"))?;
    let address = listener.local_addr().context("reading the door's address")?;
    Ok((listener, address))
}

/// What is answered at the door. Figures stand there for callers of this machine, where they have no address
/// of their own.
pub(super) fn public(known: Door, figures_apart: bool) -> Router {
    let limits = Limits::new();
    let private = map_response(|response| std::future::ready(kept_by_nobody(response, "private, no-store")));
    let asked_again =
        map_response(|response| std::future::ready(kept_by_nobody(response, "private, no-cache")));
    let mut quick = Router::new()
        .route("/readyz", get(health::readyz))
        .route("/calendars/{file}", get(calendars::platform))
        .route("/calendars/experts/{file}", get(calendars::expert).layer(asked_again))
        .route("/a/{token}", get(alarms::show).post(alarms::press).layer(private.clone()))
        .route("/pagerduty/{route}", post(pagerduty::told));
    if !figures_apart {
        quick = quick.route("/metrics", get(health::metrics).layer(from_fn(health::of_this_machine)));
    }
    quick
        .layer(from_fn(door::in_time))
        // As long as a large file takes.
        .route("/exports/{token}", get(exports::export).layer(private))
        .layer(from_fn_with_state(limits, door::within))
        .route("/healthz", get(health::healthz))
        .layer(map_response(|response| std::future::ready(guarded(response))))
        .with_state(known)
}

/// What is answered at the door for figures alone.
pub(super) fn figures(known: Door) -> Router {
    Router::new()
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(health::metrics))
        .layer(from_fn(door::in_time))
        .layer(from_fn_with_state(Limits::new(), door::within))
        .route("/healthz", get(health::healthz))
        .layer(map_response(|response| std::future::ready(guarded(response))))
        .with_state(known)
}

/// Says of an answer that was asked for by a private link that nobody in between keeps it.
pub(super) fn kept_by_nobody(mut response: Response, how: &'static str) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(how));
    response
}

/// Says of every answer that it is what it says it is, and that its address is told to nobody.
pub(super) fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}
