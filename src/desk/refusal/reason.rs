//! Why something was not done: a value, which the face puts in words. A fault of ours is an error, never a
//! refusal.

use super::{level::NotChanged, setup::Gone};
use crate::{
    desk::refusal,
    rules::{
        calendar::NotAMoment,
        ids::{PersonId, TicketNumber},
    },
};

/// Why the desk does not do what was asked, with the facts needed to say what to do instead.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// `/desk setup` was not run yet.
    NotSetUp,
    /// No customer is linked to this channel.
    NotLinked,
    /// The channel speaks for a customer, and they may only read in it.
    ReadsOnly,
    /// The desk works in channels, not in direct messages.
    DirectMessage,
    /// For support agents.
    NotAgent,
    /// For experts.
    NotExpert,
    /// For administrators of the staff server.
    NotAdministrator,
    /// For managers of the customer.
    NotManager,
    /// Staff do not book or answer for the team.
    StaffActAsStaff,
    /// This very interaction was carried out before.
    AlreadyDone,
    /// There is no such ticket, or it is another team's: the two are told alike.
    NoSuchTicket,
    /// A ticket is to be named, as this is no ticket's thread.
    WhichTicket,
    /// The ticket does not allow it now.
    Ticket(TicketNumber, crate::rules::ticket::TicketRefusal),
    /// A ticket was opened from that message already.
    OpenedFrom(TicketNumber),
    /// The customer has no channel in which a ticket could be followed.
    NoChannel(String),
    /// That person is no support agent.
    NoAgent(PersonId),
    /// The offer has no such component.
    NoSuchComponent(String),
    /// A text is too long.
    TooLong {
        /// How many characters were typed.
        typed: usize,
        /// How many are allowed.
        most: usize,
    },
    /// A text is missing.
    Empty,
    /// What was typed is no date, or no moment.
    Moment(NotAMoment),
    /// What the command needs of the set-up is no longer there.
    Gone(Gone),
    /// About customers, their channels and managers, and the set-up.
    Customers(refusal::customers::CustomerRefusal),
    /// About hours and sessions.
    Expertise(refusal::expertise::ExpertiseRefusal),
    /// About maintenance windows.
    Maintenance(refusal::maintenance::MaintenanceRefusal),
    /// About major incidents.
    Incident(refusal::incident::NoIncident),
    /// About who is on call.
    OnCall(refusal::on_call::OnCallRefusal),
    /// A level is not changed.
    Level(NotChanged),
    /// About a month's report.
    Report(refusal::report::ReportRefusal),
    /// Nothing was said of what should change.
    NothingToChange,
    /// What is pressed was used already, or is not that person's.
    DraftGone,
    /// What is confirmed was typed as another customer's than the one for which the channel speaks now: here
    /// is what was typed.
    DraftElsewhere(String),
    /// What was typed is no number of minutes that can be promised.
    NotMinutes(String),
    /// The disk has no room for the file that was asked for.
    NoRoom,
    /// A question about the account or billing would be opened as a P1.
    AccountNeverP1,
}

/// Why a use case did not do its work.
#[derive(Debug)]
pub enum Stop {
    /// Refused: to be told.
    Refused(Refusal),
    /// A fault of ours: to be logged and told with a reference.
    Fault(anyhow::Error),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<NotAMoment> for Stop {
    fn from(typed: NotAMoment) -> Self {
        Self::Refused(Refusal::Moment(typed))
    }
}

impl From<anyhow::Error> for Stop {
    fn from(fault: anyhow::Error) -> Self {
        Self::Fault(fault)
    }
}

/// What a use case gives: what was done, or why it was not (a refusal, or a fault of ours).
pub type Done<T> = Result<T, Stop>;
