//! A mail server, as far as a mail that is handed in needs one.

use std::sync::Arc;

use parking_lot::Mutex;
use rcgen::generate_simple_self_signed;
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufStream},
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

/// A certificate of its own, and what a client must trust.
#[derive(Clone)]
pub(super) struct Identity {
    pub(super) acceptor: TlsAcceptor,
    pub(super) pem: String,
}

pub(super) fn identity() -> Identity {
    let made = generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .expect("a key that fits");
    Identity { acceptor: TlsAcceptor::from(Arc::new(config)), pem: made.cert.pem() }
}

/// How it behaves.
#[derive(Clone, Copy)]
pub(super) struct Manner {
    /// TLS from the first byte.
    pub(super) wrapped: bool,
    /// TLS where it is asked for.
    pub(super) starttls: bool,
    /// What is answered to a command that begins so.
    pub(super) refuses: Option<(&'static str, &'static str)>,
}

pub(super) const WRAPPED: Manner = Manner { wrapped: true, starttls: false, refuses: None };
pub(super) const STARTTLS: Manner = Manner { wrapped: false, starttls: true, refuses: None };

/// What was said to it, TLS or not, and what was handed in.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    pub(super) commands: Vec<String>,
    pub(super) mail: String,
}

pub(super) struct Smtp {
    pub(super) port: u16,
    pub(super) pem: String,
    said: Arc<Mutex<Said>>,
}

impl Smtp {
    pub(super) async fn listening(manner: Manner) -> Self {
        let Identity { acceptor, pem } = identity();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let said = Arc::new(Mutex::new(Said::default()));
        let heard = Arc::clone(&said);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, said) = (acceptor.clone(), Arc::clone(&heard));
                tokio::spawn(async move {
                    if manner.wrapped {
                        let Ok(stream) = acceptor.accept(stream).await else { return };
                        talk(&mut BufStream::new(stream), manner, &said, true).await;
                        return;
                    }
                    let mut plain = BufStream::new(stream);
                    if talk(&mut plain, manner, &said, true).await {
                        let Ok(stream) = acceptor.accept(plain.into_inner()).await else { return };
                        talk(&mut BufStream::new(stream), Manner { starttls: false, ..manner }, &said, false)
                            .await;
                    }
                });
            }
        });
        Self { port, pem, said }
    }

    pub(super) fn said(&self) -> Said {
        self.said.lock().clone()
    }
}

/// Talks until the end; true where TLS is to come.
async fn talk<S>(stream: &mut BufStream<S>, manner: Manner, said: &Mutex<Said>, greets: bool) -> bool
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut answer = greets.then_some("220 mail.example ESMTP");
    loop {
        if let Some(says) = answer.take() {
            let written = stream.write_all(format!("{says}\r\n").as_bytes()).await;
            if written.is_err() || stream.flush().await.is_err() {
                return false;
            }
            if says.starts_with("220 go") {
                return true;
            }
            if says.starts_with("354") {
                loop {
                    let mut line = String::new();
                    if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
                        return false;
                    }
                    if line == ".\r\n" {
                        break;
                    }
                    said.lock().mail.push_str(line.strip_prefix('.').unwrap_or(&line));
                }
                let refused = manner.refuses.filter(|(at, _)| *at == "DATA");
                answer = Some(refused.map_or("250 2.0.0 taken", |(_, refusal)| refusal));
                continue;
            }
        }
        let mut line = String::new();
        if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
            return false;
        }
        let line = line.trim_end();
        said.lock().commands.push(line.to_owned());
        let refusal = manner.refuses.filter(|(at, _)| *at != "DATA" && line.starts_with(at));
        answer = Some(match (refusal, line.split([' ', ':']).next().unwrap_or_default()) {
            (Some((_, refusal)), _) => refusal,
            (None, "EHLO") if manner.starttls => "250-mail.example\r\n250 STARTTLS",
            (None, "EHLO") => "250-mail.example\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN",
            (None, "STARTTLS") => "220 go ahead",
            (None, "AUTH") => "235 2.7.0 welcome",
            (None, "DATA") => "354 go on",
            (None, "QUIT") => "221 bye",
            (None, _) => "250 2.1.0 well",
        });
    }
}
