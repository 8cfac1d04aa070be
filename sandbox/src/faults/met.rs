//! The faults that were met, planned or by chance.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};
use parking_lot::Mutex;

use crate::clock::Clock;

/// How many of the faults that were met are told in full; older ones are only counted.
const TOLD: usize = 50_000;

/// A fault that a request or an event met.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Met {
    /// The sandbox's clock then.
    pub at: DateTime<Utc>,
    /// What met it: `POST /channels/42/messages`, or an event with the id of what it tells of,
    /// `MESSAGE_CREATE 42`.
    pub what: String,
    /// What happened to it: `CutAfter`, `lost`, `twice`.
    pub fault: String,
}

/// Every fault that was met.
#[derive(Debug)]
pub(crate) struct History {
    clock: Clock,
    inner: Mutex<(VecDeque<Met>, usize)>,
}

impl Default for History {
    fn default() -> Self {
        Self::new(Clock::running())
    }
}

impl History {
    pub(crate) fn new(clock: Clock) -> Self {
        Self { clock, inner: Mutex::default() }
    }

    pub(crate) fn note(&self, what: String, fault: String) {
        let at = self.clock.now();
        let (told, all) = &mut *self.inner.lock();
        *all += 1;
        told.push_back(Met { at, what, fault });
        if told.len() > TOLD {
            told.pop_front();
        }
    }

    pub(crate) fn told(&self) -> Vec<Met> {
        self.inner.lock().0.iter().cloned().collect()
    }

    pub(crate) fn count(&self) -> usize {
        self.inner.lock().1
    }
}
