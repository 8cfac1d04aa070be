//! Words of the desk and its customers.

use chrono::{NaiveDate, NaiveTime};

use crate::{
    desk::refusal::setup::Gone,
    discord::look::markdown::day,
    rules::{
        calendar::{Calendar, Month},
        language::Language,
    },
    words,
};

/// A date as everyone reads it. It is told by its noon, so that in nearly every zone it is the same date.
pub fn date(on: NaiveDate, calendar: &Calendar) -> String {
    let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
    day(calendar.place(on.and_time(noon)))
}

/// A month in words: "November 2026".
pub fn month(of: Month, language: Language) -> String {
    words!(language, "contract-month", month = of.month(), year = of.year().to_string())
}

/// A language in words.
pub fn language_word(word: Language, language: Language) -> String {
    match word {
        Language::En => words!(language, "language-en"),
        Language::Fr => words!(language, "language-fr"),
    }
}

/// What of the set-up is gone, in words.
pub fn gone(language: Language, gone: Gone) -> String {
    match gone {
        Gone::SupportChannel(_) => words!(language, "gone-support-channel"),
        Gone::ExpertsChannel(_) => words!(language, "gone-experts-channel"),
        Gone::SupportRole(_) => words!(language, "gone-support-role"),
        Gone::ExpertRole(_) => words!(language, "gone-expert-role"),
    }
}
