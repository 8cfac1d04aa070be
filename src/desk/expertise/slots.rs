//! Slots: when which expert is free, and what was meant by a slot that was typed or chosen.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Refusal, offered::Offered};
use crate::{
    desk::{Desk, Done},
    rules::{
        calendar::{Calendar, NotAMoment},
        ids::PersonId,
        offer::Offer,
        session::{self, Expert, bookable_until, check_length, check_slot},
    },
    store::{self, expert::ExpertFile},
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
    #[must_use]
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
    #[must_use]
    pub const fn starts_at(self) -> DateTime<Utc> {
        match self {
            Self::Anyone(at) | Self::With(Slot { starts_at: at, .. }) => at,
        }
    }
}

/// The next free slots of these experts for sessions of so many minutes that also are as asked for, soonest first, at most `most`.
pub(super) fn next_free(
    offer: &Offer,
    experts: &[ExpertFile],
    minutes: i64,
    now: DateTime<Utc>,
    most: usize,
    asked_for: impl Fn(&FreeSlot) -> bool,
) -> Vec<FreeSlot> {
    let calendar = &offer.calendar;
    let until = bookable_until(calendar, now);
    let mut found = Vec::new();
    for day in calendar.date_of(now).iter_days() {
        let (from, to) =
            (calendar.start_of(day), day.succ_opt().map_or(until, |next| calendar.start_of(next)));
        if from >= until || found.len() >= most {
            break;
        }
        let mut of_day: Vec<FreeSlot> = experts
            .iter()
            .flat_map(|expert| {
                let starts = session::free_slots(offer, &expert.time, minutes, (from, to), now);
                starts.into_iter().map(|starts_at| FreeSlot {
                    slot: Slot { starts_at, expert: expert.person },
                    name: expert.name.clone(),
                })
            })
            .filter(|free| asked_for(free))
            .collect();
        // The experts come by name, and the order among equals is kept.
        of_day.sort_by_key(|free| free.slot.starts_at);
        found.extend(of_day);
    }
    found.truncate(most);
    found
}

/// The expert who takes a session: the one that is meant, or of those who are free the one with the fewest sessions to come.
///
/// # Errors
/// Why nobody does.
pub(super) fn choose<'e>(
    offer: &Offer,
    offered: &'e Offered,
    wanted: Wanted,
    minutes: i64,
    now: DateTime<Utc>,
) -> Result<&'e ExpertFile, Refusal> {
    let (at, experts) = (wanted.starts_at(), &offered.experts);
    let asked: Vec<&ExpertFile> = match wanted {
        Wanted::Anyone(_) => experts.iter().collect(),
        Wanted::With(slot) => experts.iter().filter(|expert| expert.person == slot.expert).collect(),
    };
    let free = asked.into_iter().filter(|expert| check_slot(offer, &expert.time, at, minutes, now).is_ok());
    if let Some(expert) = free.min_by_key(|expert| expert.time.taken.len()) {
        return Ok(expert);
    }
    // Somebody without any time at all is refused by what is wrong for everybody, if anything is.
    match check_slot(offer, &Expert::default(), at, minutes, now) {
        Ok(()) | Err(session::Refusal::NotAvailable | session::Refusal::Taken) => {
            let free = next_free(offer, experts, minutes, now, usize::MAX, |_| true);
            let later = free.iter().find(|free| free.slot.starts_at >= at).or(free.first());
            let next = later.map(|free| free.slot.starts_at);
            let maintenance = offered.maintenance(offer, (at, minutes), next);
            Err(maintenance.unwrap_or(Refusal::NobodyFree { at, next }))
        }
        Err(refusal) => Err(in_full(&offer.calendar, at, refusal)),
    }
}

/// A refusal of the rules, with what they do not say: that it is for a holiday.
pub(super) fn in_full(calendar: &Calendar, at: DateTime<Utc>, refusal: session::Refusal) -> Refusal {
    let date = calendar.date_of(at);
    match refusal {
        session::Refusal::OutsideBusinessHours if calendar.is_holiday(date) => Refusal::Holiday(date),
        refusal => Refusal::Rule(refusal),
    }
}

impl Desk {
    /// The next free slots for sessions of so many minutes, of one expert or of all, that also are as asked for; as many as Discord
    /// shows. For teams and experts alone; to these, for the customer of that name.
    ///
    /// # Errors
    /// Refused to everybody else, and for a length that cannot be.
    pub async fn free_slots(
        &self,
        actor: &crate::desk::actor::Actor,
        minutes: i64,
        of: Option<PersonId>,
        customer: Option<&str>,
        asked_for: impl Fn(&FreeSlot) -> bool + Send,
    ) -> Done<Vec<FreeSlot>> {
        let mut conn = self.store.read().await?;
        let customer = if actor.staff.any() {
            actor.as_expert()?;
            match customer {
                Some(name) => store::customer::meant(&mut conn, name).await?.map(|customer| customer.id),
                None => None,
            }
        } else {
            Some(actor.as_team()?.scope.customer())
        };
        check_length(minutes, &self.offer.sessions)?;
        let now = self.clock.now();
        let mut offered = Offered::read(&mut conn, &self.offer, customer, now, None).await?;
        offered.experts.retain(|expert| of.is_none_or(|of| expert.person == of));
        Ok(next_free(&self.offer, &offered.experts, minutes, now, super::CHOICES, asked_for))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::offer::DEFAULT;

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
