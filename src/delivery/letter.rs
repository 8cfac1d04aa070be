//! A message that is to be said, who says it, and what may keep it from being said.

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::{
    desk::{
        delivered::{Follows, Where},
        say::message::{Destination, Say},
    },
    rules::{
        ids::{ChannelId, TicketNumber},
        language::Language,
    },
    store::outbox::Receipt,
};

/// A message to be said now.
#[derive(Debug)]
pub struct Letter {
    /// Its outbox row.
    pub row: i64,
    /// Whom it reaches.
    pub to: Destination,
    /// In which language.
    pub language: Language,
    /// What it says.
    pub say: Say,
    /// When it was decided, UTC.
    pub made_at: DateTime<Utc>,
    /// It may have been said already, before the program died.
    pub uncertain: bool,
    /// It is a P1's: its requests go before all others.
    pub p1: bool,
}

impl Letter {
    /// The short reference that the message carries, by which it is found again.
    pub fn reference(&self) -> String {
        format!("g{:x}", self.row)
    }
}

/// Why a message was not said.
#[derive(Debug)]
pub enum Unsaid {
    /// It may work later: after so many seconds, if that is known.
    Passing {
        /// Why.
        error: String,
        /// When Discord says to come back, in seconds.
        after: Option<i64>,
    },
    /// Discord could not be reached; it will work once it can be.
    Unreached {
        /// Why.
        error: String,
    },
    /// It may work once something changes there: a permission is given, a channel named, threads are put
    /// away.
    Refused {
        /// Why.
        error: String,
    },
    /// It never will.
    Permanent {
        /// Why.
        error: String,
    },
    /// It is for a ticket's team, and its channel speaks for the ticket's customer no more.
    Astray {
        /// The ticket.
        ticket: TicketNumber,
        /// The channel, where Discord says that it is gone.
        gone: Option<ChannelId>,
    },
    /// It may have been said before, and what stands there cannot be read now: it is not given up before it
    /// was looked for.
    Unknown {
        /// Why it would be given up.
        error: String,
    },
    /// It could not be put into words.
    Broken {
        /// Why.
        error: String,
    },
    /// It is no longer true, so there is nothing to say.
    Useless,
}

/// Who says it: the face of the desk.
pub trait Voice: Send + Sync + 'static {
    /// Says a message, rendered now. It is its turn for one request to Discord.
    fn say(&self, letter: &Letter) -> impl Future<Output = Result<Where, Unsaid>> + Send;
}

/// A message that was sent, or was not: what becomes of its row is still to be written.
#[derive(Debug)]
pub(super) struct Carried {
    pub(super) row: i64,
    pub(super) key: String,
    pub(super) lane: i64,
    pub(super) attempts: i64,
    pub(super) to: Destination,
    pub(super) say: Say,
    pub(super) result: Result<Where, Unsaid>,
}

impl Carried {
    pub(super) fn fate(&self) -> &'static str {
        match self.result {
            Ok(_) => "sent",
            Err(Unsaid::Useless) => "useless",
            Err(Unsaid::Permanent { .. }) => "failed",
            Err(
                Unsaid::Passing { .. }
                | Unsaid::Unreached { .. }
                | Unsaid::Refused { .. }
                | Unsaid::Unknown { .. }
                | Unsaid::Astray { .. }
                | Unsaid::Broken { .. },
            ) => "again",
        }
    }

    /// The receipt, where nothing else is to be written.
    pub(super) fn plain_receipt(&self) -> Option<Receipt> {
        let (receipt, follows) = self.receipt()?;
        let aside = self.result.as_ref().is_ok_and(|said| said.aside.is_some());
        // What was refused before may have been the first of a ticket that nobody saw, or of all that waits
        // there.
        let again = self.attempts > 0;
        (!follows.more && !aside && !again).then_some(receipt)
    }

    /// The receipt of what was said, and what follows from it.
    pub(super) fn receipt(&self) -> Option<(Receipt, Follows)> {
        let said = self.result.as_ref().ok()?;
        let follows = self.say.follows(*said);
        let Where { channel, message, .. } = *said;
        Some((Receipt { id: self.row, channel, message, place: follows.place }, follows))
    }
}
