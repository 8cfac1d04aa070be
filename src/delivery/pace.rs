//! Discord's global limit: 50 requests a second for a bot. The outbox stays below it by itself and leaves room for P1.

use std::time::Duration;

use tokio::time::Instant;

/// Requests a second that the outbox allows itself in all; Discord's limit is 50, and the answers to people's commands that
/// are not counted there still need some room for look-ups.
const PER_SECOND: f64 = 45.0;

/// Of those, how many only a P1 may use.
const KEPT_FOR_P1: f64 = 5.0;

/// A bucket that fills with time. One message takes one from it.
#[derive(Debug)]
pub struct Pace {
    level: f64,
    at: Instant,
}

impl Pace {
    /// A full bucket.
    #[must_use]
    pub fn new() -> Self {
        Self { level: PER_SECOND, at: Instant::now() }
    }

    /// Takes one request, or says how long to wait for it. A P1 may take the last ones.
    ///
    /// # Errors
    /// The wait, when there is none left.
    pub fn take(&mut self, p1: bool) -> Result<(), Duration> {
        let now = Instant::now();
        self.level = (self.level + now.duration_since(self.at).as_secs_f64() * PER_SECOND).min(PER_SECOND);
        self.at = now;
        let floor = if p1 { 0.0 } else { KEPT_FOR_P1 };
        if self.level - 1.0 >= floor {
            self.level -= 1.0;
            return Ok(());
        }
        Err(Duration::from_secs_f64((floor + 1.0 - self.level) / PER_SECOND))
    }
}

impl Default for Pace {
    fn default() -> Self {
        Self::new()
    }
}
