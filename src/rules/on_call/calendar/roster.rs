//! Who is on duty when, by one calendar.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};

use super::{
    event::Event,
    file::{parts, prepared, taken_apart},
    unreadable::Unreadable,
    zones::{Wall, Zones},
};

/// How many events, rules and duties are worked out.
const EVENTS: usize = 8_000;
const RULES: usize = 100;
const DUTIES: usize = 8_000;

/// Somebody's duty.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Duty {
    /// Its first moment.
    pub from: DateTime<Utc>,
    /// The moment it is over.
    pub to: DateTime<Utc>,
    /// Whose, as the calendar names them.
    pub name: String,
}

/// At a moment others are on duty than before.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Change {
    /// The moment.
    pub at: DateTime<Utc>,
    /// Who is from then on; nobody where it is empty.
    pub names: Vec<String>,
}

/// The duties of a span of time.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Roster {
    duties: Vec<Duty>,
}

impl Roster {
    /// Reads the duties that reach into a span of time. What the calendar does not say is of the desk's zone.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(
        text: &str,
        desk: chrono_tz::Tz,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Self, Unreadable> {
        let text = prepared(text)?;
        let calendar = taken_apart(&text)?;
        if parts(&calendar, "VEVENT").count() > EVENTS {
            return Err(Unreadable::TooMany);
        }
        let mut zones = Zones::of(&calendar, desk);
        let events = parts(&calendar, "VEVENT").map(|part| Event::read(part, &mut zones));
        let events = latest(events.collect::<Result<_, _>>()?);
        if events.iter().filter(|event| event.rule.is_some()).count() > RULES {
            return Err(Unreadable::TooMany);
        }
        Self::of(&events, from, to)
    }

    fn of(events: &[Event], from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Self, Unreadable> {
        let mut replaced: HashMap<&str, HashSet<DateTime<Utc>>> = HashMap::new();
        let mut called_off = HashSet::new();
        for event in events {
            let Some(uid) = event.uid.as_deref() else { continue };
            if let Some(instance) = &event.instance {
                replaced.entry(uid).or_default().insert(instance.moment());
            } else if event.cancelled {
                called_off.insert(uid);
            }
        }
        let mut duties = BTreeSet::new();
        for event in events {
            let Some(name) = &event.name else { continue };
            if event.cancelled || event.uid.as_deref().is_some_and(|uid| called_off.contains(uid)) {
                continue;
            }
            let replaced = match (&event.instance, event.uid.as_deref()) {
                (None, Some(uid)) => replaced.get(uid),
                _ => None,
            };
            let zone = &event.start.zone;
            for (start, lasts) in event.starts(from, to)? {
                let begins = zone.place(start);
                let ends = zone.place(start + lasts.wall) + lasts.exact;
                let is_replaced = replaced.is_some_and(|moments| moments.contains(&begins));
                if begins < ends && begins < to && from < ends && !is_replaced {
                    duties.insert(Duty { from: begins, to: ends, name: name.clone() });
                }
            }
            if duties.len() > DUTIES {
                return Err(Unreadable::TooMany);
            }
        }
        Ok(Self { duties: duties.into_iter().collect() })
    }

    /// The duties, by when they start.
    pub fn duties(&self) -> &[Duty] {
        &self.duties
    }

    /// Who is on duty at a moment, each once, by when they started.
    pub fn on_duty(&self, at: DateTime<Utc>) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for duty in self.duties.iter().take_while(|duty| duty.from <= at).filter(|duty| at < duty.to) {
            if !names.contains(&duty.name) {
                names.push(duty.name.clone());
            }
        }
        names
    }

    /// Every name in it, each once.
    pub fn names(&self) -> BTreeSet<&str> {
        self.duties.iter().map(|duty| duty.name.as_str()).collect()
    }

    /// The next changes after a moment, so many at the most.
    pub fn changes(&self, after: DateTime<Utc>, most: usize) -> Vec<Change> {
        let edges: BTreeSet<_> =
            self.duties.iter().flat_map(|duty| [duty.from, duty.to]).filter(|edge| *edge > after).collect();
        let mut changes = Vec::new();
        let mut last = self.on_duty(after);
        for at in edges {
            if changes.len() == most {
                break;
            }
            let names = self.on_duty(at);
            if names.iter().collect::<BTreeSet<_>>() != last.iter().collect() {
                changes.push(Change { at, names: names.clone() });
            }
            last = names;
        }
        changes
    }

    /// When nobody is on duty within a span of time.
    pub fn gaps(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
        let mut gaps = Vec::new();
        let mut covered = from;
        for duty in &self.duties {
            if duty.from >= to {
                break;
            }
            if duty.from > covered {
                gaps.push((covered, duty.from));
            }
            covered = covered.max(duty.to);
        }
        if covered < to {
            gaps.push((covered, to));
        }
        gaps
    }
}

/// Of events that are told more than once, what was told last.
fn latest(events: Vec<Event>) -> Vec<Event> {
    let mut places: HashMap<(String, Option<DateTime<Utc>>), usize> = HashMap::new();
    let mut kept: Vec<Event> = Vec::with_capacity(events.len());
    for event in events {
        let instance = event.instance.as_ref().map(Wall::moment);
        let place = event.uid.clone().map(|uid| *places.entry((uid, instance)).or_insert(kept.len()));
        match place.and_then(|place| kept.get_mut(place)) {
            Some(known) if event.sequence >= known.sequence => *known = event,
            Some(_) => {}
            None => kept.push(event),
        }
    }
    kept
}
