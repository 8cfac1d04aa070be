//! A mail, as its reader sees it.

use chrono::{DateTime, Utc};
use mail_parser::{HeaderName, Message, MessageParser};

use super::links::{Link, in_text};

/// A mail that was taken.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Mail {
    /// When it came, by the sandbox's clock.
    pub at: DateTime<Utc>,
    /// The sender of its envelope; empty where it may not be answered.
    pub from: String,
    /// The recipients of its envelope.
    pub to: Vec<String>,
    /// Its subject.
    pub subject: String,
    /// Its text; of a mail that has none, what its HTML says.
    pub text: String,
    /// Its id, without `<` and `>`; empty where it has none.
    pub message_id: String,
    /// Its headers in order, as they came.
    pub headers: Vec<(String, String)>,
    /// All of it, as it came.
    pub raw: Vec<u8>,
}

/// The headers that RFC 5322 wants once at most.
const ONCE: [HeaderName<'static>; 10] = [
    HeaderName::Date,
    HeaderName::From,
    HeaderName::Sender,
    HeaderName::ReplyTo,
    HeaderName::To,
    HeaderName::Cc,
    HeaderName::MessageId,
    HeaderName::InReplyTo,
    HeaderName::References,
    HeaderName::Subject,
];

impl Mail {
    /// Reads what came; or says what is wrong with it.
    pub(super) fn read(
        at: DateTime<Utc>,
        from: &str,
        to: &[String],
        raw: Vec<u8>,
    ) -> Result<Self, &'static str> {
        let message = MessageParser::default().parse(&raw).ok_or("there are no headers")?;
        check(&message)?;
        let texts = (0..message.text_body_count()).filter_map(|part| message.body_text(part));
        let text = texts.collect::<Vec<_>>().join("\n").replace("\r\n", "\n");
        let headers = message.headers_raw().map(|(name, value)| (name.to_owned(), value.trim().to_owned()));
        Ok(Self {
            at,
            from: from.to_owned(),
            to: to.to_vec(),
            subject: message.subject().unwrap_or_default().to_owned(),
            text,
            message_id: message.message_id().unwrap_or_default().to_owned(),
            headers: headers.collect(),
            raw,
        })
    }

    /// Every word that a person reads, with the recipients.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}", self.to.join(", "), self.subject, self.text)
    }

    /// A header as it came.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut all = self.headers.iter();
        all.find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Where one can go from it.
    #[must_use]
    pub fn links(&self) -> Vec<Link> {
        in_text(&self.text)
    }
}

/// What RFC 5322 asks of every mail.
fn check(message: &Message<'_>) -> Result<(), &'static str> {
    if message.date().is_none_or(|date| !date.is_valid()) {
        return Err("it has no readable Date");
    }
    if message.from().and_then(|from| from.first()).is_none_or(|from| from.address().is_none()) {
        return Err("it has no readable From");
    }
    for name in ONCE {
        if message.header_values(name).count() > 1 {
            return Err("a header that may stand there once stands there more often");
        }
    }
    Ok(())
}

/// A header's words, where they were encoded as RFC 2047 wants it.
pub(super) fn decoded(value: &str) -> String {
    if !value.contains("=?") {
        return value.to_owned();
    }
    let headers = format!("Subject: {value}\r\n\r\n");
    let message = MessageParser::default().parse(headers.as_bytes());
    message.as_ref().and_then(Message::subject).unwrap_or(value).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_words_are_read() {
        assert_eq!(decoded("P1 plain"), "P1 plain");
        assert_eq!(decoded("=?UTF-8?B?UDEgwrcgw6l0w6k=?="), "P1 · été");
        assert_eq!(decoded("=?utf-8?q?P1_=C2=B7?= =?utf-8?q?_Alpha?="), "P1 · Alpha");
    }
}
