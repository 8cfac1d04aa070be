//! The hours of a month and of packs: what is held, used and given back.

use chrono::{DateTime, Months, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::rules::{
    calendar::{Calendar, Month},
    contract::History,
    ids::PackId,
    offer::{Offer, PackRules, SessionRules},
    stored::stored_text,
};

stored_text! {
    /// Why minutes moved in the ledger, whose entries are signed: a balance is their sum.
    Entry {
        /// A pack was granted: minutes come in.
        Grant = "grant",
        /// A session was asked for: minutes go out, until it is settled.
        Hold = "hold",
        /// A hold ended: the same minutes come back.
        Release = "release",
        /// Minutes were used: they go out for good.
        Use = "use",
        /// Minutes that were used are given back.
        GiveBack = "give_back",
    }
}

impl Entry {
    /// These minutes, with the sign that they have in the ledger.
    pub const fn signed(self, minutes: i64) -> i64 {
        match self {
            Self::Grant | Self::Release | Self::GiveBack => minutes,
            Self::Hold | Self::Use => -minutes,
        }
    }
}

/// Where minutes come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The allowance of a month.
    Month(Month),
    /// A pack.
    Pack(PackId),
}

/// Minutes taken from one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Draw {
    /// Where from.
    pub source: Source,
    /// How many; never 0.
    pub minutes: i64,
}

/// A pack that has minutes left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pack {
    /// Which.
    pub id: PackId,
    /// Minutes neither used nor held.
    pub left: i64,
    /// It pays for sessions that start before this moment.
    pub ends_at: DateTime<Utc>,
}

/// What a customer may draw on for sessions that start in one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// The month.
    pub month: Month,
    /// Minutes that the level includes.
    pub included: i64,
    /// Minutes used of them.
    pub used: i64,
    /// Minutes held of them.
    pub held: i64,
    /// Packs, in any order.
    pub packs: Vec<Pack>,
}

/// Why minutes are not held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldRefusal {
    /// There are not so many.
    NotEnough {
        /// What was asked for, in minutes.
        wanted: i64,
        /// What the month has left.
        month: i64,
        /// What packs that pay for a session at that time have left.
        packs: i64,
    },
}

/// What becomes of a hold when the session is settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// What is charged.
    pub used: Vec<Draw>,
    /// What goes back to its source, the last source first.
    pub given_back: Vec<Draw>,
    /// Minutes beyond the hold: charged only if the customer agrees, by a hold of their own.
    pub beyond: i64,
}

/// What a month includes, in minutes: by the level of now in the present month, by the level scheduled for
/// its start in a month to come, by its last level in a past one.
pub fn included(history: &History, month: Month, offer: &Offer, now: DateTime<Utc>) -> i64 {
    let (start, end) = (month.start(&offer.calendar), month.end(&offer.calendar));
    let at = now.clamp(start, end - TimeDelta::milliseconds(1));
    let level = history.level_at(at);
    if history.is_given(level, month, offer) { offer.level(level).minutes_a_month } else { 0 }
}

impl Balance {
    /// What the month has left: never below zero, even when a lower level includes less than was used.
    pub const fn month_left(&self) -> i64 {
        let left = self.included - self.used - self.held;
        if left > 0 { left } else { 0 }
    }

    /// The packs that pay for a session which starts at this moment, in the order in which they are used.
    pub fn packs_for(&self, session_start: DateTime<Utc>) -> Vec<Pack> {
        let mut packs: Vec<_> =
            self.packs.iter().copied().filter(|pack| pack.left > 0 && session_start < pack.ends_at).collect();
        packs.sort_by_key(|pack| (pack.ends_at, pack.id));
        packs
    }

    /// Minutes that a session which starts at this moment may draw on.
    pub fn left_for(&self, session_start: DateTime<Utc>) -> i64 {
        self.month_left() + self.packs_for(session_start).iter().map(|pack| pack.left).sum::<i64>()
    }
}

/// From where to hold so many minutes for a session that starts at this moment, in the balance's month.
///
/// # Errors
///
/// [`HoldRefusal::NotEnough`]: nothing is held then.
pub fn plan_hold(
    minutes: i64,
    session_start: DateTime<Utc>,
    balance: &Balance,
) -> Result<Vec<Draw>, HoldRefusal> {
    let packs = balance.packs_for(session_start);
    let sources = std::iter::once((Source::Month(balance.month), balance.month_left()))
        .chain(packs.iter().map(|pack| (Source::Pack(pack.id), pack.left)));
    let mut wanted = minutes;
    let mut draws = Vec::new();
    for (source, left) in sources {
        let minutes = wanted.min(left);
        if minutes > 0 {
            draws.push(Draw { source, minutes });
            wanted -= minutes;
        }
    }
    if wanted > 0 {
        let packs = packs.iter().map(|pack| pack.left).sum();
        return Err(HoldRefusal::NotEnough { wanted: minutes, month: balance.month_left(), packs });
    }
    Ok(draws)
}

/// Minutes in started units: 31 minutes are two units of 30.
pub const fn started_units(minutes: i64, rules: &SessionRules) -> i64 {
    if minutes <= 0 {
        return 0;
    }
    (minutes + rules.unit_minutes - 1) / rules.unit_minutes * rules.unit_minutes
}

/// Settles a hold by what was really used, in started units.
pub fn settle(hold: &[Draw], used_minutes: i64, rules: &SessionRules) -> Settlement {
    let mut to_charge = started_units(used_minutes, rules);
    let mut used = Vec::new();
    let mut given_back = Vec::new();
    for draw in hold {
        let minutes = draw.minutes.min(to_charge);
        to_charge -= minutes;
        if minutes > 0 {
            used.push(Draw { minutes, ..*draw });
        }
        if draw.minutes > minutes {
            given_back.push(Draw { minutes: draw.minutes - minutes, ..*draw });
        }
    }
    given_back.reverse();
    Settlement { used, given_back, beyond: to_charge }
}

/// Settles a hold when the customer did not come: the whole booking is charged.
pub fn no_show(hold: &[Draw]) -> Settlement {
    Settlement { used: hold.to_vec(), given_back: Vec::new(), beyond: 0 }
}

/// The end of a pack granted at this moment: 00:00 of the same date so many months on (of 29 February: the
/// 28th).
pub fn pack_end(granted_at: DateTime<Utc>, rules: &PackRules, calendar: &Calendar) -> DateTime<Utc> {
    let date = calendar.date_of(granted_at);
    calendar.start_of(date.checked_add_months(Months::new(rules.valid_months)).unwrap_or(date))
}
