//! The ladder, rung by rung, and the watch over a P1 that is acknowledged.

use chrono::{DateTime, TimeDelta, Utc};

use crate::rules::{ids::RoleId, offer::PagingRules};

/// How many on-call levels there are: support's three teams.
pub const LEVELS: u8 = 3;

/// One climb of the ladder. A ticket has another when it is raised again, contested, or left in silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// Its rank among the ticket's ladders, from 1.
    pub number: u32,
    /// When it started: its first rung is due then.
    pub started_at: DateTime<Utc>,
    /// The last rung that was paged, if any.
    pub paged: Option<u32>,
}

/// One page of a ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rung {
    /// Its rank, from 0.
    pub number: u32,
    /// After the ladder's start.
    pub after: TimeDelta,
    /// The on-call levels called, ascending.
    pub levels: Vec<u8>,
}

/// A page, and when it falls due: now where `at` is not after now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuePage {
    /// Which rung.
    pub rung: Rung,
    /// Its moment.
    pub at: DateTime<Utc>,
    /// Whether it is so long past its moment that it must say so.
    pub late: bool,
}

/// What a page finds when it looks for whom to call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct OnCall {
    /// The role of each level, from 1; none where it was not set.
    pub levels: [Option<RoleId>; LEVELS as usize],
    /// The support role.
    pub support: Option<RoleId>,
}

/// The rung of this rank: one of the offer's, then every level again and again.
pub fn rung_at(number: u32, rules: &PagingRules) -> Rung {
    let rank = usize::try_from(number).unwrap_or(usize::MAX);
    if let Some(rule) = rules.rungs.get(rank) {
        return Rung { number, after: rule.after, levels: rule.levels.clone() };
    }
    let listed = u32::try_from(rules.rungs.len()).unwrap_or(u32::MAX);
    let last = rules.rungs.last().map_or(TimeDelta::zero(), |rule| rule.after);
    let repeats = i32::try_from(number - listed + 1).unwrap_or(i32::MAX);
    Rung { number, after: last + rules.repeat * repeats, levels: (1..=LEVELS).collect() }
}

impl Ladder {
    /// A ladder that starts.
    pub const fn start(number: u32, at: DateTime<Utc>) -> Self {
        Self { number, started_at: at, paged: None }
    }

    /// The next page after those already sent: of rungs already due the latest alone, else the first to come.
    pub fn next_page(&self, rules: &PagingRules, now: DateTime<Utc>) -> DuePage {
        let first = self.paged.map_or(0, |paged| paged + 1);
        let due = self.latest_due(rules, now).filter(|latest| *latest >= first);
        let rung = rung_at(due.unwrap_or(first), rules);
        let at = self.started_at + rung.after;
        DuePage { rung, at, late: now - at > rules.late }
    }

    /// The latest rung whose moment is not after now.
    pub(super) fn latest_due(&self, rules: &PagingRules, now: DateTime<Utc>) -> Option<u32> {
        let passed = now - self.started_at;
        if passed < TimeDelta::zero() {
            return None;
        }
        let listed = rules.rungs.iter().filter(|rule| rule.after <= passed).count();
        let mut due = u32::try_from(listed).unwrap_or(u32::MAX).saturating_sub(1);
        if listed == rules.rungs.len()
            && let Some(last) = rules.rungs.last()
        {
            let repeats = (passed - last.after).num_milliseconds() / rules.repeat.num_milliseconds().max(1);
            due = due.saturating_add(u32::try_from(repeats).unwrap_or(u32::MAX));
        }
        Some(due)
    }
}

impl OnCall {
    /// The role to mention for an on-call level: its own, else that of the level below, and below level 1 the
    /// support role. None when not even that is set.
    pub fn role(&self, level: u8) -> Option<RoleId> {
        let upto = usize::from(level.min(LEVELS));
        self.levels[..upto].iter().rev().copied().flatten().next().or(self.support)
    }

    /// The roles to mention for several levels, each once, lowest level first.
    pub fn roles(&self, levels: &[u8]) -> Vec<RoleId> {
        let mut roles = Vec::new();
        for role in levels.iter().filter_map(|level| self.role(*level)) {
            if !roles.contains(&role) {
                roles.push(role);
            }
        }
        roles
    }
}

/// A P1 that was acknowledged and is being worked on: watched for silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Watch {
    /// Since when there has been no sign of any staff member. Time in which the ticket waited for the
    /// customer is not silence: it is counted from the end of the wait.
    pub silent_since: DateTime<Utc>,
    /// When the reminder was given, if it was since then.
    pub reminded_at: Option<DateTime<Utc>>,
}

/// What the desk does about silence, and when it falls due: now where `at` is not after now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nudge {
    /// Remind whoever acknowledged.
    Remind {
        /// The moment.
        at: DateTime<Utc>,
    },
    /// Start the ladder again at level 1.
    Restart {
        /// The moment, counted from the reminder as it was given.
        at: DateTime<Utc>,
    },
}

impl Watch {
    /// The same after a sign that was given at that moment and is known only now: what came after it still
    /// counts.
    pub fn with_earlier_sign(self, at: DateTime<Utc>) -> Self {
        Self {
            silent_since: self.silent_since.max(at),
            reminded_at: self.reminded_at.filter(|reminded| at < *reminded),
        }
    }

    /// What comes next if the silence lasts.
    pub fn next(&self, rules: &PagingRules) -> Nudge {
        match self.reminded_at {
            None => Nudge::Remind { at: self.silent_since + rules.silence },
            Some(reminded) => Nudge::Restart { at: reminded + rules.restart },
        }
    }
}

/// Whether and how people are being called to a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// Nobody is: it is no P1, or it waits for the customer, is restored or closed.
    Off,
    /// Nobody has acknowledged: the ladder climbs.
    Climbing(Ladder),
    /// Someone has acknowledged.
    Watched(Watch),
}
