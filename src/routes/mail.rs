//! A mail, by the operator's own mail server and never in the clear.

use std::{error::Error as _, time::Duration};

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox, SinglePart,
        header::{Header, HeaderName, HeaderValue},
    },
    transport::smtp::{
        AsyncSmtpTransportBuilder, Error,
        authentication::Credentials,
        client::{Certificate, Tls, TlsParameters},
    },
};
use reqwest::Url;

use chrono::{DateTime, Utc};

use super::{
    alarm::{Alarm, Unsent},
    answer::innermost,
};
use crate::{secret::Secret, web};

/// How long a mail may take from the first word to the last: lettre's own limit ends where somebody is there.
/// A server that is wary of strangers lets them wait for some seconds before each word.
const WHOLE_LIMIT: Duration = Duration::from_secs(30);

/// The ports of mail that is handed in: wrapped in TLS, and by STARTTLS.
const WRAPPED: u16 = 465;
const STARTTLS: u16 = 587;

/// The mail server, and whom mails are from.
#[derive(Clone, Debug)]
pub(super) struct Relay {
    server: AsyncSmtpTransportBuilder,
    from: Mailbox,
    pub(super) limit: Duration,
}

/// Those who get a mail.
#[derive(Clone, Debug)]
pub(super) struct Mail {
    /// By which server.
    pub(super) relay: Relay,
    /// All of them read one mail.
    pub(super) to: Vec<Mailbox>,
}

/// An address, with or without a name before it.
pub(super) fn address(written: &str) -> Option<Mailbox> {
    written.parse().ok()
}

impl Relay {
    /// A server at `smtps://` or, with STARTTLS, at `smtp://`.
    ///
    /// # Errors
    /// When a certificate of `extra_ca` cannot be read.
    pub(super) fn new(
        url: &Url,
        who: Option<(String, Secret)>,
        from: Mailbox,
        extra_ca: Option<&[u8]>,
    ) -> Result<Self, Error> {
        let host = url.host_str().unwrap_or_default();
        let tls = TlsParameters::builder(host.trim_matches(['[', ']']).to_owned());
        let tls = match extra_ca {
            Some(pem) => tls.add_root_certificate(Certificate::from_pem(pem)?),
            None => tls,
        };
        let tls = tls.build()?;
        let (tls, usual) = match url.scheme() {
            "smtps" => (Tls::Wrapper(tls), WRAPPED),
            _ => (Tls::Required(tls), STARTTLS),
        };
        let server = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(url.port().unwrap_or(usual))
            .tls(tls)
            .timeout(Some(web::LIMIT));
        let server = match who {
            Some((user, password)) => server.credentials(Credentials::new(user, password.reveal().clone())),
            None => server,
        };
        Ok(Self { server, from, limit: WHOLE_LIMIT })
    }
}

impl Mail {
    pub(super) async fn send(&self, alarm: &Alarm, now: DateTime<Utc>) -> Result<(), Unsent> {
        let message = self
            .message(alarm, now)
            .map_err(|error| Unsent::Permanent { error: format!("no mail can be made of it: {error}") })?;
        let server: AsyncSmtpTransport<Tokio1Executor> = self.relay.server.clone().build();
        match tokio::time::timeout(self.relay.limit, server.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(unsent(&error)),
            Err(_) => Err(Unsent::Passing { error: "no answer in time".to_owned(), after: None }),
        }
    }

    /// All mails of one thing refer to the same one, which there never was: mail programs show them together.
    fn message(&self, alarm: &Alarm, now: DateTime<Utc>) -> Result<Message, lettre::error::Error> {
        let domain = self.relay.from.email.domain();
        let first = format!("<{}@{domain}>", alarm.of);
        let to = self.to.iter().cloned();
        to.fold(Message::builder(), lettre::message::MessageBuilder::to)
            .from(self.relay.from.clone())
            .date(now.into())
            .message_id(Some(format!("<{}@{domain}>", alarm.id)))
            .in_reply_to(first.clone())
            .references(first)
            .subject(&alarm.title)
            .header(AutoSubmitted)
            .singlepart(SinglePart::plain(text(alarm)))
    }
}

/// The lines and, by itself, the page.
fn text(alarm: &Alarm) -> String {
    let page = alarm.press.as_ref().map(|press| format!("\n\n{}\n{}", press.label, press.url));
    alarm.text() + &page.unwrap_or_default()
}

/// That nobody who is away answers it (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// Why the server did not take it. Of its answer the codes alone are told, as the rest may repeat what it was
/// sent.
fn unsent(error: &Error) -> Unsent {
    let Some(code) = error.status() else {
        let error = match innermost(error) {
            _ if error.is_timeout() => "no answer in time".to_owned(),
            _ if error.is_response() => "the mail server answered what is no SMTP".to_owned(),
            first => first.to_string(),
        };
        return Unsent::Passing { error, after: None };
    };
    let said = error.source().map(ToString::to_string).unwrap_or_default();
    let finer = said.split_whitespace().next().filter(|word| is_finer_code(word)).unwrap_or_default();
    let answered = format!("the mail server answered {code} {finer}").trim_end().to_owned();
    if error.is_permanent() {
        Unsent::Permanent { error: format!("{answered}: see user, password, from and to") }
    } else {
        Unsent::Passing { error: answered, after: None }
    }
}

/// Whether a word is a code of RFC 3463, such as `5.1.1`.
fn is_finer_code(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    parts.len() == 3
        && parts.iter().all(|part| matches!(part.len(), 1..=3) && part.bytes().all(|b| b.is_ascii_digit()))
}
