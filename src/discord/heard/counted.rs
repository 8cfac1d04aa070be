//! Events that could not be read, counted by name.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use parking_lot::{Mutex, MutexGuard};

/// Names of events that tell of what the desk does or keeps; of what others tell it has no use.
const OF_USE: [&str; 21] = [
    "READY",
    "RESUMED",
    "GUILD_CREATE",
    "GUILD_UPDATE",
    "GUILD_DELETE",
    "GUILD_ROLE_CREATE",
    "GUILD_ROLE_UPDATE",
    "GUILD_ROLE_DELETE",
    "GUILD_MEMBER_UPDATE",
    "CHANNEL_CREATE",
    "CHANNEL_UPDATE",
    "CHANNEL_DELETE",
    "THREAD_CREATE",
    "THREAD_UPDATE",
    "THREAD_DELETE",
    "THREAD_LIST_SYNC",
    "MESSAGE_CREATE",
    "MESSAGE_UPDATE",
    "MESSAGE_DELETE",
    "MESSAGE_DELETE_BULK",
    "INTERACTION_CREATE",
];

/// Which events could not be read since the program started: how many of each name, and when the last.
#[derive(Debug, Default)]
pub struct Counted(pub(super) Mutex<BTreeMap<String, (u64, DateTime<Utc>)>>);

impl Counted {
    /// Counts one; says whether it is the first of its name.
    pub(super) fn count(&self, name: &str, now: DateTime<Utc>) -> bool {
        let mut counted = self.lock();
        let (times, last) = counted.entry(name.to_owned()).or_insert((0, now));
        (*times, *last) = (*times + 1, now);
        *times == 1
    }

    /// Those that tell of what the desk does or keeps, by name: how many there were, and when the last was
    /// told, UTC.
    pub fn of_use(&self) -> BTreeMap<String, (u64, DateTime<Utc>)> {
        let mut counted = self.lock().clone();
        counted.retain(|name, _| OF_USE.contains(&name.as_str()));
        counted
    }

    // A panic elsewhere leaves the counts as they were.
    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, (u64, DateTime<Utc>)>> {
        self.0.lock()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Events of which the desk has no use are counted, and are nothing that is wrong.
    #[test]
    fn what_is_of_no_use_is_nothing_wrong() {
        let (counted, at) = (Counted::default(), DateTime::UNIX_EPOCH);
        assert!(counted.count("VOICE_CHANNEL_STATUS_UPDATE", at));
        assert!(counted.of_use().is_empty());
        let later = at + chrono::TimeDelta::seconds(5);
        assert!(counted.count("MESSAGE_CREATE", at) && !counted.count("MESSAGE_CREATE", later));
        assert_eq!(counted.of_use(), BTreeMap::from([("MESSAGE_CREATE".to_owned(), (2, later))]));
    }
}
