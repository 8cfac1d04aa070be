//! How much there was of everything, in one outage or in all.

use std::{fmt, time::Duration};

/// How much there was of everything.
#[derive(Debug, Default)]
pub(super) struct Figures {
    pub(super) p1s: usize,
    pub(super) kills: usize,
    pub(super) calls: usize,
    /// Seconds after its rung, or after the start before which it could not go.
    pub(super) latest: i64,
    pub(super) acknowledged: usize,
    pub(super) said: usize,
    /// Until both sides had all there was.
    pub(super) whole: Duration,
}

impl Figures {
    pub(super) fn add(&mut self, other: &Self) {
        self.p1s += other.p1s;
        self.kills += other.kills;
        self.calls += other.calls;
        self.latest = self.latest.max(other.latest);
        self.acknowledged += other.acknowledged;
        self.said += other.said;
        self.whole = self.whole.max(other.whole);
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { p1s, kills, calls, latest, acknowledged, said, whole } = self;
        write!(
            f,
            "{p1s} P1s, {kills} kills, {calls} calls by two routes, the latest {latest} s after its rung or the start, \
             {acknowledged} acknowledged; {said} messages in chat, whole after {:.1} s at most",
            whole.as_secs_f64()
        )
    }
}
