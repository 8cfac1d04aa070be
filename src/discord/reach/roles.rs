//! Who somebody is in the staff server, asked of Discord: remembered for a minute, one question a person, and
//! only so many at once.

use std::{collections::HashMap, sync::Arc, time::Duration};

use parking_lot::{Mutex, MutexGuard};
use tokio::{sync::Semaphore, time::Instant};

use crate::rules::ids::{PersonId, RoleId};

/// How long somebody's roles are remembered when they are outside the staff server.
pub(super) const REMEMBERED: Duration = Duration::from_mins(1);

/// How many people Discord is asked about at once.
const AT_ONCE: usize = 8;

/// Roles in the staff server, as Discord told them.
#[derive(Debug)]
pub struct Roles {
    known: Mutex<HashMap<PersonId, (Instant, Vec<RoleId>)>>,
    /// Who is being asked about, each with the turn of those who ask.
    asked: Mutex<HashMap<PersonId, Arc<tokio::sync::Mutex<()>>>>,
    pub(super) room: Semaphore,
}

impl Default for Roles {
    fn default() -> Self {
        Self { known: Mutex::default(), asked: Mutex::default(), room: Semaphore::new(AT_ONCE) }
    }
}

impl Roles {
    /// What is remembered of somebody since a moment.
    pub(super) fn since(&self, person: PersonId, since: Instant) -> Option<Vec<RoleId>> {
        locked(&self.known).get(&person).filter(|(at, _)| *at >= since).map(|(_, roles)| roles.clone())
    }

    pub(super) fn remember(&self, person: PersonId, at: Instant, roles: Vec<RoleId>) {
        let mut known = locked(&self.known);
        known.retain(|_, (at, _)| at.elapsed() < REMEMBERED);
        known.insert(person, (at, roles));
    }

    pub(super) fn turn_of(&self, person: PersonId) -> Arc<tokio::sync::Mutex<()>> {
        Arc::clone(locked(&self.asked).entry(person).or_default())
    }

    /// Whoever had a turn leaves; that of the last one is forgotten.
    fn leave(&self, person: PersonId) {
        let mut asked = locked(&self.asked);
        // Theirs, and the one that is kept.
        if asked.get(&person).is_some_and(|turn| Arc::strong_count(turn) <= 2) {
            asked.remove(&person);
        }
    }
}

/// What a panic elsewhere left is still true.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock()
}

/// Somebody who asks, until their turn is forgotten: also where they give up before their turn came.
pub(super) struct Turn<'a> {
    pub(super) roles: &'a Roles,
    pub(super) person: PersonId,
    pub(super) lock: Arc<tokio::sync::Mutex<()>>,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.roles.leave(self.person);
    }
}
