//! Who is called when, worked out once more, in seconds and without the desk: "at once; in 5 minutes again; in
//! 10: level 2; in 20: level 3; then every 10 minutes every level".

use super::plan::{MINUTE, Team};

/// The rungs of the sentence, in minutes from the start of a ladder.
const RUNGS: [i64; 4] = [0, 5, 10, 20];

/// Then every ten minutes.
const AGAIN: i64 = 10;

/// "Whoever acknowledged and gives no sign for 30 minutes is reminded", and five minutes later it begins again.
const SILENCE: i64 = 30 * MINUTE;
const RESTART: i64 = 5 * MINUTE;

/// More rungs than any replay climbs.
const MOST: i64 = 1_000;

/// A call that is due.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Call {
    pub(super) ticket: i64,
    pub(super) ladder: usize,
    pub(super) rung: i64,
    pub(super) at: i64,
}

/// A P1, with what became of it. Moments are seconds since 1970.
#[derive(Clone, Debug)]
pub(super) struct P1 {
    pub(super) number: i64,
    pub(super) team: Team,
    /// When each ladder began, the first with the P1.
    pub(super) ladders: Vec<i64>,
    /// When somebody acknowledged each.
    pub(super) acknowledged: Vec<i64>,
    /// When whoever acknowledged was reminded, and gave no sign.
    pub(super) reminded: Vec<i64>,
}

impl P1 {
    pub(super) fn raised(number: i64, team: Team, at: i64) -> Self {
        Self { number, team, ladders: vec![at], acknowledged: Vec::new(), reminded: Vec::new() }
    }

    pub(super) fn opened(&self) -> i64 {
        self.ladders[0]
    }

    /// Nobody has acknowledged it.
    pub(super) fn climbs(&self) -> bool {
        self.ladders.len() > self.acknowledged.len()
    }

    /// "Gold: 4 h; Silver and Bronze: 8 h; Standard: none", whatever the hour and whatever is away.
    pub(super) fn deadline(&self) -> Option<i64> {
        match self.team {
            Team::Acme => Some(self.opened() + 4 * 60 * MINUTE),
            Team::Globex => Some(self.opened() + 8 * 60 * MINUTE),
            Team::Initech => None,
        }
    }

    /// When half of it is over.
    pub(super) fn half(&self) -> Option<i64> {
        self.deadline().map(|deadline| self.opened().midpoint(deadline))
    }

    /// Every call that was due until then.
    pub(super) fn calls(&self, until: i64) -> Vec<Call> {
        let mut calls = Vec::new();
        for (rank, from) in self.ladders.iter().enumerate() {
            let end = self.acknowledged.get(rank).copied().unwrap_or(until);
            let due = (0..).map(|rung| (rung, from + after(rung))).take_while(|(_, at)| *at <= end);
            calls.extend(due.map(|(rung, at)| Call { ticket: self.number, ladder: rank + 1, rung, at }));
        }
        calls
    }

    /// What is due next after that moment: a call, a reminder, or the ladder's next start.
    pub(super) fn next(&self, now: i64) -> i64 {
        match (self.ladders.last(), self.acknowledged.last(), self.reminded.last()) {
            (Some(from), ..) if self.climbs() => {
                (0..MOST).map(|rung| from + after(rung)).find(|at| *at > now).expect("a ladder of days")
            }
            (_, Some(_), Some(reminded)) if self.reminded.len() == self.acknowledged.len() => {
                reminded + RESTART
            }
            (_, Some(acknowledged), _) => acknowledged + SILENCE,
            (_, None, _) => unreachable!("nobody has acknowledged, so it climbs"),
        }
    }
}

/// When a rung is due, in seconds from the start of its ladder.
fn after(rung: i64) -> i64 {
    let listed = usize::try_from(rung).ok().and_then(|rank| RUNGS.get(rank));
    let last = i64::try_from(RUNGS.len()).expect("few") - 1;
    MINUTE * listed.copied().unwrap_or_else(|| RUNGS[RUNGS.len() - 1] + AGAIN * (rung - last))
}
