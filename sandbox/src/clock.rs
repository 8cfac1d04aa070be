//! The clock of the sandbox: it stands still or runs, and it is turned by hand.
//!
//! What a person would read on the wall (the hour of a message, the age of a ticket) comes from here.
//! Rate limits and the three seconds of an interaction do not: those are real time.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use parking_lot::Mutex;
use tokio::sync::watch;

/// A handle on the clock; clones share one clock.
#[derive(Clone, Debug)]
pub struct Clock {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    hand: Mutex<Hand>,
    turned: watch::Sender<u64>,
}

#[derive(Clone, Copy, Debug)]
enum Hand {
    Frozen(DateTime<Utc>),
    Running { ahead: TimeDelta },
}

impl Clock {
    /// A clock that stands still at `now` until it is turned.
    #[must_use]
    pub fn frozen(now: DateTime<Utc>) -> Self {
        Self::with(Hand::Frozen(now))
    }

    /// A clock that runs with the machine's.
    #[must_use]
    pub fn running() -> Self {
        Self::with(Hand::Running { ahead: TimeDelta::zero() })
    }

    fn with(hand: Hand) -> Self {
        Self { inner: Arc::new(Inner { hand: Mutex::new(hand), turned: watch::Sender::new(0) }) }
    }

    /// What the clock shows, in UTC.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        match *self.inner.hand.lock() {
            Hand::Frozen(now) => now,
            Hand::Running { ahead } => Utc::now() + ahead,
        }
    }

    /// Turns the clock forward.
    pub fn advance(&self, by: Duration) {
        let by = TimeDelta::from_std(by).unwrap_or(TimeDelta::MAX);
        {
            let mut hand = self.inner.hand.lock();
            match &mut *hand {
                Hand::Frozen(now) => *now = now.checked_add_signed(by).unwrap_or(*now),
                Hand::Running { ahead } => *ahead = ahead.checked_add(&by).unwrap_or(*ahead),
            }
        }
        self.notify();
    }

    /// Sets the clock, forward or back. A frozen clock stays frozen, a running one goes on from there.
    pub fn set(&self, to: DateTime<Utc>) {
        {
            let mut hand = self.inner.hand.lock();
            match &mut *hand {
                Hand::Frozen(now) => *now = to,
                Hand::Running { ahead } => *ahead = to - Utc::now(),
            }
        }
        self.notify();
    }

    /// Whether the clock stands still between turns.
    #[must_use]
    pub fn is_frozen(&self) -> bool {
        matches!(*self.inner.hand.lock(), Hand::Frozen(_))
    }

    /// Stops the clock at what it shows.
    pub fn freeze(&self) {
        let now = self.now();
        *self.inner.hand.lock() = Hand::Frozen(now);
        self.notify();
    }

    /// Lets the clock run from what it shows.
    pub fn run(&self) {
        let ahead = self.now() - Utc::now();
        *self.inner.hand.lock() = Hand::Running { ahead };
        self.notify();
    }

    /// Tells of every turn of the clock; the number counts them. The mere passing of time is not a turn.
    #[must_use]
    pub fn changed(&self) -> watch::Receiver<u64> {
        self.inner.turned.subscribe()
    }

    fn notify(&self) {
        self.inner.turned.send_modify(|turns| *turns += 1);
    }
}
