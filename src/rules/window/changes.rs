//! What may be done to a window.

use chrono::{DateTime, Utc};

use crate::rules::recurrence::Occurrence;

/// Why a window is not added or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowRefusal {
    /// It would end before it starts.
    EndsBeforeItStarts,
    /// It would start in the past.
    StartsInThePast,
    /// It would be over already.
    OverAlready {
        /// When it ended.
        ended_at: DateTime<Utc>,
    },
    /// It has started: it can be extended or cancelled, no longer moved.
    HasStarted {
        /// When it started.
        at: DateTime<Utc>,
    },
    /// It was cancelled.
    Cancelled,
    /// It would not end later than it does.
    NotLonger {
        /// When it ends.
        ends_at: DateTime<Utc>,
    },
    /// It is where it would be put already.
    Unchanged,
    /// Another window of the platform is there.
    Overlaps(Occurrence),
}

impl Occurrence {
    /// Whether the two have a moment in common. One that starts when the other ends does not overlap it.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.starts_at < other.ends_at && other.starts_at < self.ends_at
    }

    /// Whether it goes on at this moment.
    pub fn is_on(&self, at: DateTime<Utc>) -> bool {
        self.starts_at <= at && at < self.ends_at
    }

    /// Whether it is over at this moment.
    pub fn is_over(&self, at: DateTime<Utc>) -> bool {
        self.ends_at <= at
    }
}

pub(super) fn check_place(
    window: &Occurrence,
    others: &[Occurrence],
    now: DateTime<Utc>,
) -> Result<(), WindowRefusal> {
    if window.ends_at <= window.starts_at {
        return Err(WindowRefusal::EndsBeforeItStarts);
    }
    if window.is_over(now) {
        return Err(WindowRefusal::OverAlready { ended_at: window.ends_at });
    }
    others
        .iter()
        .find(|other| other.overlaps(window))
        .map_or(Ok(()), |other| Err(WindowRefusal::Overlaps(*other)))
}

/// Whether a window may be added among the others of its platform.
///
/// # Errors
///
/// Why it may not.
pub fn may_add(window: &Occurrence, others: &[Occurrence], now: DateTime<Utc>) -> Result<(), WindowRefusal> {
    check_place(window, others, now)?;
    if window.starts_at < now { Err(WindowRefusal::StartsInThePast) } else { Ok(()) }
}

/// Whether a window may be moved among the others (without itself): before it starts, to a time to come.
///
/// # Errors
///
/// Why it may not.
pub fn may_move(
    window: &Occurrence,
    to: &Occurrence,
    others: &[Occurrence],
    now: DateTime<Utc>,
) -> Result<(), WindowRefusal> {
    may_cancel(window, now)?;
    if window.starts_at <= now {
        return Err(WindowRefusal::HasStarted { at: window.starts_at });
    }
    if window == to {
        return Err(WindowRefusal::Unchanged);
    }
    may_add(to, others, now)
}

/// Whether a window may end later: until it is over, also while it goes on.
///
/// # Errors
///
/// Why it may not.
pub fn may_extend(
    window: &Occurrence,
    ends_at: DateTime<Utc>,
    others: &[Occurrence],
    now: DateTime<Utc>,
) -> Result<(), WindowRefusal> {
    may_cancel(window, now)?;
    if ends_at <= window.ends_at {
        return Err(WindowRefusal::NotLonger { ends_at: window.ends_at });
    }
    check_place(&Occurrence { ends_at, ..*window }, others, now)
}

/// Whether a window may be cancelled, or broken off: until it is over.
///
/// # Errors
///
/// Why it may not.
pub fn may_cancel(window: &Occurrence, now: DateTime<Utc>) -> Result<(), WindowRefusal> {
    if window.is_over(now) { Err(WindowRefusal::OverAlready { ended_at: window.ends_at }) } else { Ok(()) }
}
