//! Since when Discord cannot be reached, as those say who speak with it: the gateway, looked at once a
//! second, and the outbox, with each message that it sends.

use chrono::{DateTime, TimeDelta, Utc};
use parking_lot::Mutex;

use crate::clock::Clock;

/// How often what did not arrive is tried at once while the gateway is served.
const TRIED_EVERY: TimeDelta = TimeDelta::seconds(30);

/// A time in which Discord was found out of reach again and again.
///
/// It lasts from the first to the last time it was found so: a machine that slept in between saw nothing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Found {
    first: DateTime<Utc>,
    last: DateTime<Utc>,
}

impl Found {
    /// The same, found once more.
    fn again(found: Option<Self>, now: DateTime<Utc>) -> Self {
        Self { first: found.map_or(now, |found| found.first), last: now }
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    /// The gateway is not served.
    gateway: Option<Found>,
    /// Nothing that is sent arrives.
    sends: Option<Found>,
    /// When what did not arrive was last tried at once, since the gateway is served.
    tried_at: Option<DateTime<Utc>>,
    /// All that did not arrive was tried since: other than the first of it, which may have arrived meanwhile,
    /// the rest still has its pauses. At the start it is that of the program before.
    all_tried: bool,
}

/// Since when Discord cannot be reached.
#[derive(Debug)]
pub struct Away {
    clock: Clock,
    seen: Mutex<Seen>,
}

/// Discord cannot be reached.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Spell {
    /// Since when.
    pub since: DateTime<Utc>,
    /// For how long it is known.
    pub lasted: TimeDelta,
    /// The gateway is not served; otherwise it is only what is sent that does not arrive.
    pub unserved: bool,
}

impl Away {
    /// At its start nobody serves the gateway.
    pub fn new(clock: Clock) -> Self {
        let gateway = Some(Found::again(None, clock.now()));
        Self { clock, seen: Mutex::new(Seen { gateway, ..Seen::default() }) }
    }

    /// The gateway is served, or is not.
    pub fn gateway(&self, served: bool) {
        let mut seen = self.seen.lock();
        seen.gateway = (!served).then(|| Found::again(seen.gateway, self.clock.now()));
    }

    /// Something that was sent arrived, or nothing waits that did not.
    pub fn arrived(&self) {
        self.seen.lock().sends = None;
    }

    /// Something that was sent did not arrive, as Discord could not be reached.
    pub fn unreached(&self) {
        let mut seen = self.seen.lock();
        seen.sends = Some(Found::again(seen.sends, self.clock.now()));
        seen.all_tried = false;
    }

    /// Whether what did not arrive is to be tried at once, whatever pause it was given: when the gateway is
    /// served for the first time or again, and each half minute from then on.
    pub fn is_to_be_tried(&self) -> bool {
        let now = self.clock.now();
        let mut seen = self.seen.lock();
        if seen.gateway.is_some() {
            seen.tried_at = None;
        }
        let rested = seen.tried_at.is_none_or(|at| now - at >= TRIED_EVERY);
        let tries = seen.gateway.is_none() && (seen.sends.is_some() || !seen.all_tried) && rested;
        if tries {
            seen.all_tried = true;
            seen.tried_at = Some(now);
        }
        tries
    }

    /// Whether the gateway is served.
    pub fn is_served(&self) -> bool {
        self.seen.lock().gateway.is_none()
    }

    /// Since when Discord cannot be reached; nothing where it can.
    pub fn since(&self) -> Option<DateTime<Utc>> {
        self.spell().map(|spell| spell.since)
    }

    /// Since when, for how long, and how that is known.
    pub fn spell(&self) -> Option<Spell> {
        let Seen { gateway, sends, .. } = *self.seen.lock();
        let since = gateway.iter().chain(&sends).map(|found| found.first).min()?;
        let until = gateway.iter().chain(&sends).map(|found| found.last).max()?;
        Some(Spell { since, lasted: until - since, unserved: gateway.is_some() })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tokio::sync::watch;

    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    /// An hour that is turned, and who looks at it.
    fn away() -> (Arc<Mutex<DateTime<Utc>>>, Away) {
        let now = Arc::new(Mutex::new(at(0)));
        let read = Arc::clone(&now);
        let (_turns, turned) = watch::channel(());
        (now, Away::new(Clock::turned_by(move || *read.lock(), turned)))
    }

    #[test]
    fn it_is_away_while_one_of_the_two_says_so() {
        let (now, away) = away();
        assert_eq!(away.since(), Some(at(0)), "before anything is served");
        away.gateway(true);
        assert_eq!((away.since(), away.is_served()), (None, true));
        *now.lock() = at(3);
        away.unreached();
        *now.lock() = at(4);
        away.gateway(false);
        *now.lock() = at(6);
        away.gateway(false);
        let spell = Spell { since: at(3), lasted: TimeDelta::minutes(3), unserved: true };
        assert_eq!(away.spell(), Some(spell));
        away.gateway(true);
        assert_eq!((away.since(), away.is_served()), (Some(at(3)), true), "nothing has arrived yet");
        away.arrived();
        assert_eq!(away.spell(), None);
    }

    /// What did not arrive is tried when the gateway is back, and from then on each half minute.
    #[test]
    fn what_did_not_arrive_is_tried_when_it_is_back() {
        let (now, away) = away();
        away.unreached();
        assert!(!away.is_to_be_tried(), "the gateway is not served");
        away.gateway(true);
        assert_eq!((away.is_to_be_tried(), away.is_to_be_tried()), (true, false));
        *now.lock() = at(1);
        assert!(away.is_to_be_tried(), "half a minute later");
        away.arrived();
        *now.lock() = at(2);
        assert!(!away.is_to_be_tried(), "it has arrived");
    }

    /// What failed before the program was started is tried once, when the gateway is served.
    #[test]
    fn what_failed_before_the_start_is_tried_once() {
        let (now, away) = away();
        assert!(!away.is_to_be_tried(), "nobody serves the gateway");
        away.gateway(true);
        assert_eq!((away.is_to_be_tried(), away.is_to_be_tried()), (true, false));
        *now.lock() = at(1);
        assert!(!away.is_to_be_tried(), "all of it has arrived");
    }

    /// One message arrives before the gateway is served: the others are tried all the same.
    #[test]
    fn what_did_not_arrive_is_tried_though_something_did() {
        let (_now, away) = away();
        away.gateway(true);
        assert!(away.is_to_be_tried());
        away.gateway(false);
        away.unreached();
        assert!(!away.is_to_be_tried());
        away.arrived();
        away.gateway(true);
        assert_eq!((away.is_to_be_tried(), away.is_to_be_tried()), (true, false));
    }

    /// What nobody looked at meanwhile is not known to have lasted.
    #[test]
    fn an_hour_in_which_nobody_looked_does_not_count() {
        let (now, away) = away();
        away.gateway(true);
        away.unreached();
        *now.lock() = at(60);
        assert_eq!(away.spell().map(|spell| spell.lasted), Some(TimeDelta::zero()));
    }
}
