//! What falls due: each promise is asked again whether it is still true, and does its work in one
//! transaction.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::rules::{
    calendar::Month,
    ids::{CustomerId, EventSeq, PersonId, SessionId, TicketNumber, WindowId},
};

/// A promise.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(tag = "due", rename_all = "snake_case")]
pub enum Due {
    /// Something of a ticket: a page, a warning, a reminder. Which one follows from its events.
    Ticket {
        /// The ticket.
        ticket: TicketNumber,
    },
    /// The P1s that nobody has acknowledged are looked after: of a database in which that was promised still.
    /// It is done by a loop of its own now.
    Vigil,
    /// The time to contest is over.
    ContestOver {
        /// The ticket.
        ticket: TicketNumber,
        /// The event that said the service was back.
        seq: EventSeq,
    },
    /// An update to the customer is due soon.
    UpdateDue {
        /// The ticket.
        ticket: TicketNumber,
        /// The event that promised it.
        seq: EventSeq,
    },
    /// A request that nobody answered is to be released.
    SessionRelease {
        /// The session.
        session: SessionId,
    },
    /// Both sides are to be reminded of a session.
    SessionReminder {
        /// The session.
        session: SessionId,
        /// When it starts, UTC: a session that was moved since is another.
        starts_at: DateTime<Utc>,
        /// How many hours before it this is.
        hours: i64,
    },
    /// Once a day: the windows of the offer's rules for the months to come.
    Windows,
    /// Once a day: whether the experts are experts still.
    Experts,
    /// Whether somebody is an expert still. Discord alone knows: the face carries it out.
    LookUp {
        /// Who.
        expert: PersonId,
    },
    /// Hours lapse soon.
    Unused {
        /// Those of which month.
        month: Month,
    },
    /// Once a day: the receipts of notices.
    Receipts,
    /// A stage of a maintenance window. Which one follows from the offer and the time.
    Window {
        /// The window.
        window: WindowId,
    },
    /// A level that was scheduled begins.
    LevelStarts {
        /// Whose.
        customer: CustomerId,
        /// When, UTC.
        at: DateTime<Utc>,
    },
    /// The time of a private link to a ticket's file is over.
    ExportEnds {
        /// The link's row.
        link: i64,
    },
    /// Once a day, and until it is done: what was done with long ago goes.
    Retention,
    /// The report of a month is sent to the teams that want it.
    Reports {
        /// The month.
        month: Month,
    },
}
