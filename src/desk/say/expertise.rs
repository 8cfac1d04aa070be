//! What is said of sessions, packs and help.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    desk::expertise::{FreeSlot, PackOrder},
    rules::{
        calendar::Month,
        ids::{CustomerId, EventSeq, ExpertHelpId, PersonId, SessionId},
        session::Party,
    },
};

/// A message's content.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(tag = "news", rename_all = "snake_case")]
pub enum News {
    /// A session's message on one side: what it is, where it stands, and what that side may do.
    Posted {
        /// The session.
        session: SessionId,
        /// On which side.
        side: Party,
    },
    /// That message corrected to the present state.
    PostedAgain {
        /// The session.
        session: SessionId,
        /// On which side.
        side: Party,
    },
    /// What happened to a session, told on one side: the step `seq`.
    Happened {
        /// The session.
        session: SessionId,
        /// The step.
        seq: EventSeq,
        /// On which side.
        side: Party,
    },
    /// The team is told that a session took place and what it used, and is asked for a note of it.
    NoteAsked {
        /// The session.
        session: SessionId,
    },
    /// That message corrected: the note is there.
    NoteAskedAgain {
        /// The session.
        session: SessionId,
    },
    /// A side is reminded of a session.
    Reminder {
        /// The session.
        session: SessionId,
        /// On which side.
        side: Party,
        /// When it starts, UTC.
        starts_at: DateTime<Utc>,
    },
    /// The team is asked whether a session took longer than booked.
    MoreUsed {
        /// The session.
        session: SessionId,
        /// Minutes beyond those booked.
        minutes: i64,
        /// The draft that the answer completes.
        draft: i64,
    },
    /// The expert is told that the team does not agree to more.
    MoreRefused {
        /// The session.
        session: SessionId,
        /// Minutes beyond those booked.
        minutes: i64,
        /// Who answered.
        by: PersonId,
    },
    /// Staff are told of an expert who is one no longer, and of the sessions that are given back.
    ExpertLeft {
        /// Who.
        expert: PersonId,
        /// The sessions to come that they had.
        sessions: Vec<SessionId>,
    },
    /// A team is offered slots before hours lapse.
    Unused {
        /// Whose.
        customer: CustomerId,
        /// The hours of which month.
        month: Month,
        /// How many minutes it has left.
        left: i64,
        /// How long the sessions offered are, in minutes.
        minutes: i64,
        /// The slots, each with the draft that its button names.
        slots: Vec<(i64, FreeSlot)>,
    },
    /// The experts are asked to help on a ticket.
    HelpAsked {
        /// The request.
        help: ExpertHelpId,
    },
    /// That message corrected to the present state.
    HelpAskedAgain {
        /// The request.
        help: ExpertHelpId,
    },
    /// The staff of a ticket are told who of the experts helps; the expert is called into their thread.
    HelpJoined {
        /// The request.
        help: ExpertHelpId,
    },
    /// Staff are asked to grant a pack.
    PackOrdered {
        /// The order.
        order: PackOrder,
        /// The draft that the answer completes.
        draft: i64,
    },
    /// The team is told what staff answered to its order.
    PackAnswered {
        /// The order.
        order: PackOrder,
        /// Until when the pack pays for sessions, UTC; none where it was declined.
        ends_at: Option<DateTime<Utc>>,
    },
    /// The team is told of a pack that it did not order in chat.
    PackGranted {
        /// The pack; `by` is who granted it.
        order: PackOrder,
        /// Until when it pays for sessions, UTC.
        ends_at: DateTime<Utc>,
        /// Why, as staff wrote it; may be empty.
        reason: String,
    },
}
