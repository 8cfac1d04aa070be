//! An alarm that is ready to go out, and what comes back from whoever it was given to.

use chrono::{DateTime, Utc};

use crate::rules::language::Language;

/// An alarm, rendered in the language that staff read.
#[derive(Clone, Debug)]
pub struct Alarm {
    /// What makes this one message unique on the other side, also when it is sent again after a crash.
    pub id: String,
    /// What it is of: all that is said of one P1 has the same.
    pub of: String,
    /// What it tells.
    pub act: Act,
    /// Since when that is so.
    pub at: DateTime<Utc>,
    /// The language of its texts.
    pub language: Language,
    /// In one line.
    pub title: String,
    /// The rest, in plain text.
    pub lines: Vec<String>,
    /// Where it is shown and acknowledged, where it can be.
    pub press: Option<Press>,
    /// The same for programs: an object.
    pub facts: serde_json::Value,
}

impl Alarm {
    /// What stands below the title; the title, where nothing does.
    pub(super) fn text(&self) -> String {
        if self.lines.is_empty() { self.title.clone() } else { self.lines.join("\n") }
    }
}

/// What an alarm tells.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Act {
    /// Somebody is called.
    Call {
        /// Not for the first time.
        again: bool,
    },
    /// Somebody has taken the call.
    Acknowledged,
    /// There is nothing left to call for.
    Ended,
    /// Something about the desk itself.
    Told,
    /// A trial.
    Test,
}

/// The page of an alarm. Who opens it sees what is called for; a POST to the same address acknowledges.
#[derive(Clone, Debug)]
pub struct Press {
    /// What pressing it does, in words.
    pub label: String,
    /// The page. Whoever has it can acknowledge, so it is a secret.
    pub url: String,
}

/// Why an alarm did not go out. No secret is in it.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Unsent {
    /// It may, later.
    #[error("{error}")]
    Passing {
        /// What was met.
        error: String,
        /// In how many seconds the other side wants to be asked again, where it says.
        after: Option<u32>,
    },
    /// It never will, as it stands.
    #[error("{error}")]
    Permanent {
        /// What was met.
        error: String,
    },
}
