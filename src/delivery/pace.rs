//! Discord's global limit: 50 requests a second for a bot. The outbox stays within it by itself and leaves
//! room for P1.

use std::{collections::VecDeque, time::Duration};

use parking_lot::Mutex;
use tokio::time::Instant;

/// How many requests go in any second. Discord takes 50 of a bot: the rest is for what people's commands look
/// up, and for what arrives closer together than it was sent.
const LIMIT: usize = 48;

/// The time in which they are counted.
const SECOND: Duration = Duration::from_secs(1);

/// Requests a second at which a long line goes: what the limit leaves beside a P1's.
const PER_SECOND: f64 = 46.0;

/// How many may go at once after a pause: the message, the thread and the card of one ticket, and one more,
/// so that a timer that comes a moment late costs nothing.
const AT_ONCE: f64 = 4.0;

/// How many a P1 may take ahead of time, and of the limit are a P1's alone.
const FOR_P1: u8 = 2;

/// A bucket that fills with time. One request takes one from it, where the last second is not full.
#[derive(Debug)]
struct Pace {
    level: f64,
    at: Instant,
    /// When those of the last second went.
    gone: VecDeque<Instant>,
}

impl Pace {
    fn at(now: Instant) -> Self {
        Self { level: AT_ONCE, at: now, gone: VecDeque::with_capacity(LIMIT) }
    }

    /// Takes one request, or says how long to wait for it. A P1 may take some ahead of time, for which the
    /// others wait.
    fn take(&mut self, p1: bool, now: Instant) -> Result<(), Duration> {
        let filled = now.saturating_duration_since(self.at).as_secs_f64() * PER_SECOND;
        self.level = (self.level + filled).min(AT_ONCE);
        self.at = now;
        while self.gone.front().is_some_and(|first| now.saturating_duration_since(*first) >= SECOND) {
            self.gone.pop_front();
        }
        let (floor, most) = if p1 { (-f64::from(FOR_P1), LIMIT) } else { (0.0, LIMIT - usize::from(FOR_P1)) };
        // Where the last second is full, until that one is older than a second which makes room.
        if let Some(last) = self.gone.len().checked_sub(most).and_then(|index| self.gone.get(index)) {
            return Err(SECOND.saturating_sub(now.saturating_duration_since(*last)));
        }
        if self.level - 1.0 < floor {
            return Err(Duration::from_secs_f64((floor + 1.0 - self.level) / PER_SECOND));
        }
        self.level -= 1.0;
        self.gone.push_back(now);
        Ok(())
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
        Self { pace: Mutex::new(Pace::at(Instant::now())), line: tokio::sync::Mutex::default() }
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
            let turn = self.pace.lock().take(p1, Instant::now());
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

    /// When each of many requests goes, in seconds, where each waits as long as it is told and a little
    /// `late`, and after every hundred there is a rest; from `p1_from` on P1s want to go too, every tenth of
    /// a second as many as may.
    fn times(count: usize, (late, rest): (f64, f64), p1_from: Option<f64>) -> Vec<f64> {
        let start = Instant::now();
        let mut pace = Pace::at(start);
        let (mut now, mut next_p1) = (0.0_f64, p1_from.unwrap_or(f64::MAX));
        let mut gone = Vec::new();
        while gone.len() < count {
            let at = start + Duration::from_secs_f64(now);
            if now >= next_p1 {
                while pace.take(true, at).is_ok() {
                    gone.push(now);
                }
                next_p1 += 0.1;
            }
            match pace.take(false, at) {
                Ok(()) => {
                    gone.push(now);
                    now += if gone.len() % 100 == 0 { rest } else { 0.0 };
                }
                Err(wait) => now += wait.as_secs_f64() + late,
            }
        }
        gone
    }

    #[test]
    fn no_second_has_more_than_discord_allows() {
        for (rest, p1_from) in
            [(0.0, None), (0.0, Some(0.0)), (0.0, Some(3.3)), (0.1, Some(3.3)), (3.0, None), (3.0, Some(0.0))]
        {
            let gone = times(1_000, (0.000_001, rest), p1_from);
            for (index, first) in gone.iter().enumerate() {
                let within = gone[index..].iter().take_while(|at| **at < first + 1.0).count();
                assert!(within <= LIMIT, "{within} in the second from {first}");
            }
        }
    }

    /// "10,000 channels in at most 1.1 times what Discord's limits allow."
    #[test]
    fn a_long_line_goes_nearly_as_fast_as_discord_allows() {
        let gone = times(10_000, (0.001, 0.0), None);
        let last = gone.last().copied().unwrap_or_default();
        assert!(last <= 1.1 * 10_000.0 / 50.0, "{last} s");
    }

    #[test]
    fn a_p1_goes_at_once_when_the_bucket_is_empty() {
        let now = Instant::now();
        let mut pace = Pace::at(now);
        while pace.take(false, now).is_ok() {}
        assert_eq!((pace.take(true, now), pace.take(true, now)), (Ok(()), Ok(())));
        assert!(pace.take(true, now).is_err());
    }

    /// Its receipts are then written together.
    #[test]
    fn what_a_ticket_says_goes_at_once() {
        let now = Instant::now();
        let mut pace = Pace::at(now);
        for part in ["message", "card", "thread"] {
            assert_eq!(pace.take(false, now), Ok(()), "its {part}");
        }
    }
}
