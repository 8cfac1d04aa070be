//! What buttons, menus and forms carry: `verb:id`. What a person confirms is kept in the database, never in
//! the id.

use std::{fmt, str::FromStr};

/// What a button, menu or form leads to.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Verb {
    /// Do what the draft holds.
    Confirm,
    /// Forget the draft.
    Dismiss,
    /// Acknowledge a ticket.
    Ack,
    /// Take a ticket.
    Take,
    /// Wait for the customer.
    Wait,
    /// The clock runs again.
    Resume,
    /// Service is back.
    Restore,
    /// An update to the customer.
    Update,
    /// Make it a P1.
    Escalate,
    /// It is not restored.
    Contest,
    /// The team answered.
    Answered,
    /// Close a ticket.
    Close,
    /// Reopen a ticket.
    Reopen,
    /// Accept a session.
    Accept,
    /// Decline a session.
    Decline,
    /// Propose another time.
    Propose,
    /// Choose a slot.
    Slot,
    /// Leave a note of a session.
    Note,
    /// Write to the team.
    Reply,
    /// Another page of a list.
    Page,
    /// The major incident of a ticket: tie it, or declare one.
    Incident,
    /// Open a form filled in with its draft; also what the form itself carries.
    Form,
}

impl Verb {
    /// Whether the row that it is about is a ticket.
    pub fn is_about_a_ticket(self) -> bool {
        match self {
            Self::Ack
            | Self::Take
            | Self::Wait
            | Self::Resume
            | Self::Restore
            | Self::Update
            | Self::Escalate
            | Self::Contest
            | Self::Answered
            | Self::Close
            | Self::Reopen
            | Self::Reply
            | Self::Incident => true,
            Self::Confirm
            | Self::Dismiss
            | Self::Accept
            | Self::Decline
            | Self::Propose
            | Self::Slot
            | Self::Note
            | Self::Page
            | Self::Form => false,
        }
    }

    /// Every verb, as a `custom_id` begins.
    pub fn words() -> impl Iterator<Item = &'static str> {
        VERBS.into_iter().map(|(_, word)| word)
    }
}

const VERBS: [(Verb, &str); 22] = [
    (Verb::Confirm, "confirm"),
    (Verb::Dismiss, "dismiss"),
    (Verb::Ack, "ack"),
    (Verb::Take, "take"),
    (Verb::Wait, "wait"),
    (Verb::Resume, "resume"),
    (Verb::Restore, "restore"),
    (Verb::Update, "update"),
    (Verb::Escalate, "escalate"),
    (Verb::Contest, "contest"),
    (Verb::Answered, "answered"),
    (Verb::Close, "close"),
    (Verb::Reopen, "reopen"),
    (Verb::Accept, "accept"),
    (Verb::Decline, "decline"),
    (Verb::Propose, "propose"),
    (Verb::Slot, "slot"),
    (Verb::Note, "note"),
    (Verb::Reply, "reply"),
    (Verb::Page, "page"),
    (Verb::Form, "form"),
    (Verb::Incident, "incident"),
];

/// A `custom_id`: a verb and the row it is about (a ticket, a session, a draft, as the verb says).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct CustomId {
    /// What it leads to.
    pub verb: Verb,
    /// The row.
    pub id: i64,
}

impl CustomId {
    /// `verb:id`.
    pub fn new(verb: Verb, id: i64) -> Self {
        Self { verb, id }
    }
}

impl fmt::Display for CustomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = VERBS.iter().find(|(verb, _)| *verb == self.verb).map_or("", |(_, word)| word);
        write!(f, "{word}:{}", self.id)
    }
}

/// A `custom_id` that is none of ours.
#[derive(Debug, thiserror::Error)]
#[error("not a custom_id of the desk")]
pub struct NotOurs;

impl FromStr for CustomId {
    type Err = NotOurs;

    fn from_str(text: &str) -> Result<Self, NotOurs> {
        let (word, id) = text.split_once(':').ok_or(NotOurs)?;
        let (verb, _) = VERBS.iter().find(|(_, known)| *known == word).ok_or(NotOurs)?;
        Ok(Self { verb: *verb, id: id.parse().map_err(|_| NotOurs)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Old messages keep their old buttons: do not change this test, add a verb.
    #[test]
    fn the_format_of_custom_ids_is_pinned() {
        let words = "confirm dismiss ack take wait resume restore update escalate contest answered close reopen accept \
                     decline propose slot note reply page form incident";
        let ids: Vec<String> = words.split_whitespace().map(|word| format!("{word}:42")).collect();
        let again: Vec<String> =
            ids.iter().map(|id| id.parse::<CustomId>().expect("a custom_id of ours").to_string()).collect();
        assert_eq!(ids, again);
    }

    #[test]
    fn what_is_not_ours_is_refused() {
        for text in ["", "ack", "ack:", "ack:x", "fly:42", "ack:42:1"] {
            assert!(text.parse::<CustomId>().is_err(), "{text}");
        }
    }
}
