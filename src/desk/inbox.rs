//! Threads in which what was told is worked off.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::Notify;

use crate::rules::ids::ChannelId;

/// Which threads are not to be worked on now.
#[derive(Debug, Default)]
pub struct Inbox {
    inner: Mutex<Inner>,
    /// Rung when there may be something to do.
    pub bell: Arc<Notify>,
}

#[derive(Debug, Default)]
pub(super) struct Inner {
    /// How many want nothing more of a thread to be taken in until they have read what was written before.
    holds: HashMap<ChannelId, usize>,
    /// The threads of which something was left by the last run: what nobody heard of may stand before it.
    pub(super) left: HashSet<ChannelId>,
}

impl Inbox {
    /// From now on nothing more of a thread is taken in until it is released.
    pub fn hold(&self, thread: ChannelId) {
        *self.inner().holds.entry(thread).or_default() += 1;
    }

    /// A thread is no longer held by whoever held it, who has read what was written in it.
    pub fn release(&self, thread: ChannelId) {
        let mut inner = self.inner();
        inner.left.remove(&thread);
        if let Some(holds) = inner.holds.get_mut(&thread) {
            *holds = holds.saturating_sub(1);
            if *holds == 0 {
                inner.holds.remove(&thread);
            }
        }
        self.bell.notify_one();
    }

    /// Something was left of these threads by the last run: they wait until they are read, or for long
    /// enough.
    pub fn leave(&self, threads: impl IntoIterator<Item = ChannelId>) {
        self.inner().left.extend(threads);
    }

    /// Nobody waits any longer for what was left to be read.
    pub fn take_up(&self) {
        self.inner().left.clear();
    }

    /// Whether somebody reads what was written in a thread before.
    pub fn is_held(&self, thread: ChannelId) -> bool {
        let inner = self.inner();
        inner.holds.contains_key(&thread) || inner.left.contains(&thread)
    }

    // A panic elsewhere leaves the threads as they were.
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
