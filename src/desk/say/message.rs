//! What the desk says on its own initiative: typed content, rendered when it is sent, in the language of
//! those who read it.

use std::fmt;

use anyhow::{Context, Result, bail};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::alarm::Alarm;
use crate::{
    desk::expertise,
    rules::{
        calendar::Month,
        ids::{ChannelId, CustomerId, EventSeq, IncidentNumber, MessageId, PersonId, TicketNumber, WindowId},
        on_call::RouteKey,
        paging::Together,
        thread::WhichThread,
        told::WhyUnkept,
        window::Occasion,
    },
    store::receipts::{Overlooked, Refused},
};

/// Whom a message reaches.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Destination {
    /// A channel.
    Channel(ChannelId),
    /// A ticket's thread with the team; where there is none, its channel, as a reply to the ticket's first
    /// message.
    TeamThread(TicketNumber),
    /// A ticket's thread among the staff; where there is none, the channel of its card, as a reply to that.
    StaffThread(TicketNumber),
    /// A person, in a direct message.
    Person(PersonId),
    /// The owner of the staff server, in a direct message.
    Owner,
    /// Whoever is reached by a route outside chat.
    Route(RouteKey),
}

impl Destination {
    /// The channel, where it is one by itself.
    pub fn channel(self) -> Option<ChannelId> {
        match self {
            Self::Channel(id) => Some(id),
            Self::TeamThread(_) | Self::StaffThread(_) | Self::Person(_) | Self::Owner | Self::Route(_) => {
                None
            }
        }
    }

    /// A ticket's thread.
    pub fn thread(ticket: TicketNumber, which: WhichThread) -> Self {
        match which {
            WhichThread::Teams => Self::TeamThread(ticket),
            WhichThread::Staffs => Self::StaffThread(ticket),
        }
    }

    /// The ticket whose thread it is, and which one, where it is one.
    pub fn thread_of(self) -> Option<(TicketNumber, WhichThread)> {
        match self {
            Self::TeamThread(ticket) => Some((ticket, WhichThread::Teams)),
            Self::StaffThread(ticket) => Some((ticket, WhichThread::Staffs)),
            Self::Channel(_) | Self::Person(_) | Self::Owner | Self::Route(_) => None,
        }
    }
}

impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Channel(id) => write!(f, "channel:{}", id.get()),
            Self::TeamThread(ticket) => write!(f, "team:{}", ticket.get()),
            Self::StaffThread(ticket) => write!(f, "staff:{}", ticket.get()),
            Self::Person(id) => write!(f, "person:{}", id.get()),
            Self::Owner => f.write_str("owner:"),
            Self::Route(key) => write!(f, "route:{key}"),
        }
    }
}

impl std::str::FromStr for Destination {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        let (kind, id) = text.split_once(':').context("a destination has a kind and an id")?;
        Ok(match kind {
            "channel" => Self::Channel(ChannelId::new(id.parse()?)),
            "team" => Self::TeamThread(TicketNumber::new(id.parse()?)),
            "staff" => Self::StaffThread(TicketNumber::new(id.parse()?)),
            "person" => Self::Person(PersonId::new(id.parse()?)),
            "owner" => Self::Owner,
            "route" => Self::Route(id.parse()?),
            _ => bail!("{kind:?} is no kind of destination"),
        })
    }
}

/// How urgent a message is: lower lanes go first.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Lane {
    /// Alarms outside chat: carried by a loop of their own.
    Alarm = -2,
    /// Pages, before all else.
    Page = -1,
    /// What else a P1 says.
    P1 = 0,
    /// Tickets and their threads, sessions.
    Tickets = 1,
    /// Announcements.
    Rest = 2,
}

/// A page, by one of its routes.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct PageCall {
    /// The P1.
    pub ticket: TicketNumber,
    /// The rank of the ladder.
    pub ladder: u32,
    /// The rank of its rung.
    pub rung: u32,
    /// When it was due, UTC.
    pub due: DateTime<Utc>,
    /// By which way it goes.
    #[serde(rename = "route")]
    pub way: PageWay,
}

/// A page of several P1s that are called together.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Pages {
    /// What they have in common.
    #[serde(flatten)]
    pub of: Together,
    /// Which one: a team's are counted in minutes, an incident's in milliseconds.
    pub number: i64,
    /// When it was due, UTC.
    pub due: DateTime<Utc>,
    /// By which way it goes.
    #[serde(rename = "route")]
    pub way: PageWay,
}

/// Why what was for a ticket's thread stands in its channel.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Aside {
    /// There is no thread yet.
    NoThread,
    /// The thread is locked.
    Locked,
    /// The bot may not write in it.
    NotAllowed,
}

/// By which way a page goes. One that fails is followed by the next.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PageWay {
    /// The support channel.
    Support,
    /// The other staff channel.
    Experts,
    /// A direct message to the owner of the staff server.
    Owner,
    /// A direct message to whoever ran `/desk setup`.
    Installer,
}

/// A message's content.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(tag = "say", rename_all = "snake_case")]
pub enum Say {
    /// The ticket's first message in the team's channel, with what the team may do, and the team's thread
    /// started from it.
    TicketPosted {
        /// The ticket.
        ticket: TicketNumber,
    },
    /// That message corrected to the present state.
    TicketPostedAgain {
        /// The ticket.
        ticket: TicketNumber,
    },
    /// The team's thread by itself, where it could not be started with the first message.
    TeamThread {
        /// The ticket.
        ticket: TicketNumber,
    },
    /// The card in the support channel.
    Card {
        /// The ticket.
        ticket: TicketNumber,
    },
    /// The card corrected to the present state.
    CardAgain {
        /// The ticket.
        ticket: TicketNumber,
    },
    /// The staff's thread, started from the card.
    StaffThread {
        /// The ticket.
        ticket: TicketNumber,
    },
    /// What happened, told in the team's thread: the event `seq`.
    Happened {
        /// The ticket.
        ticket: TicketNumber,
        /// The event.
        seq: EventSeq,
    },
    /// That message corrected: what could be done then may no longer be.
    HappenedAgain {
        /// The ticket.
        ticket: TicketNumber,
        /// The event.
        seq: EventSeq,
    },
    /// The board of open major incidents and P1s.
    Board,
    /// The board brought up to date.
    BoardAgain {
        /// The board's key.
        board: String,
    },
    /// A board in whose place another was posted.
    BoardMoved {
        /// The board's key.
        board: String,
    },
    /// The paging of a P1 was found broken, and was put right.
    PagingMended {
        /// The P1.
        ticket: TicketNumber,
    },
    /// Staff are reminded of an update that was promised by the event `seq`.
    UpdateReminder {
        /// The ticket.
        ticket: TicketNumber,
        /// The event.
        seq: EventSeq,
    },
    /// A page: the people on call are called to a P1.
    Page(PageCall),
    /// A page corrected, as its ladder is over.
    PageAgain {
        /// The page's key.
        page: String,
    },
    /// A warning of the guaranteed time, or its breach (100).
    Warning {
        /// The P1.
        ticket: TicketNumber,
        /// The rank of the clock.
        clock: u32,
        /// Which threshold.
        percent: u8,
        /// When it was reached, UTC.
        due: DateTime<Utc>,
    },
    /// Whoever acknowledged a P1 is reminded of it.
    Reminder {
        /// The P1.
        ticket: TicketNumber,
    },
    /// What was written on one side, copied to the other: the event `seq`.
    Copied {
        /// The ticket.
        ticket: TicketNumber,
        /// The event.
        seq: EventSeq,
    },
    /// About expertise hours and sessions.
    Expertise(expertise::News),
    /// A month's report, sent by itself.
    Report {
        /// Whose.
        customer: CustomerId,
        /// Of which month.
        month: Month,
        /// When it is due, UTC.
        at: DateTime<Utc>,
    },
    /// A channel is told of a maintenance window.
    Notice {
        /// The window.
        window: WindowId,
        /// At which revision of it: a notice of an earlier one is no longer said.
        revision: i64,
        /// Why it is told.
        occasion: Occasion,
        /// Since when it is due, UTC.
        at: DateTime<Utc>,
    },
    /// Staff are told of notices that channels should have had, and of those that Discord refused for good.
    Receipts {
        /// Notices that were not queued when they were due.
        overlooked: Vec<Overlooked>,
        /// Notices that were refused.
        refused: Vec<Refused>,
        /// How many there are besides.
        more: usize,
    },
    /// A notice of an earlier revision says that it is out of date.
    NoticeOutdated {
        /// The window.
        window: WindowId,
        /// The notice's revision.
        revision: i64,
        /// What the notice was for.
        occasion: Occasion,
    },
    /// A channel is told of the event `seq` of a major incident.
    Incident {
        /// The incident.
        incident: IncidentNumber,
        /// The event.
        seq: EventSeq,
        /// Since when it is due, UTC.
        at: DateTime<Utc>,
    },
    /// The first word of it that the channel had before the event `seq` says where the incident stands.
    IncidentAgain {
        /// The incident.
        incident: IncidentNumber,
        /// The event.
        seq: EventSeq,
    },
    /// A ticket's team is told of the event `seq` of the incident to which it is, or was, tied.
    IncidentTold {
        /// The ticket.
        ticket: TicketNumber,
        /// The incident.
        incident: IncidentNumber,
        /// The event.
        seq: EventSeq,
    },
    /// A warning of the guaranteed times of an incident's P1s, or of their breach (100).
    IncidentWarning {
        /// The incident.
        incident: IncidentNumber,
        /// Which threshold.
        percent: u8,
        /// When it was decided, UTC.
        at: DateTime<Utc>,
        /// When the threshold was reached first, UTC.
        due: DateTime<Utc>,
    },
    /// Such a warning brought up to date.
    IncidentWarningAgain {
        /// The warning's key.
        warning: String,
    },
    /// Staff are told that so many P1s and P2s of one platform came that they may be one outage.
    IncidentProposed {
        /// The last of them.
        ticket: TicketNumber,
        /// On which platform, by its key in the offer.
        platform: String,
        /// When it came, UTC.
        at: DateTime<Utc>,
    },
    /// Whoever acknowledged an incident's P1s is reminded of them.
    IncidentSilence {
        /// The incident.
        incident: IncidentNumber,
    },
    /// Staff are reminded of an update of an incident that was promised by the event `seq`.
    IncidentReminder {
        /// The incident.
        incident: IncidentNumber,
        /// The event.
        seq: EventSeq,
    },
    /// Files of the event `seq` could not be kept: whoever sent them is told.
    NotKept {
        /// The ticket.
        ticket: TicketNumber,
        /// The event.
        seq: EventSeq,
    },
    /// A message in a ticket's thread is on no record: whoever wrote it is told, and staff.
    Unkept {
        /// The ticket.
        ticket: TicketNumber,
        /// The thread.
        channel: ChannelId,
        /// The message.
        message: MessageId,
        /// Who wrote it, where that is known.
        writer: Option<PersonId>,
        /// Why.
        why: WhyUnkept,
        /// Whether staff are told.
        to_staff: bool,
        /// What a program calls itself, where one wrote it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        program: Option<String>,
    },
    /// Somebody wrote in a thread that the ticket left: they are told where it goes on.
    GoesOn {
        /// The ticket.
        ticket: TicketNumber,
        /// Who.
        writer: PersonId,
        /// Which of its threads that was.
        #[serde(rename = "staff")]
        which: WhichThread,
    },
    /// The team's thread vanished, and this is another.
    ThreadAgain {
        /// The ticket.
        ticket: TicketNumber,
    },
    /// Somebody's answer was lost: what they asked for was done.
    AnswerLost {
        /// Who asked.
        person: PersonId,
        /// The command as it is typed, or what was pressed.
        what: String,
        /// The ticket that it concerned, where it concerned one.
        ticket: Option<TicketNumber>,
    },
    /// Something was written in the thread of a closed ticket.
    StillClosed {
        /// The ticket.
        ticket: TicketNumber,
    },
    /// A page of several P1s: the people on call are called to all of them.
    Pages(Pages),
    /// Such a page corrected to those that still wait.
    PagesAgain {
        /// The page's key.
        pages: String,
    },
    /// Staff are told of a level's calendar that was not read for a day.
    CalendarUnread {
        /// The level.
        level: u8,
    },
    /// Staff are told of what the calendars of on call leave open.
    OnCallLook,
    /// Staff are told that nobody of a team can see its tickets: no channel speaks for it.
    Unheard {
        /// Whose.
        customer: CustomerId,
        /// The tickets.
        tickets: Vec<TicketNumber>,
        /// Why, where Discord said so.
        error: Option<String>,
    },
    /// Staff are told that a ticket's thread takes nothing, so that what is for it goes to the channel.
    Aside {
        /// The ticket.
        ticket: TicketNumber,
        /// Which of its threads.
        #[serde(rename = "staff")]
        which: WhichThread,
        /// Why.
        why: Aside,
    },
    /// Staff are told that threads cannot be started in a channel.
    NoThreads {
        /// The channel.
        channel: ChannelId,
        /// Why, as Discord says.
        error: String,
    },
    /// Staff are told that something was not said to a ticket's team.
    NotSaid {
        /// The ticket.
        ticket: TicketNumber,
        /// Why.
        error: String,
    },
    /// Staff are told, where they can be, of a channel in which Discord lets the desk say nothing.
    Shut {
        /// The channel.
        channel: ChannelId,
        /// Why, as Discord says.
        error: String,
    },
    /// Something is said outside chat.
    Alarm(Alarm),
    /// Staff are told that a route fails.
    RouteFails {
        /// Which.
        route: RouteKey,
        /// How.
        error: String,
    },
    /// Staff are told that Discord could not be reached for a while.
    DiscordWasAway {
        /// Since when, UTC.
        since: DateTime<Utc>,
        /// Until when, UTC.
        until: DateTime<Utc>,
    },
    /// A closed ticket's thread is put away.
    ThreadAway {
        /// The ticket.
        ticket: TicketNumber,
        /// Which of its threads.
        #[serde(rename = "staff")]
        which: WhichThread,
    },
}
