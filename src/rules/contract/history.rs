//! The levels that a customer has had, has and will have.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::rules::{
    calendar::{Calendar, Month},
    event::{By, Terms},
    level::Level,
    offer::Offer,
};

/// A change of level, as a row of the contract's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelChange {
    /// To which level.
    pub level: Level,
    /// Who decided it.
    pub who: By,
    /// When it was decided: rows are in this order.
    pub when: DateTime<Utc>,
    /// From when the level is the customer's.
    pub effective_at: DateTime<Utc>,
    /// From which first of a month it is on the bill.
    pub billed_from: NaiveDate,
    /// When a later upgrade cancelled it, before it took effect.
    pub cancelled_at: Option<DateTime<Utc>>,
}

/// The changes of one customer's level, in the order in which they were decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History(pub(super) Vec<LevelChange>);

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

/// How long privileged access lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// There is none.
    None,
    /// Until the end of this month.
    Until(Month),
    /// As long as the level.
    Open,
}

/// The first of a month on or after this date.
pub fn first_on_or_after(date: NaiveDate) -> NaiveDate {
    if date.day() == 1 { date } else { Month::of(date).next().first() }
}

/// What a level guarantees as the offer says now, to be frozen in an event.
pub fn terms(level: Level, offer: &Offer) -> Terms {
    Terms { level, gtr_minutes: offer.level(level).gtr_minutes }
}

impl History {
    /// The rows of one customer, in any order.
    pub fn new(mut rows: Vec<LevelChange>) -> Self {
        rows.sort_by_key(|row| row.when);
        Self(rows)
    }

    /// Every row, cancelled ones too, in the order in which they were decided.
    pub fn rows(&self) -> &[LevelChange] {
        &self.0
    }

    /// The rows that count.
    pub(super) fn counted(&self) -> impl Iterator<Item = &LevelChange> {
        self.0.iter().filter(|row| row.cancelled_at.is_none())
    }

    /// The history once a change is written: what it cancels is cancelled, and its row is the last.
    pub fn after(&self, change: &Change) -> Self {
        let mut rows = self.0.clone();
        for row in rows.iter_mut().filter(|row| change.cancels.contains(row)) {
            row.cancelled_at = Some(change.row.when);
        }
        rows.push(change.row.clone());
        Self::new(rows)
    }

    /// The row in force at this moment; of several with one moment the last decided.
    pub fn in_force(&self, at: DateTime<Utc>) -> Option<&LevelChange> {
        self.counted().filter(|row| row.effective_at <= at).max_by_key(|row| row.effective_at)
    }

    /// The level at this moment. "Every customer has Standard by default."
    pub fn level_at(&self, at: DateTime<Utc>) -> Level {
        self.in_force(at).map_or(Level::Standard, |row| row.level)
    }

    /// The level on the bill of the month that begins on this date: for one billing date the last row counts.
    pub fn billed_level(&self, first: NaiveDate) -> Level {
        self.counted()
            .filter(|row| row.billed_from <= first)
            .max_by_key(|row| row.billed_from)
            .map_or(Level::Standard, |row| row.level)
    }

    /// The changes that have not taken effect yet, soonest first.
    pub fn scheduled(&self, now: DateTime<Utc>) -> Vec<&LevelChange> {
        let mut scheduled: Vec<_> = self.counted().filter(|row| row.effective_at > now).collect();
        scheduled.sort_by_key(|row| row.effective_at);
        scheduled
    }

    /// The first months of a level that has them: from that of the first subscription that took effect, once
    /// for ever, whether the customer stays, leaves or comes back. None for a level without such a limit, or
    /// never had.
    pub fn first_months(&self, level: Level, offer: &Offer) -> Option<(Month, Month)> {
        let months = offer.level(level).first_months?;
        let first = self.counted().filter(|row| row.level == level).map(|row| row.effective_at).min()?;
        let first = offer.calendar.month_of(first);
        Some((first, first.plus(i32::try_from(months).unwrap_or(i32::MAX).saturating_sub(1))))
    }

    /// Whether what a level gives in its first months alone, or always, is given in this month.
    pub fn is_given(&self, level: Level, month: Month, offer: &Offer) -> bool {
        match offer.level(level).first_months {
            None => true,
            Some(_) => {
                self.first_months(level, offer).is_some_and(|(first, last)| first <= month && month <= last)
            }
        }
    }

    /// Privileged access to the experts at this moment.
    pub fn access_at(&self, at: DateTime<Utc>, offer: &Offer) -> Access {
        let level = self.level_at(at);
        if !offer.level(level).privileged_access || !self.is_given(level, offer.calendar.month_of(at), offer)
        {
            return Access::None;
        }
        self.first_months(level, offer).map_or(Access::Open, |(_, last)| Access::Until(last))
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
        let billed_from = offer.calendar.month_of(now).next().first();
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
        let up = to > from;
        let billed_from = if up { Month::of(date).next().first() } else { first_on_or_after(date) };
        let row = LevelChange { level: to, who, when: now, effective_at, billed_from, cancelled_at: None };
        let cancels =
            if up { self.scheduled(effective_at).into_iter().cloned().collect() } else { Vec::new() };
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
