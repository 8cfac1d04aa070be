//! What can happen to a major incident, as it is recorded.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::rules::{
    event::{By, Sha256Hex},
    ids::{EventSeq, TicketNumber},
    stored::stored_text,
};

stored_text! {
    /// What an event is.
    Kind {
        /// It was declared.
        Opened = "opened",
        /// A ticket tells of it.
        Tied = "tied",
        /// A ticket does not tell of it after all.
        Untied = "untied",
        /// Customers were told where it stands.
        Updated = "updated",
        /// The service is back.
        Restored = "restored",
        /// It is over, and what happened is told.
        Closed = "closed",
    }
}

/// Something that happened to an incident. The names are in rows: add to them, change none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// It was declared.
    Opened {
        /// On which platform, by its key in the offer.
        platform: String,
        /// In which part of it, by its key in the offer.
        component: Option<String>,
        /// Its title and its impact.
        written: Sha256Hex,
    },
    /// A ticket tells of it.
    Tied {
        /// Which.
        ticket: TicketNumber,
    },
    /// A ticket does not tell of it after all.
    Untied {
        /// Which.
        ticket: TicketNumber,
    },
    /// Customers were told where it stands.
    Updated {
        /// When the next update is promised, UTC.
        next_at: DateTime<Utc>,
        /// Impact and action.
        written: Sha256Hex,
    },
    /// The service is back.
    Restored {
        /// What was done.
        written: Sha256Hex,
    },
    /// It is over.
    Closed {
        /// What happened.
        written: Sha256Hex,
    },
}

impl Event {
    /// What it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Opened { .. } => Kind::Opened,
            Self::Tied { .. } => Kind::Tied,
            Self::Untied { .. } => Kind::Untied,
            Self::Updated { .. } => Kind::Updated,
            Self::Restored { .. } => Kind::Restored,
            Self::Closed { .. } => Kind::Closed,
        }
    }
}

/// An event with its rank, its moment and whoever did it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The rank in the incident's history.
    pub seq: EventSeq,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: By,
    /// What.
    pub event: Event,
}
