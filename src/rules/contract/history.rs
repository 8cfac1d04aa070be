//! The levels that a customer has had, has and will have.

use chrono::{DateTime, NaiveDate, Utc};

use crate::rules::{
    calendar::Month,
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

    /// The row in force at this moment; of several with one moment the last decided.
    pub fn in_force(&self, at: DateTime<Utc>) -> Option<&LevelChange> {
        self.counted().filter(|row| row.effective_at <= at).max_by_key(|row| row.effective_at)
    }

    /// The level at this moment. "Every customer has Standard by default."
    pub fn level_at(&self, at: DateTime<Utc>) -> Level {
        self.in_force(at).map_or(Level::Standard, |row| row.level)
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
}
