//! What happens around an outage, by its seed: who raises a P1 when, who acknowledges, when the desk dies.

use crate::dice::Dice;

/// How long Discord is away, in seconds.
pub(super) const LASTS: i64 = 71 * MINUTE;

pub(super) const MINUTE: i64 = 60;

/// From how long before the outage on there are P1s.
const BEFORE: usize = 50;

/// The same of one that is old enough for its guaranteed time to be half over in the outage.
const LONG_BEFORE: usize = 110;

/// How long the desk is down at most once it has died, in seconds.
const DOWN: usize = 120;

/// Where the outages begin, on the wall in Paris: on a working day, at night, over the changes of the clocks,
/// over a new year.
const BEGIN: [&str; 6] = [
    "2026-11-24 10:00",
    "2026-11-28 23:10",
    "2026-10-25 02:20",
    "2027-03-28 01:20",
    "2026-12-31 23:30",
    "2026-12-02 00:40",
];

/// Something that happens.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum What {
    /// Somebody of that team raises a P1.
    Raised(Team),
    /// Whoever was called last to a P1 touches the link in the push; which P1 is a throw of the dice.
    Touched(usize),
    /// Staff acknowledge a P1 in chat.
    Acknowledged(usize),
    /// The desk dies, and is started again after so many seconds.
    Killed(i64),
    /// The same, in the very moment of the next rung, which it may or may not have heard of.
    KilledAtTheNextRung(i64),
    /// The desk has time to look around.
    Looked,
    /// Discord goes away.
    Away,
}

/// Whose P1 it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Team {
    /// Gold: four hours.
    Acme,
    /// Bronze: eight hours.
    Globex,
    /// Standard: no guaranteed time.
    Initech,
}

/// What happens, in its order: seconds from the beginning of the outage on.
pub(super) struct Plan {
    pub(super) begins: &'static str,
    pub(super) all: Vec<(i64, What)>,
    /// Whether somebody raises a P1 as soon as Discord is back, and whether the desk dies just then.
    pub(super) raised_after: Option<Team>,
    pub(super) killed_after: bool,
}

impl Plan {
    pub(super) fn of(dice: &mut Dice) -> Self {
        let mut all = Vec::new();
        let mut raised = |dice: &mut Dice, at: i64| all.push((at, What::Raised(team(dice))));
        let first = -dice.number(BEFORE * 60) - 1;
        raised(dice, first);
        for _ in 0..dice.below(3) {
            let at = -dice.number(BEFORE * 60);
            raised(dice, at);
        }
        if dice.one_of(3) {
            let at = -dice.number((LONG_BEFORE - BEFORE) * 60) - 60 * i64::try_from(BEFORE).expect("few");
            raised(dice, at);
        }
        if dice.one_of(2) {
            // It is committed when Discord goes.
            raised(dice, 0);
        }
        all.push((0, What::Away));
        let during = |dice: &mut Dice| dice.number(71 * 60 - 1) + 1;
        for _ in 0..=dice.below(4) {
            let down = if dice.one_of(3) { 0 } else { dice.number(DOWN) };
            let at = if dice.one_of(5) { first / 2 } else { during(dice) };
            let what = if dice.one_of(2) { What::Killed(down) } else { What::KilledAtTheNextRung(down) };
            all.push((at, what));
        }
        for _ in 0..dice.below(3) {
            let at = during(dice);
            all.push((at, What::Touched(dice.below(8))));
        }
        if dice.one_of(3) {
            all.push((first / 2, What::Acknowledged(dice.below(8))));
        }
        for _ in 0..dice.below(6) {
            all.push((during(dice), What::Looked));
        }
        // What is at the same second stays in this order: what was raised at the edge is raised before it.
        all.sort_by_key(|(at, _)| *at);
        let raised_after = dice.one_of(2).then(|| team(dice));
        Self { begins: BEGIN[dice.below(BEGIN.len())], all, raised_after, killed_after: dice.one_of(2) }
    }
}

fn team(dice: &mut Dice) -> Team {
    match dice.below(3) {
        0 => Team::Acme,
        1 => Team::Globex,
        _ => Team::Initech,
    }
}
