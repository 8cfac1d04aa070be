//! Within what order is kept among the messages that wait, and what else each kind of them is to the outbox.

use super::message::{Destination, Say};
use crate::rules::{ids::TicketNumber, thread::WhichThread};

/// The line of what is said of a ticket on one side.
pub fn side_line(ticket: TicketNumber, which: WhichThread) -> String {
    let side = match which {
        WhichThread::Teams => "team",
        WhichThread::Staffs => "staff",
    };
    format!("ticket:{}:{side}", ticket.get())
}

/// The line of a ticket's thread that could not be started: by itself, as it keeps nothing else waiting.
pub fn thread_line(ticket: TicketNumber, which: WhichThread) -> String {
    format!("{}-thread", side_line(ticket, which))
}

impl Say {
    /// Within what order is kept: nothing of another line ever waits for this. What depends on nothing has a
    /// line of its own, by its key.
    pub fn line(&self, key: &str, to: Destination, edit_of: Option<&str>) -> String {
        let of = |ticket: &TicketNumber, part: &str| format!("ticket:{}:{part}", ticket.get());
        match self {
            Self::TicketPosted { ticket } | Self::TicketPostedAgain { ticket } => of(ticket, "posted"),
            Self::Card { ticket } | Self::CardAgain { ticket } => of(ticket, "card"),
            Self::TeamThread { ticket } => side_line(*ticket, WhichThread::Teams),
            Self::StaffThread { ticket } => side_line(*ticket, WhichThread::Staffs),
            Self::PagingMended { ticket }
            | Self::UpdateReminder { ticket, .. }
            | Self::Warning { ticket, .. }
            | Self::Reminder { ticket } => format!("{}:{to}", of(ticket, "support")),
            Self::BoardAgain { board } | Self::BoardMoved { board } => board.clone(),
            Self::PageAgain { page } => page.clone(),
            Self::PagesAgain { pages } => pages.clone(),
            Self::Notice { window, .. } | Self::NoticeOutdated { window, .. } => {
                format!("window:{window}:{to}")
            }
            Self::Happened { .. }
            | Self::HappenedAgain { .. }
            | Self::Copied { .. }
            | Self::NotKept { .. }
            | Self::Unkept { .. }
            | Self::GoesOn { .. }
            | Self::ThreadAgain { .. }
            | Self::StillClosed { .. }
            | Self::ThreadAway { .. }
            | Self::Expertise(_)
            | Self::AnswerLost { .. } => to.thread_of().map_or_else(
                || {
                    // A session's words, a request's: all of them begin with what they are of.
                    let of: Vec<&str> = edit_of.unwrap_or(key).splitn(3, ':').take(2).collect();
                    format!("{}:{to}", of.join(":"))
                },
                |(ticket, which)| side_line(ticket, which),
            ),
            Self::Page(_)
            | Self::Pages(_)
            | Self::Board
            | Self::Report { .. }
            | Self::Receipts { .. }
            | Self::Unheard { .. }
            | Self::Aside { .. }
            | Self::NoThreads { .. }
            | Self::NotSaid { .. }
            | Self::Shut { .. } => key.to_owned(),
        }
    }

    /// The ticket whose team is to see it now: what must be said where the ticket speaks, and nowhere else.
    pub fn for_team(&self, to: Destination) -> Option<TicketNumber> {
        if matches!(self, Self::ThreadAway { .. }) {
            return None;
        }
        match (self, to) {
            (
                Self::TicketPosted { ticket }
                | Self::TicketPostedAgain { ticket }
                | Self::TeamThread { ticket },
                _,
            ) => Some(*ticket),
            (_, Destination::TeamThread(ticket)) => Some(ticket),
            (
                _,
                Destination::Channel(_)
                | Destination::StaffThread(_)
                | Destination::Person(_)
                | Destination::Owner,
            ) => None,
        }
    }

    /// Which thread it starts, where it starts one by itself.
    pub fn starts_thread(&self) -> Option<(TicketNumber, WhichThread)> {
        match self {
            Self::TeamThread { ticket } => Some((*ticket, WhichThread::Teams)),
            Self::StaffThread { ticket } => Some((*ticket, WhichThread::Staffs)),
            _ => None,
        }
    }

    /// Whether it only corrects what stands.
    pub fn corrects(&self) -> bool {
        matches!(self, Self::TicketPostedAgain { .. } | Self::HappenedAgain { .. })
    }

    /// Whether it corrects what stands, or puts away or starts a thread: where the ticket speaks no more,
    /// there is nothing to it.
    pub fn is_about_a_place(&self) -> bool {
        match self {
            Self::TicketPosted { .. }
            | Self::TicketPostedAgain { .. }
            | Self::TeamThread { .. }
            | Self::HappenedAgain { .. }
            | Self::ThreadAgain { .. }
            | Self::ThreadAway { .. } => true,
            Self::Card { .. }
            | Self::CardAgain { .. }
            | Self::StaffThread { .. }
            | Self::Happened { .. }
            | Self::Board
            | Self::BoardAgain { .. }
            | Self::BoardMoved { .. }
            | Self::PagingMended { .. }
            | Self::UpdateReminder { .. }
            | Self::Page(_)
            | Self::PageAgain { .. }
            | Self::Pages(_)
            | Self::PagesAgain { .. }
            | Self::Warning { .. }
            | Self::Reminder { .. }
            | Self::Copied { .. }
            | Self::Expertise(_)
            | Self::Report { .. }
            | Self::Notice { .. }
            | Self::Receipts { .. }
            | Self::NoticeOutdated { .. }
            | Self::NotKept { .. }
            | Self::Unkept { .. }
            | Self::GoesOn { .. }
            | Self::AnswerLost { .. }
            | Self::StillClosed { .. }
            | Self::Unheard { .. }
            | Self::Aside { .. }
            | Self::NoThreads { .. }
            | Self::NotSaid { .. }
            | Self::Shut { .. } => false,
        }
    }
}

/// A card that was posted anew, by another row, has a thread of its own.
pub(in crate::desk) fn staff_thread_key(ticket: TicketNumber, card: i64) -> String {
    format!("ticket:{}:staff-thread:{card}", ticket.get())
}

/// The key of a ticket's first message.
pub fn posted_key(ticket: TicketNumber) -> String {
    format!("ticket:{}:posted", ticket.get())
}
