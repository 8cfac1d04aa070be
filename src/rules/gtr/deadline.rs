//! When the guaranteed time is over, how much of it is used, and what came of it.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Clock, Ending, Outcome, Threshold, Warning, timeline::Timeline};
use crate::rules::offer::GtrRules;

impl Clock {
    /// Running time since the start.
    pub fn running(&self, now: DateTime<Utc>) -> TimeDelta {
        Timeline::of(self, now).running
    }

    /// Running time left; negative past the deadline.
    pub fn left(&self, now: DateTime<Utc>) -> TimeDelta {
        Timeline::of(self, now).left
    }

    /// The deadline. While the clock is paused it moves, and this is what it would be if the clock went on
    /// now; once it is reached, or the clock has ended, it stays.
    pub fn deadline(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let timeline = Timeline::of(self, now);
        timeline.reached(100).unwrap_or(timeline.until + timeline.left)
    }

    /// How much of the guaranteed time has passed, in whole percent; above 100 past the deadline.
    pub fn percent(&self, now: DateTime<Utc>) -> i64 {
        let timeline = Timeline::of(self, now);
        let total = (timeline.running + timeline.left).num_milliseconds().max(1);
        timeline.running.num_milliseconds() * 100 / total
    }

    /// The next warning after those already said (`said` is the highest of them): of thresholds already
    /// reached the highest alone, else the first to come. None while the clock is paused with nothing due,
    /// once it has ended, or when the breach was said.
    pub fn threshold_due(
        &self,
        said: Option<Threshold>,
        rules: &GtrRules,
        now: DateTime<Utc>,
    ) -> Option<Warning> {
        if self.stop.is_some() {
            return None;
        }
        let timeline = Timeline::of(self, now);
        let unsaid = rules
            .warn_percent
            .iter()
            .map(|percent| Threshold::Percent(*percent))
            .chain([Threshold::Breach])
            .filter(|threshold| said.is_none_or(|said| said < *threshold))
            .filter_map(|threshold| {
                timeline.reached(threshold.percent()).map(|at| Warning { threshold, at })
            });
        let (reached, to_come): (Vec<_>, Vec<_>) = unsaid.partition(|warning| warning.at <= now);
        reached.last().or(to_come.first()).copied()
    }

    /// The result, once it has ended. While a stop may still be contested, it is the result so far.
    pub fn outcome(&self) -> Option<Outcome> {
        let stop = self.stop?;
        let left = self.left(stop.at);
        Some(match stop.how {
            _ if left < TimeDelta::zero() => Outcome::Missed { by: -left },
            Ending::Restored | Ending::Closed => Outcome::Kept { left },
            Ending::Lowered | Ending::Beta => Outcome::Withdrawn,
        })
    }
}
