//! Events that are messages, and what became of messages since.

use super::{Event, Written};
use crate::rules::ids::EventSeq;

/// An event as far as it is about a message.
#[derive(Clone, Copy, Debug)]
pub enum OfMessage<'e> {
    /// The team wrote one.
    Team(&'e Written),
    /// Staff wrote one to the team.
    Staff(&'e Written),
    /// Staff wrote one for staff.
    Note(&'e Written),
    /// The message of that event says something else since.
    Edited {
        /// The event with which it came.
        of: EventSeq,
        /// What it says.
        written: &'e Written,
    },
    /// The message of that event was deleted.
    Deleted {
        /// The event with which it came.
        of: EventSeq,
    },
}

impl Event {
    /// What it is of a message; none where it is about none.
    pub fn of_message(&self) -> Option<OfMessage<'_>> {
        match self {
            Self::TeamMessage { written } => Some(OfMessage::Team(written)),
            Self::StaffMessage { written } => Some(OfMessage::Staff(written)),
            Self::Note { written } => Some(OfMessage::Note(written)),
            Self::MessageEdited { of, written } => Some(OfMessage::Edited { of: *of, written }),
            Self::MessageDeleted { of } => Some(OfMessage::Deleted { of: *of }),
            Self::Opened { .. }
            | Self::Acknowledged
            | Self::AcknowledgedByRoute { .. }
            | Self::Taken
            | Self::Assigned { .. }
            | Self::Waiting { .. }
            | Self::Resumed
            | Self::PriorityChanged { .. }
            | Self::ComponentChanged { .. }
            | Self::LevelUpgraded { .. }
            | Self::Restored { .. }
            | Self::Contested { .. }
            | Self::Closed { .. }
            | Self::Reopened { .. }
            | Self::Update { .. }
            | Self::ExpertAsked { .. }
            | Self::ExpertJoined
            | Self::ExpertDeclined { .. }
            | Self::Paged { .. }
            | Self::Reminded
            | Self::PagingRestarted
            | Self::Warned { .. } => None,
        }
    }
}
