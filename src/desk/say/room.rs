//! For which of the staff's channels a letter is, and whether another will do.

use super::message::{Destination, Route, Say};
use crate::{
    desk::expertise::News,
    rules::{ids::ChannelId, session::Party},
    store::desk::Setup,
};

/// One of the staff's channels.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Room {
    /// That of cards and pages.
    Support,
    /// That of requests for the experts.
    Experts,
}

impl Room {
    pub(in crate::desk) fn of(self, setup: &Setup) -> ChannelId {
        match self {
            Self::Support => setup.support_channel,
            Self::Experts => setup.experts_channel,
        }
    }
}

impl Say {
    /// For which of the staff's channels it is, where it is for one of them, whichever that is.
    pub fn for_staff(&self) -> Option<Room> {
        match self {
            Self::Card { .. }
            | Self::CardAgain { .. }
            | Self::Board
            | Self::BoardAgain { .. }
            | Self::BoardMoved { .. }
            | Self::PagingMended { .. }
            | Self::UpdateReminder { .. }
            | Self::PageAgain { .. }
            | Self::PagesAgain { .. }
            | Self::Warning { .. }
            | Self::Reminder { .. }
            | Self::Receipts { .. }
            | Self::Unheard { .. }
            | Self::NoThreads { .. }
            | Self::NotSaid { .. } => Some(Room::Support),
            Self::Page(page) => by_route(page.route),
            Self::Pages(pages) => by_route(pages.route),
            Self::Expertise(news) => of_news(news),
            Self::TicketPosted { .. }
            | Self::TicketPostedAgain { .. }
            | Self::TeamThread { .. }
            | Self::StaffThread { .. }
            | Self::Happened { .. }
            | Self::HappenedAgain { .. }
            | Self::Copied { .. }
            | Self::Report { .. }
            | Self::Notice { .. }
            | Self::NoticeOutdated { .. }
            | Self::NotKept { .. }
            | Self::Unkept { .. }
            | Self::GoesOn { .. }
            | Self::ThreadAgain { .. }
            | Self::AnswerLost { .. }
            | Self::StillClosed { .. }
            | Self::Aside { .. }
            | Self::Shut { .. }
            | Self::ThreadAway { .. } => None,
        }
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

fn by_route(route: Route) -> Option<Room> {
    match route {
        Route::Support => Some(Room::Support),
        Route::Experts => Some(Room::Experts),
        Route::Owner | Route::Installer => None,
    }
}

fn of_news(news: &News) -> Option<Room> {
    match news {
        News::Posted { side, .. }
        | News::PostedAgain { side, .. }
        | News::Happened { side, .. }
        | News::Reminder { side, .. } => (*side == Party::Expert).then_some(Room::Experts),
        News::MoreRefused { .. } | News::HelpAsked { .. } | News::HelpAskedAgain { .. } => {
            Some(Room::Experts)
        }
        News::ExpertLeft { .. } | News::PackOrdered { .. } => Some(Room::Support),
        News::NoteAsked { .. }
        | News::NoteAskedAgain { .. }
        | News::MoreUsed { .. }
        | News::Unused { .. }
        | News::HelpJoined { .. }
        | News::PackAnswered { .. }
        | News::PackGranted { .. } => None,
    }
}
