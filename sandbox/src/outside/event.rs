//! An event of PagerDuty's, as its API takes it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::links::{Link, is_page};

/// An event that was taken.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Event {
    /// When it came, by the sandbox's clock.
    pub at: DateTime<Utc>,
    /// What it asks for: `trigger`, `acknowledge` or `resolve`.
    pub action: String,
    /// What all events of one thing have in common.
    pub dedup_key: String,
    /// Its summary; empty where it acknowledges or resolves without one.
    pub summary: String,
    /// How bad it is; none where it acknowledges or resolves without saying.
    pub severity: Option<Severity>,
    /// Where it comes from.
    pub source: String,
    /// What came of it.
    pub effect: Effect,
    /// The number of its incident; none where it was dropped.
    pub incident: Option<u64>,
    /// The details for programs.
    pub details: Value,
    /// Where one can go from it.
    pub links: Vec<Link>,
    /// All of it, as it came.
    pub raw: Value,
}

/// How bad it is, in PagerDuty's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Somebody is called.
    Critical,
    /// It is broken.
    Error,
    /// It may break.
    Warning,
    /// It is as it should be.
    Info,
}

/// What an event did to its incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Effect {
    /// An incident was opened, and whoever is on call is called.
    Opened,
    /// It was written into the log of an incident that is open; nobody is called again.
    Logged,
    /// The incident was acknowledged.
    Acknowledged,
    /// The incident ended.
    Resolved,
    /// Nothing is open under that key: the event was dropped.
    Dropped,
}

impl Event {
    /// Every word that a person reads, with what it asks for and its key.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{} {}\n{}\n{}", self.action, self.dedup_key, self.summary, self.details)
    }
}

/// What is sent to `/v2/enqueue`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sent {
    pub(super) routing_key: String,
    pub(super) event_action: String,
    pub(super) dedup_key: Option<String>,
    pub(super) payload: Option<Payload>,
    #[serde(default)]
    images: Vec<SentImage>,
    #[serde(default)]
    links: Vec<SentLink>,
    #[serde(rename = "client")]
    _client: Option<String>,
    client_url: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Payload {
    pub(super) summary: String,
    pub(super) source: String,
    pub(super) severity: Severity,
    timestamp: Option<String>,
    #[serde(rename = "component")]
    _component: Option<String>,
    #[serde(rename = "group")]
    _group: Option<String>,
    #[serde(rename = "class")]
    _class: Option<String>,
    pub(super) custom_details: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SentImage {
    src: String,
    href: Option<String>,
    #[serde(rename = "alt")]
    _alt: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SentLink {
    href: String,
    text: Option<String>,
}

/// The longest key and the longest summary, in characters.
const DEDUP_KEY: usize = 255;
const SUMMARY: usize = 1024;
/// How long a routing key is.
const ROUTING_KEY: usize = 32;

impl Sent {
    /// What PagerDuty would not take, in its words.
    pub(super) fn wrongs(&self) -> Vec<String> {
        let mut wrongs = Vec::new();
        let mut hold = |right: bool, wrong: &str| {
            if !right {
                wrongs.push(wrong.to_owned());
            }
        };
        hold(
            self.routing_key.len() == ROUTING_KEY,
            "Length of 'routing_key' is incorrect (should be 32 characters)",
        );
        let is_trigger = self.event_action == "trigger";
        hold(
            is_trigger || ["acknowledge", "resolve"].contains(&self.event_action.as_str()),
            "'event_action' must be one of: trigger, acknowledge, resolve",
        );
        let key = self.dedup_key.as_deref();
        hold(
            key.is_none_or(|key| key.chars().count() <= DEDUP_KEY),
            "'dedup_key' is too long (255 characters)",
        );
        hold(is_trigger || key.is_some_and(|key| !key.is_empty()), "'dedup_key' is missing or blank");
        hold(!is_trigger || self.payload.is_some(), "'payload' is missing");
        if let Some(payload) = &self.payload {
            hold(!payload.summary.trim().is_empty(), "'payload.summary' is missing or blank");
            hold(
                payload.summary.chars().count() <= SUMMARY,
                "'payload.summary' is too long (1024 characters)",
            );
            hold(!payload.source.trim().is_empty(), "'payload.source' is missing or blank");
            let moment = payload.timestamp.as_deref().map(DateTime::parse_from_rfc3339);
            hold(moment.is_none_or(|one| one.is_ok()), "'payload.timestamp' is no RFC 3339 moment");
            let details = payload.custom_details.as_ref();
            hold(details.is_none_or(Value::is_object), "'payload.custom_details' must be an object");
        }
        hold(self.links.iter().all(|one| is_page(&one.href)), "'links' need an 'href' that is a URL");
        let shown =
            |one: &SentImage| one.src.starts_with("https://") && one.href.as_deref().is_none_or(is_page);
        hold(self.images.iter().all(shown), "'images' need a 'src' that is served over HTTPS");
        hold(self.client_url.as_deref().is_none_or(is_page), "'client_url' is no URL");
        wrongs
    }

    /// Where one can go from it.
    pub(super) fn all_links(&self) -> Vec<Link> {
        let links =
            self.links.iter().map(|one| Link::new(one.text.as_deref().unwrap_or_default(), &one.href));
        links.chain(self.client_url.iter().map(|url| Link::new("", url))).collect()
    }
}
