//! Slots: when which expert is free, and what was meant by a slot that was typed or chosen.

use chrono::{DateTime, Utc};

use super::{
    offered::Offered,
    slot::{FreeSlot, Slot, Wanted},
};
use crate::{
    desk::{
        Desk,
        refusal::{expertise::ExpertiseRefusal, reason::Done},
    },
    rules::{
        calendar::Calendar,
        ids::PersonId,
        offer::Offer,
        session::{self, Expert, bookable_until, check_length, check_slot},
    },
    store::{self, expert::ExpertFile},
};

/// The next free slots of these experts for sessions of so many minutes that also are as asked for, soonest
/// first, at most `most`.
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

/// The expert who takes a session: the one that is meant, or of those who are free the one with the fewest
/// sessions to come.
///
/// # Errors
/// Why nobody does.
pub(super) fn choose<'e>(
    offer: &Offer,
    offered: &'e Offered,
    wanted: Wanted,
    minutes: i64,
    now: DateTime<Utc>,
) -> Result<&'e ExpertFile, ExpertiseRefusal> {
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
        Ok(()) | Err(session::SessionRefusal::NotAvailable | session::SessionRefusal::Taken) => {
            let free = next_free(offer, experts, minutes, now, usize::MAX, |_| true);
            let later = free.iter().find(|free| free.slot.starts_at >= at).or(free.first());
            let next = later.map(|free| free.slot.starts_at);
            let maintenance = offered.maintenance(offer, (at, minutes), next);
            Err(maintenance.unwrap_or(ExpertiseRefusal::NobodyFree { at, next }))
        }
        Err(refusal) => Err(in_full(&offer.calendar, at, refusal)),
    }
}

/// A refusal of the rules, with what they do not say: that it is for a holiday.
pub(super) fn in_full(
    calendar: &Calendar,
    at: DateTime<Utc>,
    refusal: session::SessionRefusal,
) -> ExpertiseRefusal {
    let date = calendar.date_of(at);
    match refusal {
        session::SessionRefusal::OutsideBusinessHours if calendar.is_holiday(date) => {
            ExpertiseRefusal::Holiday(date)
        }
        refusal => ExpertiseRefusal::Rule(refusal),
    }
}

impl Desk {
    /// The next free slots for sessions of so many minutes, of one expert or of all, that also are as asked
    /// for; as many as Discord shows. For teams and experts alone; to these, for the customer of that name.
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
