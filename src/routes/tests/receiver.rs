//! Whoever is sent an alarm over HTTP.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, Method, Uri},
    response::IntoResponse,
};
use parking_lot::Mutex;
use reqwest::StatusCode;
use tokio::net::TcpListener;

/// A request that came in.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

impl Heard {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().expect("ASCII")).unwrap_or_default()
    }
}

type All = Arc<Mutex<Vec<Heard>>>;

/// A server that gives one answer, always.
pub(super) struct Receiver {
    pub(super) address: SocketAddr,
    heard: All,
}

impl Receiver {
    pub(super) async fn answering(status: u16, header: Option<(&'static str, &'static str)>) -> Self {
        let status = StatusCode::from_u16(status).expect("a status");
        let heard = All::default();
        let answers = move |State(all): State<All>, method, uri: Uri, headers: HeaderMap, body: String| async move {
            all.lock().push(Heard { method, path: uri.to_string(), headers, body: body.clone() });
            // As talkative receivers do.
            let mut answer = (status, body).into_response();
            if let Some((name, value)) = header {
                answer.headers_mut().insert(name, value.parse().expect("a value"));
            }
            answer
        };
        let app = Router::new().fallback(answers).with_state(Arc::clone(&heard));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { address, heard }
    }

    /// The only request that came.
    pub(super) fn only(&self) -> Heard {
        let heard = self.heard.lock();
        assert_eq!(heard.len(), 1, "{heard:?}");
        heard[0].clone()
    }
}
