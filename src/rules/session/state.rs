//! Where a session stands, what happens to it, and why it is not booked or changed.

use chrono::{DateTime, Utc};

use crate::rules::stored::stored_text;

stored_text! {
    /// What a session is about. "Expertise covers": these.
    Topic {
        /// Training, from beginner to advanced.
        Training = "training",
        /// Network architecture: from the existing, evolutions, migrations.
        Network = "network",
        /// Advice and recommendations: problem management, new projects.
        Advice = "advice",
        /// Helping teams resolve an incident or a crisis.
        Support = "support",
        /// Anything else.
        Other = "other",
    }
}

stored_text! {
    /// Where a session stands.
    State {
        /// The team asked; an expert is to answer.
        Requested = "requested",
        /// An expert proposed; the team is to answer.
        Proposed = "proposed",
        /// Both agree.
        Confirmed = "confirmed",
        /// It took place.
        Delivered = "delivered",
        /// The other side said no.
        Declined = "declined",
        /// Whoever asked took it back.
        Withdrawn = "withdrawn",
        /// Nobody answered in time.
        Released = "released",
        /// It was confirmed, and is not to be.
        Cancelled = "cancelled",
        /// The customer did not come.
        NoShow = "no_show",
    }
}

stored_text! {
    /// What happened to a session: a step of its history.
    Step {
        /// The team asked for it.
        Asked = "asked",
        /// An expert proposed it.
        Offered = "offered",
        /// The other side said yes.
        Accepted = "accepted",
        /// The other side said no.
        Declined = "declined",
        /// The other side put another time.
        OtherTime = "other_time",
        /// Whoever asked took it back.
        Withdrawn = "withdrawn",
        /// Nobody answered in time.
        Released = "released",
        /// It was called off once confirmed.
        Cancelled = "cancelled",
        /// It was called off for another time.
        Moved = "moved",
        /// It took place.
        Delivered = "delivered",
        /// The customer did not come.
        NoShow = "no_show",
        /// The team agreed that it took longer than booked.
        MoreUsed = "more_used",
        /// The team left a note of how it was.
        Noted = "noted",
    }
}

stored_text! {
    /// The two sides of a session.
    Party {
        /// The customer's team.
        Team = "team",
        /// The expert.
        Expert = "expert",
    }
}

impl Party {
    /// The other side.
    pub const fn other(self) -> Self {
        match self {
            Self::Team => Self::Expert,
            Self::Expert => Self::Team,
        }
    }
}

/// Something done to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SessionAct {
    /// Say yes.
    Accept(Party),
    /// Say no.
    Decline(Party),
    /// Put another time to the other side.
    Propose(Party),
    /// Take one's own request back.
    Withdraw(Party),
    /// Nobody answered in time.
    Release,
    /// Call off what was confirmed.
    Cancel(Party),
    /// It took place.
    Deliver,
    /// The customer did not come.
    NoShow,
}

/// Why a session is not booked or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionRefusal {
    /// It cannot last so long.
    Length {
        /// The unit, in minutes.
        unit: i64,
        /// The shortest, in minutes.
        min: i64,
        /// The longest, in minutes.
        max: i64,
    },
    /// It would start in the past.
    Past,
    /// Nothing is booked so far ahead.
    TooFarAhead {
        /// It must start before this moment.
        until: DateTime<Utc>,
    },
    /// Sessions start on multiples of the unit.
    NotOnUnit {
        /// The unit, in minutes.
        unit: i64,
    },
    /// It would not be inside business hours.
    OutsideBusinessHours,
    /// It would not be inside the expert's availability.
    NotAvailable,
    /// The expert has another session then.
    Taken,
    /// This cannot be done with a session in this state.
    NotNow {
        /// Where it stands.
        state: State,
    },
    /// It has not started yet.
    NotStarted {
        /// When it starts.
        at: DateTime<Utc>,
    },
    /// It has started already.
    Started {
        /// When it started.
        at: DateTime<Utc>,
    },
}

impl State {
    /// Whether it holds minutes and the expert's time.
    pub const fn holds(self) -> bool {
        match self {
            Self::Requested | Self::Proposed | Self::Confirmed => true,
            Self::Delivered
            | Self::Declined
            | Self::Withdrawn
            | Self::Released
            | Self::Cancelled
            | Self::NoShow => false,
        }
    }

    /// The state after an act, for a session that starts at `starts_at`.
    ///
    /// # Errors
    ///
    /// When this cannot be done in this state, or before or after the start.
    pub fn after(
        self,
        act: SessionAct,
        starts_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Self, SessionRefusal> {
        let next = match (self, act) {
            (Self::Requested, SessionAct::Accept(Party::Expert))
            | (Self::Proposed, SessionAct::Accept(Party::Team)) => Self::Confirmed,
            (Self::Requested, SessionAct::Decline(Party::Expert))
            | (Self::Proposed, SessionAct::Decline(Party::Team)) => Self::Declined,
            (Self::Requested, SessionAct::Propose(Party::Expert)) => Self::Proposed,
            (Self::Proposed, SessionAct::Propose(Party::Team)) => Self::Requested,
            (Self::Requested, SessionAct::Withdraw(Party::Team))
            | (Self::Proposed, SessionAct::Withdraw(Party::Expert)) => Self::Withdrawn,
            (Self::Requested | Self::Proposed, SessionAct::Release) => Self::Released,
            // An expert who accepted and cannot come declines the same request.
            (Self::Confirmed, SessionAct::Cancel(_) | SessionAct::Decline(Party::Expert)) => Self::Cancelled,
            (Self::Confirmed, SessionAct::Deliver) => Self::Delivered,
            (Self::Confirmed, SessionAct::NoShow) => Self::NoShow,
            (
                Self::Requested
                | Self::Proposed
                | Self::Confirmed
                | Self::Delivered
                | Self::Declined
                | Self::Withdrawn
                | Self::Released
                | Self::Cancelled
                | Self::NoShow,
                _,
            ) => return Err(SessionRefusal::NotNow { state: self }),
        };
        match act {
            SessionAct::Deliver | SessionAct::NoShow if now < starts_at => {
                Err(SessionRefusal::NotStarted { at: starts_at })
            }
            SessionAct::Accept(_) | SessionAct::Propose(_) | SessionAct::Cancel(_) if now >= starts_at => {
                Err(SessionRefusal::Started { at: starts_at })
            }
            SessionAct::Accept(_)
            | SessionAct::Propose(_)
            | SessionAct::Cancel(_)
            | SessionAct::Deliver
            | SessionAct::NoShow
            | SessionAct::Decline(_)
            | SessionAct::Withdraw(_)
            | SessionAct::Release => Ok(next),
        }
    }
}
