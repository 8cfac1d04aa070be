//! A push to phones, by the topic of an ntfy server.

use std::fmt::Write as _;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use reqwest::{Client, RequestBuilder, Url};
use serde_json::{Value, json};

use super::{
    alarm::{Act, Alarm, Press, Unsent},
    answer, short,
};
use crate::{secret::Secret, words};

/// A message that is longer becomes a file that somebody has to open.
const LONGEST: usize = 4096;

/// So many bytes of a title make an encoded word of less than the 75 characters that one may have.
const WORD: usize = 45;

/// A topic, to which alarms are published.
#[derive(Clone, Debug)]
pub(super) struct Ntfy {
    /// Its address: on a server that is open, whoever knows it reads along.
    pub(super) topic: Secret<Url>,
    /// As whom the desk publishes.
    pub(super) access: Access,
}

/// As whom the desk publishes to a topic.
#[derive(Clone, Debug)]
pub(super) enum Access {
    /// As anybody.
    Open,
    /// By an access token.
    Token(Secret),
    /// By name.
    User {
        /// The name.
        user: String,
        /// Its password.
        password: Secret,
    },
}

impl Ntfy {
    pub(super) async fn send(&self, web: &Client, alarm: &Alarm, now: DateTime<Utc>) -> Result<(), Unsent> {
        answer::post(self.request(web, alarm), "url, token, user and password", now).await
    }

    fn request(&self, web: &Client, alarm: &Alarm) -> RequestBuilder {
        let (priority, tag) = urgency(alarm.act);
        let request = web
            .post(self.topic.reveal().clone())
            .header("Title", header_text(&alarm.title))
            .header("Priority", priority)
            .header("Tags", tag)
            .header("Markdown", "no")
            .header("X-Sequence-ID", &alarm.id)
            .body(short::bytes(&alarm.text(), LONGEST));
        let request = match &alarm.press {
            Some(press) => {
                request.header("Click", &press.url).header("Actions", ascii(&actions(alarm, press)))
            }
            None => request,
        };
        match &self.access {
            Access::Open => request,
            Access::Token(token) => request.bearer_auth(token.reveal()),
            Access::User { user, password } => request.basic_auth(user, Some(password.reveal())),
        }
    }
}

/// How loud it is, and the picture beside it. A trial is as loud as what it is a trial of.
fn urgency(act: Act) -> (&'static str, &'static str) {
    match act {
        Act::Call { .. } => ("5", "rotating_light"),
        Act::Test => ("5", "test_tube"),
        Act::Told => ("4", "warning"),
        Act::Acknowledged => ("3", "eyes"),
        Act::Ended => ("3", "white_check_mark"),
    }
}

/// The buttons: one opens the page; where somebody is called, one acknowledges at once.
fn actions(alarm: &Alarm, press: &Press) -> Value {
    let open = words!(alarm.language, "route-open");
    let view = json!({ "action": "view", "label": open, "url": press.url });
    match alarm.act {
        Act::Call { .. } | Act::Test => json!([
            view,
            { "action": "http", "label": press.label, "url": press.url, "method": "POST", "clear": true },
        ]),
        Act::Acknowledged | Act::Ended | Act::Told => json!([view]),
    }
}

/// A text as a header carries it: as it is where it is ASCII, else in encoded words (RFC 2047).
fn header_text(text: &str) -> String {
    if text.chars().all(|c| matches!(c, ' '..='~')) && !text.contains("=?") {
        return text.to_owned();
    }
    let mut words = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (word, after) = rest.split_at(rest.floor_char_boundary(WORD));
        words.push(format!("=?UTF-8?B?{}?=", STANDARD.encode(word)));
        rest = after;
    }
    words.join(" ")
}

/// JSON without a character that a header cannot carry.
fn ascii(json: &Value) -> String {
    let mut ascii = String::new();
    for c in json.to_string().chars() {
        if c.is_ascii() {
            ascii.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a text does not fail.
                let _ = write!(ascii, "\\u{unit:04x}");
            }
        }
    }
    ascii
}
