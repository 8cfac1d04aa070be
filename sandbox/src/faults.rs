//! Things that go wrong on request.
//!
//! A fault waits for a request that matches it and is used up by it; the next ones pass. What is dropped, lost or doubled on the gateway is
//! counted the same way.

use std::time::Duration;

use parking_lot::Mutex;

use crate::clock::Clock;
use crate::storm::{History, Met, Storm};

/// What happens to a request.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// It is answered with this status (500, 502, 503 …) and has no effect.
    Status(u16),
    /// It is answered with this status and Discord's code for a refusal (50013, 160006 …), and has no effect.
    Refused(u16, u32),
    /// It has its effect, and is answered with this status all the same.
    StatusAfter(u16),
    /// It waits this long (real time) and is then served.
    Slow(Duration),
    /// It has its effect at once, and is answered only after this long (real time).
    SlowAfter(Duration),
    /// The connection is cut before anything is done.
    CutBefore,
    /// It has its effect and the connection is cut before the answer.
    CutAfter,
    /// It is answered with 429 and this time to wait.
    TooMany(Duration),
}

#[derive(Debug)]
struct Planned {
    method: Option<String>,
    path: String,
    fault: Fault,
    left: usize,
}

/// What becomes of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Arrives,
    Lost,
    Twice,
}

/// The faults still to come.
#[derive(Debug, Default)]
pub struct Faults {
    inner: Mutex<Inner>,
    met: History,
}

#[derive(Debug, Default)]
struct Inner {
    planned: Vec<Planned>,
    lose: usize,
    double: usize,
    refuse_resume: usize,
    refuse_connections: bool,
    storm: Option<Storm>,
}

impl Faults {
    pub(crate) fn new(clock: Clock) -> Self {
        Self { inner: Mutex::default(), met: History::new(clock) }
    }

    /// The next `times` requests that match meet `fault`. `method` is `*` for any; in `path` (without the version, as
    /// `/channels/*/messages`) a `*` stands for one part, and a final `**` for whatever follows.
    pub fn next(&self, times: usize, method: &str, path: &str, fault: Fault) {
        let method = (method != "*").then(|| method.to_ascii_uppercase());
        self.inner.lock().planned.push(Planned { method, path: path.to_owned(), fault, left: times });
    }

    /// The next `times` events never arrive at the bot, though they count.
    pub fn lose_events(&self, times: usize) {
        self.inner.lock().lose += times;
    }

    /// The next `times` events arrive twice.
    pub fn double_events(&self, times: usize) {
        self.inner.lock().double += times;
    }

    /// The next `times` attempts to resume a session are refused.
    pub fn refuse_resume(&self, times: usize) {
        self.inner.lock().refuse_resume += times;
    }

    /// While set, the gateway turns everyone away.
    pub fn refuse_connections(&self, refuse: bool) {
        self.inner.lock().refuse_connections = refuse;
    }

    /// From now on requests and events meet faults by chance, beside those that are planned; a storm that blew before is over.
    pub fn storm(&self, storm: Storm) {
        self.inner.lock().storm = Some(storm);
    }

    /// The storm is over; planned faults stay.
    pub fn calm(&self) {
        self.inner.lock().storm = None;
    }

    /// The faults that requests and events met, planned or by chance, oldest first; the newest fifty thousand.
    #[must_use]
    pub fn met(&self) -> Vec<Met> {
        self.met.told()
    }

    /// How many faults were ever met.
    #[must_use]
    pub fn count_met(&self) -> usize {
        self.met.count()
    }

    /// Forgets the faults that were not used, and ends a storm.
    pub fn clear(&self) {
        *self.inner.lock() = Inner::default();
    }

    /// How many planned faults were not used yet.
    #[must_use]
    pub fn pending(&self) -> usize {
        let inner = self.inner.lock();
        inner.planned.iter().map(|one| one.left).sum::<usize>()
            + inner.lose
            + inner.double
            + inner.refuse_resume
    }

    /// The faults still to come, in words, for whoever looks at a page.
    pub(crate) fn planned(&self) -> Vec<String> {
        let inner = self.inner.lock();
        let requests = inner.planned.iter().map(|one| {
            let method = one.method.as_deref().unwrap_or("*");
            format!("{}× {method} {}: {:?}", one.left, one.path, one.fault)
        });
        let events = [
            (inner.lose, "events lost"),
            (inner.double, "events told twice"),
            (inner.refuse_resume, "attempts to resume refused"),
        ];
        let events = events.into_iter().filter(|(times, _)| *times > 0);
        let storm = inner.storm.iter().map(|_| "a storm".to_owned());
        requests.chain(events.map(|(times, what)| format!("{times}× {what}"))).chain(storm).collect()
    }

    pub(crate) fn meet(&self, method: &str, path: &str) -> Option<Fault> {
        let fault = self.planned_for(method, path).or_else(|| {
            let mut inner = self.inner.lock();
            inner.storm.as_mut().and_then(|storm| storm.meets(method, path))
        })?;
        self.met.note(format!("{method} {path}"), format!("{fault:?}"));
        Some(fault)
    }

    fn planned_for(&self, method: &str, path: &str) -> Option<Fault> {
        let mut inner = self.inner.lock();
        let at = inner.planned.iter().position(|one| {
            one.method.as_deref().is_none_or(|wanted| wanted == method) && matches(&one.path, path)
        })?;
        let planned = &mut inner.planned[at];
        let fault = planned.fault;
        planned.left = planned.left.saturating_sub(1);
        if planned.left == 0 {
            inner.planned.remove(at);
        }
        Some(fault)
    }

    pub(crate) fn dispatch(&self) -> Fate {
        let mut inner = self.inner.lock();
        if inner.lose > 0 {
            inner.lose -= 1;
            Fate::Lost
        } else if inner.double > 0 {
            inner.double -= 1;
            Fate::Twice
        } else {
            Fate::Arrives
        }
    }

    /// What becomes of an event that nothing was planned for.
    pub(crate) fn by_chance(&self, event: &str) -> Fate {
        self.inner.lock().storm.as_mut().map_or(Fate::Arrives, |storm| storm.fate(event))
    }

    /// Remembers that an event was lost, or told twice.
    pub(crate) fn note(&self, event: String, fate: Fate) {
        let word = match fate {
            Fate::Arrives => return,
            Fate::Lost => "lost",
            Fate::Twice => "twice",
        };
        self.met.note(event, word.to_owned());
    }

    pub(crate) fn resume_refused(&self) -> bool {
        let mut inner = self.inner.lock();
        let refused = inner.refuse_resume > 0;
        inner.refuse_resume = inner.refuse_resume.saturating_sub(1);
        refused
    }

    pub(crate) fn connections_refused(&self) -> bool {
        self.inner.lock().refuse_connections
    }
}

pub(crate) fn matches(pattern: &str, path: &str) -> bool {
    let mut parts = path.trim_matches('/').split('/');
    for wanted in pattern.trim_matches('/').split('/') {
        match (wanted, parts.next()) {
            ("**", _) => return true,
            ("*", Some(_)) => {}
            (wanted, Some(part)) if wanted == part => {}
            _ => return false,
        }
    }
    parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_stands_for_one_part_or_for_the_rest() {
        assert!(matches("/channels/*/messages", "/channels/1/messages"));
        assert!(!matches("/channels/*/messages", "/channels/1/messages/2"));
        assert!(matches("/channels/**", "/channels/1/messages/2"));
        assert!(!matches("/guilds/**", "/channels/1"));
    }

    #[test]
    fn a_fault_is_used_up() {
        let faults = Faults::default();
        faults.next(2, "post", "/channels/*/messages", Fault::Status(503));
        let meet = |method, path| faults.meet(method, path);
        assert_eq!(meet("GET", "/channels/1/messages"), None);
        assert_eq!(meet("POST", "/channels/1/messages"), Some(Fault::Status(503)));
        assert_eq!(faults.pending(), 1);
        assert_eq!(meet("POST", "/channels/2/messages"), Some(Fault::Status(503)));
        assert_eq!(meet("POST", "/channels/2/messages"), None);
        let told: Vec<String> = faults.met().into_iter().map(|one| one.what).collect();
        assert_eq!(told, ["POST /channels/1/messages", "POST /channels/2/messages"]);
    }
}
