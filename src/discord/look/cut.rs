//! What is too long is cut so that it is seen, and so that nothing is broken by it: no line of a list in its
//! middle, no moment, mention or escape.

/// How far back a cut looks for the end of a line, in characters: no line of a list is longer.
const LINE: usize = 400;

/// How far back it looks for the end of a word.
const WORD: usize = 16;

/// With what a moment, a person, a role and a channel begin: cut open, a reader sees the bare number.
const MARKS: [char; 3] = ['t', '@', '#'];

/// At most `most` characters, the cut visible.
pub fn cut(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let room = text[..end].char_indices().next_back().map_or(0, |(last, _)| last);
    let kept = &text[..room];
    if let Some(line) = kept.rfind('\n').filter(|at| kept[*at..].chars().count() <= LINE) {
        return format!("{}…", &kept[..=line]);
    }
    let kept = escaped(closed(kept));
    let within = text[kept.len()..].starts_with(|next: char| !next.is_whitespace());
    let word = kept.rfind(' ').filter(|at| within && kept[*at..].chars().count() <= WORD);
    format!("{}…", word.map_or(kept, |at| kept[..at].trim_end()))
}

/// Without a mark that has no end.
fn closed(text: &str) -> &str {
    let Some(at) = text.rfind('<') else { return text };
    let inside = &text[at + 1..];
    let is_open = !inside.contains('>') && inside.chars().next().is_none_or(|sign| MARKS.contains(&sign));
    if is_open { &text[..at] } else { text }
}

/// Without an escape that escapes nothing.
fn escaped(text: &str) -> &str {
    let escapes = text.chars().rev().take_while(|sign| *sign == '\\').count();
    if escapes % 2 == 0 { text } else { &text[..text.len() - 1] }
}

/// The first lines that fit so many characters together, and how many they are.
pub fn fitting(lines: &[String], room: usize) -> (String, usize) {
    let mut taken = 0;
    let fit = lines.iter().take_while(|line| {
        taken += line.chars().count() + 1;
        taken <= room + 1
    });
    let fit = fit.count();
    (lines[..fit].join("\n"), fit)
}

/// The first lines and the last, where not all of them fit so many characters: how it began and how it
/// stands.
pub fn ends(lines: &[String], room: usize) -> String {
    let (all, fit) = fitting(lines, room);
    if fit == lines.len() {
        return all;
    }
    let (first, head) = fitting(lines, room / 2);
    let backwards: Vec<String> = lines[head..].iter().rev().cloned().collect();
    let (_, tail) = fitting(&backwards, room / 2 - 3);
    format!("{first}\n…\n{}", lines[lines.len() - tail..].join("\n"))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::fits("four", 4, "four")]
    #[case::one_too_many("fives", 4, "fiv…")]
    #[case::nothing_fits("fives", 1, "…")]
    #[case::accents("éééééé", 4, "ééé…")]
    #[case::within_a_word("one two three", 11, "one two…")]
    #[case::after_a_word("one two three", 8, "one two…")]
    #[case::within_a_line("one\ntwo three", 9, "one\n…")]
    #[case::within_a_moment("since <t:1794301200:F>", 14, "since…")]
    #[case::before_a_mark("<@1>, <@2>", 8, "<@1>,…")]
    #[case::within_an_escape(r"xxxxxxxxxxxxxxxxxxx\*y", 21, "xxxxxxxxxxxxxxxxxxx…")]
    #[case::after_an_escaped_escape(r"xxxxxxxxxxxxxxxxxx\\yyy", 21, r"xxxxxxxxxxxxxxxxxx\\…")]
    fn a_cut_breaks_nothing(#[case] text: &str, #[case] most: usize, #[case] kept: &str) {
        assert_eq!(cut(text, most), kept);
    }

    #[test]
    fn how_it_began_and_how_it_stands() {
        let lines: Vec<String> = (1..=9).map(|line| format!("line {line}")).collect();
        assert_eq!(ends(&lines, 62), lines.join("\n"));
        assert_eq!(ends(&lines, 38), "line 1\nline 2\n…\nline 8\nline 9");
    }

    #[rstest]
    #[case::all(7, "one\ntwo", 2)]
    #[case::one(6, "one", 1)]
    #[case::none(2, "", 0)]
    fn whole_lines_fit_or_not(#[case] room: usize, #[case] text: &str, #[case] fit: usize) {
        let lines = ["one".to_owned(), "two".to_owned()];
        assert_eq!(fitting(&lines, room), (text.to_owned(), fit));
    }
}
