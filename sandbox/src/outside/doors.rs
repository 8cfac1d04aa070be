//! Where each receiver listens: on loopback, over TLS.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use anyhow::{Context, Result};
use axum::{Router, middleware::from_fn_with_state};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use super::{
    caught::Caught,
    gate, hooks, ntfy, pagerduty,
    setup::{Addresses, Receiver},
    smtp,
};
use crate::{server, shared::Shared};

/// The listeners, before anybody is let in.
pub(crate) struct Doors {
    smtps: TcpListener,
    smtp: TcpListener,
    push: TcpListener,
    pagerduty: TcpListener,
    hooks: TcpListener,
}

impl Doors {
    pub(crate) async fn bind(address: IpAddr) -> Result<Self> {
        let listen = async || {
            TcpListener::bind(SocketAddr::new(address, 0))
                .await
                .context("cannot listen for what is said outside")
        };
        Ok(Self {
            smtps: listen().await?,
            smtp: listen().await?,
            push: listen().await?,
            pagerduty: listen().await?,
            hooks: listen().await?,
        })
    }

    /// Nothing caught yet, at these addresses.
    pub(crate) fn caught(&self, authority: &str) -> Result<Caught> {
        let address = |listener: &TcpListener| listener.local_addr().context("no address for a receiver");
        let addresses = Addresses {
            smtps: address(&self.smtps)?,
            smtp: address(&self.smtp)?,
            push: address(&self.push)?,
            pagerduty: address(&self.pagerduty)?,
            hooks: address(&self.hooks)?,
        };
        Ok(Caught::new(authority.to_owned(), addresses))
    }
}

/// Lets everyone in until the sandbox stops.
pub(crate) fn open(shared: &Arc<Shared>, doors: Doors, acceptor: &TlsAcceptor) {
    for (listener, entrance) in [(doors.smtps, smtp::Entrance::Tls), (doors.smtp, smtp::Entrance::StartTls)] {
        tokio::spawn(smtp::serve(Arc::clone(shared), listener, acceptor.clone(), entrance));
    }
    for (listener, receiver, router) in [
        (doors.push, Receiver::Push, ntfy::router()),
        (doors.pagerduty, Receiver::PagerDuty, pagerduty::router()),
        (doors.hooks, Receiver::Hook, hooks::router()),
    ] {
        let router = behind_gate(shared, receiver, router);
        tokio::spawn(server::serve_tls(Arc::clone(shared), listener, acceptor.clone(), router));
    }
}

fn behind_gate(shared: &Arc<Shared>, receiver: Receiver, router: Router<Arc<Shared>>) -> Router {
    router
        .fallback(gate::nowhere)
        .layer(from_fn_with_state((Arc::clone(shared), receiver), gate::pass))
        .with_state(Arc::clone(shared))
}
