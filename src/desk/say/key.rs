//! What makes each letter unique for ever: nothing is said twice under one key. The texts are in databases,
//! and no other file knows them.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    alarm::Alarm,
    message::{Destination, PageCall, PageWay, Pages},
};
use crate::{
    rules::{
        calendar::Month,
        ids::{
            ChannelId, CustomerId, EventSeq, ExpertHelpId, IncidentNumber, MessageId, PersonId, SessionId,
            TicketNumber, WindowId,
        },
        on_call::RouteKey,
        paging::Together,
        session::{ExpertHelpState, Party},
        thread::WhichThread,
        window::Occasion,
    },
    store::prefix::Prefix,
};

/// A letter's key.
#[derive(Clone, Debug)]
pub enum Key {
    /// A ticket's first message.
    Posted(TicketNumber),
    /// That message corrected.
    PostedChanged(TicketNumber, Why),
    /// Another first message, where the ticket goes on.
    PostedAgain(TicketNumber, DateTime<Utc>),
    /// The team is told that this thread is another.
    ThreadIsNew(TicketNumber, DateTime<Utc>),
    /// The team's thread by itself.
    TeamThread(TicketNumber, DateTime<Utc>),
    /// A ticket's card.
    Card(TicketNumber),
    /// The card corrected.
    CardChanged(TicketNumber, Why),
    /// Another card, in the place of one that vanished.
    CardAgain(TicketNumber, DateTime<Utc>),
    /// The card in the channel that is the staff's now.
    CardFollows(TicketNumber, DateTime<Utc>),
    /// The staff's thread of a card, by the card's row: another card has another thread.
    StaffThread(TicketNumber, i64),
    /// What happened, told in the team's thread.
    Happened(TicketNumber, EventSeq),
    /// That message corrected.
    HappenedChanged(TicketNumber, EventSeq, Contest),
    /// What was written on the other side.
    Copied(TicketNumber, EventSeq, WhichThread),
    /// Files that were not kept.
    NotKept(TicketNumber, EventSeq, WhichThread),
    /// A message that is on no record; which side is told.
    Unkept(TicketNumber, Once, WhichThread),
    /// Where a ticket goes on, told in a thread that it left.
    GoesOn(TicketNumber, Once),
    /// The ticket was closed by that event, and still is.
    StillClosed(TicketNumber, EventSeq),
    /// A thread that takes nothing.
    Aside(TicketNumber, ChannelId),
    /// What was not said to the team, by its row.
    NotSaid(TicketNumber, i64),
    /// A thread is put away as the ticket is closed.
    Away(TicketNumber, EventSeq, WhichThread),
    /// A thread of a closed ticket is put away again.
    AwayAgain(TicketNumber, Wrote, WhichThread),
    /// Staff are reminded of an update.
    UpdateReminder(TicketNumber, EventSeq),
    /// Whoever acknowledged a P1 is reminded of it.
    Reminded(TicketNumber, EventSeq),
    /// A warning of the guaranteed time: which clock, how many per cent of it.
    Warned(TicketNumber, u32, u8),
    /// The paging of a P1 was put right.
    Mended(TicketNumber, DateTime<Utc>),
    /// Nobody sees these tickets, of which this is the first.
    Unheard(TicketNumber, DateTime<Utc>),
    /// A page.
    Page(PageCall),
    /// A page that was not said.
    PageAgain(PageCall, DateTime<Utc>),
    /// A page whose ladder is over, by its key.
    PageOver(String),
    /// A page of several P1s.
    Pages(Pages),
    /// A post of several P1s brought up to date, by its key.
    SeveralChanged(String, i64),
    /// A board.
    Board(DateTime<Utc>),
    /// A board brought up to date after an event of a ticket, by the board's key.
    BoardChanged(String, TicketNumber, EventSeq),
    /// A board brought up to date after an event of a major incident, by the board's key.
    BoardToldOf(String, IncidentNumber, EventSeq),
    /// A board in whose place is another, by its key.
    BoardMoved(String),
    /// A session's message on one side.
    Session(SessionId, Party),
    /// A step of a session, told on one side.
    SessionHappened(SessionId, Party, EventSeq),
    /// A session's message corrected after a step.
    SessionChanged(SessionId, Party, EventSeq),
    /// One side is reminded of a session that starts then, so many hours before.
    SessionReminder(SessionId, Party, DateTime<Utc>, i64),
    /// A session's team is asked for its note.
    Note(SessionId),
    /// That message corrected.
    NoteChanged(SessionId),
    /// A session's team is asked for more minutes, by that draft.
    More(SessionId, i64),
    /// It does not agree.
    MoreRefused(SessionId, i64),
    /// The experts are asked for help.
    Help(ExpertHelpId),
    /// That message corrected.
    HelpChanged(ExpertHelpId, ExpertHelpState),
    /// Somebody helps.
    HelpJoined(ExpertHelpId),
    /// A pack is ordered, by that draft.
    PackOrder(i64),
    /// The order is answered.
    PackAnswered(i64),
    /// A pack is granted by that interaction.
    PackGranted(u64),
    /// Somebody is an expert no longer.
    ExpertLeft(PersonId, DateTime<Utc>),
    /// Slots are offered before hours lapse.
    Unused(CustomerId, Month),
    /// A month's report.
    Report(Month, CustomerId),
    /// The receipts of notices.
    Receipts(NaiveDate),
    /// An event of a major incident, told in the thread of a ticket.
    IncidentTold(IncidentNumber, EventSeq, TicketNumber),
    /// Staff are reminded of an update of a major incident.
    IncidentReminder(IncidentNumber, EventSeq),
    /// A warning of the guaranteed times of an incident's P1s: how many per cent, reached first then.
    IncidentWarned(IncidentNumber, u8, DateTime<Utc>),
    /// A major incident is proposed as that ticket came.
    IncidentProposed(TicketNumber),
    /// Whoever acknowledged an incident's P1s is reminded of them.
    IncidentSilence(IncidentNumber, DateTime<Utc>),
    /// Threads cannot be started in a channel, by Discord's code.
    NoThreads(ChannelId, String, NaiveDate),
    /// Nothing may be said in a channel; where that is told.
    Shut(ChannelId, Destination, DateTime<Utc>),
    /// Discord could not be reached, since then.
    DiscordWasAway(DateTime<Utc>),
    /// A level's calendar was not read since that moment.
    CalendarUnread(u8, DateTime<Utc>),
    /// What the calendars of on call leave open, looked at that day.
    OnCallLook(NaiveDate),
    /// The answer to an interaction was lost.
    AnswerLost(i64),
    /// An alarm by a route.
    Alarm(Alarm, RouteKey),
    /// A route fails, in that hour.
    RouteFails(RouteKey, i64),
    /// Whatever a row on record has.
    OnRecord(String),
}

/// Why a ticket's first message and its card are corrected.
#[derive(Clone, Copy, Debug)]
pub enum Why {
    /// For an event.
    Event(EventSeq),
    /// The time to contest that event is over.
    ContestOver(EventSeq),
    /// The team sees the ticket again.
    Heard(DateTime<Utc>),
    /// Nobody sees the ticket.
    Silent(DateTime<Utc>),
    /// For that event of a major incident.
    Incident(IncidentNumber, EventSeq),
}

/// Why it can no longer be contested that service is back.
#[derive(Clone, Copy, Debug)]
pub enum Contest {
    /// The time for it is over.
    Over,
    /// It was contested.
    Made,
}

/// How often somebody is told the same.
#[derive(Clone, Copy, Debug)]
pub enum Once {
    /// For each message.
    Message(MessageId),
    /// In each thread.
    Thread(PersonId, ChannelId),
    /// In each thread once in some minutes, which are counted.
    Minutes(PersonId, ChannelId, i64),
}

/// What somebody wrote in a thread.
#[derive(Clone, Copy, Debug)]
pub enum Wrote {
    /// What is on record.
    Event(EventSeq),
    /// What is not.
    Message(MessageId),
}

impl Key {
    /// What follows a notice's key where it says that it is out of date.
    pub const OUTDATED: &str = ":outdated";

    /// The pages of a ladder begin so.
    pub fn ladder(ticket: TicketNumber, ladder: u32) -> Prefix {
        Prefix::new(format!("ticket:{}:page:{ladder}:", ticket.get()))
    }

    /// The calls of a ladder outside chat begin so; the rung and the route follow.
    pub fn alarms(ticket: TicketNumber, ladder: u32) -> Prefix {
        Prefix::new(format!("ticket:{}:alarm:{ladder}:", ticket.get()))
    }

    /// The calls to several P1s outside chat begin so; the number and the route follow.
    pub fn alarms_of(of: Together) -> Prefix {
        Prefix::new(format!("{}:alarm:", several(of)))
    }

    /// The pages of several P1s begin so.
    pub fn pages_of(of: Together) -> Prefix {
        Prefix::new(format!("{}:pages:", several(of)))
    }

    /// An incident's warnings of a threshold begin so.
    pub fn incident_warnings(incident: IncidentNumber, percent: u8) -> Prefix {
        Prefix::new(format!("incident:{incident}:warned:{percent}:"))
    }

    /// As above, by routes.
    pub fn incident_warnings_by_route(incident: IncidentNumber, percent: u8) -> Prefix {
        Prefix::new(format!("incident:{incident}:alarm-warned:{percent}:"))
    }

    /// What tells of silence in an incident begins so.
    pub fn incident_silences(incident: IncidentNumber) -> Prefix {
        Prefix::new(format!("incident:{incident}:silence:"))
    }

    /// What brings a post of several P1s up to date begins so.
    pub fn changes_of(post: &str) -> Prefix {
        Prefix::new(format!("over:{post}:"))
    }

    /// A ticket's further cards begin so.
    pub fn cards_again(ticket: TicketNumber) -> Prefix {
        Prefix::new(format!("ticket:{}:card-moved:", ticket.get()))
    }

    /// What tells somebody of a channel in which nothing may be said begins so.
    pub fn shut(channel: ChannelId, to: Destination) -> Prefix {
        Prefix::new(format!("shut:{}:{to}:", channel.get()))
    }

    /// A window's notices of a revision, for one reason, begin so; the channel follows.
    pub fn notices(window: WindowId, revision: i64, occasion: &Occasion) -> Prefix {
        Prefix::new(format!("window:{window}:r{revision}:{occasion}:"))
    }

    /// What channels are told of an event of a major incident begins so; the channel follows.
    pub fn incident_words(incident: IncidentNumber, seq: EventSeq) -> Prefix {
        Prefix::new(format!("incident:{incident}:{seq}:"))
    }

    /// What a channel is told of a major incident as it is linked begins so; the channel follows.
    pub fn incident_word_at_link(incident: IncidentNumber, link: i64) -> Prefix {
        Prefix::new(format!("incident:{incident}:linked:{link}:"))
    }

    /// What follows the key of a channel's first word of an incident where an event brings it up to date.
    pub fn first_word_again(seq: EventSeq) -> String {
        format!(":{seq}")
    }

    /// The keys that continue this one.
    pub fn continued(&self) -> Prefix {
        Prefix::new(format!("{self}:"))
    }

    /// What it is of: every key begins with that.
    pub(super) fn subject(&self) -> String {
        let whole = self.to_string();
        let mut ends = whole.match_indices(':').map(|(end, _)| end);
        let end = ends.nth(1).unwrap_or(whole.len());
        whole[..end].to_owned()
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = TicketNumber::get;
        let ms = |at: &DateTime<Utc>| at.timestamp_millis();
        let s = |at: &DateTime<Utc>| at.timestamp();
        match self {
            Self::Posted(t) => write!(f, "ticket:{}:posted", of(*t)),
            Self::PostedChanged(t, why) => write!(f, "ticket:{}:posted:{why}", of(*t)),
            Self::PostedAgain(t, at) => write!(f, "ticket:{}:posted-again:{}", of(*t), ms(at)),
            Self::ThreadIsNew(t, at) => write!(f, "ticket:{}:thread-is-new:{}", of(*t), ms(at)),
            Self::TeamThread(t, at) => write!(f, "ticket:{}:thread:{}", of(*t), ms(at)),
            Self::Card(t) => write!(f, "ticket:{}:card", of(*t)),
            Self::CardChanged(t, why) => write!(f, "ticket:{}:card:{why}", of(*t)),
            Self::CardAgain(t, at) => write!(f, "{}{}", Self::cards_again(*t), ms(at)),
            Self::CardFollows(t, at) => write!(f, "{}{}", Self::cards_again(*t), s(at)),
            Self::StaffThread(t, card) => write!(f, "ticket:{}:staff-thread:{card}", of(*t)),
            Self::Happened(t, seq) => write!(f, "ticket:{}:happened:{seq}", of(*t)),
            Self::HappenedChanged(t, seq, why) => write!(f, "ticket:{}:happened:{seq}:{why}", of(*t)),
            Self::Copied(t, seq, to) => write!(f, "ticket:{}:copied:{seq}:{}", of(*t), side(*to)),
            Self::NotKept(t, seq, to) => write!(f, "ticket:{}:not-kept:{seq}{}", of(*t), to_staff(*to)),
            Self::Unkept(t, once, to) => write!(f, "ticket:{}:unkept:{once}{}", of(*t), to_staff(*to)),
            Self::GoesOn(t, once) => write!(f, "ticket:{}:goes-on:{once}", of(*t)),
            Self::StillClosed(t, seq) => write!(f, "ticket:{}:still-closed:{seq}", of(*t)),
            Self::Aside(t, thread) => write!(f, "ticket:{}:aside:{thread}", of(*t)),
            Self::NotSaid(t, row) => write!(f, "ticket:{}:not-said:{row}", of(*t)),
            Self::Away(t, seq, which) => {
                write!(f, "ticket:{}:away:{seq}:{}", of(*t), Destination::thread(*t, *which))
            }
            Self::AwayAgain(t, what, which) => {
                write!(f, "ticket:{}:away-again:{what}:{}", of(*t), Destination::thread(*t, *which))
            }
            Self::UpdateReminder(t, seq) => write!(f, "ticket:{}:update-reminder:{seq}", of(*t)),
            Self::Reminded(t, seq) => write!(f, "ticket:{}:reminded:{seq}", of(*t)),
            Self::Warned(t, clock, percent) => write!(f, "ticket:{}:warned:{clock}:{percent}", of(*t)),
            Self::Mended(t, at) => write!(f, "ticket:{}:mended:{}", of(*t), s(at)),
            Self::Unheard(t, at) => write!(f, "unheard:{}:{}", of(*t), s(at)),
            Self::Page(page) => {
                write!(f, "{}{}{}", Self::ladder(page.ticket, page.ladder), page.rung, by_way(page.way))
            }
            Self::PageAgain(page, at) => write!(f, "{}:again:{}", Self::Page(*page), s(at)),
            Self::PageOver(page) => write!(f, "over:{page}"),
            Self::Pages(pages) => {
                write!(f, "{}{}{}", Self::pages_of(pages.of), pages.number, by_way(pages.way))
            }
            Self::SeveralChanged(post, before) => write!(f, "{}{before}", Self::changes_of(post)),
            Self::Board(at) => write!(f, "board:{}", s(at)),
            Self::BoardChanged(board, t, seq) => write!(f, "{board}:{}:{seq}", of(*t)),
            Self::BoardToldOf(board, incident, seq) => write!(f, "{board}:incident:{incident}:{seq}"),
            Self::BoardMoved(board) => write!(f, "{board}:moved"),
            Self::Session(id, party) => write!(f, "session:{id}:{}", party.as_str()),
            Self::SessionHappened(id, party, seq) => {
                write!(f, "session:{id}:{}:happened:{seq}", party.as_str())
            }
            Self::SessionChanged(id, party, seq) => write!(f, "session:{id}:{}:again:{seq}", party.as_str()),
            Self::SessionReminder(id, party, at, hours) => {
                write!(f, "session:{id}:{}:remind:{}:{hours}", party.as_str(), s(at))
            }
            Self::Note(id) => write!(f, "session:{id}:note"),
            Self::NoteChanged(id) => write!(f, "session:{id}:note:again"),
            Self::More(id, draft) => write!(f, "session:{id}:more:{draft}"),
            Self::MoreRefused(id, draft) => write!(f, "session:{id}:more:{draft}:refused"),
            Self::Help(id) => write!(f, "help:{id}"),
            Self::HelpChanged(id, state) => write!(f, "help:{id}:{}", state.as_str()),
            Self::HelpJoined(id) => write!(f, "help:{id}:joined"),
            Self::PackOrder(draft) => write!(f, "pack-order:{draft}"),
            Self::PackAnswered(draft) => write!(f, "pack-order:{draft}:answered"),
            Self::PackGranted(interaction) => write!(f, "pack-granted:{interaction}"),
            Self::ExpertLeft(expert, at) => write!(f, "expert:{expert}:left:{}", s(at)),
            Self::Unused(customer, month) => write!(f, "unused:{customer}:{month}"),
            Self::Report(month, customer) => write!(f, "report:{month}:{customer}"),
            Self::Receipts(date) => write!(f, "receipts:{date}"),
            Self::IncidentTold(incident, seq, t) => {
                write!(f, "{}ticket:{}", Self::incident_words(*incident, *seq), of(*t))
            }
            Self::IncidentReminder(incident, seq) => write!(f, "incident:{incident}:update-reminder:{seq}"),
            Self::IncidentWarned(incident, percent, due) => {
                write!(f, "{}{}", Self::incident_warnings(*incident, *percent), ms(due))
            }
            Self::IncidentProposed(t) => write!(f, "ticket:{}:incident-proposed", of(*t)),
            Self::IncidentSilence(incident, at) => {
                write!(f, "{}{}", Self::incident_silences(*incident), ms(at))
            }
            Self::NoThreads(channel, code, date) => write!(f, "no-threads:{channel}:{code}:{date}"),
            Self::CalendarUnread(level, since) => write!(f, "on-call:{level}:unread:{}", s(since)),
            Self::OnCallLook(date) => write!(f, "on-call-look:{date}"),
            Self::Shut(channel, to, at) => write!(f, "{}{}", Self::shut(*channel, *to), ms(at)),
            Self::DiscordWasAway(since) => write!(f, "discord-was-away:{}", s(since)),
            Self::AnswerLost(interaction) => write!(f, "answer:{interaction}"),
            Self::Alarm(alarm, route) => write!(f, "{}{route}", alarm_key(alarm)),
            Self::RouteFails(route, hour) => write!(f, "route-fails:{route}:{hour}"),
            Self::OnRecord(key) => f.write_str(key),
        }
    }
}

/// What the keys of P1s that are called together begin with.
fn several(of: Together) -> String {
    match of {
        Together::Team(customer) => format!("customer:{customer}"),
        Together::Incident(incident) => format!("incident:{incident}"),
    }
}

/// An alarm's key, which its route follows.
fn alarm_key(alarm: &Alarm) -> String {
    match alarm {
        Alarm::Call { ticket, ladder, rung, .. } => {
            format!("{}{rung}:", Key::alarms(*ticket, *ladder))
        }
        Alarm::Acknowledged { ticket, ladder } => {
            format!("ticket:{}:alarm-acknowledged:{ladder}:", ticket.get())
        }
        Alarm::Ended { ticket, ladder } => format!("ticket:{}:alarm-ended:{ladder}:", ticket.get()),
        Alarm::Anew { ticket, ladder } => format!("ticket:{}:alarm-anew:{ladder}:", ticket.get()),
        Alarm::Calls { of, number, .. } => format!("{}{number}:", Key::alarms_of(*of)),
        Alarm::CallsEnded { of, number } => format!("{}:alarm-ended:{number}:", several(*of)),
        Alarm::IncidentWarning { incident, percent, due } => {
            format!("{}{}:", Key::incident_warnings_by_route(*incident, *percent), due.timestamp_millis())
        }
        Alarm::Reminder { ticket, seq } => format!("ticket:{}:alarm-reminded:{seq}:", ticket.get()),
        Alarm::Warning { ticket, clock, percent, .. } => {
            format!("ticket:{}:alarm-warned:{clock}:{percent}:", ticket.get())
        }
        Alarm::RouteFails { route, hour, .. } => format!("alarm-route-fails:{route}:{hour}:"),
        Alarm::Away { since } => format!("alarm-away:{}:", since.timestamp()),
        Alarm::Back { since, .. } => format!("alarm-back:{}:", since.timestamp()),
        Alarm::ShutOut { at, .. } => format!("alarm-shut-out:{}:", at.timestamp()),
        Alarm::Test { number, .. } => format!("alarm-test:{number}:"),
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(seq) => write!(f, "{seq}"),
            Self::ContestOver(seq) => write!(f, "contest-over:{seq}"),
            Self::Heard(at) => write!(f, "heard:{}", at.timestamp_millis()),
            Self::Silent(at) => write!(f, "silent:{}", at.timestamp_millis()),
            Self::Incident(incident, seq) => write!(f, "incident:{incident}:{seq}"),
        }
    }
}

impl fmt::Display for Contest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Over => "contest-over",
            Self::Made => "contested",
        })
    }
}

impl fmt::Display for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Message(message) => write!(f, "{message}"),
            Self::Thread(writer, thread) => write!(f, "{writer}:{thread}"),
            Self::Minutes(writer, thread, number) => write!(f, "{writer}:{thread}:{number}"),
        }
    }
}

impl fmt::Display for Wrote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(seq) => write!(f, "{seq}"),
            Self::Message(message) => write!(f, "message-{message}"),
        }
    }
}

pub(super) fn side(which: WhichThread) -> &'static str {
    match which {
        WhichThread::Teams => "team",
        WhichThread::Staffs => "staff",
    }
}

fn to_staff(which: WhichThread) -> &'static str {
    match which {
        WhichThread::Teams => "",
        WhichThread::Staffs => ":staff",
    }
}

fn by_way(way: PageWay) -> &'static str {
    match way {
        PageWay::Support => "",
        PageWay::Experts => ":experts",
        PageWay::Owner => ":owner",
        PageWay::Installer => ":installer",
    }
}

#[cfg(test)]
mod tests;
