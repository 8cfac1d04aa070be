//! Which slots of an expert are free.

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    availability::Expert,
    booking::{bookable_until, check_slot},
};
use crate::rules::offer::Offer;

/// The starts of the sessions of so many minutes that the expert could have, in order: from `from` on, before
/// `until`, and never past the end of the coming month.
pub fn free_slots(
    offer: &Offer,
    expert: &Expert,
    minutes: i64,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
    now: DateTime<Utc>,
) -> Vec<DateTime<Utc>> {
    let calendar = &offer.calendar;
    let unit = TimeDelta::minutes(offer.sessions.unit_minutes);
    let until = until.min(bookable_until(calendar, now));
    let mut days = calendar.date_of(from).iter_days();
    let mut slots = Vec::new();
    while let Some(day) = days.next().filter(|day| calendar.start_of(*day) < until) {
        if !calendar.is_business_day(day) {
            continue;
        }
        let closing = calendar.place(day.and_time(calendar.hours.to));
        let mut start = calendar.start_of(day);
        while start < closing {
            if from <= start && start < until && check_slot(offer, expert, start, minutes, now).is_ok() {
                slots.push(start);
            }
            start += unit;
        }
    }
    slots
}
