//! What an upgrade would change, as it was shown.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::rules::{calendar::Month, ids::TicketNumber, level::Level};

/// What a change of level changes, as somebody is shown it before they confirm it.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Preview {
    /// What the customer has without it.
    pub from: Offered,
    /// What it would have.
    pub to: Offered,
    /// From when, UTC, where it is not at once.
    pub later: Option<DateTime<Utc>>,
    /// From which first of a month it would be on the bill.
    pub billed_from: NaiveDate,
    /// Scheduled changes that it would cancel, soonest first.
    pub cancels: Vec<Scheduled>,
    /// Open P1s that it would help.
    pub p1s: Vec<Helped>,
}

/// What a level offers one customer.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Offered {
    /// The level.
    pub level: Level,
    /// The guaranteed time to restore of a P1, in minutes; none is best effort.
    pub gtr_minutes: Option<i64>,
    /// Minutes of expertise included a month, while they are given.
    pub minutes_a_month: i64,
    /// The last month in which they are, where there is one.
    pub until: Option<Month>,
    /// Minutes left of this month's.
    pub left: i64,
    /// Privileged access to the experts.
    pub access: bool,
}

/// A change that was to come.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Scheduled {
    /// To which level.
    pub level: Level,
    /// When, UTC.
    pub at: DateTime<Utc>,
}

/// An open P1 that is helped by a higher level.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Helped {
    /// The ticket.
    pub ticket: TicketNumber,
    /// What is guaranteed without the change.
    pub before: Guaranteed,
    /// The deadline if the change is made now, UTC.
    pub deadline: DateTime<Utc>,
}

/// What is guaranteed for a P1, told so that it stays the same while nothing happens but that time passes.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Guaranteed {
    /// Best effort.
    Nothing,
    /// A deadline, UTC.
    Deadline(DateTime<Utc>),
    /// Support waits for the customer with so many seconds left.
    Paused(i64),
}

impl Preview {
    /// Whether somebody who was shown `shown` was shown this. The new deadlines are left out: they are
    /// counted from the press.
    pub fn is_still(&self, shown: &Self) -> bool {
        let mut shown = shown.clone();
        for (before, now) in shown.p1s.iter_mut().zip(&self.p1s) {
            before.deadline = now.deadline;
        }
        *self == shown
    }
}
