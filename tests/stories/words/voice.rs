//! How the words are set and what they never say.

use std::collections::BTreeSet;

use guichet::rules::language::Language;

use super::{
    read::{declared, files, read, texts},
    sample::each,
};
use crate::world::said::as_typed;

const NO_BREAK: char = '\u{a0}';

/// What somebody who speaks the language would not say, or says with another word here (docs/words.md).
const NEVER_FRENCH: [&str; 12] = [
    "au mieux",
    "horloge",
    "fenêtre",
    "parle pour",
    "interrogé",
    "dû le",
    "accuser",
    "contact du support",
    "on vous appelle",
    "cellule d'expertise",
    "temps garanti",
    "libérée",
];
const NEVER_ENGLISH: [&str; 14] = [
    "called off",
    "call off",
    "mend",
    "put right",
    "of the support staff",
    "to come",
    "by itself",
    "no longer to be had",
    "support contact",
    "stands still",
    "speaks for",
    "out of my sight",
    "is no hour",
    "the expertise cell",
];

/// What changes by name or month: "de" before it would have to become "d'" now and then.
/// The desk's zone is left out: it is one for a desk, and "heure de Paris" is how it is said.
const NAMES: [&str; 9] =
    ["who", "name", "customer", "month", "last", "place", "platform", "component", "subject"];

/// A French line breaks at no space that it must not break at, and the program sets them all.
#[test]
fn french_is_set_as_a_printer_sets_it() {
    for (id, said) in each(Language::Fr) {
        let letters: Vec<char> = said.chars().collect();
        for pair in letters.windows(2) {
            let breaks =
                (pair[0] == ' ' && ":;!?%»".contains(pair[1])) || (pair[0] == '«' && pair[1] != NO_BREAK);
            assert!(!breaks, "{id}: a line may break at {pair:?} in {said}");
        }
        assert!(!said.contains('\''), "{id}: {said}");
        // What is typed is typed as it stands.
        let typed = said.split('`').skip(1).step_by(2);
        for typed in typed {
            assert!(!typed.contains([NO_BREAK, '’']), "{id}: `{typed}`");
        }
    }
}

/// English has one kind of quotes, and no space of French.
#[test]
fn english_is_set_plainly() {
    for path in files("commands/en", "ftl") {
        for text in texts(&read(&path)) {
            assert!(!text.source.contains(['’', '‘', '“', '”', NO_BREAK]), "{}", text.source);
            assert!(!text.source.contains(" %"), "{}", text.source);
        }
    }
}

/// What was said and had to be said otherwise does not come back.
#[test]
fn nothing_is_said_that_a_native_would_not_say() {
    let mut found = Vec::new();
    for (language, never) in [(Language::Fr, &NEVER_FRENCH[..]), (Language::En, &NEVER_ENGLISH[..])] {
        for (id, said) in each(language) {
            let said = format!(" {} ", as_typed(&said.to_lowercase()));
            for words in never {
                let ends = |after: &str| !after.starts_with(|next: char| next.is_alphabetic() || next == '›');
                let stands = said.split(words).skip(1).any(ends);
                if stands {
                    found.push(format!("{id} says \"{words}\": {said}"));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// "de Alice", "de avril": nothing agrees with what is filled in.
#[test]
fn no_french_text_has_de_before_a_name() {
    for path in files("commands/fr", "ftl") {
        for text in texts(&read(&path)) {
            for name in NAMES {
                let found = [" de", "De", "(de"].map(|de| format!("{de} {{ ${name} }}"));
                assert!(!found.iter().any(|found| text.source.contains(found)), "{}", text.source);
            }
        }
    }
}

/// An option that a text names is one that its reader's Discord shows.
#[test]
fn every_option_that_a_text_names_is_there_in_its_language() {
    let names = |french: bool| -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        let mut among = declared();
        while let Some(one) = among.pop() {
            let name = if french { &one["name_localizations"]["fr"] } else { &one["name"] };
            names.extend(name.as_str().map(str::to_owned));
            among.extend(one["options"].as_array().cloned().unwrap_or_default());
        }
        names
    };
    let (english, french) = (names(false), names(true));
    for (folder, own, others) in [("commands/en", &english, &french), ("commands/fr", &french, &english)] {
        for path in files(folder, "ftl") {
            for text in texts(&read(&path)) {
                for typed in text.source.split('`').skip(1).step_by(2) {
                    for word in typed.split(' ').filter_map(|word| word.split(':').next()) {
                        let strange = others.contains(word) && !own.contains(word);
                        assert!(!strange, "{word} is named in {}", text.source);
                    }
                }
            }
        }
    }
}
