//! French typography: spaces that do not break and the curved apostrophe, put in by the program, so that who
//! writes a text types what is on the keyboard.

use std::borrow::Cow;

/// A space at which no line breaks.
pub const NO_BREAK: char = '\u{a0}';

/// What stands after a space that does not break.
const AFTER: &str = ":;!?%»";

/// A piece of a French text as it is set: no line begins with `:` or `»`, none ends with `«`, and `'` after a
/// letter is ’.
///
/// Pieces end where something is filled in, so that what stands between back-quotes cannot be told from the
/// rest here; nothing between them may need it, and a test holds that.
pub fn french(text: &str) -> Cow<'_, str> {
    let mut set = String::new();
    let mut before = None;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        set.push(match letter {
            ' ' if before == Some('«') || letters.peek().is_some_and(|next| AFTER.contains(*next)) => {
                NO_BREAK
            }
            '\'' if before.is_some_and(char::is_alphabetic) => '’',
            letter => letter,
        });
        before = Some(letter);
    }
    if set == text { Cow::Borrowed(text) } else { Cow::Owned(set) }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::nothing_to_do("Rien.", "Rien.")]
    #[case::a_colon("P1 : alerte", "P1\u{a0}: alerte")]
    #[case::a_question("Encore en panne ?", "Encore en panne\u{a0}?")]
    #[case::a_rate("75 % du temps", "75\u{a0}% du temps")]
    #[case::quotes("dit « Rétabli »", "dit «\u{a0}Rétabli\u{a0}»")]
    #[case::an_apostrophe("l'équipe d'Acme", "l’équipe d’Acme")]
    #[case::before_a_place("jusqu'", "jusqu’")]
    #[case::after_a_place(" : alerté", "\u{a0}: alerté")]
    #[case::between_places(" » : « ", "\u{a0}»\u{a0}: «\u{a0}")]
    #[case::an_hour("`2026-12-02 14:30`", "`2026-12-02 14:30`")]
    #[case::a_link("https://example.org/a?b", "https://example.org/a?b")]
    #[case::a_moment("<t:1764536400:R>", "<t:1764536400:R>")]
    fn as_a_printer_sets_it(#[case] typed: &str, #[case] set: &str) {
        assert_eq!(french(typed), set);
    }
}
