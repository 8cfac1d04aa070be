//! The receipt of a clock: every step of the arithmetic, so that anyone can do it again by hand.

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Clock, Commitment, Ending, Outcome, Status,
    timeline::{Timeline, Turn},
};

/// One line of a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceiptLine {
    /// When.
    pub at: DateTime<Utc>,
    /// Running time since the start, then.
    pub running: TimeDelta,
    /// Running time left, then; negative past the deadline.
    pub left: TimeDelta,
    /// What happened.
    pub fact: Fact,
}

/// What a line of the receipt says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The clock started with this commitment.
    Started(Commitment),
    /// Support began to wait for the customer.
    Paused,
    /// The wait was over.
    Resumed {
        /// How long it had lasted.
        paused: TimeDelta,
    },
    /// The level was raised: what was left became the smaller of it and the new commitment.
    Upgraded {
        /// The new commitment.
        to: Commitment,
        /// What was left before.
        left_before: TimeDelta,
    },
    /// The service was said to be back, and the customer contested it: this stop does not count.
    Contested {
        /// When it was said to be back.
        stopped_at: DateTime<Utc>,
    },
    /// The clock ended.
    Stopped(Ending),
    /// Where it stands now, when it has not ended.
    Now(Status),
    /// The deadline (the line's moment): reached, to come, or what it was when the clock ended.
    Deadline,
    /// The result.
    Result(Outcome),
}

pub(super) fn receipt(clock: &Clock, now: DateTime<Utc>) -> Vec<ReceiptLine> {
    let seen = Timeline::of(clock, now);
    let started = ReceiptLine {
        at: clock.started_at,
        running: TimeDelta::zero(),
        left: clock.commitment.time(),
        fact: Fact::Started(clock.commitment),
    };
    let mut lines = vec![started];
    let mut paused_at = clock.started_at;
    for step in &seen.turns {
        let fact = match step.turn {
            Turn::Paused => {
                paused_at = step.at;
                Fact::Paused
            }
            Turn::Resumed => Fact::Resumed { paused: step.at - paused_at },
            Turn::Upgraded(rank) => {
                Fact::Upgraded { to: clock.upgrades[rank].to, left_before: step.left_before }
            }
        };
        lines.push(ReceiptLine { at: step.at, running: step.running, left: step.left, fact });
    }
    for contest in clock.contests.iter().filter(|contest| contest.at <= seen.until) {
        let then = Timeline::of(&Clock { stop: None, ..clock.clone() }, contest.at);
        let fact = Fact::Contested { stopped_at: contest.stopped_at };
        lines.push(ReceiptLine { at: contest.at, running: then.running, left: then.left, fact });
    }
    // Stable: of what happened at one moment, the start is first and a contest last.
    lines.sort_by_key(|line| line.at);
    let at_the_end = |fact| ReceiptLine { at: seen.until, running: seen.running, left: seen.left, fact };
    lines.push(at_the_end(match clock.stop {
        Some(stop) => Fact::Stopped(stop.how),
        None => Fact::Now(clock.status()),
    }));
    lines.push(ReceiptLine { at: clock.deadline(now), ..at_the_end(Fact::Deadline) });
    if let Some(outcome) = clock.outcome() {
        lines.push(at_the_end(Fact::Result(outcome)));
    }
    lines
}

impl Clock {
    /// The arithmetic, line by line: what `/ticket clock` prints, from the same timeline as the warnings.
    pub fn receipt(&self, now: DateTime<Utc>) -> Vec<ReceiptLine> {
        receipt(self, now)
    }
}
