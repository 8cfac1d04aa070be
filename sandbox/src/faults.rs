//! Things that go wrong on request.
//!
//! A fault waits for a request that matches it and is used up by it; the next ones pass. What is dropped, lost or doubled on the gateway is
//! counted the same way.

use std::time::Duration;

use parking_lot::Mutex;

/// What happens to a request.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// It is answered with this status (500, 502, 503 …) and has no effect.
    Status(u16),
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
}

#[derive(Debug, Default)]
struct Inner {
    planned: Vec<Planned>,
    lose: usize,
    double: usize,
    refuse_resume: usize,
    refuse_connections: bool,
    /// How many attempts to identify are closed, and with which code.
    close_identifies: (usize, u16),
}

impl Faults {
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

    /// The next `times` attempts to identify are closed with `code`, whoever makes them.
    pub fn close_identifies(&self, times: usize, code: u16) {
        self.inner.lock().close_identifies = (times, code);
    }

    /// While set, the gateway turns everyone away.
    pub fn refuse_connections(&self, refuse: bool) {
        self.inner.lock().refuse_connections = refuse;
    }

    /// Forgets the faults that were not used.
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
            + inner.close_identifies.0
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
            (inner.close_identifies.0, "attempts to identify closed"),
        ];
        let events = events.into_iter().filter(|(times, _)| *times > 0);
        requests.chain(events.map(|(times, what)| format!("{times}× {what}"))).collect()
    }

    pub(crate) fn meet(&self, method: &str, path: &str) -> Option<Fault> {
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

    pub(crate) fn resume_refused(&self) -> bool {
        let mut inner = self.inner.lock();
        let refused = inner.refuse_resume > 0;
        inner.refuse_resume = inner.refuse_resume.saturating_sub(1);
        refused
    }

    pub(crate) fn identify_closed(&self) -> Option<u16> {
        let mut inner = self.inner.lock();
        let (left, code) = inner.close_identifies;
        inner.close_identifies.0 = left.checked_sub(1)?;
        Some(code)
    }

    pub(crate) fn connections_refused(&self) -> bool {
        self.inner.lock().refuse_connections
    }
}

fn matches(pattern: &str, path: &str) -> bool {
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
        assert_eq!(faults.meet("GET", "/channels/1/messages"), None);
        assert_eq!(faults.meet("POST", "/channels/1/messages"), Some(Fault::Status(503)));
        assert_eq!(faults.pending(), 1);
        assert_eq!(faults.meet("POST", "/channels/2/messages"), Some(Fault::Status(503)));
        assert_eq!(faults.meet("POST", "/channels/2/messages"), None);
    }
}
