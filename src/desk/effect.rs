//! What was changed by what somebody did, for the record: facts without words, so that each reader has them
//! in their own language. What people wrote is not among them.

use chrono::{DateTime, NaiveDate, Utc, Weekday};
use serde::{Deserialize, Serialize};

use crate::rules::{
    event::Priority,
    ids::{ChannelId, IncidentNumber, PersonId, RoleId, SessionId},
    incident::Kind,
    language::Language,
    level::Level,
    session,
    ticket::{self, Ticket},
    window::{Change, Occurrence},
};

/// Something that was changed. The names are in rows: add to them, change none.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Effect {
    /// A ticket was opened.
    Opened {
        /// How urgent.
        priority: Priority,
    },
    /// A ticket stands elsewhere.
    State {
        /// Where it stood.
        from: ticket::State,
        /// Where it stands.
        to: ticket::State,
    },
    /// A ticket's priority.
    Priority {
        /// What it was.
        from: Priority,
        /// What it is.
        to: Priority,
    },
    /// What a ticket is about, by the component's key in the offer.
    Component {
        /// What it was.
        from: Option<String>,
        /// What it is.
        to: Option<String>,
    },
    /// Who works on a ticket.
    Assignee {
        /// Who did.
        from: Option<PersonId>,
        /// Who does.
        to: Option<PersonId>,
    },
    /// A customer is served.
    Added {
        /// At which level.
        level: Level,
        /// Since when, UTC.
        since: DateTime<Utc>,
        /// What its team reads.
        language: Language,
    },
    /// A customer is called otherwise.
    Renamed {
        /// What it was called.
        from: String,
        /// What it is called.
        to: String,
    },
    /// A customer's team reads another language.
    Language {
        /// What it read.
        from: Language,
        /// What it reads.
        to: Language,
    },
    /// A customer is served no longer.
    Removed {
        /// How many channels spoke for it.
        channels: usize,
        /// How many of its tickets were closed by it.
        tickets: usize,
        /// How many sessions were called off.
        sessions: usize,
    },
    /// A customer's level.
    Level {
        /// What it was.
        from: Level,
        /// What it is or will be.
        to: Level,
        /// From when, UTC.
        at: DateTime<Utc>,
        /// From when it is on the bill.
        billed_from: NaiveDate,
    },
    /// A change of level that was to come will not.
    LevelCancelled {
        /// To which level.
        to: Level,
        /// When it was to come, UTC.
        at: DateTime<Utc>,
    },
    /// A channel speaks for a customer.
    Linked {
        /// Which.
        channel: ChannelId,
        /// Whether maintenance is announced there.
        announcements: bool,
        /// Of which platform, by its key in the offer; none: of all.
        platform: Option<String>,
    },
    /// A channel speaks for a customer no longer.
    Unlinked {
        /// Which.
        channel: ChannelId,
    },
    /// A code was made with which a channel may be linked.
    Code {
        /// Until when it is good, UTC.
        until: DateTime<Utc>,
    },
    /// Somebody manages a contract, or no longer.
    Manager {
        /// Who.
        person: PersonId,
        /// Whether they do.
        named: bool,
    },
    /// What the desk sends a team by itself.
    Setting {
        /// Which of the settings.
        setting: Setting,
        /// Whether it is on.
        on: bool,
    },
    /// A pack was ordered.
    PackOrdered {
        /// How many hours.
        hours: i64,
    },
    /// A pack was granted.
    PackGranted {
        /// How many hours.
        hours: i64,
        /// Until when, UTC.
        until: DateTime<Utc>,
    },
    /// An order of a pack was declined.
    PackDeclined {
        /// How many hours.
        hours: i64,
    },
    /// A channel of the set-up.
    SetUpChannel {
        /// Which part of the set-up.
        part: SetupPart,
        /// Which it was.
        from: Option<ChannelId>,
        /// Which it is.
        to: ChannelId,
    },
    /// A role of the set-up.
    SetUpRole {
        /// Which part of the set-up.
        part: SetupPart,
        /// Which it was.
        from: Option<RoleId>,
        /// Which it is.
        to: Option<RoleId>,
    },
    /// A maintenance window.
    Window {
        /// What was done to it.
        change: Change,
        /// Of which platform, by its key in the offer.
        platform: String,
        /// When it was to be.
        was: Option<Occurrence>,
        /// When it is to be.
        place: Occurrence,
    },
    /// A major incident.
    Incident {
        /// Which.
        incident: IncidentNumber,
        /// What happened to it.
        kind: Kind,
    },
    /// A session.
    Session {
        /// Which.
        session: SessionId,
        /// Where it stands.
        state: session::State,
        /// When it was to start, UTC, where that changed.
        was: Option<DateTime<Utc>>,
        /// When it starts, UTC.
        starts_at: DateTime<Utc>,
    },
    /// When an expert is there on a day of the week.
    Hours {
        /// Which day.
        day: Weekday,
    },
    /// An expert is away.
    Away {
        /// From when, UTC.
        from: DateTime<Utc>,
        /// Until when, UTC.
        to: DateTime<Utc>,
    },
    /// Whether an expert takes requests at once.
    AtOnce {
        /// Whether they do.
        on: bool,
    },
    /// The link of an expert's private calendar was replaced.
    NewLink,
}

/// What the desk sends a team by itself.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// The offer of hours that lapse.
    UnusedHours,
    /// The report of a month.
    MonthlyReport,
}

/// A part of the set-up.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SetupPart {
    /// Where cards and pages are posted.
    SupportChannel,
    /// Where requests for the experts are posted.
    ExpertsChannel,
    /// Who is a support agent.
    SupportRole,
    /// Who is an expert.
    ExpertRole,
    /// Whom level 1 of the ladder calls.
    OnCall1,
    /// Level 2.
    OnCall2,
    /// Level 3.
    OnCall3,
}

impl Effect {
    /// What a ticket is otherwise than it was.
    pub fn of_ticket(before: &Ticket, after: &Ticket) -> Vec<Self> {
        let component = |ticket: &Ticket| ticket.about.as_ref().map(|about| about.component.clone());
        let mut effects = Vec::new();
        if before.priority != after.priority {
            effects.push(Self::Priority { from: before.priority, to: after.priority });
        }
        if component(before) != component(after) {
            effects.push(Self::Component { from: component(before), to: component(after) });
        }
        if before.assignee != after.assignee {
            effects.push(Self::Assignee { from: before.assignee, to: after.assignee });
        }
        if before.state != after.state {
            effects.push(Self::State { from: before.state, to: after.state });
        }
        effects
    }

    /// The effects of a row of the record. One that this version does not know is left out with the others of
    /// its row.
    pub fn of_row(row: Option<&str>) -> Vec<Self> {
        row.and_then(|row| serde_json::from_str(row).ok()).unwrap_or_default()
    }
}
