//! Why a calendar could not be read.

use serde::{Deserialize, Serialize};

use super::unreadable::Unreadable;

/// Why a calendar could not be read.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(tag = "unread", rename_all = "snake_case")]
pub enum Unread {
    /// Its address, or one to which it leads, is none of HTTPS.
    NotHttps,
    /// Its host has an address in a network that is not public.
    Private {
        /// The host.
        host: String,
    },
    /// It leads on and on.
    Redirects,
    /// The server answers something else.
    Status {
        /// What.
        code: u16,
    },
    /// It took too long.
    TooSlow,
    /// The server could not be reached.
    Unreached {
        /// What was wrong, for whoever looks after it.
        error: String,
    },
    /// It was read and cannot be used.
    Useless(Unreadable),
}

impl From<Unreadable> for Unread {
    fn from(why: Unreadable) -> Self {
        Self::Useless(why)
    }
}
