//! A change of level: up by the customer alone or by staff, down by staff.

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    billed_from::{first_after, first_on_or_after},
    history::{History, LevelChange},
};
use crate::rules::{
    calendar::{Calendar, Month},
    event::By,
    level::Level,
    offer::Offer,
};

/// A change about to be written, with what it does to those written before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The level it replaces when it takes effect.
    pub from: Level,
    /// The row to write.
    pub row: LevelChange,
    /// The scheduled rows that it cancels: those not cancelled yet that would have taken effect later.
    pub cancels: Vec<LevelChange>,
}

/// Why a level is not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LevelRefusal {
    /// The customer has this level then.
    SameLevel(Level),
    /// Moving down is done through support.
    NotAnUpgrade {
        /// What the customer has.
        from: Level,
        /// What was asked for.
        to: Level,
    },
    /// The date is before today.
    Past {
        /// The earliest date that can be given.
        today: NaiveDate,
    },
}

impl History {
    /// The history once a change is written: what it cancels is cancelled, and its row is the last.
    pub fn after(&self, change: &Change) -> Self {
        let mut rows = self.0.clone();
        for row in rows.iter_mut().filter(|row| change.cancels.contains(row)) {
            row.cancelled_at = Some(change.row.when);
        }
        rows.push(change.row.clone());
        Self::new(rows)
    }

    /// The change that somebody asks about: up as the customer would do it, down as support would, without a
    /// date.
    ///
    /// # Errors
    ///
    /// When it is the level they have then.
    pub fn asked_about(
        &self,
        to: Level,
        who: By,
        offer: &Offer,
        now: DateTime<Utc>,
    ) -> Result<Change, LevelRefusal> {
        if to < self.level_at(now) {
            self.change_by_staff(to, None, who, offer, now)
        } else {
            self.upgrade(to, who, offer, now)
        }
    }

    /// Moves up, at once: what a customer does alone.
    ///
    /// # Errors
    ///
    /// When it is the level they have, or a lower one.
    pub fn upgrade(
        &self,
        to: Level,
        who: By,
        offer: &Offer,
        now: DateTime<Utc>,
    ) -> Result<Change, LevelRefusal> {
        let from = self.level_at(now);
        if to == from {
            return Err(LevelRefusal::SameLevel(to));
        }
        if to < from {
            return Err(LevelRefusal::NotAnUpgrade { from, to });
        }
        let billed_from = first_after(offer.calendar.date_of(now));
        let row =
            LevelChange { level: to, who, when: now, effective_at: now, billed_from, cancelled_at: None };
        Ok(Change { from, row, cancels: self.scheduled(now).into_iter().cloned().collect() })
    }

    /// Any change, by staff. A date of today is at once; without a date, up is at once and down is on the
    /// first of the next month. An upgrade cancels what was scheduled after it.
    ///
    /// # Errors
    ///
    /// When the date is past, or when it is the level they have then.
    pub fn change_by_staff(
        &self,
        to: Level,
        date: Option<NaiveDate>,
        who: By,
        offer: &Offer,
        now: DateTime<Utc>,
    ) -> Result<Change, LevelRefusal> {
        let calendar = &offer.calendar;
        let today = calendar.date_of(now);
        let usual = if to > self.level_at(now) { today } else { Month::of(today).next().first() };
        let date = date.unwrap_or(usual);
        if date < today {
            return Err(LevelRefusal::Past { today });
        }
        let effective_at = if date == today { now } else { calendar.start_of(date) };
        let from = self.level_at(effective_at);
        if to == from {
            return Err(LevelRefusal::SameLevel(to));
        }
        let is_up = to > from;
        let billed_from = if is_up { first_after(date) } else { first_on_or_after(date) };
        let row = LevelChange { level: to, who, when: now, effective_at, billed_from, cancelled_at: None };
        let cancels =
            if is_up { self.scheduled(effective_at).into_iter().cloned().collect() } else { Vec::new() };
        Ok(Change { from, row, cancels })
    }
}

/// The first row of a customer, who has this level since that date.
pub fn first_row(
    level: Level,
    since: NaiveDate,
    who: By,
    calendar: &Calendar,
    now: DateTime<Utc>,
) -> LevelChange {
    LevelChange {
        level,
        who,
        when: now,
        effective_at: calendar.start_of(since),
        billed_from: first_on_or_after(since),
        cancelled_at: None,
    }
}
