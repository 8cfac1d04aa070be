//! What a list shows, page by page.

use serde::{Deserialize, Serialize};

use crate::rules::{
    ids::{CustomerId, TicketNumber},
    ticket::State,
};

/// Of what a page of the record is asked for.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct AuditSearch {
    /// One customer's.
    pub customer: Option<CustomerId>,
    /// One ticket's.
    pub ticket: Option<TicketNumber>,
    /// How many of the latest entries are passed over.
    pub skip: i64,
}

/// How many tickets a page of a list shows.
pub const PAGE: i64 = 10;

/// Which tickets somebody looks for.
#[derive(Clone, Debug, Default, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub struct Search {
    /// Only those in this state.
    pub state: Option<State>,
    /// Only those that hold these words, or have this number.
    pub words: String,
    /// How many of them are on the pages before.
    pub skip: i64,
}

impl Search {
    /// The same list from another place on.
    pub fn from(&self, skip: i64) -> Self {
        Self { skip, ..self.clone() }
    }
}
