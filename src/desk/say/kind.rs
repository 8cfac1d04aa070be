//! What each kind of letter is to the outbox, one row a kind: who adds one says it here.

use super::{
    key::Key,
    message::{Destination, Say},
    order::Line,
    room::{Room, by_way, of_news},
};
use crate::{
    desk::expertise::News,
    rules::{
        ids::TicketNumber,
        session::Party,
        thread::WhichThread::{self, Staffs, Teams},
    },
};

/// What becomes of it on Discord, and what that is of a ticket.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Form {
    /// A message of its own.
    Post,
    /// One that calls people, or tells of several P1s: whether it is true still is looked at once it stands.
    Call,
    /// A ticket's first message, with the team's thread.
    First(TicketNumber),
    /// A ticket's card.
    Card(TicketNumber),
    /// A thread by itself.
    Thread(TicketNumber, WhichThread),
    /// A message that stands is corrected.
    Correction,
    /// A thread is put away.
    Away,
}

struct Row {
    form: Form,
    /// Within what order is kept.
    line: Line,
    /// For which of the staff's channels it is, where it is for one of them, whichever that is.
    room: Option<Room>,
}

impl Say {
    #[expect(clippy::match_same_arms, reason = "a table, with a row for each kind")]
    fn row(&self) -> Row {
        use Form::{Away, Call, Correction, Post, Thread};
        let row = |form, line, room| Row { form, line, room };
        let (support, nobody) = (Some(Room::Support), None);
        match self {
            Self::TicketPosted { ticket } => row(Form::First(*ticket), Line::First(*ticket), nobody),
            Self::TicketPostedAgain { ticket } => row(Correction, Line::First(*ticket), nobody),
            Self::TeamThread { ticket } => row(Thread(*ticket, Teams), Line::Side(*ticket, Teams), nobody),
            Self::Card { ticket } => row(Form::Card(*ticket), Line::Card(*ticket), support),
            Self::CardAgain { ticket } => row(Correction, Line::Card(*ticket), support),
            Self::StaffThread { ticket } => row(Thread(*ticket, Staffs), Line::Side(*ticket, Staffs), nobody),
            Self::Happened { .. } => row(Post, Line::Heard, nobody),
            Self::HappenedAgain { .. } => row(Correction, Line::Heard, nobody),
            Self::Board => row(Post, Line::Own, support),
            Self::BoardAgain { .. } => row(Correction, Line::Corrected, support),
            Self::BoardMoved { .. } => row(Correction, Line::Corrected, support),
            Self::PagingMended { ticket } => row(Post, Line::Support(*ticket), support),
            Self::UpdateReminder { ticket, .. } => row(Post, Line::Support(*ticket), support),
            Self::Page(page) => row(Call, Line::Own, by_way(page.way)),
            Self::Pages(pages) => row(Call, Line::Own, by_way(pages.way)),
            Self::PageAgain { .. } => row(Correction, Line::Corrected, support),
            Self::PagesAgain { .. } => row(Correction, Line::Corrected, support),
            Self::Warning { ticket, .. } => row(Post, Line::Support(*ticket), support),
            Self::Reminder { ticket } => row(Post, Line::Support(*ticket), support),
            Self::Copied { .. } => row(Post, Line::Heard, nobody),
            Self::Expertise(news) => row(Post, Line::Heard, of_news(news)),
            Self::Report { .. } => row(Post, Line::Own, nobody),
            Self::Notice { window, .. } => row(Post, Line::Window(*window), nobody),
            Self::NoticeOutdated { window, .. } => row(Correction, Line::Window(*window), nobody),
            Self::Incident { incident, .. } => row(Post, Line::Incident(*incident), nobody),
            Self::IncidentAgain { incident, .. } => row(Correction, Line::Incident(*incident), nobody),
            Self::IncidentTold { .. } => row(Post, Line::Heard, nobody),
            Self::IncidentReminder { .. } => row(Post, Line::Own, support),
            Self::IncidentWarning { .. } => row(Call, Line::Own, support),
            Self::IncidentWarningAgain { .. } => row(Correction, Line::Corrected, support),
            Self::IncidentProposed { .. } => row(Post, Line::Own, support),
            Self::IncidentSilence { .. } => row(Post, Line::Own, support),
            Self::Receipts { .. } => row(Post, Line::Own, support),
            Self::NotKept { .. } => row(Post, Line::Heard, nobody),
            Self::Unkept { .. } => row(Post, Line::Heard, nobody),
            Self::GoesOn { .. } => row(Post, Line::Heard, nobody),
            Self::ThreadAgain { .. } => row(Post, Line::Heard, nobody),
            Self::AnswerLost { .. } => row(Post, Line::Heard, nobody),
            Self::StillClosed { .. } => row(Post, Line::Heard, nobody),
            Self::Unheard { .. } => row(Post, Line::Own, support),
            Self::Aside { .. } => row(Post, Line::Own, nobody),
            Self::NoThreads { .. } => row(Post, Line::Own, support),
            Self::NotSaid { .. } => row(Post, Line::Own, support),
            Self::CalendarUnread { .. } => row(Post, Line::Own, support),
            Self::OnCallLook => row(Post, Line::Own, support),
            Self::Shut { .. } => row(Post, Line::Own, nobody),
            Self::Alarm(alarm) => row(Post, Line::Alarm(alarm.of()), nobody),
            Self::RouteFails { .. } => row(Post, Line::Own, support),
            Self::DiscordWasAway { .. } => row(Post, Line::Own, support),
            Self::ThreadAway { .. } => row(Away, Line::Heard, nobody),
        }
    }

    /// What becomes of it on Discord.
    pub fn form(&self) -> Form {
        self.row().form
    }

    /// Within what order is kept: nothing of another line ever waits for this.
    pub fn line(&self, key: &Key, to: Destination, edit_of: Option<&Key>) -> String {
        self.row().line.of(key, to, edit_of)
    }

    /// For which of the staff's channels it is, where it is for one of them, whichever that is.
    pub fn for_staff(&self) -> Option<Room> {
        self.row().room
    }

    /// The ticket whose team is to see it now: what must be said where the ticket speaks, and nowhere else.
    pub fn for_team(&self, to: Destination) -> Option<TicketNumber> {
        match (self, to) {
            (Self::ThreadAway { .. }, _) => None,
            (
                Self::TicketPosted { ticket }
                | Self::TicketPostedAgain { ticket }
                | Self::TeamThread { ticket },
                _,
            ) => Some(*ticket),
            (_, to) => to.thread_of().filter(|(_, which)| *which == Teams).map(|(ticket, _)| ticket),
        }
    }

    /// Which thread it starts, where it starts one by itself.
    pub fn starts_thread(&self) -> Option<(TicketNumber, WhichThread)> {
        match self.form() {
            Form::Thread(ticket, which) => Some((ticket, which)),
            Form::Post | Form::Call | Form::First(_) | Form::Card(_) | Form::Correction | Form::Away => None,
        }
    }

    /// Whether it is a message by itself: no correction of one, and no thread.
    pub fn posts(&self) -> bool {
        match self.form() {
            Form::Post | Form::Call | Form::First(_) | Form::Card(_) => true,
            Form::Thread(..) | Form::Correction | Form::Away => false,
        }
    }

    /// Whether it says nothing by itself (it corrects what stands, starts a thread or puts one away, or is
    /// what a thread begins with): where its ticket speaks no more, there is nothing to it.
    pub fn is_about_a_place(&self) -> bool {
        !self.posts() || matches!(self, Self::TicketPosted { .. } | Self::ThreadAgain { .. })
    }

    /// Whether any channel of a team will do to tell it, where its own takes nothing: what holds a button
    /// that only counts where it was asked for waits for that.
    pub fn is_heard_anywhere(&self) -> bool {
        matches!(
            self,
            Self::Report { .. }
                | Self::Notice { .. }
                | Self::Expertise(
                    News::Posted { side: Party::Team, .. }
                        | News::Happened { side: Party::Team, .. }
                        | News::Reminder { side: Party::Team, .. }
                        | News::NoteAsked { .. }
                        | News::PackAnswered { .. }
                        | News::PackGranted { .. }
                )
        )
    }

    /// Whether staff are told of its refusal in another way: a ticket's that nobody sees, a thread's, or a
    /// notice's by the daily look.
    pub(in crate::desk) fn is_told_otherwise(&self, to: Destination) -> bool {
        self.for_team(to).is_some()
            || self.starts_thread().is_some()
            || matches!(self, Self::Notice { .. } | Self::NoticeOutdated { .. })
    }
}
