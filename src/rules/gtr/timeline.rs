//! A clock laid out in time: the stretches in which it ran, each with what was left of the commitment.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Clock, Commitment, Status};

/// Something that happened to the clock, in the order in which simultaneous ones apply.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Turn {
    Resumed,
    Upgraded(usize),
    Paused,
}

/// A stretch of running time over which the commitment did not change.
#[derive(Clone, Copy)]
struct Stretch {
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    /// Running time before it.
    before: TimeDelta,
    /// Running time at which the deadline is reached.
    total: TimeDelta,
}

/// A clock as seen at one moment.
pub(super) struct Timeline {
    stretches: Vec<Stretch>,
    /// The moment it is seen at: now, or the stop.
    pub(super) until: DateTime<Utc>,
    pub(super) running: TimeDelta,
    pub(super) left: TimeDelta,
    status: Status,
    /// What was left before and after each turn.
    pub(super) turns: Vec<Span>,
}

/// A turn of the clock, with the state it left.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub(super) at: DateTime<Utc>,
    pub(super) turn: Turn,
    pub(super) running: TimeDelta,
    pub(super) left_before: TimeDelta,
    pub(super) left: TimeDelta,
}

impl Timeline {
    pub(super) fn of(clock: &Clock, now: DateTime<Utc>) -> Self {
        // A moment before the start (a wall clock set back) is seen as the start.
        let until = clock.stop.map_or(now, |stop| stop.at).max(clock.started_at);
        let mut timeline = Self {
            stretches: Vec::new(),
            until,
            running: TimeDelta::zero(),
            left: clock.commitment.time(),
            status: clock.status(),
            turns: Vec::new(),
        };
        let mut at = clock.started_at;
        let mut paused = false;
        for (moment, turn) in turns(clock).into_iter().filter(|(moment, _)| *moment <= until) {
            timeline.run(at, moment, paused);
            at = moment;
            let left_before = timeline.left;
            match turn {
                Turn::Paused => paused = true,
                Turn::Resumed => paused = false,
                Turn::Upgraded(rank) => {
                    let to: Commitment = clock.upgrades[rank].to;
                    timeline.left = timeline.left.min(to.time());
                    // Of no length: a threshold may be reached by the upgrade itself, even during a pause.
                    timeline.stretch(moment, moment);
                }
            }
            let (running, left) = (timeline.running, timeline.left);
            timeline.turns.push(Span { at: moment, turn, running, left_before, left });
        }
        timeline.run(at, until, paused);
        timeline
    }

    /// Lets time pass.
    fn run(&mut self, from: DateTime<Utc>, to: DateTime<Utc>, paused: bool) {
        if paused {
            return;
        }
        self.stretch(from, to);
        self.running += to - from;
        self.left -= to - from;
    }

    fn stretch(&mut self, from: DateTime<Utc>, to: DateTime<Utc>) {
        self.stretches.push(Stretch { from, to, before: self.running, total: self.running + self.left });
    }

    /// The moment at which so many percent of the guaranteed time were, or will be, reached. None when it
    /// will not by itself: the clock is paused, or has ended before.
    pub(super) fn reached(&self, percent: u8) -> Option<DateTime<Utc>> {
        for stretch in &self.stretches {
            let due = share(stretch.total, percent);
            if due <= stretch.before {
                return Some(stretch.from);
            }
            let at = stretch.from + (due - stretch.before);
            if at <= stretch.to {
                return Some(at);
            }
        }
        let to_go = share(self.running + self.left, percent) - self.running;
        match self.status {
            Status::Running => Some(self.until + to_go),
            Status::Paused | Status::Stopped | Status::Withdrawn => None,
        }
    }
}

/// So many percent of a time, to the millisecond above, so that a threshold is never said before it is
/// reached.
fn share(total: TimeDelta, percent: u8) -> TimeDelta {
    TimeDelta::milliseconds((total.num_milliseconds() * i64::from(percent) + 99).div_euclid(100))
}

/// What happened to the clock, in order.
fn turns(clock: &Clock) -> Vec<(DateTime<Utc>, Turn)> {
    // A pause of no length changes nothing, and its two ends could not be put in order.
    let pauses = clock.pauses.iter().filter(|pause| pause.to != Some(pause.from)).flat_map(|pause| {
        [Some((pause.from, Turn::Paused)), pause.to.map(|to| (to, Turn::Resumed))].into_iter().flatten()
    });
    let upgrades =
        clock.upgrades.iter().enumerate().map(|(rank, upgrade)| (upgrade.at, Turn::Upgraded(rank)));
    let mut turns: Vec<_> = pauses.chain(upgrades).collect();
    turns.sort();
    turns
}
