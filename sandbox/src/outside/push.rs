//! A push, as the phone shows it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::links::{Link, in_text};

/// What was published to a topic of ntfy.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Push {
    /// When it came, by the sandbox's clock.
    pub at: DateTime<Utc>,
    /// Its own id.
    pub id: String,
    /// What it was published to.
    pub topic: String,
    /// What stands above; empty where nothing does.
    pub title: String,
    /// Its text.
    pub message: String,
    /// From 1 (min) to 5 (max).
    pub priority: u8,
    /// Its tags.
    pub tags: Vec<String>,
    /// Where it leads when it is touched.
    pub click: Option<String>,
    /// Its buttons.
    pub actions: Vec<Action>,
    /// What it has in common with those that it updates; its own id where nothing was given.
    pub sequence_id: String,
    /// Whether it takes the place of an earlier one.
    pub updates: bool,
}

/// A button of a push.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Action {
    /// What it does: `view`, `http`, `broadcast` or `copy`.
    pub action: String,
    /// What is written on it.
    pub label: String,
    /// Where it leads, or what it asks.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// With which method it asks; POST where nothing is said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub method: String,
    /// With which headers it asks.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// What it sends.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub body: String,
    /// What it copies.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// Which broadcast it sends on the phone.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub intent: String,
    /// What goes with that broadcast.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub extras: BTreeMap<String, String>,
    /// Whether the push goes away once it is pressed.
    pub clear: bool,
}

impl Push {
    /// Every word that a person reads, its topic and tags among them.
    #[must_use]
    pub fn text(&self) -> String {
        let labels = self.actions.iter().map(|one| format!("[{}]", one.label)).collect::<Vec<_>>().join(" ");
        [&self.topic, &self.title, &self.message, &self.tags.join(","), &labels]
            .map(String::as_str)
            .join("\n")
    }

    /// The button with that label.
    #[must_use]
    pub fn action(&self, label: &str) -> Option<&Action> {
        self.actions.iter().find(|one| one.label == label)
    }

    /// Where one can go from it, each place once: by a button, by touching it, by a link in its text.
    #[must_use]
    pub fn links(&self) -> Vec<Link> {
        let views = self.actions.iter().filter(|one| one.action == "view");
        let views = views.map(|one| Link::new(&one.label, &one.url));
        let click = self.click.iter().map(|url| Link::new("", url));
        let mut links: Vec<Link> = Vec::new();
        for link in views.chain(click).chain(in_text(&self.message)) {
            if !links.iter().any(|one| one.url == link.url) {
                links.push(link);
            }
        }
        links
    }
}
