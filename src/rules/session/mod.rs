//! Sessions with an expert: when one may be booked, and what becomes of it.
//!
//! In business hours only, and only inside the expert's availability; never two for one expert at a time. Asked for
//! by the team, or proposed by an expert; held at the request, confirmed by the other side, delivered, charged. A
//! request that nobody answers by the same hour of the next business day, or by its start, is released.

mod help;
mod slots;

#[cfg(test)]
mod tests;

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    calendar::Calendar,
    offer::{Offer, SessionRules},
    stored::stored_text,
};

pub use help::HelpState;
pub use slots::{Away, Day, Expert, Hours, HoursRefusal, check_day, free_slots};

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
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Team => Self::Expert,
            Self::Expert => Self::Team,
        }
    }
}

/// Something done to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
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

/// What becomes of the minutes held when a session is called off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// They are given back.
    Free,
    /// They are used.
    Charged,
}

/// Why a session is not booked or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
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
    #[must_use]
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
    pub fn after(self, act: Act, starts_at: DateTime<Utc>, now: DateTime<Utc>) -> Result<Self, Refusal> {
        let next =
            match (self, act) {
                (Self::Requested, Act::Accept(Party::Expert))
                | (Self::Proposed, Act::Accept(Party::Team)) => Self::Confirmed,
                (Self::Requested, Act::Decline(Party::Expert))
                | (Self::Proposed, Act::Decline(Party::Team)) => Self::Declined,
                (Self::Requested, Act::Propose(Party::Expert)) => Self::Proposed,
                (Self::Proposed, Act::Propose(Party::Team)) => Self::Requested,
                (Self::Requested, Act::Withdraw(Party::Team))
                | (Self::Proposed, Act::Withdraw(Party::Expert)) => Self::Withdrawn,
                (Self::Requested | Self::Proposed, Act::Release) => Self::Released,
                // An expert who accepted and cannot come declines the same request.
                (Self::Confirmed, Act::Cancel(_) | Act::Decline(Party::Expert)) => Self::Cancelled,
                (Self::Confirmed, Act::Deliver) => Self::Delivered,
                (Self::Confirmed, Act::NoShow) => Self::NoShow,
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
                ) => return Err(Refusal::NotNow { state: self }),
            };
        match act {
            Act::Deliver | Act::NoShow if now < starts_at => Err(Refusal::NotStarted { at: starts_at }),
            Act::Accept(_) | Act::Propose(_) | Act::Cancel(_) if now >= starts_at => {
                Err(Refusal::Started { at: starts_at })
            }
            Act::Accept(_)
            | Act::Propose(_)
            | Act::Cancel(_)
            | Act::Deliver
            | Act::NoShow
            | Act::Decline(_)
            | Act::Withdraw(_)
            | Act::Release => Ok(next),
        }
    }
}

/// Whether a session may last so many minutes.
///
/// # Errors
///
/// [`Refusal::Length`] with what it may last.
pub const fn check_length(minutes: i64, rules: &SessionRules) -> Result<(), Refusal> {
    let SessionRules { unit_minutes: unit, min_minutes: min, max_minutes: max, .. } = *rules;
    if min <= minutes && minutes <= max && minutes % unit == 0 {
        Ok(())
    } else {
        Err(Refusal::Length { unit, min, max })
    }
}

/// The lengths a session may have, in minutes, shortest first.
#[must_use]
pub fn lengths(rules: &SessionRules) -> Vec<i64> {
    (1..=rules.max_minutes / rules.unit_minutes)
        .map(|units| units * rules.unit_minutes)
        .filter(|minutes| *minutes >= rules.min_minutes)
        .collect()
}

/// "Nothing is booked past the end of the coming month": sessions start before this moment.
#[must_use]
pub fn bookable_until(calendar: &Calendar, now: DateTime<Utc>) -> DateTime<Utc> {
    calendar.month_of(now).next().end(calendar)
}

/// When a request that nobody answers is released: the same hour of the next business day (asked outside business
/// hours: counted from the next opening), or its start, whichever is first.
#[must_use]
pub fn expires_at(calendar: &Calendar, asked_at: DateTime<Utc>, starts_at: DateTime<Utc>) -> DateTime<Utc> {
    calendar.same_hour_next_business_day(asked_at).min(starts_at)
}

/// What calling a session off costs: a request nothing, at any time; a confirmed session nothing until 24 h before
/// (exactly 24 h is free), or when the expert does it; later the hours are used. None where there is nothing to call
/// off. A move is a cancellation and a new booking, and costs what the cancellation does.
#[must_use]
pub fn cost_of_calling_off(
    state: State,
    by: Party,
    starts_at: DateTime<Utc>,
    rules: &SessionRules,
    now: DateTime<Utc>,
) -> Option<Cost> {
    match (state, by) {
        (State::Requested | State::Proposed, _) | (State::Confirmed, Party::Expert) => Some(Cost::Free),
        (State::Confirmed, Party::Team) if starts_at - now >= rules.free_cancel => Some(Cost::Free),
        (State::Confirmed, Party::Team) => Some(Cost::Charged),
        (
            State::Delivered
            | State::Declined
            | State::Withdrawn
            | State::Released
            | State::Cancelled
            | State::NoShow,
            _,
        ) => None,
    }
}

/// Whether an expert can have a session then.
///
/// # Errors
///
/// Why not.
pub fn check_slot(
    offer: &Offer,
    expert: &Expert,
    starts_at: DateTime<Utc>,
    minutes: i64,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let SessionRules { unit_minutes: unit, .. } = offer.sessions;
    let calendar = &offer.calendar;
    check_length(minutes, &offer.sessions)?;
    if starts_at <= now {
        return Err(Refusal::Past);
    }
    let until = bookable_until(calendar, now);
    if starts_at >= until {
        return Err(Refusal::TooFarAhead { until });
    }
    if !slots::is_on_unit(calendar, starts_at, unit) {
        return Err(Refusal::NotOnUnit { unit });
    }
    let ends_at = starts_at + TimeDelta::minutes(minutes);
    if !slots::in_business_hours(calendar, starts_at, ends_at) {
        return Err(Refusal::OutsideBusinessHours);
    }
    if !expert.is_available(calendar, starts_at, ends_at) {
        return Err(Refusal::NotAvailable);
    }
    if expert.is_taken(starts_at, ends_at) {
        return Err(Refusal::Taken);
    }
    Ok(())
}

/// The units of time that a session takes, each by its start: what two bookings of one expert cannot both have.
#[must_use]
pub fn units(starts_at: DateTime<Utc>, minutes: i64, rules: &SessionRules) -> Vec<DateTime<Utc>> {
    let count = minutes / rules.unit_minutes;
    (0..count).map(|unit| starts_at + TimeDelta::minutes(unit * rules.unit_minutes)).collect()
}
