//! For which of the staff's channels a letter is.

use super::message::PageWay;
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

pub(super) fn by_way(way: PageWay) -> Option<Room> {
    match way {
        PageWay::Support => Some(Room::Support),
        PageWay::Experts => Some(Room::Experts),
        PageWay::Owner | PageWay::Installer => None,
    }
}

pub(super) fn of_news(news: &News) -> Option<Room> {
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
