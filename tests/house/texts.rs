//! The texts of the sandbox's page: which there are, in both languages, and where they are used.

use std::collections::BTreeSet;

/// What a text follows that a person sees, or hears.
const SEEN: [&str; 8] =
    ["}, ", "item(", "textContent = ", "\"aria-label\": ", "title: ", "placeholder: ", "toast(", "Error("];

/// What a key of a text follows.
const USES: [&str; 4] = ["say(\"", "parts(\"", "data-say=\"", "data-say-label=\""];

/// A text of the page's own.
pub(crate) struct Text {
    /// What it is used by.
    pub(crate) key: String,
    /// Its forms in English; one, unless it counts something.
    pub(crate) english: Vec<String>,
    /// Those in French.
    pub(crate) french: Vec<String>,
}

/// The table: a line for each text, its forms in English and then those in French.
pub(crate) fn table(script: &str) -> Vec<Text> {
    let lines = script.lines().skip_while(|line| *line != "const WORDS = {").skip(1);
    let lines = lines.take_while(|line| *line != "};").map(str::trim);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .map(|line| {
            let (key, texts) = line.split_once(": [").unwrap_or((line, ""));
            let mut english: Vec<String> = quoted(texts, '"').map(str::to_owned).collect();
            let french = english.split_off(english.len() / 2);
            Text { key: key.to_owned(), english, french }
        })
        .collect()
}

/// What is filled into a text.
pub(crate) fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

/// The keys that a script, or the page itself, uses.
pub(crate) fn used(file: &str) -> BTreeSet<&str> {
    let after = |mark| file.split(mark).skip(1).filter_map(|rest| rest.split('"').next());
    USES.into_iter().flat_map(after).collect()
}

/// What in a script looks like a text that somebody reads.
pub(crate) fn strays(script: &str) -> Vec<&str> {
    script
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with("//") && !line.starts_with('*'))
        .filter(|line| is_stray(line))
        .collect()
}

/// What in the page itself is text, or names something to those who hear it; its title and what stands in for
/// the scripts are in no language, or in both.
pub(crate) fn strays_of_page(page: &str) -> Vec<&str> {
    let spoken = ["aria-label=\"", " title=\"", " placeholder=\""];
    let page = page.split("<noscript>").next().unwrap_or(page);
    let lines = page.lines().map(str::trim).filter(|line| !line.starts_with("<title>"));
    lines
        .filter(|line| {
            let mut inside = line.split('>').skip(1).filter_map(|rest| rest.split('<').next());
            spoken.iter().any(|mark| line.contains(mark))
                || inside.any(|text| text.contains(char::is_alphabetic))
        })
        .collect()
}

fn is_stray(line: &str) -> bool {
    let named = SEEN.iter().flat_map(|mark| line.split(mark).skip(1)).any(|rest| {
        let text = rest.strip_prefix(['"', '`']).and_then(|rest| rest.split(['"', '`']).next());
        text.is_some_and(|text| without_places(text).contains(char::is_alphabetic))
    });
    named
        || quoted(line, '"').any(is_sentence)
        || quoted(line, '`').any(|text| has_words(&without_places(text)))
}

fn quoted(line: &str, mark: char) -> impl Iterator<Item = &str> {
    line.split(mark).skip(1).step_by(2)
}

/// Whether a text begins as a sentence does, or goes on as one.
fn is_sentence(text: &str) -> bool {
    let begins = text.starts_with(|letter: char| letter.is_uppercase() || letter == ' ');
    begins && has_words(text)
}

/// Whether a word follows upon something else.
fn has_words(text: &str) -> bool {
    text.split(' ').skip(1).any(|word| word.chars().filter(|letter| letter.is_lowercase()).count() > 1)
}

/// A template without what is filled in.
fn without_places(text: &str) -> String {
    let mut parts = text.split("${");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.filter_map(|part| part.split_once('}')).fold(first, |text, (_, rest)| text + rest)
}
