//! Expertise hours: what a team has left, the sessions it books or is offered, and what becomes of them.
//!
//! A session's half hours, its hold in the ledger and its row are written in one transaction, so that there are never two sessions of
//! one expert at a time and never fewer than no hours, however many people press at once.

mod answer;
mod balance;
mod book;
mod calendar;
mod cell;
mod change;
mod deliver;
mod due;
mod expert;
mod file;
mod hold;
mod leaving;
mod left;
mod news;
mod note;
mod offered;
mod packs;
mod slots;
mod unused;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

pub use self::{
    answer::Answered,
    balance::HoursShown,
    book::{Booking, Choice},
    calendar::Feed,
    cell::{HelpFile, help, help_key},
    change::{CalledOff, Preview},
    deliver::{Delivery, Settled},
    expert::{AgendaShown, Availability, DayShown},
    file::{SessionFile, read, standing},
    news::{Draft, News},
    note::note_key,
    packs::{PackAnswered, PackOrder},
    slots::{FreeSlot, Slot, Wanted},
    unused::{Pressed, offered_at},
};

use super::Stop;
use crate::rules::{
    calendar::{Month, NotAMonth},
    ids::{PersonId, TicketNumber},
    level::Level,
    offer::Label,
    session::{self, HoursRefusal},
    window::Occurrence,
};

/// How many choices Discord shows in a menu or a suggestion list.
pub const CHOICES: usize = 25;

/// How long a text about a session may be, in characters: a reason, notes, what it is about.
pub const TEXT_MOST: usize = 1_000;

/// Why something about hours or sessions is not done.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
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
    Rule(session::Refusal),
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
        /// Which, as the offer calls it.
        platform: Option<Label>,
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

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(super::Refusal::Expertise(refusal))
    }
}

impl From<session::Refusal> for Refusal {
    fn from(refusal: session::Refusal) -> Self {
        Self::Rule(refusal)
    }
}

impl From<session::Refusal> for Stop {
    fn from(refusal: session::Refusal) -> Self {
        Refusal::Rule(refusal).into()
    }
}

/// A text that somebody wrote of a session, without the blanks around it.
///
/// # Errors
/// Refused when it is too long.
fn checked(text: &str) -> Result<&str, super::Refusal> {
    let text = text.trim();
    let typed = text.chars().count();
    if typed > TEXT_MOST {
        return Err(super::Refusal::TooLong { typed, most: TEXT_MOST });
    }
    Ok(text)
}

/// Reads an hour of a day: `09:00`, `9:00` or `9`.
///
/// # Errors
/// Refused when it is none.
fn hour(typed: &str) -> Result<NaiveTime, Refusal> {
    let text = typed.trim();
    let (hour, minute) = text.split_once([':', 'h']).unwrap_or((text, ""));
    let number = |text: &str, empty: Option<u32>| match text {
        "" => empty,
        text if text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok(),
        _ => None,
    };
    number(hour, None)
        .zip(number(minute, Some(0)))
        .and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0))
        .ok_or_else(|| Refusal::Hour(typed.to_owned()))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::in_full("09:00", Some((9, 0)))]
    #[case::one_digit("9:05", Some((9, 5)))]
    #[case::hour_alone("9", Some((9, 0)))]
    #[case::as_the_french_write_it("14h30", Some((14, 30)))]
    #[case::and_shorter("14h", Some((14, 0)))]
    #[case::spaces(" 18:00 ", Some((18, 0)))]
    #[case::no_such_hour("24:00", None)]
    #[case::no_such_minute("9:60", None)]
    #[case::minutes_alone(":30", None)]
    #[case::words("noon", None)]
    #[case::negative("-9", None)]
    #[case::empty("", None)]
    fn an_hour_is_read_however_it_is_written(#[case] typed: &str, #[case] read: Option<(u32, u32)>) {
        let read = read.and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0));
        assert_eq!(hour(typed).ok(), read);
    }
}
