//! The listeners: HTTPS for the API and the CDN, and for what is said outside; plain for the gateway, and for
//! clients that cannot be told whom to trust.

use std::{convert::Infallible, io, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    http::{Request, Response},
    routing::get,
};
use hyper::{body::Incoming, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};
use tower::ServiceExt;

use crate::{
    gateway,
    rest::{self, gate::Cut},
    shared::Shared,
};

/// How long a connection may take for TLS, or for the head of a request.
const PATIENCE: Duration = Duration::from_secs(10);

/// Serves `router` over TLS until the sandbox stops.
pub(crate) async fn serve_tls(
    shared: Arc<Shared>,
    listener: TcpListener,
    acceptor: TlsAcceptor,
    router: Router,
) {
    while let Some(stream) = next(&shared, &listener).await {
        let (acceptor, router, shared) = (acceptor.clone(), router.clone(), Arc::clone(&shared));
        tokio::spawn(async move {
            if let Some(stream) = secured(&acceptor, stream).await {
                connection(shared, stream, router).await;
            }
        });
    }
}

/// The same connection within TLS; none where that was not agreed on.
pub(crate) async fn secured(acceptor: &TlsAcceptor, stream: TcpStream) -> Option<TlsStream<TcpStream>> {
    match tokio::time::timeout(PATIENCE, acceptor.accept(stream)).await {
        Ok(Ok(stream)) => return Some(stream),
        Ok(Err(error)) => tracing::debug!(%error, "TLS was not agreed on"),
        Err(_) => tracing::debug!("TLS took too long"),
    }
    None
}

/// Serves the gateway, and the API without TLS, until the sandbox stops.
pub(crate) async fn serve_plain(shared: Arc<Shared>, listener: TcpListener) {
    let gateway = Router::new().route("/", get(gateway::open)).with_state(Arc::clone(&shared));
    let router = rest::router(&shared).merge(gateway);
    serve(shared, listener, router).await;
}

/// Serves `router` without TLS until the sandbox stops.
pub(crate) async fn serve(shared: Arc<Shared>, listener: TcpListener, router: Router) {
    loop {
        let Some(stream) = next(&shared, &listener).await else { return };
        let (router, shared) = (router.clone(), Arc::clone(&shared));
        tokio::spawn(async move { connection(shared, stream, router).await });
    }
}

/// The next connection; none once the sandbox stops.
pub(crate) async fn next(shared: &Shared, listener: &TcpListener) -> Option<TcpStream> {
    loop {
        tokio::select! {
            () = shared.stop.cancelled() => return None,
            came = listener.accept() => match came {
                Ok((stream, _)) => {
                    // Small answers should not wait for more; where it cannot be set they do, and nothing
                    // breaks.
                    let _ = stream.set_nodelay(true);
                    return Some(stream);
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
        }
    }
}

async fn connection<S>(shared: Arc<Shared>, stream: S, router: Router)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |request: Request<Incoming>| {
        let router = router.clone();
        async move { answer(router, request).await }
    });
    let served = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    tokio::select! {
        () = shared.stop.cancelled() => {}
        // A fault that cuts the connection ends here too, and so does a client that goes away.
        _ = served => {}
    }
}

async fn answer(router: Router, request: Request<Incoming>) -> Result<Response<Body>, io::Error> {
    let response =
        router.oneshot(request.map(Body::new)).await.unwrap_or_else(|never: Infallible| match never {});
    if response.extensions().get::<Cut>().is_some() {
        return Err(io::Error::new(io::ErrorKind::ConnectionAborted, "cut on request"));
    }
    Ok(response)
}
