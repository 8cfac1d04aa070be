//! Who is still to be answered.

use std::collections::HashSet;

use parking_lot::{Mutex, MutexGuard};
use tokio::sync::Notify;

/// The interactions of this run of the program that changed something. That an answer was taken is written
/// with the outbox's next turn: it is worth no commit of its own.
#[derive(Debug, Default)]
pub struct Answers {
    /// Those that were carried out, and whose answer nobody is known to have got.
    open: Mutex<HashSet<i64>>,
    /// Those whose answer was taken, which is still to be written.
    pub(super) taken: Mutex<Vec<i64>>,
    pub(super) bell: Notify,
}

impl Answers {
    /// An interaction was carried out, and that is committed.
    pub(super) fn carried_out(&self, interaction: i64) {
        locked(&self.open).insert(interaction);
    }

    /// An interaction's answer was taken, or was not: nobody waits for it. Says whether it had changed
    /// something.
    pub(super) fn close(&self, interaction: i64) -> bool {
        locked(&self.open).remove(&interaction)
    }

    /// Those that are to be written as answered now.
    pub fn take(&self) -> Vec<i64> {
        std::mem::take(&mut *locked(&self.taken))
    }

    /// They could not be written: another time.
    pub fn give_back(&self, interactions: Vec<i64>) {
        locked(&self.taken).extend(interactions);
    }

    /// Waits until there are some.
    pub async fn rung(&self) {
        self.bell.notified().await;
    }
}

/// What a panic elsewhere left is still true.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock()
}
