//! Discord's global limit: 50 requests a second for a bot. The outbox stays below it by itself and leaves room for P1.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

/// Requests a second that the outbox allows itself. Discord's limit is 50 in any second; with what may be taken at once this stays at it,
/// and what people's commands look up is far below the rest.
const PER_SECOND: f64 = 46.0;

/// How many may go at once after a pause: enough that a timer that comes a moment late costs nothing.
const AT_ONCE: f64 = 2.0;

/// How many more a P1 may take ahead of time.
const AHEAD_FOR_P1: f64 = 2.0;

/// A bucket that fills with time. One request takes one from it.
#[derive(Debug)]
struct Pace {
    level: f64,
    at: Instant,
}

impl Pace {
    /// Takes one request, or says how long to wait for it. A P1 may take some ahead of time, for which the others wait.
    fn take(&mut self, p1: bool, now: Instant) -> Result<(), Duration> {
        let filled = now.saturating_duration_since(self.at).as_secs_f64() * PER_SECOND;
        self.level = (self.level + filled).min(AT_ONCE);
        self.at = now;
        let floor = if p1 { -AHEAD_FOR_P1 } else { 0.0 };
        if self.level - 1.0 >= floor {
            self.level -= 1.0;
            return Ok(());
        }
        Err(Duration::from_secs_f64((floor + 1.0 - self.level) / PER_SECOND))
    }
}

/// Whose turn it is to call Discord: in the order in which they came, but a P1 before all.
#[derive(Debug)]
pub struct Turns {
    pace: Mutex<Pace>,
    line: tokio::sync::Mutex<()>,
}

impl Default for Turns {
    fn default() -> Self {
        let pace = Pace { level: AT_ONCE, at: Instant::now() };
        Self { pace: Mutex::new(pace), line: tokio::sync::Mutex::default() }
    }
}

impl Turns {
    /// Waits for a turn.
    #[expect(
        clippy::disallowed_methods,
        reason = "a pause of milliseconds between requests; the row stands in the outbox"
    )]
    pub async fn wait(&self, p1: bool) {
        let _place = if p1 { None } else { Some(self.line.lock().await) };
        loop {
            // The lock is never held across a wait; what a panic elsewhere left in it is still a level.
            let turn = self.pace.lock().unwrap_or_else(PoisonError::into_inner).take(p1, Instant::now());
            match turn {
                Ok(()) => return,
                Err(wait) => tokio::time::sleep(wait).await,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: usize = 50;

    /// When each of many requests goes, in seconds, where each waits as long as it is told and a millisecond more; from `p1_from` on a P1
    /// wants to go too, every tenth of a second.
    fn times(count: usize, p1_from: Option<f64>) -> Vec<f64> {
        let start = Instant::now();
        let mut pace = Pace { level: AT_ONCE, at: start };
        let (mut now, mut next_p1) = (0.0_f64, p1_from.unwrap_or(f64::MAX));
        let mut gone = Vec::new();
        while gone.len() < count {
            let at = start + Duration::from_secs_f64(now);
            while now >= next_p1 && pace.take(true, at).is_ok() {
                gone.push(now);
                next_p1 += 0.1;
            }
            match pace.take(false, at) {
                Ok(()) => gone.push(now),
                Err(wait) => now += wait.as_secs_f64() + 0.001,
            }
        }
        gone
    }

    #[test]
    fn no_second_has_more_than_discord_allows() {
        for p1_from in [None, Some(0.0), Some(3.3)] {
            let gone = times(1_000, p1_from);
            for (index, first) in gone.iter().enumerate() {
                let within = gone[index..].iter().take_while(|at| **at < first + 1.0).count();
                assert!(within <= LIMIT, "{within} in the second from {first}");
            }
        }
    }

    /// "10,000 channels in at most 1.1 times what Discord's limits allow."
    #[test]
    fn a_long_line_goes_nearly_as_fast_as_discord_allows() {
        let gone = times(10_000, None);
        let last = gone.last().copied().unwrap_or_default();
        assert!(last <= 1.1 * 10_000.0 / 50.0, "{last} s");
    }

    #[test]
    fn a_p1_goes_at_once_when_the_bucket_is_empty() {
        let now = Instant::now();
        let mut pace = Pace { level: 0.0, at: now };
        assert!(pace.take(false, now).is_err());
        assert_eq!((pace.take(true, now), pace.take(true, now)), (Ok(()), Ok(())));
        assert!(pace.take(true, now).is_err());
    }
}
