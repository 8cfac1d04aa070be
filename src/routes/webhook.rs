//! A webhook to a program, signed as Standard Webhooks say.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::{DateTime, SecondsFormat, Utc};
use hmac::{Hmac, KeyInit as _, Mac as _};
use reqwest::{Client, RequestBuilder, Url, header};
use serde_json::{Value, json};
use sha2::Sha256;

use super::{
    alarm::{Act, Alarm, Unsent},
    answer,
};
use crate::secret::Secret;

/// What every secret begins with.
const PREFIX: &str = "whsec_";

/// Where a program listens.
#[derive(Clone, Debug)]
pub(super) struct Webhook {
    /// Its address, which may hold a secret of its own.
    pub(super) url: Secret<Url>,
    /// What it knows the desk by.
    pub(super) key: Key,
}

/// A key that signs.
#[derive(Clone, Debug)]
pub(super) struct Key(Secret<Hmac<Sha256>>);

impl Key {
    /// The key of a secret as it is handed out; none where it is not one.
    pub(super) fn of_secret(secret: &str) -> Option<Self> {
        let key = STANDARD.decode(secret.strip_prefix(PREFIX)?).ok()?;
        if !(24..=64).contains(&key.len()) {
            return None;
        }
        let mac: Hmac<Sha256> = Hmac::new_from_slice(&key).ok()?;
        Some(Self(Secret::new(mac)))
    }

    fn signature(&self, id: &str, timestamp: i64, body: &[u8]) -> String {
        let mut mac = self.0.reveal().clone();
        mac.update(format!("{id}.{timestamp}.").as_bytes());
        mac.update(body);
        format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    }
}

impl Webhook {
    pub(super) async fn send(&self, web: &Client, alarm: &Alarm, now: DateTime<Utc>) -> Result<(), Unsent> {
        answer::post(self.request(web, alarm, now), "url and secret", now).await
    }

    fn request(&self, web: &Client, alarm: &Alarm, now: DateTime<Utc>) -> RequestBuilder {
        let body = body(alarm).to_string().into_bytes();
        let signature = self.key.signature(&alarm.id, now.timestamp(), &body);
        web.post(self.url.reveal().clone())
            .header(header::CONTENT_TYPE, "application/json")
            .header("webhook-id", &alarm.id)
            .header("webhook-timestamp", now.timestamp())
            .header("webhook-signature", signature)
            .body(body)
    }
}

/// The alarm for a program: the facts, and what people read.
fn body(alarm: &Alarm) -> Value {
    let kind = match alarm.act {
        Act::Call { again: false } => "alarm.called",
        Act::Call { again: true } => "alarm.repeated",
        Act::Acknowledged => "alarm.acknowledged",
        Act::Ended => "alarm.ended",
        Act::Told => "desk.told",
        Act::Test => "alarm.test",
    };
    let mut data = alarm.facts.as_object().cloned().unwrap_or_default();
    data.insert("of".to_owned(), json!(alarm.of));
    data.insert("language".to_owned(), json!(alarm.language));
    data.insert("title".to_owned(), json!(alarm.title));
    data.insert("lines".to_owned(), json!(alarm.lines));
    json!({
        "type": kind,
        "timestamp": alarm.at.to_rfc3339_opts(SecondsFormat::Secs, true),
        "data": data,
    })
}
