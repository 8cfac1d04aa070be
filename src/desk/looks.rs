//! What was looked at last.

use std::{collections::HashMap, sync::Arc};

use super::{draft::search::Search, ticket::file::TicketFile};
use crate::{
    rules::ids::{EventSeq, TicketNumber},
    store::{
        cache::Remembered, customer::Reach, draft::Holder, find::TicketLine, place::Stand, ticket::Text,
    },
};

/// How many tickets, and how many pages of lists, are remembered.
const REMEMBERED: usize = 64;

/// A page of a list.
#[derive(Clone, Debug)]
pub struct Found {
    /// What is looked for.
    pub search: Search,
    /// The tickets of this page, newest first.
    pub lines: Vec<TicketLine>,
    /// How many there are on all pages, as far as they were counted.
    pub total: i64,
    /// Whether there may be more than were counted.
    pub uncounted: bool,
    /// Whether they are of every customer: for staff.
    pub everybodys: bool,
    /// The draft of the page before, where one was kept.
    pub before: Option<i64>,
    /// The draft of the page after, where one was kept.
    pub after: Option<i64>,
}

/// What was read of tickets since something was last written: the cards of one moment are rendered from one
/// reading, and what several people look at, or one person looks at again, is read once.
#[derive(Debug)]
pub(super) struct Looks {
    pub(super) files: Remembered<(Reach, TicketNumber), Option<Arc<TicketFile>>>,
    pub(super) numbers: Remembered<TicketNumber, Arc<HashMap<EventSeq, u64>>>,
    pub(super) stands: Remembered<TicketNumber, Option<Stand>>,
    pub(super) texts: Remembered<TicketNumber, Arc<HashMap<EventSeq, Text>>>,
    pub(super) pages: Remembered<(Reach, bool, Holder, Search), Arc<Found>>,
}

impl Default for Looks {
    fn default() -> Self {
        Self {
            files: Remembered::new(REMEMBERED),
            numbers: Remembered::new(REMEMBERED),
            stands: Remembered::new(REMEMBERED),
            texts: Remembered::new(REMEMBERED),
            pages: Remembered::new(REMEMBERED),
        }
    }
}
