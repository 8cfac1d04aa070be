//! What can happen to a ticket, as it is recorded.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::sha256::Sha256Hex;
use crate::rules::{
    gtr::{Commitment, Threshold},
    ids::{CustomerId, EventSeq, IncidentNumber, PersonId, WindowId},
    level::Level,
    on_call::RouteKey,
    stored::stored_text,
};

stored_text! {
    /// How bad it is, worst first.
    #[derive(Default)]
    Priority {
        /// Service down.
        P1 = "p1",
        /// Degraded.
        P2 = "p2",
        /// Minor.
        #[default]
        P3 = "p3",
        /// A question.
        P4 = "p4",
    }
}

stored_text! {
    /// What it is about.
    #[derive(Default)]
    Category {
        /// Something does not work.
        #[default]
        Incident = "incident",
        /// Something is asked for.
        Request = "request",
        /// Account and billing, answered in business hours; never a P1.
        Account = "account",
    }
}

stored_text! {
    /// On whose behalf something is done.
    Side {
        /// The customer's team.
        Team = "team",
        /// Support and experts.
        Staff = "staff",
        /// The desk itself, because a moment came.
        Desk = "desk",
    }
}

stored_text! {
    /// How a ticket reached the desk.
    Origin {
        /// Typed or pressed in chat.
        Chat = "chat",
        /// Taken by phone or mail, and opened by staff for the customer.
        Phone = "phone",
    }
}

/// Who did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct By {
    /// The person; none for the desk itself, and for whoever is known by their route alone.
    pub person: Option<PersonId>,
    /// On whose behalf.
    pub side: Side,
}

impl By {
    /// A member of the customer's team.
    pub const fn team(person: PersonId) -> Self {
        Self { person: Some(person), side: Side::Team }
    }

    /// Support or an expert.
    pub const fn staff(person: PersonId) -> Self {
        Self { person: Some(person), side: Side::Staff }
    }

    /// Whoever is on call, known by their route alone.
    pub const fn on_call() -> Self {
        Self { person: None, side: Side::Staff }
    }

    /// The desk itself.
    pub const fn desk() -> Self {
        Self { person: None, side: Side::Desk }
    }

    /// Whether it was somebody of the staff.
    pub const fn is_staff(self) -> bool {
        matches!(self.side, Side::Staff)
    }
}

/// What the customer's level guaranteed at a moment, as the offer then said: frozen in the event, so that
/// neither a later offer nor a later level changes the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The level.
    pub level: Level,
    /// Its guaranteed time to restore, in minutes; none is best effort.
    pub gtr_minutes: Option<i64>,
}

impl Terms {
    /// The commitment, if there is one.
    pub fn commitment(self) -> Option<Commitment> {
        self.gtr_minutes.map(|minutes| Commitment { level: self.level, minutes })
    }
}

/// The part of the platform a ticket is about, as the offer then described it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The component's key.
    pub component: String,
    /// Whether it was in beta: no commitment at all.
    pub beta: bool,
}

/// A maintenance window that went on or was about to start when a ticket was opened, as it then stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Near {
    /// Which.
    pub window: WindowId,
    /// Of which platform, by its key in the offer.
    pub platform: String,
    /// From when, UTC.
    pub starts_at: DateTime<Utc>,
    /// Until when, UTC.
    pub ends_at: DateTime<Utc>,
}

/// What a person wrote, by its hashes alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Of the text, in UTF-8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Sha256Hex>,
    /// Of each attachment's bytes, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Sha256Hex>,
    /// When the desk read it, UTC, where that was not when it was written: the event's moment is that of the
    /// writing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_at: Option<DateTime<Utc>>,
    /// The event that it was written before, though it was read after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<EventSeq>,
}

impl Written {
    /// A text alone.
    pub fn text(text: &str) -> Self {
        Self { text: Some(Sha256Hex::of(text.as_bytes())), ..Self::default() }
    }
}

/// Something that happened to a ticket. The `kind` and the fields' names are what the hash is taken of: add a
/// kind, or an optional field that is left out when absent; change none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// The ticket was opened; always the first.
    Opened {
        /// Whose it is.
        customer: CustomerId,
        /// How it came.
        origin: Origin,
        /// How bad it is.
        priority: Priority,
        /// What it is about.
        category: Category,
        /// The part of the platform, where it was said.
        about: Option<About>,
        /// What the customer's level guaranteed then.
        terms: Terms,
        /// The maintenance that it may be about, where one was near.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        near: Option<Near>,
        /// The major incident that was open on its platform.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        during: Option<IncidentNumber>,
        /// The subject's hash.
        subject: Sha256Hex,
        /// The description.
        #[serde(flatten)]
        written: Written,
    },
    /// Someone of the staff has seen it.
    Acknowledged,
    /// Someone has seen it who was called outside chat: of them it is known by which route.
    AcknowledgedByRoute {
        /// Which.
        route: RouteKey,
    },
    /// Someone of the staff works on it: the one who did this.
    Taken,
    /// It was handed over.
    Assigned {
        /// To whom.
        to: PersonId,
        /// The note that goes with it.
        #[serde(flatten)]
        written: Written,
    },
    /// Support waits for the customer; the reason is what was written.
    Waiting {
        /// Why.
        #[serde(flatten)]
        written: Written,
    },
    /// The wait is over: staff said so, or the team pressed "I answered".
    Resumed,
    /// Raised or lowered.
    PriorityChanged {
        /// What it was.
        from: Priority,
        /// What it is.
        to: Priority,
        /// What the customer's level guaranteed then.
        terms: Terms,
        /// Why, or the impact.
        #[serde(flatten)]
        written: Written,
    },
    /// The component was put right.
    ComponentChanged {
        /// What it is about.
        about: About,
        /// What the customer's level guaranteed then.
        terms: Terms,
        /// Why.
        #[serde(flatten)]
        written: Written,
    },
    /// The customer's level was raised while this P1 was open.
    LevelUpgraded {
        /// What the level was.
        from: Level,
        /// What the new level guarantees.
        terms: Terms,
    },
    /// The service is back.
    Restored {
        /// The note.
        #[serde(flatten)]
        written: Written,
    },
    /// The customer says that it is not.
    Contested {
        /// Why.
        #[serde(flatten)]
        written: Written,
    },
    /// Closed; a P1's running clock stops here, as restored.
    Closed {
        /// Why.
        #[serde(flatten)]
        written: Written,
    },
    /// Open again.
    Reopened {
        /// Whether it contests that the service was back: the clock goes on as if it had never stopped.
        contests: bool,
        /// What the customer's level guaranteed then.
        terms: Terms,
        /// Why.
        #[serde(flatten)]
        written: Written,
    },
    /// The team wrote in the ticket's thread.
    TeamMessage {
        /// What.
        #[serde(flatten)]
        written: Written,
    },
    /// Staff wrote to the team.
    StaffMessage {
        /// What.
        #[serde(flatten)]
        written: Written,
    },
    /// Staff wrote for staff alone.
    Note {
        /// What.
        #[serde(flatten)]
        written: Written,
    },
    /// What somebody wrote was changed by them.
    MessageEdited {
        /// The event with which it came.
        of: EventSeq,
        /// What it says now.
        #[serde(flatten)]
        written: Written,
    },
    /// What somebody wrote was deleted; the record keeps it.
    MessageDeleted {
        /// The event with which it came.
        of: EventSeq,
    },
    /// An update to the customer, with the promised time of the next one.
    Update {
        /// When the next one is promised, if it is.
        next_at: Option<DateTime<Utc>>,
        /// Impact and action.
        #[serde(flatten)]
        written: Written,
    },
    /// The expertise cell's help was asked.
    ExpertAsked {
        /// About what.
        #[serde(flatten)]
        written: Written,
    },
    /// An expert joined: the one who did this.
    ExpertJoined,
    /// The expertise cell cannot help; the reason is what was written.
    ExpertDeclined {
        /// Why.
        #[serde(flatten)]
        written: Written,
    },
    /// People were called.
    Paged {
        /// The rank of the ladder.
        ladder: u32,
        /// The rank of its rung.
        rung: u32,
    },
    /// Whoever acknowledged was reminded.
    Reminded,
    /// The silence lasted: the ladder starts again.
    PagingRestarted,
    /// Support was warned of the guaranteed time.
    Warned {
        /// The rank of the clock.
        clock: u32,
        /// Which threshold.
        threshold: Threshold,
    },
}

impl Event {
    /// What a person wrote with it, where such an event comes with something.
    pub fn written(&self) -> Option<&Written> {
        match self {
            Self::Opened { written, .. }
            | Self::Assigned { written, .. }
            | Self::Waiting { written }
            | Self::PriorityChanged { written, .. }
            | Self::ComponentChanged { written, .. }
            | Self::Restored { written }
            | Self::Contested { written }
            | Self::Closed { written }
            | Self::Reopened { written, .. }
            | Self::TeamMessage { written }
            | Self::StaffMessage { written }
            | Self::Note { written }
            | Self::MessageEdited { written, .. }
            | Self::Update { written, .. }
            | Self::ExpertAsked { written }
            | Self::ExpertDeclined { written } => Some(written),
            Self::Acknowledged
            | Self::AcknowledgedByRoute { .. }
            | Self::Taken
            | Self::Resumed
            | Self::LevelUpgraded { .. }
            | Self::MessageDeleted { .. }
            | Self::ExpertJoined
            | Self::Paged { .. }
            | Self::Reminded
            | Self::PagingRestarted
            | Self::Warned { .. } => None,
        }
    }

    /// By which route whoever did it was called, where that alone is known of them.
    pub fn route(&self) -> Option<RouteKey> {
        if let Self::AcknowledgedByRoute { route } = self { Some(*route) } else { None }
    }

    /// Whether it is something written that was read later than it was written.
    pub fn was_read_late(&self) -> bool {
        self.written().is_some_and(|written| written.read_at.is_some())
    }

    /// Whether it is something that was written before that event happened, as far as is known.
    pub fn is_before(&self, other: EventSeq) -> bool {
        self.written().and_then(|written| written.before).is_some_and(|before| before <= other)
    }
}

/// An event in its ticket's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its rank.
    pub seq: EventSeq,
    /// When it happened: of something written, when it was written, also where it was read after other things
    /// had happened.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub by: By,
    /// What happened.
    pub event: Event,
}
