//! What is typed or confirmed of sessions and packs.

use serde::{Deserialize, Serialize};

use crate::{
    desk::expertise::{Booking, PackOrder, Slot},
    rules::ids::{ExpertHelpId, SessionId},
};

/// What somebody is about to confirm, or typed into a form.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Draft {
    /// A session asked for, except for its slot.
    Booking(Booking),
    /// A slot that was offered before hours lapse. Shared by the team's channel.
    Offered {
        /// The slot.
        slot: Slot,
        /// How long the session is to last, in minutes.
        minutes: i64,
    },
    /// Other slots in place of one that was taken.
    OtherSlots {
        /// How long the session is to last, in minutes.
        minutes: i64,
    },
    /// A slot that was offered and pressed: what the session is about is still to be said.
    OfferedTopic {
        /// The slot.
        slot: Slot,
        /// How long the session is to last, in minutes.
        minutes: i64,
    },
    /// A session being declined, or called off by its expert: why.
    Decline {
        /// The session.
        session: SessionId,
        /// What was typed so far.
        reason: String,
    },
    /// A request for help on a ticket being declined: why.
    DeclineHelp {
        /// The request.
        help: ExpertHelpId,
        /// What was typed so far.
        reason: String,
    },
    /// Another time being put to the other side of a session.
    OtherTime {
        /// The session.
        session: SessionId,
        /// The moment, as typed so far.
        typed: String,
        /// What was written with it.
        text: String,
    },
    /// A note of a session that took place.
    Note {
        /// The session.
        session: SessionId,
        /// What was typed so far.
        text: String,
    },
    /// A session being called off or moved by its team, as it was shown.
    CallOff {
        /// The session.
        session: SessionId,
        /// Whether its hours are used.
        charged: bool,
        /// Where it is moved to.
        to: Option<Slot>,
    },
    /// A team is asked whether a session took longer than booked. Shared by its channel.
    MoreUsed {
        /// The session.
        session: SessionId,
        /// Minutes beyond those booked.
        minutes: i64,
    },
    /// Staff are asked to grant a pack. Shared by the support channel.
    PackOrder(PackOrder),
}

impl Draft {
    /// What a person typed into it.
    pub(in crate::desk) fn typed(&self) -> Vec<&str> {
        match self {
            Self::Booking(booking) => vec![&booking.about],
            Self::Decline { reason: text, .. }
            | Self::DeclineHelp { reason: text, .. }
            | Self::Note { text, .. } => {
                vec![text]
            }
            Self::OtherTime { typed, text, .. } => vec![typed, text],
            Self::Offered { .. }
            | Self::OtherSlots { .. }
            | Self::OfferedTopic { .. }
            | Self::CallOff { .. }
            | Self::MoreUsed { .. }
            | Self::PackOrder(_) => Vec::new(),
        }
    }
}
