//! The published offer as data.

use chrono::{NaiveTime, TimeDelta};

use super::bounds::Bounds;
use crate::rules::{
    calendar::Calendar, language::Language, level::Level, recurrence::Recurrence, typed::same,
};

/// The offer that is used when no file is given.
pub const DEFAULT: &str = include_str!("../../../offer.toml");

/// The whole offer, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Zone, business hours and holidays.
    pub calendar: Calendar,
    /// How to reach support outside chat.
    pub contact: Contact,
    /// In the order of [`Level::ALL`].
    pub(super) levels: [LevelTerms; 4],
    /// The clock of a P1.
    pub gtr: GtrRules,
    /// Who is called to a P1 and when.
    pub paging: PagingRules,
    /// When it is told outside chat that chat cannot be reached.
    pub alarms: AlarmRules,
    /// When a major incident is proposed.
    pub incident: IncidentRules,
    /// What may be booked.
    pub sessions: SessionRules,
    /// Packs of hours.
    pub packs: PackRules,
    /// When maintenance is announced.
    pub announcements: Announcements,
    /// What is taken of files, at most.
    pub bounds: Bounds,
    /// How long what was done with is kept.
    pub retention: Retention,
    /// What is maintained; never empty.
    pub platforms: Vec<Platform>,
    /// The parts a ticket may be about; never empty.
    pub components: Vec<Component>,
}

/// How to reach support outside chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Support's phone.
    pub phone: String,
    /// Support's mail.
    pub mail: String,
    /// The expertise cell's own phone, given while privileged access lasts.
    pub expert_phone: Option<String>,
    /// The expertise cell's own mail, given while privileged access lasts.
    pub expert_mail: Option<String>,
}

/// What a level includes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelTerms {
    /// Guaranteed time to restore a P1, in minutes; none is best effort.
    pub gtr_minutes: Option<i64>,
    /// Expertise included in each calendar month, in minutes.
    pub minutes_a_month: i64,
    /// How many calendar months, from that of the first subscription on, have the hours and the privileged
    /// access, once per customer for ever; none is no limit.
    pub first_months: Option<u32>,
    /// Whether the expertise cell helps on a ticket.
    pub privileged_access: bool,
    /// Whether packs of hours may be ordered.
    pub packs: bool,
}

/// The clock of a P1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GtrRules {
    /// Percentages of the guaranteed time at which support is warned, ascending, each from 1 to 99.
    pub warn_percent: Vec<u8>,
    /// How long "restored" may be contested.
    pub contest: TimeDelta,
}

/// Who is called to a P1 and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagingRules {
    /// The first rungs, ascending; the first is at 0.
    pub rungs: Vec<RungRule>,
    /// After the last rung, every level again and again at this interval.
    pub repeat: TimeDelta,
    /// How long whoever acknowledged may give no sign before the reminder.
    pub silence: TimeDelta,
    /// From the reminder until the ladder starts again.
    pub restart: TimeDelta,
    /// A page sent later than this after its moment is marked late.
    pub late: TimeDelta,
    /// How many P1s of one customer that nobody has acknowledged have pages of their own; of more, one page
    /// tells.
    pub calls_apart: usize,
}

/// One rung of the ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RungRule {
    /// After the ladder's start.
    pub after: TimeDelta,
    /// The on-call levels called, each from 1 to 3, ascending.
    pub levels: Vec<u8>,
}

/// When it is told outside chat that chat cannot be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlarmRules {
    /// Once it has been so for this long, with a P1 open.
    pub away: TimeDelta,
    /// The same, with none open.
    pub away_idle: TimeDelta,
}

/// When the desk proposes to staff that a major incident be declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IncidentRules {
    /// Once so many P1s and P2s of one platform were opened.
    pub proposed_at: usize,
    /// Within this long.
    pub within: TimeDelta,
}

/// What may be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionRules {
    /// Sessions start on, last and are charged by multiples of this, in minutes; it divides a day.
    pub unit_minutes: i64,
    /// The shortest session, in minutes; a multiple of the unit.
    pub min_minutes: i64,
    /// The longest session, in minutes; a multiple of the unit.
    pub max_minutes: i64,
    /// A confirmed session is cancelled or moved free of charge until so long before it.
    pub free_cancel: TimeDelta,
}

/// Packs of hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackRules {
    /// Months from the grant to the end.
    pub valid_months: u32,
    /// The largest pack that may be ordered, in hours.
    pub max_hours: u32,
}

/// When maintenance is announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcements {
    /// A notice sent later than this after its moment says so.
    pub late: TimeDelta,
    /// A channel linked in mid-course hears at once of the windows that start within so many days.
    pub linked_days: u32,
    /// The notices owed for each window; one of them at the start, one at the end.
    pub stages: Vec<Stage>,
}

/// How long what was done with is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// Used and old drafts, answered interactions, said messages and kept promises.
    pub done: TimeDelta,
}

/// One notice of a window.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Stage {
    /// Its stable name, kept with what was sent.
    pub key: String,
    /// When it is due.
    pub lead: Lead,
}

/// When a notice is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lead {
    /// So many days before on the wall clock: at the window's own hour, or at the one given.
    DaysBefore {
        /// How many days.
        days: u32,
        /// At this hour; none is the hour at which the window starts.
        at: Option<NaiveTime>,
    },
    /// So many minutes before, elapsed.
    MinutesBefore {
        /// How many minutes.
        minutes: u32,
    },
    /// When the window starts.
    Start,
    /// When the window is over.
    End,
}

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// In English.
    pub en: String,
    /// In French.
    pub fr: String,
}

impl Label {
    /// The text in this language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::En => &self.en,
            Language::Fr => &self.fr,
        }
    }

    /// Whether somebody who typed this means it: the text in either language, whatever the case and the
    /// accents of its letters.
    pub fn is(&self, typed: &str) -> bool {
        same(typed, &self.en) || same(typed, &self.fr)
    }
}

/// Something that is maintained as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Platform {
    /// Its stable name, kept in tickets and windows.
    pub key: String,
    /// Its name for people.
    pub label: Label,
    /// The windows that come back.
    pub windows: Vec<WindowRule>,
}

/// Windows that come back by a rule, with what they are for.
#[derive(Clone, Debug, PartialEq)]
pub struct WindowRule {
    /// When.
    pub recurrence: Recurrence,
    /// Why.
    pub reason: Label,
    /// What it means to the customer.
    pub impact: Label,
}

/// A part of a platform that a ticket may be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// Its stable name, kept in tickets.
    pub key: String,
    /// Its name for people.
    pub label: Label,
    /// The key of its platform.
    pub platform: String,
    /// "Beta features carry no support commitment at all."
    pub beta: bool,
}

/// The offer's file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {must}")]
pub struct OfferError {
    /// The line of the file, from 1.
    pub line: usize,
    /// What is wrong there and what it must be.
    pub must: String,
}

impl Offer {
    /// What a level includes.
    pub const fn level(&self, level: Level) -> &LevelTerms {
        match level {
            Level::Standard => &self.levels[0],
            Level::Bronze => &self.levels[1],
            Level::Silver => &self.levels[2],
            Level::Gold => &self.levels[3],
        }
    }

    /// The component with this key; none if the offer has no such one, or no longer.
    pub fn component(&self, key: &str) -> Option<&Component> {
        self.components.iter().find(|component| component.key == key)
    }

    /// The platform with this key; none if the offer has no such one, or no longer.
    pub fn platform(&self, key: &str) -> Option<&Platform> {
        self.platforms.iter().find(|platform| platform.key == key)
    }

    /// The platform that is meant: by its key, or as it is called in either language.
    pub fn platform_meant(&self, typed: &str) -> Option<&Platform> {
        self.platforms.iter().find(|one| same(typed, &one.key) || one.label.is(typed))
    }

    /// The component that is meant: by its key, or as it is called in either language, with what is said of
    /// one in beta or without.
    pub fn component_meant(&self, typed: &str) -> Option<&Component> {
        let meant = |one: &&Component| {
            let shown = one.beta.then(|| typed.rsplit_once(" (")).flatten();
            same(typed, &one.key) || one.label.is(typed) || shown.is_some_and(|(name, _)| one.label.is(name))
        };
        self.components.iter().find(meant)
    }

    /// The stage with this key; none if the offer has no such one, or no longer.
    pub fn stage(&self, key: &str) -> Option<&Stage> {
        self.announcements.stages.iter().find(|stage| stage.key == key)
    }
}
