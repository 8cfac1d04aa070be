//! Slots, as they are shown and typed.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::rules::{
    calendar::{Calendar, NotAMoment},
    ids::PersonId,
};

/// Between the moment and the expert in a slot as text.
const WITH: &str = " @";

/// A start with an expert.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Slot {
    /// When, UTC.
    pub starts_at: DateTime<Utc>,
    /// With whom.
    pub expert: PersonId,
}

/// A slot that is free, with the expert's name.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct FreeSlot {
    /// The slot.
    pub slot: Slot,
    /// The expert's name.
    pub name: String,
}

/// Which slot is meant.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Wanted {
    /// Any expert who is free then.
    Anyone(DateTime<Utc>),
    /// That one.
    With(Slot),
}

impl Slot {
    /// The slot as a suggestion's value: a moment as it is typed, and the expert.
    pub fn value(&self, calendar: &Calendar) -> String {
        let wall = calendar.local(self.starts_at).format("%Y-%m-%d %H:%M");
        format!("{wall}{WITH}{}", self.expert)
    }
}

impl Wanted {
    /// Reads a slot: a moment `2026-12-02 14:30`, or what a suggestion gave.
    ///
    /// # Errors
    /// When it is no moment.
    pub fn read(calendar: &Calendar, typed: &str) -> Result<Self, NotAMoment> {
        let (moment, expert) = typed.split_once(WITH).unwrap_or((typed, ""));
        let at = calendar.parse_moment(moment)?;
        Ok(match expert.trim().parse() {
            Ok(id) => Self::With(Slot { starts_at: at, expert: PersonId::new(id) }),
            Err(_) => Self::Anyone(at),
        })
    }

    /// When it starts, UTC.
    pub const fn starts_at(self) -> DateTime<Utc> {
        match self {
            Self::Anyone(at) | Self::With(Slot { starts_at: at, .. }) => at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::offer::{DEFAULT, Offer};

    #[test]
    fn a_slot_is_read_as_it_was_suggested_or_typed() {
        let calendar = Offer::parse(DEFAULT).expect("the embedded offer").calendar;
        let starts_at = calendar.parse_moment("2026-12-02 14:30").expect("a moment");
        let slot = Slot { starts_at, expert: PersonId::new(7) };
        assert_eq!(slot.value(&calendar), "2026-12-02 14:30 @7");
        assert_eq!(Wanted::read(&calendar, &slot.value(&calendar)), Ok(Wanted::With(slot)));
        assert_eq!(Wanted::read(&calendar, " 2026-12-02 14:30"), Ok(Wanted::Anyone(starts_at)));
        assert_eq!(Wanted::read(&calendar, "Wednesday"), Err(NotAMoment::MomentShape));
    }
}
