//! Moments where Discord renders no timestamp: in suggestions, labels, forms and files, the desk's wall time
//! with its zone named.

use chrono::{DateTime, Datelike, Timelike, Utc};

use crate::{
    rules::{calendar::Calendar, language::Language},
    words,
};

/// A moment on the desk's wall: `Wed 2 Dec 2026 14:30 (Paris time)`.
pub fn wall(at: DateTime<Utc>, calendar: &Calendar, language: Language) -> String {
    let local = calendar.local(at);
    words!(
        language,
        "wall-moment",
        weekday = weekday(local.weekday(), language),
        day = local.day(),
        month = month(local.month(), language),
        year = local.year().to_string(),
        time = format!("{:02}:{:02}", local.hour(), local.minute()),
        zone = zone(calendar)
    )
}

/// The same in short, of a moment that is at most a day away: `14:30 (Paris time)`.
pub fn wall_hour(at: DateTime<Utc>, calendar: &Calendar, language: Language) -> String {
    let time = calendar.local(at).format("%H:%M").to_string();
    words!(language, "wall-hour", time = time, zone = zone(calendar))
}

/// The zone as people say it: `Paris` for `Europe/Paris`.
pub fn zone(calendar: &Calendar) -> String {
    let name = calendar.zone.name();
    name.rsplit('/').next().unwrap_or(name).replace('_', " ")
}

fn weekday(day: chrono::Weekday, language: Language) -> String {
    words!(language, "wall-weekday", day = day.number_from_monday())
}

fn month(month: u32, language: Language) -> String {
    words!(language, "wall-month", month = month)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::offer::{DEFAULT, Offer};

    #[test]
    fn a_moment_is_shown_on_the_wall_with_its_zone() {
        let calendar = Offer::parse(DEFAULT).expect("the embedded offer").calendar;
        let at = "2026-08-05T07:05:00Z".parse().expect("a moment");
        assert_eq!(wall(at, &calendar, Language::En), "Wed 5 Aug 2026 09:05 (Paris time)");
        assert_eq!(wall(at, &calendar, Language::Fr), "mer. 5 août 2026 09:05 (heure de Paris)");
        assert_eq!(wall_hour(at, &calendar, Language::En), "09:05 (Paris time)");
        assert_eq!(wall_hour(at, &calendar, Language::Fr), "09:05 (heure de Paris)");
    }
}
