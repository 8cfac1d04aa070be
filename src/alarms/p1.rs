//! What whoever wakes up has to know of a P1, in plain text.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    desk::ticket::file::TicketFile,
    rules::{gtr::Status, language::Language, offer::Offer, ticket::Guarantee, typed::one_line},
    words,
    words::{
        duration::duration,
        wall_time::{wall, wall_hour},
    },
};

/// Beyond this a moment is said with its date.
const A_DAY: TimeDelta = TimeDelta::hours(24);

/// What was asked, the customer's level, and the guaranteed time: a line each.
pub fn about(file: &TicketFile, offer: &Offer, now: DateTime<Utc>, language: Language) -> Vec<String> {
    let level = file.ticket.terms.level.to_string();
    vec![
        words!(language, "alarm-line-subject", subject = one_line(&file.row.subject)),
        words!(language, "alarm-line-level", level = level),
        deadline(file, offer, now, language),
    ]
}

fn deadline(file: &TicketFile, offer: &Offer, now: DateTime<Utc>, language: Language) -> String {
    let Guarantee::Clock(clock) = file.ticket.guarantee() else {
        return words!(language, "alarm-line-none");
    };
    let left = clock.left(now);
    let minutes = duration(left.num_minutes().abs());
    if clock.status() == Status::Paused {
        return words!(language, "alarm-line-paused", left = minutes);
    }
    let at = wall(clock.deadline(now), &offer.calendar, language);
    if left < TimeDelta::zero() {
        words!(language, "alarm-line-deadline-over", at = at, by = minutes)
    } else {
        words!(language, "alarm-line-deadline", at = at, left = minutes)
    }
}

/// The guaranteed time in a few words.
pub(super) fn until(file: &TicketFile, offer: &Offer, now: DateTime<Utc>, language: Language) -> String {
    let Guarantee::Clock(clock) = file.ticket.guarantee() else {
        return words!(language, "alarm-until-none");
    };
    let left = clock.left(now);
    if clock.status() == Status::Paused {
        words!(language, "alarm-until-paused")
    } else if left < TimeDelta::zero() {
        words!(language, "alarm-until-over")
    } else {
        let wall = if left < A_DAY { wall_hour } else { wall };
        words!(language, "alarm-until", at = wall(clock.deadline(now), &offer.calendar, language))
    }
}
