//! Threads in which what was told is worked off.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use parking_lot::{Mutex, MutexGuard};
use tokio::sync::Notify;

use crate::rules::ids::ChannelId;

/// How long what the last run left waits for its thread to be read: what nobody heard of may stand before it.
const LEFT: Duration = Duration::from_secs(10);

/// How long what is told of a thread that cannot be read waits for that.
const PATIENCE: Duration = Duration::from_secs(30);

/// Which threads are not to be worked on now.
#[derive(Debug, Default)]
pub struct Inbox {
    inner: Mutex<Inner>,
    /// Rung when there may be something to do.
    pub bell: Arc<Notify>,
}

#[derive(Debug, Default)]
struct Inner {
    /// How many want nothing more of a thread to be taken in until they have read what was written before.
    holds: HashMap<ChannelId, usize>,
    /// Until when the threads that are still to be read wait for that: those of which something was left by
    /// the last run, and those that could not be read.
    unread: HashMap<ChannelId, Instant>,
}

impl Inbox {
    /// From now on nothing more of a thread is taken in until it is released.
    pub fn hold(&self, thread: ChannelId) {
        *self.inner().holds.entry(thread).or_default() += 1;
    }

    /// A thread is no longer held by whoever held it.
    pub fn release(&self, thread: ChannelId) {
        let mut inner = self.inner();
        if let Some(holds) = inner.holds.get_mut(&thread) {
            *holds = holds.saturating_sub(1);
            if *holds == 0 {
                inner.holds.remove(&thread);
            }
        }
        drop(inner);
        self.bell.notify_one();
    }

    /// What was written in a thread was read, or never can be: nothing waits for it.
    pub fn was_read(&self, thread: ChannelId) {
        self.inner().unread.remove(&thread);
    }

    /// What was written in a thread could not be read, which is tried again: what is told of it waits for
    /// that, not longer than for a while from the first time on.
    pub fn was_not_read(&self, thread: ChannelId) {
        self.was_not_read_at(thread, Instant::now());
    }

    fn was_not_read_at(&self, thread: ChannelId, now: Instant) {
        self.inner().unread.entry(thread).or_insert(now + PATIENCE);
    }

    /// Something was left of these threads by the last run: they wait until they are read, or for long
    /// enough.
    pub fn leave(&self, threads: impl IntoIterator<Item = ChannelId>) {
        let until = Instant::now() + LEFT;
        self.inner().unread.extend(threads.into_iter().map(|thread| (thread, until)));
    }

    /// Whether a thread is one of those that are still to be read: what of it waits in the inbox may stand
    /// behind what nobody heard of.
    pub fn is_unread(&self, thread: ChannelId) -> bool {
        self.inner().unread.contains_key(&thread)
    }

    /// Whether what was told of a thread waits for what was written before it to be read.
    pub fn is_held(&self, thread: ChannelId) -> bool {
        self.is_held_at(thread, Instant::now())
    }

    fn is_held_at(&self, thread: ChannelId, now: Instant) -> bool {
        let inner = self.inner();
        inner.holds.contains_key(&thread) || inner.unread.get(&thread).is_some_and(|until| now < *until)
    }

    // A panic elsewhere leaves the threads as they were.
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THREAD: ChannelId = ChannelId::new(7);

    /// Two look at one thread: only once both are done is anything of it taken in.
    #[test]
    fn the_last_who_holds_releases() {
        let inbox = Inbox::default();
        inbox.hold(THREAD);
        inbox.hold(THREAD);
        inbox.release(THREAD);
        assert!(inbox.is_held(THREAD));
        inbox.release(THREAD);
        assert!(!inbox.is_held(THREAD));
        inbox.release(THREAD);
        assert!(!inbox.is_held(THREAD));
    }

    #[test]
    fn what_was_left_waits_until_it_is_read_or_for_a_while() {
        let (inbox, other) = (Inbox::default(), ChannelId::new(8));
        inbox.leave([THREAD, other]);
        inbox.was_read(other);
        assert!(inbox.is_held(THREAD) && !inbox.is_held(other));
        assert!(inbox.is_unread(THREAD) && !inbox.is_unread(other));
        assert!(!inbox.is_held_at(THREAD, Instant::now() + LEFT));
    }

    /// However often it cannot be read, it waits from the first time on; and anew once it was read.
    #[test]
    fn a_thread_that_cannot_be_read_waits_for_a_while() {
        let (inbox, first) = (Inbox::default(), Instant::now());
        inbox.was_not_read_at(THREAD, first);
        let later = first + PATIENCE / 2;
        assert!(inbox.is_held_at(THREAD, later));
        inbox.was_not_read_at(THREAD, later);
        let at_last = first + PATIENCE;
        assert!(!inbox.is_held_at(THREAD, at_last));
        inbox.was_not_read_at(THREAD, at_last);
        assert!(!inbox.is_held_at(THREAD, at_last));
        inbox.was_read(THREAD);
        inbox.was_not_read_at(THREAD, at_last);
        assert!(inbox.is_held_at(THREAD, at_last));
    }
}
