//! What falls due: each promise is asked again whether it is still true, and does its work in one
//! transaction.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    rules::{
        calendar::Month,
        ids::{CustomerId, EventSeq, IncidentNumber, PersonId, SessionId, TicketNumber, WindowId},
    },
    store::prefix::Prefix,
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
    /// An update of a major incident is due soon.
    IncidentUpdate {
        /// The incident.
        incident: IncidentNumber,
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
    /// Once a day: what the calendars of on call leave open.
    OnCall,
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

/// What makes a promise unique for ever: nothing is promised twice under one key. The texts are in databases.
#[derive(Clone, Debug)]
pub enum Key {
    /// Something of a ticket, at a moment.
    Ticket(TicketNumber, Next, DateTime<Utc>),
    /// A page that was not promised, found missing at a moment.
    PageAgain(TicketNumber, DateTime<Utc>),
    /// The time to contest that event.
    ContestOver(TicketNumber, EventSeq),
    /// The update that the event promised.
    Update(TicketNumber, EventSeq),
    /// The update of a major incident that the event promised.
    IncidentUpdate(IncidentNumber, EventSeq),
    /// A session's request that waits since that step.
    SessionRelease(SessionId, EventSeq),
    /// A reminder of a session that starts then, so many hours before.
    SessionReminder(SessionId, DateTime<Utc>, i64),
    /// A stage of a window at a revision, by the stage's key in the offer, and its moment.
    Window(WindowId, i64, String, DateTime<Utc>),
    /// The windows to come, looked at that day.
    Windows(NaiveDate),
    /// The experts, looked up that day.
    Experts(NaiveDate),
    /// One of them.
    ExpertLookUp(PersonId, NaiveDate),
    /// The hours of a month.
    Unused(Month),
    /// The receipts of notices, looked at that day.
    Receipts(NaiveDate),
    /// What the calendars of on call leave open, looked at that day.
    OnCall(NaiveDate),
    /// A change of level, by its row.
    Level(i64),
    /// A private link, by its row.
    ExportEnds(i64),
    /// The one that is kept for ever.
    Retention,
    /// The reports of a month.
    Reports(Month),
}

/// What is next of a ticket.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Next {
    /// A page.
    Page,
    /// A reminder, or a page once more, where somebody has acknowledged.
    Nudge,
    /// A warning of the guaranteed time.
    Warning,
}

impl Key {
    /// The pages to come of a ticket begin so.
    pub fn pages(ticket: TicketNumber) -> Prefix {
        Prefix::new(format!("ticket:{}:page:", ticket.get()))
    }

    /// The stages to come of a window begin so.
    pub fn stages(window: WindowId) -> Prefix {
        Prefix::new(format!("window:{window}:"))
    }

    /// The experts who are to be looked up begin so.
    pub fn look_ups() -> Prefix {
        Prefix::new("expert:".to_owned())
    }

    /// The reports to come begin so.
    pub fn reports() -> Prefix {
        Prefix::new("reports:".to_owned())
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ticket(ticket, Next::Page, at) => write!(f, "{}{}", Self::pages(*ticket), at.timestamp()),
            Self::Ticket(ticket, Next::Nudge, at) => {
                write!(f, "ticket:{}:nudge:{}", ticket.get(), at.timestamp())
            }
            Self::Ticket(ticket, Next::Warning, at) => {
                write!(f, "ticket:{}:warning:{}", ticket.get(), at.timestamp())
            }
            Self::PageAgain(ticket, at) => write!(f, "{}again:{}", Self::pages(*ticket), at.timestamp()),
            Self::ContestOver(ticket, seq) => write!(f, "ticket:{}:contest-over:{seq}", ticket.get()),
            Self::Update(ticket, seq) => write!(f, "ticket:{}:update:{seq}", ticket.get()),
            Self::IncidentUpdate(incident, seq) => write!(f, "incident:{incident}:update:{seq}"),
            Self::SessionRelease(session, seq) => write!(f, "session:{session}:release:{seq}"),
            Self::SessionReminder(session, at, hours) => {
                write!(f, "session:{session}:remind:{}:{hours}", at.timestamp())
            }
            Self::Window(window, revision, stage, at) => {
                write!(f, "{}r{revision}:{stage}:{}", Self::stages(*window), at.timestamp())
            }
            Self::Windows(date) => write!(f, "windows:{date}"),
            Self::Experts(date) => write!(f, "experts:{date}"),
            Self::ExpertLookUp(expert, date) => write!(f, "{}{expert}:look-up:{date}", Self::look_ups()),
            Self::Unused(month) => write!(f, "unused:{month}"),
            Self::Receipts(date) => write!(f, "receipts:{date}"),
            Self::OnCall(date) => write!(f, "on-call:{date}"),
            Self::Level(row) => write!(f, "level:{row}"),
            Self::ExportEnds(link) => write!(f, "export-link:{link}:ends"),
            Self::Retention => f.write_str("retention"),
            Self::Reports(month) => write!(f, "{}{month}", Self::reports()),
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const TICKET: TicketNumber = TicketNumber::new(7);
    const SEQ: EventSeq = EventSeq::new(3);
    const SESSION: SessionId = SessionId::new(4);
    const WINDOW: WindowId = WindowId::new(5);
    const AT: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn date() -> NaiveDate {
        AT.date_naive()
    }

    fn month() -> Month {
        Month::of(date())
    }

    /// Databases keep these texts: do not change this test, add a key.
    #[rstest]
    #[case(Key::Ticket(TICKET, Next::Page, AT), "ticket:7:page:0")]
    #[case(Key::Ticket(TICKET, Next::Nudge, AT), "ticket:7:nudge:0")]
    #[case(Key::Ticket(TICKET, Next::Warning, AT), "ticket:7:warning:0")]
    #[case(Key::PageAgain(TICKET, AT), "ticket:7:page:again:0")]
    #[case(Key::ContestOver(TICKET, SEQ), "ticket:7:contest-over:3")]
    #[case(Key::Update(TICKET, SEQ), "ticket:7:update:3")]
    #[case(Key::IncidentUpdate(IncidentNumber::new(6), SEQ), "incident:6:update:3")]
    #[case(Key::SessionRelease(SESSION, SEQ), "session:4:release:3")]
    #[case(Key::SessionReminder(SESSION, AT, 24), "session:4:remind:0:24")]
    #[case(Key::Window(WINDOW, 2, "week".to_owned(), AT), "window:5:r2:week:0")]
    #[case(Key::Windows(date()), "windows:1970-01-01")]
    #[case(Key::Experts(date()), "experts:1970-01-01")]
    #[case(Key::ExpertLookUp(PersonId::new(8), date()), "expert:8:look-up:1970-01-01")]
    #[case(Key::Unused(month()), "unused:1970-01")]
    #[case(Key::Receipts(date()), "receipts:1970-01-01")]
    #[case(Key::OnCall(date()), "on-call:1970-01-01")]
    #[case(Key::Level(9), "level:9")]
    #[case(Key::ExportEnds(9), "export-link:9:ends")]
    #[case(Key::Retention, "retention")]
    #[case(Key::Reports(month()), "reports:1970-01")]
    fn the_texts_of_keys_are_pinned(#[case] key: Key, #[case] text: &str) {
        assert_eq!(key.to_string(), text);
    }

    /// As above, of what is asked for by what it begins with.
    #[rstest]
    #[case(Key::pages(TICKET), "ticket:7:page:")]
    #[case(Key::stages(WINDOW), "window:5:")]
    #[case(Key::look_ups(), "expert:")]
    #[case(Key::reports(), "reports:")]
    fn what_keys_begin_with_is_pinned(#[case] prefix: Prefix, #[case] text: &str) {
        assert_eq!(prefix.to_string(), text);
    }
}
