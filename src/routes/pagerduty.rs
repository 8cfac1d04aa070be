//! PagerDuty, or another that speaks its Events API v2: what is told of one thing has one key there, by which
//! it is triggered, acknowledged and resolved.

use chrono::{DateTime, SecondsFormat, Utc};
use reqwest::{Client, Url, header};
use serde_json::{Value, json};

use super::{
    alarm::{Act, Alarm, Unsent},
    answer, short,
};
use crate::secret::Secret;

/// No summary is longer, in characters.
const LONGEST: usize = 1024;

/// An integration of a service there.
#[derive(Clone, Debug)]
pub(super) struct PagerDuty {
    /// Where events go.
    pub(super) events: Url,
    /// Which integration they are for.
    pub(super) routing_key: Secret,
    /// What signs the webhooks that come back from there, where they do.
    pub(super) comes_back: Option<Secret>,
}

impl PagerDuty {
    pub(super) async fn send(&self, web: &Client, alarm: &Alarm, now: DateTime<Utc>) -> Result<(), Unsent> {
        let request = web
            .post(self.events.clone())
            .header(header::CONTENT_TYPE, "application/json")
            .body(self.event(alarm).to_string());
        answer::post(request, "routing_key and url", now).await
    }

    fn event(&self, alarm: &Alarm) -> Value {
        let (action, severity) = match alarm.act {
            Act::Call { .. } | Act::Test => ("trigger", "critical"),
            Act::Told => ("trigger", "warning"),
            Act::Acknowledged => return self.short(alarm, "acknowledge"),
            Act::Ended => return self.short(alarm, "resolve"),
        };
        let mut event = self.short(alarm, action);
        event["client"] = json!("guichet");
        event["payload"] = json!({
            "summary": short::chars(&alarm.title, LONGEST),
            "source": "guichet",
            "severity": severity,
            "timestamp": alarm.at.to_rfc3339_opts(SecondsFormat::Secs, true),
            "custom_details": alarm.facts,
        });
        if let Some(press) = &alarm.press {
            event["client_url"] = json!(press.url);
            event["links"] = json!([{ "href": press.url, "text": press.label }]);
        }
        event
    }

    fn short(&self, alarm: &Alarm, action: &str) -> Value {
        json!({ "routing_key": self.routing_key.reveal(), "event_action": action, "dedup_key": alarm.of })
    }
}
