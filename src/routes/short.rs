//! Texts that are cut where the other side takes no more, so that it can be seen.

/// What stands where a text was cut.
const CUT: &str = "…";

/// A text of at most so many bytes.
pub(super) fn bytes(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let end = text.floor_char_boundary(most.saturating_sub(CUT.len()));
    text[..end].to_owned() + CUT
}

/// A text of at most so many characters.
pub(super) fn chars(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).collect::<String>() + CUT
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("abc", 3, "abc")]
    #[case("abcdef", 5, "ab…")]
    #[case::a_letter_is_not_cut_in_two("aéééé", 6, "aé…")]
    #[case::nothing_fits("abcd", 2, "…")]
    fn so_many_bytes(#[case] text: &str, #[case] most: usize, #[case] short: &str) {
        assert_eq!(bytes(text, most), short);
    }

    #[rstest]
    #[case("ééé", 3, "ééé")]
    #[case("éééé", 3, "éé…")]
    fn so_many_characters(#[case] text: &str, #[case] most: usize, #[case] short: &str) {
        assert_eq!(chars(text, most), short);
    }
}
