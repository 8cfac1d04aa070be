//! Why something is not done with a session or a pack.

use chrono::{DateTime, NaiveDate, Utc};

use crate::rules::{
    calendar::{Month, NotAMonth},
    ids::{PersonId, TicketNumber},
    level::Level,
    offer::Label,
    session::{self, HoursRefusal},
    window::Occurrence,
};

/// Why something about hours or sessions is not done.
#[derive(Clone, Debug, PartialEq)]
pub enum ExpertiseRefusal {
    /// What was typed is no month.
    Month(NotAMonth),
    /// What was typed is no hour of a day.
    Hour(String),
    /// A second interval has a beginning or an end alone.
    HalfInterval,
    /// A day's intervals cannot be.
    Day(HoursRefusal),
    /// An absence ends before it starts, or is over.
    Away,
    /// The rules of sessions refuse it.
    Rule(session::SessionRefusal),
    /// It would be on a public holiday.
    Holiday(NaiveDate),
    /// Nobody is free then.
    NobodyFree {
        /// When it was to start, UTC.
        at: DateTime<Utc>,
        /// The next start at which somebody is, UTC.
        next: Option<DateTime<Utc>>,
    },
    /// Nobody is free as far ahead as may be booked.
    NobodyEver {
        /// How long it was to last, in minutes.
        minutes: i64,
        /// Sessions start before this moment, UTC.
        until: DateTime<Utc>,
    },
    /// No expert has said when they are there.
    NoExperts,
    /// A platform that concerns the team is in maintenance then.
    Maintenance {
        /// Which, as the offer calls it; by its key where the offer no longer has it.
        platform: Label,
        /// From when to when.
        place: Occurrence,
        /// The next start at which somebody is free, UTC.
        next: Option<DateTime<Utc>>,
    },
    /// There are not so many hours.
    NoHours(NoHours),
    /// There is no such session, or it is another team's: the two are told alike.
    NoSuchSession,
    /// The session is another expert's.
    AnotherExperts(PersonId),
    /// What it costs has changed since it was shown.
    CostChanged,
    /// It takes longer than a session can be said to have taken.
    TooLong {
        /// The most, in minutes.
        most: i64,
    },
    /// No channel speaks for the customer: there is nobody to ask.
    NoChannel(String),
    /// Packs are not ordered on this level.
    NoPacks(Level),
    /// A pack has so many hours at most, and one at least.
    PackSize {
        /// The most, in hours.
        most: u32,
    },
    /// Another time is not the same time.
    SameTime,
    /// The experts help on tickets only with privileged access.
    NoAccess {
        /// The level now.
        level: Level,
        /// Whether the level may order packs.
        packs: bool,
    },
    /// Help on that ticket was asked for before.
    HelpAsked {
        /// The ticket.
        ticket: TicketNumber,
        /// Who helps; none while nobody answered.
        expert: Option<PersonId>,
    },
    /// That request for help waits for no answer any more.
    HelpAnswered {
        /// The ticket.
        ticket: TicketNumber,
        /// Who answered.
        expert: Option<PersonId>,
    },
    /// They do not help on that ticket.
    NotHelping(TicketNumber),
    /// Help on a ticket was not booked: its minutes are to be said.
    HelpMinutes,
    /// The team left its note of that session: the first stands.
    Noted {
        /// Who left it.
        by: PersonId,
        /// When, UTC.
        at: DateTime<Utc>,
        /// What they wrote.
        text: String,
    },
}

/// Not enough hours, with all that is needed to say what to do instead.
#[derive(Clone, Debug, PartialEq)]
pub struct NoHours {
    /// What was asked for, in minutes.
    pub wanted: i64,
    /// The month to which it would be charged.
    pub month: Month,
    /// What the month has left, in minutes.
    pub month_left: i64,
    /// What packs have left for a session at that time, in minutes.
    pub packs_left: i64,
    /// The level now.
    pub level: Level,
    /// Whether the level may order packs.
    pub packs: bool,
}

impl From<session::SessionRefusal> for ExpertiseRefusal {
    fn from(refusal: session::SessionRefusal) -> Self {
        Self::Rule(refusal)
    }
}
