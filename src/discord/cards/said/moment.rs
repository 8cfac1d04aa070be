//! A moment as a sentence takes it.

use chrono::{DateTime, Utc};

use crate::{
    discord::look::markdown::{hour, moment},
    rules::{language::Language, offer::Offer},
    words,
};

/// A moment with its article, where the language has one; today, by the desk's calendar, its hour alone.
pub fn near(at: DateTime<Utc>, (offer, now): (&Offer, DateTime<Utc>), language: Language) -> String {
    if offer.calendar.date_of(at) == offer.calendar.date_of(now) {
        words!(language, "at-today", at = hour(at))
    } else {
        words!(language, "at-day", at = moment(at))
    }
}
