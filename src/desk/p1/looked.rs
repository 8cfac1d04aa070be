//! When the vigil looked last, and what it left to others.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};
use parking_lot::{Mutex, MutexGuard};

use crate::rules::ids::TicketNumber;

/// How often it looks.
const EVERY: TimeDelta = TimeDelta::minutes(5);

/// For how long a page that is overdue is left to whoever should send it, by a clock that nobody turns: after
/// a pause of the machine both look at one moment.
const LEFT_TO_OTHERS: Duration = Duration::from_secs(5);

/// What the vigil saw when it looked last.
#[derive(Debug, Default)]
pub struct Looked(pub(super) Mutex<Seen>);

#[derive(Debug, Default)]
pub(super) struct Seen {
    /// When that was.
    pub(super) at: Option<DateTime<Utc>>,
    /// P1s whose next page was overdue, and since when that is known.
    pub(super) overdue: HashMap<TicketNumber, Instant>,
}

impl Looked {
    pub(super) fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock()
    }

    /// Whether it is time to look: five minutes later, where the clock was put back since, or for what nobody
    /// did meanwhile.
    pub(super) fn is_due(&self, now: DateTime<Utc>) -> bool {
        let seen = self.seen();
        seen.at.is_none_or(|last| now - last >= EVERY || now < last)
            || seen.overdue.values().any(|since| since.elapsed() >= LEFT_TO_OTHERS)
    }

    /// Whether nobody will send the next page of a P1, which is overdue or is not.
    pub(super) fn is_left_undone(&self, ticket: TicketNumber, overdue: bool) -> bool {
        let mut seen = self.seen();
        if !overdue {
            seen.overdue.remove(&ticket);
            return false;
        }
        let since = *seen.overdue.entry(ticket).or_insert_with(Instant::now);
        let undone = since.elapsed() >= LEFT_TO_OTHERS;
        if undone {
            // Where it cannot be sent now either, it is tried again as soon.
            seen.overdue.insert(ticket, Instant::now());
        }
        undone
    }
}
