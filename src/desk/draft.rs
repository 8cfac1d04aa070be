//! What somebody is about to confirm, or typed into a form: kept in the database, so that nothing typed is lost and no id carries it.

use serde::{Deserialize, Serialize};

use super::{expertise, ticket::Opening};
use crate::rules::ids::TicketNumber;

/// A draft.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(tag = "draft", rename_all = "snake_case")]
pub enum Draft {
    /// A ticket being opened.
    Opening(Opening),
    /// A form about a ticket, with what stands in it: a reply, a reason, a note.
    About {
        /// Which form.
        form: AboutForm,
        /// The ticket.
        ticket: TicketNumber,
        /// What was typed so far.
        text: String,
    },
    /// About expertise hours and sessions.
    Expertise(expertise::Draft),
}

/// A form with one text about a ticket.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AboutForm {
    /// Staff write to the team.
    Reply,
    /// Why it is reopened.
    Reopen,
    /// Why "restored" is contested.
    Contest,
    /// What was done to restore.
    Restore,
}
