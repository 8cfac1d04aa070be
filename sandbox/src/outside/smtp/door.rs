//! How the mail server is reached.

use std::sync::Arc;

use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use super::{
    session::{End, Session},
    wire::Wire,
};
use crate::{outside::setup::Receiver, server, shared::Shared};

/// When TLS begins.
#[derive(Clone, Copy, Debug)]
pub(in crate::outside) enum Entrance {
    /// With the connection.
    Tls,
    /// When the client asks for it.
    StartTls,
}

/// Takes mails until the sandbox stops.
pub(in crate::outside) async fn serve(
    shared: Arc<Shared>,
    listener: TcpListener,
    acceptor: TlsAcceptor,
    entrance: Entrance,
) {
    while let Some(stream) = server::next(&shared, &listener).await {
        if shared.outside.is_down(Receiver::Mail) {
            continue;
        }
        let (shared, acceptor) = (Arc::clone(&shared), acceptor.clone());
        tokio::spawn(async move {
            tokio::select! {
                () = shared.stop.cancelled() => {}
                () = connection(&shared, stream, &acceptor, entrance) => {}
            }
        });
    }
}

async fn connection(shared: &Arc<Shared>, stream: TcpStream, acceptor: &TlsAcceptor, entrance: Entrance) {
    let stream = match entrance {
        Entrance::Tls => stream,
        Entrance::StartTls => {
            let mut session = Session::new(shared, Wire::new(stream), false);
            let Ok(End::StartTls) = session.greet_and_serve().await else { return };
            // Whatever was said before TLS must not count as said within it.
            let Some(stream) = session.into_stream() else { return };
            stream
        }
    };
    let Some(stream) = server::secured(acceptor, stream).await else { return };
    let mut session = Session::new(shared, Wire::new(stream), true);
    // Whoever goes away is not missed.
    let _ = match entrance {
        Entrance::Tls => session.greet_and_serve().await,
        Entrance::StartTls => session.serve().await,
    };
}
