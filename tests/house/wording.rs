//! Turns of phrase that show that a comment was translated, and what a native writes.

use std::path::Path;

/// What is not written, and what is.
const TURNS: [(&str, &str); 15] = [
    (" to who ", "to anyone who"),
    (" for who ", "for anyone who"),
    (" of who ", "of anyone who"),
    ("but for", "except for"),
    ("of whom the row is", "whose row it is"),
    ("a message of its;", "its message"),
    ("which it gives", "which it returns"),
    ("Gives whether", "Returns whether"),
    ("Gives how", "Returns how"),
    ("Gives the ", "Returns the"),
    ("Gives its", "Returns its"),
    ("Gives what", "Returns what"),
    ("Gives those", "Returns those"),
    ("Gives where", "Returns where"),
    ("Gives when", "Returns when"),
];

/// How long a line of a comment may be.
const WIDTH: usize = 110;

/// The lines of a text whose comment is worded otherwise than it should be, with why. A turn of phrase that
/// goes on in the next line counts where it begins.
pub(crate) fn of(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let comments: Vec<Option<&str>> = text.lines().map(comment).collect();
    for (at, (line, own)) in text.lines().zip(&comments).enumerate() {
        let Some(own) = own else { continue };
        // Of the next line no more than a turn can reach into.
        let next = comments.get(at + 1).copied().flatten().unwrap_or_default();
        let next = next.trim_start_matches(['/', '!']).trim_start();
        let both = format!("{} {}", own.trim_end(), next);
        for (turn, better) in TURNS {
            let begins = both.find(turn).is_some_and(|begins| begins < own.trim_end().len());
            if begins {
                found.push((at + 1, format!("`{turn}`: say `{better}`")));
            }
        }
        if line.trim_start().starts_with("//") && line.chars().count() > WIDTH {
            found.push((at + 1, format!("wider than {WIDTH}")));
        }
    }
    found
}

/// The comment of a line: what follows `//` outside a text.
fn comment(line: &str) -> Option<&str> {
    let mut in_text = false;
    let mut before = ' ';
    for (at, letter) in line.char_indices() {
        match letter {
            '"' if before != '\\' && before != '\'' => in_text = !in_text,
            '/' if before == '/' && !in_text => return Some(&line[at + 1..]),
            _ => {}
        }
        before = letter;
    }
    None
}

/// Looks through all sources of a folder.
pub(crate) fn look(folder: &Path, repository: &Path, wrong: &mut Vec<String>) {
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            look(&path, repository, wrong);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source");
            let name = path.strip_prefix(repository).expect("below the repository").display().to_string();
            wrong.extend(of(&text).into_iter().map(|(line, why)| format!("{name}:{line}: {why}")));
        }
    }
}
