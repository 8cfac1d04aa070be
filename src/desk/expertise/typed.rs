//! What people type of sessions, and its limits.

use chrono::NaiveTime;

use crate::desk::{self, refusal::expertise::ExpertiseRefusal};

/// How many choices Discord shows in a menu or a suggestion list.
pub const CHOICES: usize = 25;

/// How long a text about a session may be, in characters: a reason, notes, what it is about.
pub const TEXT_MOST: usize = 1_000;

/// A text that somebody wrote of a session, without the blanks around it.
///
/// # Errors
/// Refused when it is too long.
pub(super) fn checked(text: &str) -> Result<&str, desk::Refusal> {
    let text = text.trim();
    let typed = text.chars().count();
    if typed > TEXT_MOST {
        return Err(desk::Refusal::TooLong { typed, most: TEXT_MOST });
    }
    Ok(text)
}

/// Reads an hour of a day: `09:00`, `9:00` or `9`.
///
/// # Errors
/// Refused when it is none.
pub(super) fn hour(typed: &str) -> Result<NaiveTime, ExpertiseRefusal> {
    let text = typed.trim();
    let (hour, minute) = text.split_once([':', 'h']).unwrap_or((text, ""));
    let number = |text: &str, empty: Option<u32>| match text {
        "" => empty,
        text if text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok(),
        _ => None,
    };
    number(hour, None)
        .zip(number(minute, Some(0)))
        .and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0))
        .ok_or_else(|| ExpertiseRefusal::Hour(typed.to_owned()))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::in_full("09:00", Some((9, 0)))]
    #[case::one_digit("9:05", Some((9, 5)))]
    #[case::hour_alone("9", Some((9, 0)))]
    #[case::as_the_french_write_it("14h30", Some((14, 30)))]
    #[case::and_shorter("14h", Some((14, 0)))]
    #[case::spaces(" 18:00 ", Some((18, 0)))]
    #[case::no_such_hour("24:00", None)]
    #[case::no_such_minute("9:60", None)]
    #[case::minutes_alone(":30", None)]
    #[case::words("noon", None)]
    #[case::negative("-9", None)]
    #[case::empty("", None)]
    fn an_hour_is_read_however_it_is_written(#[case] typed: &str, #[case] read: Option<(u32, u32)>) {
        let read = read.and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0));
        assert_eq!(hour(typed).ok(), read);
    }
}
