//! An update for the team, and when the next one is promised.

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::desk::{
    Refusal,
    text_limits::{TEXT_MOST, check_text},
};

/// The longest promise, in minutes: a week.
pub const NEXT_MOST: i64 = 7 * 24 * 60;

/// An update promised within so many minutes is reminded of half-way.
pub(super) const SHORT: i64 = 10;

/// An update, as it is typed.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Update {
    /// What the customer notices.
    pub impact: String,
    /// What support is doing.
    pub action: String,
    /// In how many minutes the next one comes, as typed.
    pub next: String,
}

impl Update {
    /// Whether something of it is not typed yet.
    pub fn lacks(&self) -> bool {
        [&self.impact, &self.action, &self.next].iter().any(|text| text.trim().is_empty())
    }

    /// What is kept of it: the impact in the first line, then the action.
    pub fn body(&self) -> String {
        let impact = self.impact.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{impact}\n{}", self.action.trim())
    }

    /// Minutes until the next one.
    ///
    /// # Errors
    /// [`Refusal::NotMinutes`].
    pub fn minutes(&self) -> Result<i64, Refusal> {
        promised_minutes(&self.next)
    }

    /// Looks at what was typed.
    ///
    /// # Errors
    /// [`Refusal::Empty`], [`Refusal::TooLong`], [`Refusal::NotMinutes`].
    pub fn check(&self) -> Result<(), Refusal> {
        check_text(&self.impact, TEXT_MOST)?;
        check_text(&self.action, TEXT_MOST)?;
        check_text(&self.body(), TEXT_MOST)?;
        self.minutes().map(drop)
    }
}

/// Minutes in which an update is promised, as typed.
///
/// # Errors
/// [`Refusal::NotMinutes`].
pub fn promised_minutes(typed: &str) -> Result<i64, Refusal> {
    let typed = typed.trim();
    typed
        .parse()
        .ok()
        .filter(|minutes| (1..=NEXT_MOST).contains(minutes))
        .ok_or_else(|| Refusal::NotMinutes(typed.to_owned()))
}

/// The impact and the action of an update that was kept.
pub fn parts(body: &str) -> (&str, &str) {
    body.split_once('\n').unwrap_or((body, ""))
}
