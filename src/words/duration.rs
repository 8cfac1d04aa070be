//! How long things last, as people say it.

use crate::typography::NO_BREAK;

const MINUTES_AN_HOUR: i64 = 60;

/// Minutes as people say them: `30 min`, `2 h`, `1 h 30`, on one line wherever it ends.
pub fn duration(minutes: i64) -> String {
    let said = match (minutes / MINUTES_AN_HOUR, minutes % MINUTES_AN_HOUR) {
        (0, 0) => "0 h".to_owned(),
        (0, rest) => format!("{rest} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, rest) => format!("{hours} h {rest:02}"),
    };
    said.replace(' ', NO_BREAK.encode_utf8(&mut [0; 4]))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::nothing(0, "0 h")]
    #[case::half_an_hour(30, "30 min")]
    #[case::hours(120, "2 h")]
    #[case::and_a_half(90, "1 h 30")]
    #[case::ten_hours_and_five_minutes(605, "10 h 05")]
    fn minutes_as_people_say_them(#[case] minutes: i64, #[case] said: &str) {
        assert_eq!(duration(minutes), said.replace(' ', "\u{a0}"));
    }
}
