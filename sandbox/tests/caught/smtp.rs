//! A client of the mail server by hand: it says what it likes, in whichever order.

use std::sync::Arc;

use sandbox::Outside;
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::TcpStream,
};
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{
        ClientConfig, RootCertStore,
        crypto::ring,
        pki_types::{CertificateDer, ServerName, pem::PemObject},
    },
};

/// `\0desk\0not-a-secret`
pub(crate) const PLAIN: &str = "AGRlc2sAbm90LWEtc2VjcmV0";

pub(crate) struct Line<S> {
    stream: BufReader<S>,
}

/// The mail server, with TLS from the start; its greeting is read.
pub(crate) async fn secured(outside: &Outside) -> Line<TlsStream<TcpStream>> {
    let stream = plain(&outside.smtps_url()).await;
    let mut line = Line { stream: BufReader::new(in_tls(outside, stream).await) };
    assert_eq!(line.reply().await.0, 220);
    line
}

/// The same without TLS as yet.
pub(crate) async fn open(outside: &Outside) -> Line<TcpStream> {
    let mut line = Line { stream: BufReader::new(plain(&outside.smtp_url()).await) };
    assert_eq!(line.reply().await.0, 220);
    line
}

async fn plain(url: &str) -> TcpStream {
    TcpStream::connect(url.rsplit_once('/').unwrap().1).await.unwrap()
}

async fn in_tls(outside: &Outside, stream: TcpStream) -> TlsStream<TcpStream> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(outside.certificate().as_bytes()).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    TlsConnector::from(Arc::new(config)).connect(name, stream).await.unwrap()
}

impl Line<TcpStream> {
    /// The same within TLS, after STARTTLS.
    pub(crate) async fn starts_tls(self, outside: &Outside) -> Line<TlsStream<TcpStream>> {
        Line { stream: BufReader::new(in_tls(outside, self.stream.into_inner()).await) }
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Line<S> {
    /// Says a line, and reads the code of what is answered.
    pub(crate) async fn say(&mut self, line: &str) -> u16 {
        self.ask(line).await.0
    }

    /// The same with the whole answer.
    pub(crate) async fn ask(&mut self, line: &str) -> (u16, String) {
        self.raw(format!("{line}\r\n").as_bytes()).await
    }

    pub(crate) async fn raw(&mut self, bytes: &[u8]) -> (u16, String) {
        self.stream.write_all(bytes).await.unwrap();
        self.stream.flush().await.unwrap();
        self.reply().await
    }

    /// The code and the text of an answer; 0 where the connection is gone.
    async fn reply(&mut self) -> (u16, String) {
        let mut text = String::new();
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line).await.unwrap_or(0) == 0 {
                return (0, text);
            }
            text.push_str(&line);
            if line.as_bytes().get(3) == Some(&b' ') {
                return (line[..3].parse().unwrap(), text);
            }
        }
    }

    /// Says who it is, up to where a mail may follow.
    pub(crate) async fn enters(&mut self) {
        assert_eq!(self.say("EHLO desk.example").await, 250);
        assert_eq!(self.say(&format!("AUTH PLAIN {PLAIN}")).await, 235);
    }
}
