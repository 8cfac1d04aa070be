//! What people type, as text: brought into one line where a line is asked for, shown without the marks that
//! nobody sees, and folded where it is compared.
//!
//! Marks of direction, above all those that turn the letters after them round, stand for nothing that is
//! read; in a line that goes on with words of the desk's they would turn those round too. Marks without a
//! width make two names that look alike.

use unicode_normalization::UnicodeNormalization;

/// A line without line ends, controls and marks that nobody sees; blanks that follow each other are one, and
/// none is at an end. The same letter is always the same character, however it was put together.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let seen = |letter: &char| {
        !is_mark(*letter) && (!letter.is_control() || is_blank(*letter) || ends_line(*letter))
    };
    let mut letters = text.nfc().filter(seen).peekable();
    while let Some(letter) = letters.next() {
        if is_blank(letter) || ends_line(letter) {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else if is_joiner(letter) {
            // Scripts and pictures are joined by it; between other letters it only hides.
            if line.chars().next_back().is_some_and(is_joined)
                && letters.peek().copied().is_some_and(is_joined)
            {
                line.push(letter);
            }
        } else {
            line.push(letter);
        }
    }
    line.truncate(line.trim_end_matches(' ').len());
    line
}

/// A text of several lines as it is shown: without controls, and without the marks that turn letters round or
/// have no width. Its line ends are line feeds.
pub fn shown(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.chars()
        .filter(|letter| !turns(*letter))
        .filter_map(|letter| match letter {
            '\n' | '\t' => Some(letter),
            _ if ends_line(letter) => Some('\n'),
            _ if letter.is_control() || is_widthless(letter) => None,
            _ => Some(letter),
        })
        .collect()
}

/// A text as it is compared: small letters without accents, ligatures apart, and every apostrophe the same.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.to_lowercase().nfkd().filter(|letter| !is_accent(*letter) && !is_mark(*letter)) {
        match letter {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'đ' => folded.push('d'),
            'ł' => folded.push('l'),
            '’' | '‘' => folded.push('\''),
            letter if letter.is_whitespace() => folded.push(' '),
            letter => folded.push(letter),
        }
    }
    folded
}

/// Whether two texts are the same once folded, whatever the blanks around them.
pub fn same(one: &str, other: &str) -> bool {
    folded(one.trim()) == folded(other.trim())
}

/// Whether every word that is typed is somewhere in a text, both folded.
pub fn holds(text: &str, typed: &str) -> bool {
    let text = folded(text);
    folded(typed).split_whitespace().all(|word| text.contains(word))
}

/// An accent that stands apart from its letter.
fn is_accent(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

fn ends_line(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// A blank, or a letter that is shown as one. The blanks that keep words together stay what they are.
fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\u{115f}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}')
}

/// What turns the letters after it round.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What has no width and joins nothing.
fn is_widthless(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}

/// A mark that nobody sees.
fn is_mark(letter: char) -> bool {
    turns(letter) || is_widthless(letter) || matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}')
}

fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200c}' | '\u{200d}')
}

fn is_joined(letter: char) -> bool {
    !letter.is_ascii() && !letter.is_whitespace() && !is_joiner(letter)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::plain("Portal is down", "Portal is down")]
    #[case::line_ends("one\r\ntwo\nthree\u{2028}four\u{85}five", "one two three four five")]
    #[case::turned_round("invoice\u{202e}fdp.exe", "invoicefdp.exe")]
    #[case::isolated("\u{2066}a\u{2069}\u{200e}b\u{200f}", "ab")]
    #[case::without_width("ad\u{200b}min\u{feff}\u{2060}", "admin")]
    #[case::joined_pictures("👩\u{200d}💻 ok", "👩\u{200d}💻 ok")]
    #[case::joined_letters("ad\u{200d}min\u{200d}", "admin")]
    #[case::controls("a\u{0}b\u{7}c\u{1b}[31m", "abc[31m")]
    #[case::blanks("  a \t b\u{3164}c  ", "a b c")]
    #[case::nothing("\u{200b}\u{202e}\n\u{3164}", "")]
    #[case::together("Séance\u{a0}: re\u{301}seau", "Séance\u{a0}: réseau")]
    fn a_line_is_what_is_seen_of_it(#[case] typed: &str, #[case] line: &str) {
        assert_eq!(one_line(typed), line);
        assert_eq!(one_line(&one_line(typed)), line, "once is enough");
    }

    #[rstest]
    #[case::lines("one\r\ntwo\rthree\n\tfour", "one\ntwo\nthree\n\tfour")]
    #[case::turned_round("a\u{202e}b\u{2067}c\u{2069}", "abc")]
    #[case::without_width("a\u{200b}b\u{7}", "ab")]
    #[case::direction_of_a_script("שלום\u{200f}!", "שלום\u{200f}!")]
    fn a_text_is_shown_in_its_lines(#[case] typed: &str, #[case] read: &str) {
        assert_eq!(shown(typed), read);
    }

    #[rstest]
    #[case::accents("Réseau dégradé à Châtelet", "reseau degrade a chatelet")]
    #[case::capitals("DÉGRADÉ", "degrade")]
    #[case::apart("re\u{301}seau", "reseau")]
    #[case::ligatures("Nœud, cœur, Straße", "noeud, coeur, strasse")]
    #[case::apostrophe("l’API", "l'api")]
    #[case::kept_together("10\u{a0}000", "10 000")]
    fn what_is_compared_has_no_accents(#[case] text: &str, #[case] compared: &str) {
        assert_eq!(folded(text), compared);
    }

    #[rstest]
    #[case::one("degrade", true)]
    #[case::several_in_any_order("chatelet RÉSEAU", true)]
    #[case::inside_a_word("telet", true)]
    #[case::another("lyon", false)]
    #[case::nothing("", true)]
    fn words_are_found_whatever_their_accents(#[case] typed: &str, #[case] found: bool) {
        assert_eq!(holds("Réseau dégradé à Châtelet", typed), found);
    }
}
