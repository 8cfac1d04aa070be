//! When a session may begin. Discord takes so many a day, and takes the bot's token away when there were
//! more; so many within five seconds; and one that fails again and again is tried more and more slowly.

use std::{collections::HashMap, time::Duration};

use parking_lot::Mutex;
use serenity::{http::Http, model::gateway::BotGateway};
use tokio::time::Instant;

use crate::clock::Clock;

/// Within which so many sessions may begin as Discord says (`max_concurrency`): five seconds, and a little
/// for those that come closer together than they were sent.
const TOGETHER: Duration = Duration::from_millis(5_500);

/// The pause after a session that failed at once, which doubles with each further one.
const FIRST_PAUSE: Duration = Duration::from_secs(5);

/// The longest pause: five hundred sessions a day.
const LONGEST_PAUSE: Duration = Duration::from_secs(173);

/// The longest pause before a connection that was not even made: it costs no session.
const LONGEST_UNREACHED: Duration = Duration::from_secs(30);

/// The longest pause by which what is left of a day's sessions is spread.
const SPREAD_MOST: Duration = Duration::from_mins(5);

/// How long it is waited at least for more sessions.
const WAITED_LEAST: Duration = Duration::from_secs(5);

/// For how long what Discord said of its limit holds.
const FRESH: Duration = Duration::from_mins(1);

/// How many sessions may begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limit {
    total: u64,
    remaining: u64,
    resets: Instant,
    together: u64,
    asked: Instant,
}

/// What the limit says of another session.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Says {
    /// It may begin.
    Begin,
    /// After a pause, as more than half are used up.
    Spread(Duration),
    /// Not before there are more: the rest is kept for whoever mends what is wrong.
    Wait(Duration),
}

impl Limit {
    pub(super) fn of(asked: &BotGateway, now: Instant) -> Self {
        let limit = &asked.session_start_limit;
        Self {
            total: limit.total,
            remaining: limit.remaining,
            resets: now + Duration::from_millis(limit.reset_after),
            together: limit.max_concurrency.max(1),
            asked: now,
        }
    }

    /// A tenth is never used up.
    fn says(&self, now: Instant) -> Says {
        let (floor, left) = (self.total / 10, self.resets.saturating_duration_since(now));
        if self.remaining <= floor {
            return Says::Wait(left.max(WAITED_LEAST));
        }
        if self.remaining >= self.total.div_ceil(2) {
            return Says::Begin;
        }
        let rest = u32::try_from(self.remaining - floor).unwrap_or(u32::MAX);
        Says::Spread((left / rest).min(SPREAD_MOST))
    }
}

/// How long it is waited after so many sessions that failed one after another.
pub(super) fn pause(failed: u32) -> Duration {
    match failed.checked_sub(1) {
        None => Duration::ZERO,
        Some(doubled) => FIRST_PAUSE.saturating_mul(1 << doubled.min(16)).min(LONGEST_PAUSE),
    }
}

/// How long it is waited after so many connections that were not made.
pub(super) fn unreached(times: u32) -> Duration {
    Duration::from_secs(1 << times.min(16)).min(LONGEST_UNREACHED)
}

/// When sessions may begin.
#[derive(Debug)]
pub(super) struct Starts {
    limit: Mutex<Limit>,
    /// When a session began last, of those that Discord counts together.
    began: tokio::sync::Mutex<HashMap<u64, Instant>>,
    clock: Clock,
}

impl Starts {
    pub(super) fn new(limit: Limit, clock: Clock) -> Self {
        Self { limit: Mutex::new(limit), began: tokio::sync::Mutex::default(), clock }
    }

    fn limit(&self) -> Limit {
        *self.limit.lock()
    }

    /// What Discord says now.
    pub(super) fn learn(&self, limit: Limit) {
        *self.limit.lock() = limit;
    }

    /// Pauses.
    #[expect(clippy::disallowed_methods, reason = "the pace of connections; no promise waits for it")]
    pub(super) async fn rest(&self, pause: Duration) {
        tokio::time::sleep(pause).await;
    }

    /// Waits until the session of a shard may begin, and counts it.
    pub(super) async fn turn(&self, api: &Http, shard: u32) {
        // One after another: each counts before the next one looks.
        let mut began = self.began.lock().await;
        let mut waited = false;
        loop {
            if waited || self.limit().asked.elapsed() > FRESH {
                match api.get_bot_gateway().await {
                    Ok(asked) => self.learn(Limit::of(&asked, Instant::now())),
                    Err(error) => {
                        let error = error.to_string();
                        tracing::debug!(error, "it is not known how many more sessions may begin");
                    }
                }
            }
            let limit = self.limit();
            let (pause, may) = match limit.says(Instant::now()) {
                Says::Begin => break,
                Says::Spread(pause) => (pause, true),
                Says::Wait(pause) => (pause, false),
            };
            let (remaining, total, until) = (limit.remaining, limit.total, self.clock.now() + pause);
            tracing::warn!(
                remaining,
                total,
                %until,
                "of the sessions that Discord lets the bot begin in a day few are left; the next one waits"
            );
            self.rest(pause).await;
            if may {
                break;
            }
            waited = true;
        }
        let lane = u64::from(shard) % self.limit().together;
        if let Some(last) = began.get(&lane) {
            self.rest(TOGETHER.saturating_sub(last.elapsed())).await;
        }
        began.insert(lane, Instant::now());
        let mut limit = self.limit.lock();
        limit.remaining = limit.remaining.saturating_sub(1);
    }

    /// The session whose turn it was did not begin.
    pub(super) fn unused(&self) {
        self.limit.lock().remaining += 1;
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[rstest]
    #[case::all_are_left(1_000, 1_000, Says::Begin)]
    #[case::half_are_left(500, 1_000, Says::Begin)]
    #[case::less_than_half_are_spread(400, 1_000, Says::Spread(seconds(36_000 / 300)))]
    #[case::but_never_far(110, 1_000, Says::Spread(seconds(300)))]
    #[case::a_tenth_is_kept(100, 1_000, Says::Wait(seconds(36_000)))]
    #[case::none_is_left(0, 1_000, Says::Wait(seconds(36_000)))]
    #[case::of_a_small_limit(1, 2, Says::Begin)]
    fn what_is_left_decides(#[case] remaining: u64, #[case] total: u64, #[case] says: Says) {
        let now = Instant::now();
        let limit = Limit { total, remaining, resets: now + seconds(36_000), together: 1, asked: now };
        assert_eq!(limit.says(now), says);
    }

    /// However it goes on: at once, and then ever more slowly, so that a day has fewer than are allowed.
    #[test]
    fn sessions_that_fail_are_begun_more_and_more_slowly() {
        let starts = (0_u32..).scan(Duration::ZERO, |at, failed| {
            *at += pause(failed);
            Some(*at)
        });
        let day: Vec<Duration> = starts.take_while(|at| *at < seconds(86_400)).collect();
        let within = |minutes: u64| day.iter().filter(|at| **at < seconds(60 * minutes)).count();
        assert_eq!((within(1), within(10)), (4, 8));
        assert!(day.len() < 510, "{} a day", day.len());
    }

    #[test]
    fn a_connection_that_is_not_made_is_tried_again_soon() {
        let pauses: Vec<u64> = (0..7).map(|times| unreached(times).as_secs()).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 30, 30]);
    }
}
