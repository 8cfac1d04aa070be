//! Lines: within each, what waits is said in order, and nothing of one ever waits for another. Their texts
//! are in databases, and no other file knows them.

use super::{
    key::{Key, side},
    message::Destination,
};
use crate::rules::{
    ids::{IncidentNumber, SessionId, TicketNumber, WindowId},
    thread::WhichThread,
};

/// In which line a kind of letter waits.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Line {
    /// By itself, as it depends on nothing: its key is its line.
    Own,
    /// With what else corrects the same thing.
    Corrected,
    /// With the ticket's first message.
    First(TicketNumber),
    /// With the ticket's card.
    Card(TicketNumber),
    /// With what else a P1 says in that channel.
    Support(TicketNumber),
    /// With what is said of the ticket on one side.
    Side(TicketNumber, WhichThread),
    /// With what else that channel is told of the window.
    Window(WindowId),
    /// With what else that channel is told of the incident.
    Incident(IncidentNumber),
    /// With what else that route is told of the same thing.
    Alarm(String),
    /// With what else is said in that thread; where it is for none, with what is said there of the same
    /// thing.
    Heard,
}

impl Line {
    /// The line of a letter, as text.
    pub fn of(self, key: &Key, to: Destination, edit_of: Option<&Key>) -> String {
        match self {
            Self::Own => key.to_string(),
            Self::Corrected => edit_of.unwrap_or(key).to_string(),
            Self::First(ticket) => first_line(ticket),
            Self::Card(ticket) => card_line(ticket),
            Self::Support(ticket) => format!("ticket:{}:support:{to}", ticket.get()),
            Self::Side(ticket, which) => side_line(ticket, which),
            Self::Window(window) => format!("{}{to}", window_lines(window)),
            Self::Incident(incident) => format!("{}{to}", incident_lines(incident)),
            Self::Alarm(of) => format!("{of}:{to}"),
            Self::Heard => to.thread_of().map_or_else(
                || format!("{}:{to}", key.subject()),
                |(ticket, which)| side_line(ticket, which),
            ),
        }
    }
}

/// The line of a ticket's first message.
pub fn first_line(ticket: TicketNumber) -> String {
    format!("ticket:{}:posted", ticket.get())
}

/// The line of a ticket's card.
pub fn card_line(ticket: TicketNumber) -> String {
    format!("ticket:{}:card", ticket.get())
}

/// The line of what is said of a ticket on one side.
pub fn side_line(ticket: TicketNumber, which: WhichThread) -> String {
    format!("ticket:{}:{}", ticket.get(), side(which))
}

/// What the lines of a window begin with; whom each reaches follows.
pub fn window_lines(window: WindowId) -> String {
    format!("window:{window}:")
}

/// What the lines of a major incident begin with; whom each reaches follows.
pub fn incident_lines(incident: IncidentNumber) -> String {
    format!("incident:{incident}:")
}

/// The line of a ticket's thread that could not be started: by itself, as it keeps nothing else waiting.
pub fn thread_line(ticket: TicketNumber, which: WhichThread) -> String {
    format!("{}-thread", side_line(ticket, which))
}

/// The line of what is said in a channel of a session, and of the one in its place, by the entry of a
/// calendar that they have.
pub fn session_line(entry: SessionId, to: Destination) -> String {
    format!("session:{entry}:{to}")
}

/// The line of a row that may have been said and cannot be looked for.
pub fn looked_for_line(row: i64) -> String {
    format!("looked-for:{row}")
}
