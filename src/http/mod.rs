//! The door for machines: `/healthz` (the process lives), `/readyz` (the database answers and the gateway is served), `/metrics`
//! (figures, in Prometheus' form), calendars and exports.

pub mod calendars;
pub mod exports;

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use anyhow::{Context, Result};
use axum::{
    Router,
    extract::{FromRef, State},
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::get,
};
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use crate::{desk::Desk, figures};

/// The form in which figures are read.
const FIGURES: &str = "text/plain; version=0.0.4; charset=utf-8";

#[derive(Clone)]
struct Door {
    desk: Desk,
    ready: Arc<AtomicBool>,
}

impl FromRef<Door> for Desk {
    fn from_ref(door: &Door) -> Self {
        door.desk.clone()
    }
}

/// Opens the door; gives where it is and the task that keeps it.
///
/// # Errors
/// When the address is taken.
pub async fn open(
    address: SocketAddr,
    desk: Desk,
    ready: Arc<AtomicBool>,
    stop: CancellationToken,
) -> Result<(SocketAddr, JoinHandle<()>)> {
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("HTTP_ADDR: {address} cannot be listened on"))?;
    let address = listener.local_addr().context("reading the door's address")?;
    let router = Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(readyz))
        .route("/metrics", get(metrics))
        .route("/calendars/{file}", get(calendars::platform))
        .route("/calendars/experts/{file}", get(calendars::expert))
        .route("/exports/{token}", get(exports::export))
        .with_state(Door { desk, ready });
    let keeper = tokio::spawn(async move {
        let served = axum::serve(listener, router).with_graceful_shutdown(stop.cancelled_owned()).await;
        if let Err(error) = served {
            tracing::error!(%error, "the door for machines closed by itself");
        }
    });
    Ok((address, keeper))
}

async fn readyz(State(door): State<Door>) -> (StatusCode, &'static str) {
    if !door.ready.load(Ordering::Relaxed) {
        return (StatusCode::SERVICE_UNAVAILABLE, "the gateway is not served");
    }
    match door.desk.store.read().await {
        Ok(_) => (StatusCode::OK, "ready"),
        Err(error) => {
            tracing::warn!(error = format!("{error:#}"), "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer")
        }
    }
}

async fn metrics(State(door): State<Door>) -> Response {
    match figures::shown(&door.desk).await {
        Ok(text) => ([(CONTENT_TYPE, FIGURES)], text).into_response(),
        Err(error) => {
            tracing::warn!(error = format!("{error:#}"), "no figures");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response()
        }
    }
}
