//! Things that go wrong on request.
//!
//! A fault waits for a request that matches it and is used up by it; the next ones pass. What is dropped,
//! lost or doubled on the gateway is counted the same way.

use std::fmt;

use parking_lot::Mutex;
use serde_json::Value;
use tokio::sync::watch;

use super::{
    fault::{Fate, Fault, matches},
    met::{History, Met},
    storm::Storm,
};
use crate::clock::Clock;

#[derive(Debug)]
struct Planned {
    method: Option<String>,
    path: String,
    fault: Fault,
    left: usize,
}

/// Events of one name that never arrive.
#[derive(Debug)]
struct Picked {
    name: String,
    /// So many arrive before.
    skip: usize,
    left: usize,
}

/// What is changed in an event.
struct Garbled {
    name: String,
    change: Box<dyn FnOnce(&mut Value) + Send>,
}

impl fmt::Debug for Garbled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Garbled").field("name", &self.name).finish_non_exhaustive()
    }
}

/// The faults still to come.
#[derive(Debug, Default)]
pub struct Faults {
    inner: Mutex<Inner>,
    away: watch::Sender<bool>,
    met: History,
}

#[derive(Debug, Default)]
struct Inner {
    planned: Vec<Planned>,
    lose: usize,
    picked: Vec<Picked>,
    garbled: Vec<Garbled>,
    double: usize,
    refuse_resume: usize,
    refuse_connections: bool,
    /// How many attempts to identify are closed, and with which code.
    close_identifies: (usize, u16),
    storm: Option<Storm>,
}

impl Faults {
    pub(crate) fn new(clock: Clock) -> Self {
        Self { met: History::new(clock), ..Self::default() }
    }

    /// The next `times` requests that match meet `fault`. `method` is `*` for any; in `path` (without the
    /// version, as `/channels/*/messages`) a `*` stands for one part, and a final `**` for whatever follows.
    pub fn next(&self, times: usize, method: &str, path: &str, fault: Fault) {
        let method = (method != "*").then(|| method.to_ascii_uppercase());
        self.inner.lock().planned.push(Planned { method, path: path.to_owned(), fault, left: times });
    }

    /// The next `times` events never arrive at the bot, though they count.
    pub fn lose_events(&self, times: usize) {
        self.inner.lock().lose += times;
    }

    /// Of the events of that name (`MESSAGE_CREATE`), `skip` still arrive; the next `times` never do, though
    /// they count.
    pub fn lose_events_named(&self, name: &str, skip: usize, times: usize) {
        self.inner.lock().picked.push(Picked { name: name.to_owned(), skip, left: times });
    }

    /// The next event of that name arrives changed: in a shape of next year, or without what a bot counts on.
    /// What it tells of stays as it is, for whoever asks.
    pub fn change_event(&self, name: &str, change: impl FnOnce(&mut Value) + Send + 'static) {
        let change = Box::new(change);
        self.inner.lock().garbled.push(Garbled { name: name.to_owned(), change });
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

    /// While set, all of it is away: every request is answered 503 without effect, the gateway's connections
    /// break off, and it turns everyone away. What is outside Discord stays where it is.
    pub fn away(&self, away: bool) {
        self.away.send_replace(away);
    }

    /// From now on requests and events meet faults by chance, beside those that are planned; a storm that
    /// blew before is over.
    pub fn storm(&self, storm: Storm) {
        self.inner.lock().storm = Some(storm);
    }

    /// The storm is over; planned faults stay.
    pub fn calm(&self) {
        self.inner.lock().storm = None;
    }

    /// The faults that requests and events met, planned or by chance, oldest first; the newest fifty
    /// thousand.
    #[must_use]
    pub fn met(&self) -> Vec<Met> {
        self.met.told()
    }

    /// How many faults were ever met.
    #[must_use]
    pub fn count_met(&self) -> usize {
        self.met.count()
    }

    /// Forgets the faults that were not used, ends a storm, and is there again.
    pub fn clear(&self) {
        self.away(false);
        *self.inner.lock() = Inner::default();
    }

    /// How many planned faults were not used yet.
    #[must_use]
    pub fn pending(&self) -> usize {
        let inner = self.inner.lock();
        inner.planned.iter().map(|one| one.left).sum::<usize>()
            + inner.lose
            + inner.picked.iter().map(|one| one.left).sum::<usize>()
            + inner.garbled.len()
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
            (inner.picked.iter().map(|one| one.left).sum(), "events of one name lost"),
            (inner.garbled.len(), "events changed"),
            (inner.double, "events told twice"),
            (inner.refuse_resume, "attempts to resume refused"),
            (inner.close_identifies.0, "attempts to identify closed"),
        ];
        let events = events.into_iter().filter(|(times, _)| *times > 0);
        let storm = inner.storm.iter().map(|_| "a storm".to_owned());
        requests.chain(events.map(|(times, what)| format!("{times}× {what}"))).chain(storm).collect()
    }

    pub(crate) fn meet(&self, method: &str, path: &str) -> Option<Fault> {
        let of_discord = !path.starts_with("/outside/");
        let away = (of_discord && self.is_away()).then_some(Fault::Status(503));
        let fault = away.or_else(|| self.planned_for(method, path)).or_else(|| {
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

    pub(crate) fn dispatch(&self, name: &str) -> Fate {
        let mut inner = self.inner.lock();
        if inner.lose > 0 {
            inner.lose -= 1;
            Fate::Lost
        } else if inner.picks(name) {
            Fate::Lost
        } else if inner.double > 0 {
            inner.double -= 1;
            Fate::Twice
        } else {
            Fate::Arrives
        }
    }

    /// An event as it arrives.
    pub(crate) fn garble(&self, name: &str, data: &mut Value) {
        let garbled = {
            let mut inner = self.inner.lock();
            let at = inner.garbled.iter().position(|one| one.name == name);
            at.map(|at| inner.garbled.remove(at))
        };
        if let Some(garbled) = garbled {
            (garbled.change)(data);
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

    pub(crate) fn identify_closed(&self) -> Option<u16> {
        let mut inner = self.inner.lock();
        let (left, code) = inner.close_identifies;
        inner.close_identifies.0 = left.checked_sub(1)?;
        Some(code)
    }

    pub(crate) fn connections_refused(&self) -> bool {
        self.is_away() || self.inner.lock().refuse_connections
    }

    pub(crate) fn is_away(&self) -> bool {
        *self.away.borrow()
    }

    /// Waits until all of it is away.
    pub(crate) async fn goes_away(&self) {
        // Who would say so is there for as long as it is asked.
        let _ = self.away.subscribe().wait_for(|away| *away).await;
    }
}

impl Inner {
    /// Whether an event of that name is to be lost by its name.
    fn picks(&mut self, name: &str) -> bool {
        let Some(at) = self.picked.iter().position(|one| one.name == name) else { return false };
        let one = &mut self.picked[at];
        if one.skip > 0 {
            one.skip -= 1;
            return false;
        }
        one.left = one.left.saturating_sub(1);
        if one.left == 0 {
            self.picked.remove(at);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_lost_by_name() {
        let faults = Faults::default();
        faults.lose_events_named("MESSAGE_CREATE", 1, 2);
        let names = ["TYPING_START", "MESSAGE_CREATE", "MESSAGE_CREATE", "MESSAGE_CREATE", "MESSAGE_CREATE"];
        let fates = names.map(|name| faults.dispatch(name) == Fate::Lost);
        assert_eq!(fates, [false, false, true, true, false]);
        assert_eq!(faults.pending(), 0);
    }

    #[test]
    fn an_event_is_changed_once() {
        let faults = Faults::default();
        faults.change_event("MESSAGE_CREATE", |data| data["content"] = 7.into());
        let mut told = [serde_json::json!({}), serde_json::json!({})];
        for data in &mut told {
            faults.garble("MESSAGE_CREATE", data);
        }
        assert_eq!(told, [serde_json::json!({ "content": 7 }), serde_json::json!({})]);
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
