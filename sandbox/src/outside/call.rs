//! A webhook, as whoever gets it reads it.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::links::{Link, in_json};

/// A webhook that was taken.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct HookCall {
    /// When it first came, by the sandbox's clock.
    pub at: DateTime<Utc>,
    /// The hook's name.
    pub hook: String,
    /// Its `webhook-id`: the same, however often it is sent.
    pub id: String,
    /// What it says.
    pub body: Value,
    /// How often it came.
    pub times: usize,
}

impl HookCall {
    /// All that it says.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}\n{}", self.hook, self.body)
    }

    /// Where one can go from it.
    #[must_use]
    pub fn links(&self) -> Vec<Link> {
        in_json(&self.body)
    }
}
