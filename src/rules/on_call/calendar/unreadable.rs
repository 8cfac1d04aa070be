//! Why a calendar cannot be used.

use serde::{Deserialize, Serialize};

/// What is wrong with a calendar; what it quotes is in one line and short.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(tag = "unreadable", rename_all = "snake_case")]
pub enum Unreadable {
    /// It is no calendar, or is broken off.
    NoCalendar,
    /// It is larger than what is read.
    TooLarge,
    /// It has more events, rules or occurrences than are worked out.
    TooMany,
    /// A time zone that is neither known nor described in it.
    Zone {
        /// Its name there.
        name: String,
    },
    /// A rule of return that cannot be read, comes more often than daily, or never comes.
    Rule {
        /// The rule.
        rule: String,
    },
    /// A moment or a length that cannot be read.
    Moment {
        /// What stands there.
        text: String,
    },
}

/// The longest that is quoted, in characters.
const QUOTED: usize = 80;

impl Unreadable {
    pub(super) fn zone(name: &str) -> Self {
        Self::Zone { name: quoted(name) }
    }

    pub(super) fn rule(rule: &str) -> Self {
        Self::Rule { rule: quoted(rule) }
    }

    pub(super) fn moment(text: &str) -> Self {
        Self::Moment { text: quoted(text) }
    }
}

fn quoted(text: &str) -> String {
    crate::rules::typed::one_line(&text.chars().take(QUOTED).collect::<String>())
}
