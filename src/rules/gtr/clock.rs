//! The clock: what was promised, what happened to it, and how it ended.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::rules::{
    calendar::{Calendar, Month},
    level::Level,
};

/// What was guaranteed, frozen when the clock starts or the customer's level is raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    /// By which level.
    pub level: Level,
    /// The guaranteed time to restore, in minutes.
    pub minutes: i64,
}

impl Commitment {
    /// The guaranteed time.
    pub const fn time(self) -> TimeDelta {
        TimeDelta::minutes(self.minutes)
    }
}

/// A while in which support waited for the customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when; none while it lasts.
    pub to: Option<DateTime<Utc>>,
}

/// The customer's level was raised while the clock was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Upgrade {
    /// When.
    pub at: DateTime<Utc>,
    /// To what.
    pub to: Commitment,
}

/// A stop that the customer contested: it does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contest {
    /// When the service was said to be back.
    pub stopped_at: DateTime<Utc>,
    /// When the customer contested it.
    pub at: DateTime<Utc>,
}

/// How a clock ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The service is back.
    Restored,
    /// Closed while the clock ran: as restored, by whoever closed.
    Closed,
    /// The priority was lowered.
    Lowered,
    /// The component was put right to one in beta.
    Beta,
}

/// The end of a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// When.
    pub at: DateTime<Utc>,
    /// How.
    pub how: Ending,
}

/// Where a clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Time passes.
    Running,
    /// Support waits for the customer.
    Paused,
    /// The service is back.
    Stopped,
    /// Lowered, or put to beta.
    Withdrawn,
}

/// The result of a clock that has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Restored in time.
    Kept {
        /// What was left.
        left: TimeDelta,
    },
    /// The deadline was past.
    Missed {
        /// The running time beyond it.
        by: TimeDelta,
    },
    /// Neither kept nor missed.
    Withdrawn,
}

/// A moment at which support is warned, lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Threshold {
    /// This much of the guaranteed time has passed.
    Percent(u8),
    /// All of it has.
    Breach,
}

impl Threshold {
    /// As a percentage; the breach is 100.
    pub const fn percent(self) -> u8 {
        match self {
            Self::Percent(percent) => percent,
            Self::Breach => 100,
        }
    }

    /// The threshold of this percentage, 100 and more being the breach.
    pub const fn of_percent(percent: u8) -> Self {
        if percent < 100 { Self::Percent(percent) } else { Self::Breach }
    }
}

/// A warning, and when it falls due: now where `at` is not after now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Which.
    pub threshold: Threshold,
    /// The moment at which the threshold is, or was, reached.
    pub at: DateTime<Utc>,
}

/// One clock of a ticket. A ticket that is raised again, or reopened later, gets another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Its rank among the ticket's clocks, from 1.
    pub number: u32,
    /// When it started.
    pub started_at: DateTime<Utc>,
    /// What was guaranteed then.
    pub commitment: Commitment,
    /// In order; only the last may be open.
    pub pauses: Vec<Pause>,
    /// In order.
    pub upgrades: Vec<Upgrade>,
    /// In order.
    pub contests: Vec<Contest>,
    /// The end, if it has ended.
    pub stop: Option<Stop>,
}

impl Clock {
    /// A clock that starts to run.
    pub const fn start(number: u32, at: DateTime<Utc>, commitment: Commitment) -> Self {
        Self {
            number,
            started_at: at,
            commitment,
            pauses: Vec::new(),
            upgrades: Vec::new(),
            contests: Vec::new(),
            stop: None,
        }
    }

    /// Support waits for the customer. A clock that is paused or has ended stays as it is.
    pub fn pause(&mut self, at: DateTime<Utc>) {
        if self.status() == Status::Running {
            self.pauses.push(Pause { from: self.in_order(at), to: None });
        }
    }

    /// The wait is over, since that moment: it may lie before other things that happened in the pause, where
    /// an answer was read late. A clock that is not paused stays as it is.
    pub fn resume(&mut self, at: DateTime<Utc>) {
        if self.stop.is_none()
            && let Some(pause) = self.pauses.last_mut()
            && pause.to.is_none()
        {
            pause.to = Some(at.max(pause.from));
        }
    }

    /// The customer answered at that moment, which is known only now: a pause that somebody ended later ended
    /// then. The deadline never becomes later by it.
    pub fn answered(&mut self, at: DateTime<Utc>) {
        for pause in &mut self.pauses {
            if pause.from < at && pause.to.is_some_and(|to| at < to) {
                pause.to = Some(at);
            }
        }
    }

    /// The customer's level was raised. After a stop it is kept, and counts only if the stop is contested.
    pub fn upgrade(&mut self, at: DateTime<Utc>, to: Commitment) {
        self.upgrades.push(Upgrade { at: self.in_order(at), to });
    }

    /// Ends the clock, and a running pause with it. A clock that has ended keeps its first end.
    pub fn stop(&mut self, at: DateTime<Utc>, how: Ending) {
        if self.stop.is_none() {
            self.end_pause(at);
            self.stop = Some(Stop { at: self.in_order(at), how });
        }
    }

    /// The customer contests "restored": the clock goes on as if it had never stopped. A clock that runs, or
    /// that was withdrawn, stays as it is.
    pub fn contest(&mut self, at: DateTime<Utc>) {
        if self.status() == Status::Stopped
            && let Some(stop) = self.stop.take()
        {
            self.contests.push(Contest { stopped_at: stop.at, at: at.max(stop.at) });
        }
    }

    /// A moment, but never before what has already happened: a wall clock that was set back takes no time
    /// away.
    pub(super) fn in_order(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        let pauses = self.pauses.last().map(|pause| pause.to.unwrap_or(pause.from));
        let upgrades = self.upgrades.last().map(|upgrade| upgrade.at);
        let contests = self.contests.last().map(|contest| contest.at);
        [pauses, upgrades, contests].into_iter().flatten().fold(at.max(self.started_at), DateTime::max)
    }

    pub(super) fn end_pause(&mut self, at: DateTime<Utc>) {
        let at = self.in_order(at);
        if let Some(pause) = self.pauses.last_mut()
            && pause.to.is_none()
        {
            pause.to = Some(at);
        }
    }

    /// Where it stands.
    pub fn status(&self) -> Status {
        match self.stop {
            Some(Stop { how: Ending::Restored | Ending::Closed, .. }) => Status::Stopped,
            Some(Stop { how: Ending::Lowered | Ending::Beta, .. }) => Status::Withdrawn,
            None if self.pauses.last().is_some_and(|pause| pause.to.is_none()) => Status::Paused,
            None => Status::Running,
        }
    }

    /// The guaranteed time that counts now: that of the last upgrade that helped, else that of the start.
    pub fn commitment_now(&self) -> Commitment {
        self.counted_upgrades().last().map_or(self.commitment, |upgrade| upgrade.to)
    }

    /// The month it belongs to: that of its last stop. None while it has not ended.
    pub fn month(&self, calendar: &Calendar) -> Option<Month> {
        self.stop.map(|stop| calendar.month_of(stop.at))
    }

    /// The upgrades that count: those before the end.
    pub(super) fn counted_upgrades(&self) -> impl Iterator<Item = Upgrade> {
        let stop = self.stop;
        self.upgrades.iter().copied().filter(move |upgrade| stop.is_none_or(|stop| upgrade.at <= stop.at))
    }
}
