//! A server of calendars of our own, over HTTPS, signed by an authority of its own.

use std::{collections::HashMap, sync::Arc};

use parking_lot::Mutex;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};

/// What is served at a path.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// A calendar.
    Calendar(String),
    /// A status and no more.
    Status(u16),
    /// Another address.
    LeadsTo(String),
    /// More and more.
    Endless,
}

/// The server.
pub(crate) struct Served {
    authority: String,
    port: u16,
    answers: Arc<Mutex<HashMap<String, Answer>>>,
    /// What was asked for: the path, and whether only for what is new.
    asked: Arc<Mutex<Vec<(String, bool)>>>,
}

impl Served {
    /// Serves nothing yet.
    pub(crate) async fn start() -> Self {
        let (acceptor, authority) = identity();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (answers, asked) = (Arc::<Mutex<HashMap<_, _>>>::default(), Arc::<Mutex<Vec<_>>>::default());
        let served = Self { authority, port, answers: Arc::clone(&answers), asked: Arc::clone(&asked) };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, answers, asked) = (acceptor.clone(), Arc::clone(&answers), Arc::clone(&asked));
                tokio::spawn(async move {
                    // Whoever does not trust us hangs up.
                    let Ok(mut stream) = acceptor.accept(stream).await else { return };
                    let mut head = Vec::new();
                    while !head.ends_with(b"\r\n\r\n") {
                        match stream.read_u8().await {
                            Ok(byte) => head.push(byte),
                            Err(_) => return,
                        }
                    }
                    let head = String::from_utf8_lossy(&head).to_lowercase();
                    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
                    let marked = head.lines().find_map(|line| line.strip_prefix("if-none-match: "));
                    asked.lock().push((path.clone(), marked.is_some()));
                    let answer = answers.lock().get(&path).cloned().unwrap_or(Answer::Status(404));
                    let text = written(&answer, marked);
                    let _ = stream.write_all(text.as_bytes()).await;
                    if let Answer::Endless = answer {
                        let line = "X-MORE:of it\r\n".repeat(1_000);
                        while stream.write_all(line.as_bytes()).await.is_ok() {}
                    }
                    let _ = stream.shutdown().await;
                });
            }
        });
        served
    }

    /// The certificate that is to be trusted, in PEM.
    pub(crate) fn authority(&self) -> &[u8] {
        self.authority.as_bytes()
    }

    /// From now on this is served at a path. Returns the address.
    pub(crate) fn serves(&self, path: &str, answer: Answer) -> String {
        self.answers.lock().insert(path.to_owned(), answer);
        self.address(path)
    }

    /// The address of a path.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("https://localhost:{}{path}", self.port)
    }

    /// How often a path was asked for, and how often only for what is new.
    pub(crate) fn was_asked(&self, path: &str) -> (usize, usize) {
        let asked = self.asked.lock();
        let of = asked.iter().filter(|(one, _)| one == path);
        (of.clone().count(), of.filter(|(_, marked)| *marked).count())
    }
}

fn written(answer: &Answer, marked: Option<&str>) -> String {
    match answer {
        Answer::Calendar(text) => {
            let mark = format!("\"{}\"", text.len());
            if marked == Some(&mark) {
                return "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n".to_owned();
            }
            format!(
                "HTTP/1.1 200 OK\r\nContent-Type: text/calendar\r\nETag: {mark}\r\nContent-Length: {}\r\n\
                 Connection: close\r\n\r\n{text}",
                text.len()
            )
        }
        Answer::Status(code) => {
            format!("HTTP/1.1 {code} So\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        }
        Answer::LeadsTo(url) => {
            format!("HTTP/1.1 302 Found\r\nLocation: {url}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        }
        Answer::Endless => "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nBEGIN:VCALENDAR\r\n".to_owned(),
    }
}

fn identity() -> (TlsAcceptor, String) {
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority_key = KeyPair::generate().expect("a key");
    let certificate = authority.self_signed(&authority_key).expect("a certificate");
    let names = ["localhost", "127.0.0.1"].map(String::from);
    let leaf = CertificateParams::new(names).expect("names");
    let key = KeyPair::generate().expect("a key");
    let signed = leaf.signed_by(&key, &Issuer::from_params(&authority, &authority_key)).expect("signed");
    let private = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("a version")
        .with_no_client_auth()
        .with_single_cert(vec![signed.der().clone()], private)
        .expect("a certificate and its key");
    (TlsAcceptor::from(Arc::new(config)), certificate.pem())
}
