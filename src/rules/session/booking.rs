//! When a session may be booked, and how long it lasts.

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    SessionRefusal,
    availability::{self, Expert},
};
use crate::rules::{
    calendar::Calendar,
    offer::{Offer, SessionRules},
};

/// Whether a session may last so many minutes.
///
/// # Errors
///
/// [`SessionRefusal::Length`] with what it may last.
pub const fn check_length(minutes: i64, rules: &SessionRules) -> Result<(), SessionRefusal> {
    let SessionRules { unit_minutes: unit, min_minutes: min, max_minutes: max, .. } = *rules;
    if min <= minutes && minutes <= max && minutes % unit == 0 {
        Ok(())
    } else {
        Err(SessionRefusal::Length { unit, min, max })
    }
}

/// The lengths a session may have, in minutes, shortest first.
pub fn lengths(rules: &SessionRules) -> Vec<i64> {
    (1..=rules.max_minutes / rules.unit_minutes)
        .map(|units| units * rules.unit_minutes)
        .filter(|minutes| *minutes >= rules.min_minutes)
        .collect()
}

/// "Nothing is booked past the end of the coming month": sessions start before this moment.
pub fn bookable_until(calendar: &Calendar, now: DateTime<Utc>) -> DateTime<Utc> {
    calendar.month_of(now).next().end(calendar)
}

/// When a request that nobody answers is released: the same hour of the next business day (asked outside
/// business hours: counted from the next opening), or its start, whichever is first.
pub fn expires_at(calendar: &Calendar, asked_at: DateTime<Utc>, starts_at: DateTime<Utc>) -> DateTime<Utc> {
    calendar.same_hour_next_business_day(asked_at).min(starts_at)
}

/// Whether an expert can have a session then.
///
/// # Errors
///
/// Why not.
pub fn check_slot(
    offer: &Offer,
    expert: &Expert,
    starts_at: DateTime<Utc>,
    minutes: i64,
    now: DateTime<Utc>,
) -> Result<(), SessionRefusal> {
    let SessionRules { unit_minutes: unit, .. } = offer.sessions;
    let calendar = &offer.calendar;
    check_length(minutes, &offer.sessions)?;
    if starts_at <= now {
        return Err(SessionRefusal::Past);
    }
    let until = bookable_until(calendar, now);
    if starts_at >= until {
        return Err(SessionRefusal::TooFarAhead { until });
    }
    if !availability::is_on_unit(calendar, starts_at, unit) {
        return Err(SessionRefusal::NotOnUnit { unit });
    }
    let ends_at = starts_at + TimeDelta::minutes(minutes);
    if !availability::in_business_hours(calendar, starts_at, ends_at) {
        return Err(SessionRefusal::OutsideBusinessHours);
    }
    if !expert.is_available(calendar, starts_at, ends_at) {
        return Err(SessionRefusal::NotAvailable);
    }
    if expert.is_taken(starts_at, ends_at) {
        return Err(SessionRefusal::Taken);
    }
    Ok(())
}

/// The units of time that a session takes, each by its start: what two bookings of one expert cannot both
/// have.
pub fn units(starts_at: DateTime<Utc>, minutes: i64, rules: &SessionRules) -> Vec<DateTime<Utc>> {
    let count = minutes / rules.unit_minutes;
    (0..count).map(|unit| starts_at + TimeDelta::minutes(unit * rules.unit_minutes)).collect()
}
