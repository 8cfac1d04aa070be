//! How many sessions a bot may begin, how many must share its servers, and what becomes of one that begins
//! too many.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use parking_lot::Mutex;
use serde_json::{Value, json};

/// Within which `max_concurrency` sessions may begin.
const TOGETHER: Duration = Duration::from_secs(5);

/// How many sessions a bot may begin, as `/gateway/bot` tells. What remains is counted down with each that
/// identifies; times are real.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimit {
    /// How many in all.
    pub total: u64,
    /// How many still may.
    pub remaining: u64,
    /// After how long all may again.
    pub reset_after: Duration,
    /// How many within five seconds, counted by the number of the shard.
    pub max_concurrency: u64,
}

impl Default for SessionLimit {
    /// A new bot's: a thousand a day, one each five seconds.
    fn default() -> Self {
        Self { total: 1000, remaining: 1000, reset_after: Duration::from_hours(24), max_concurrency: 1 }
    }
}

/// What becomes of an attempt to identify.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Begins,
    /// Closed with this code.
    Closed(u16),
    /// Too soon after another: the session is invalid from its first moment.
    TooSoon,
    /// There were too many: all sessions end, and the token is another from now on.
    Spent,
}

/// The count.
#[derive(Debug, Default)]
pub(crate) struct Starts {
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    limit: SessionLimit,
    resets: Instant,
    /// Whether the five seconds are held: a test that starts its bot again and again would wait for them.
    strict: bool,
    shards: u64,
    identified: u64,
    began: HashMap<u64, Instant>,
}

impl Default for Inner {
    fn default() -> Self {
        let limit = SessionLimit::default();
        Self {
            limit,
            resets: Instant::now() + limit.reset_after,
            strict: false,
            shards: 1,
            identified: 0,
            began: HashMap::new(),
        }
    }
}

impl Inner {
    fn turn(&mut self, now: Instant) {
        if now >= self.resets {
            self.limit.remaining = self.limit.total;
            self.resets = now + SessionLimit::default().reset_after;
        }
    }
}

impl Starts {
    pub(crate) fn limit(&self, limit: SessionLimit) {
        let mut inner = self.inner.lock();
        inner.limit = limit;
        inner.resets = Instant::now() + limit.reset_after;
        inner.strict = true;
        inner.began.clear();
    }

    pub(crate) fn require(&self, shards: u32) {
        self.inner.lock().shards = u64::from(shards.max(1));
    }

    pub(crate) fn identified(&self) -> u64 {
        self.inner.lock().identified
    }

    /// What `/gateway/bot` tells.
    pub(crate) fn told(&self, url: &str) -> Value {
        let now = Instant::now();
        let mut inner = self.inner.lock();
        inner.turn(now);
        let reset_after = u64::try_from(inner.resets.duration_since(now).as_millis()).unwrap_or(u64::MAX);
        json!({
            "url": url, "shards": inner.shards,
            "session_start_limit": {
                "total": inner.limit.total, "remaining": inner.limit.remaining, "reset_after": reset_after,
                "max_concurrency": inner.limit.max_concurrency,
            },
        })
    }

    /// Somebody with the right token identifies, as one shard of so many.
    pub(crate) fn identify(&self, shard: (u64, u64)) -> Verdict {
        let now = Instant::now();
        let mut inner = self.inner.lock();
        inner.identified += 1;
        inner.turn(now);
        let Some(remaining) = inner.limit.remaining.checked_sub(1) else { return Verdict::Spent };
        inner.limit.remaining = remaining;
        let lane = shard.0 % inner.limit.max_concurrency.max(1);
        let last = inner.began.insert(lane, now);
        if inner.strict && last.is_some_and(|last| now.duration_since(last) < TOGETHER) {
            return Verdict::TooSoon;
        }
        if shard.1 != 0 && shard.1 < inner.shards { Verdict::Closed(4011) } else { Verdict::Begins }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_remains_is_counted_down_and_comes_back() {
        let starts = Starts::default();
        starts.limit(SessionLimit { remaining: 1, max_concurrency: 16, ..SessionLimit::default() });
        assert_eq!(starts.identify((0, 2)), Verdict::Begins);
        assert_eq!(starts.told("")["session_start_limit"]["remaining"], 0);
        assert_eq!(starts.identify((1, 2)), Verdict::Spent);
        starts.limit(SessionLimit { remaining: 0, reset_after: Duration::ZERO, ..SessionLimit::default() });
        assert_eq!(starts.told("")["session_start_limit"]["remaining"], 1000);
        assert_eq!(starts.identified(), 2);
    }

    #[test]
    fn two_of_one_lane_within_five_seconds_are_too_many() {
        let starts = Starts::default();
        assert_eq!(starts.identify((0, 1)), Verdict::Begins);
        assert_eq!(starts.identify((0, 1)), Verdict::Begins, "not held before a limit was set");
        starts.limit(SessionLimit { max_concurrency: 2, ..SessionLimit::default() });
        let verdicts = [(1, 4), (2, 4), (3, 4)].map(|shard| starts.identify(shard));
        assert_eq!(verdicts, [Verdict::Begins, Verdict::Begins, Verdict::TooSoon]);
    }

    #[test]
    fn too_few_shards_are_refused() {
        let starts = Starts::default();
        starts.require(2);
        assert_eq!(starts.identify((0, 1)), Verdict::Closed(4011));
        assert_eq!(starts.identify((0, 2)), Verdict::Begins);
        assert_eq!(starts.told("")["shards"], 2);
    }
}
