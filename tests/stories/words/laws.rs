//! The two languages held against each other, against the program that uses them and against what Discord takes.

use std::collections::BTreeSet;

use guichet::{
    rules::language::Language,
    words::{self, Args},
};
use serde_json::{Value, json};
use twilight_model::application::command::Command;

use super::read::{declared, files, language, read};

/// A text in one language alone, or that shows other facts in the other, is half a text.
#[test]
fn the_two_languages_say_the_same_things() {
    let (english, french) = (language("commands/en"), language("commands/fr"));
    assert!(english.len() > 100, "the words were not found");
    for (id, arguments) in &english {
        let other = french.get(id).unwrap_or_else(|| panic!("{id} is not in French"));
        assert_eq!(arguments, other, "{id} shows other facts in French");
    }
    let english: BTreeSet<&String> = english.keys().collect();
    let more: Vec<_> = french.keys().filter(|id| !english.contains(id)).collect();
    assert!(more.is_empty(), "not in English: {more:?}");
}

/// A line that cannot be read is left out in silence by the program.
#[test]
fn every_file_of_words_can_be_read() {
    for path in files("commands", "ftl") {
        let read = fluent_templates::fluent_bundle::FluentResource::try_new(read(&path));
        assert!(read.is_ok(), "{}: {:?}", path.display(), read.err().map(|(_, errors)| errors));
    }
}

/// The inside of each `words!(…)` of a source.
fn uses(source: &str) -> Vec<String> {
    let mut uses = Vec::new();
    for rest in source.split("words!(").skip(1) {
        let (mut depth, mut quoted, mut escaped) = (1_u32, false, false);
        let inside: String = rest
            .chars()
            .take_while(|each| {
                match (each, quoted) {
                    ('"', _) if !escaped => quoted = !quoted,
                    ('(' | '[' | '{', false) => depth += 1,
                    (')' | ']' | '}', false) => depth -= 1,
                    _ => {}
                }
                escaped = *each == '\\' && !escaped;
                depth > 0
            })
            .collect();
        uses.push(inside);
    }
    uses
}

/// The parts of a macro's inside, split where its own commas are.
fn parts(inside: &str) -> Vec<String> {
    let (mut parts, mut depth, mut quoted) = (vec![String::new()], 0_i32, false);
    for each in inside.chars() {
        match each {
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(each);
        }
    }
    parts.iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// A text that is not there shows its id to a person; a fact that is not given shows a hole.
#[test]
fn every_text_that_the_program_names_is_there_with_its_facts() {
    let texts = language("commands/en");
    let mut looked_at = 0;
    for path in files("src", "rs") {
        if path.ends_with("src/words/texts.rs") {
            continue;
        }
        for inside in uses(&read(&path)) {
            let parts = parts(&inside);
            let Some(id) = parts.get(1).and_then(|part| part.strip_prefix('"')?.strip_suffix('"')) else {
                continue;
            };
            let there =
                texts.get(id).unwrap_or_else(|| panic!("{} names {id}, which is not there", path.display()));
            let given: BTreeSet<String> = parts[2..]
                .iter()
                .filter_map(|part| part.split_once('=').map(|(name, _)| name.trim().to_owned()))
                .collect();
            assert_eq!(&given, there, "{} gives {id} other facts than it shows", path.display());
            looked_at += 1;
        }
    }
    assert!(looked_at > 100, "the program's words were not found");
}

fn word(language: Language, id: &str) -> String {
    words::find(language, id, &Args::new()).unwrap_or_else(|| panic!("{id} is not there in {language:?}"))
}

/// A declared thing has its English name from the words, its French one and both descriptions.
fn has_words(declared: &Value, id: &str, own: &str) {
    let name = declared["name"].as_str().expect("a name");
    assert_eq!(word(Language::En, own), name, "{own}");
    assert_eq!(word(Language::Fr, own), declared["name_localizations"]["fr"], "{own}");
    assert_eq!(word(Language::En, id), declared["description"], "{id}");
    assert_eq!(word(Language::Fr, id), declared["description_localizations"]["fr"], "{id}");
}

fn command_has_words(declared: &Value, parent: &str) {
    let id = format!("{parent}-{}", declared["name"].as_str().expect("a name"));
    has_words(declared, &format!("{id}.description"), &id);
    for option in declared["options"].as_array().into_iter().flatten() {
        let name = option["name"].as_str().expect("a name");
        if option["type"] == 1 || option["type"] == 2 {
            command_has_words(option, &id);
            continue;
        }
        let own = if name == "description" { "option-description" } else { name };
        has_words(option, &format!("{id}.{name}-description"), &format!("{id}.{own}"));
        for choice in option["choices"].as_array().into_iter().flatten() {
            let french = choice["name_localizations"]["fr"].as_str().unwrap_or_default();
            assert!(!french.is_empty(), "{id} {name}: {choice} has no French name");
        }
    }
}

/// Commands, options and choices are named by the words, in both languages.
#[test]
fn every_command_option_and_choice_has_its_words() {
    let commands = declared();
    assert!(!commands.is_empty());
    for command in &commands {
        if command["type"] == 1 || command["type"].is_null() {
            command_has_words(command, "command");
        } else {
            let french = command["name_localizations"]["fr"].as_str().unwrap_or_default();
            assert!(!french.is_empty(), "{} has no French name", command["name"]);
        }
    }
}

/// What is declared is what Discord takes: lengths, shapes of names, required options first, no name twice.
#[test]
fn every_command_keeps_to_the_limits_of_discord() {
    for mut declared in declared() {
        let name = declared["name"].clone();
        let fields = declared.as_object_mut().expect("an object");
        // What Discord adds to a command that it is told of.
        fields.insert("id".into(), json!("1"));
        fields.insert("version".into(), json!("1"));
        fields.entry("type").or_insert(json!(1));
        fields.entry("description").or_insert(json!(""));
        let command: Command =
            serde_json::from_value(declared).unwrap_or_else(|error| panic!("{name}: {error}"));
        let held = twilight_validate::command::command(&command);
        assert!(held.is_ok(), "{name}: {held:?}");
    }
}

/// The commands that a text names between back-quotes, each as its words.
fn named(source: &str) -> impl Iterator<Item = Vec<&str>> {
    let quoted = source.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
    quoted.filter_map(|text| Some(text.strip_prefix('/')?.split(' ').collect()))
}

/// Whether somebody who reads that language finds what is named: the command, its subcommand, and the options
/// written behind it.
fn is_declared(commands: &[Value], named: &[&str], folder: &str) -> bool {
    let found = |among: &[Value], word: &str| {
        let name = |one: &Value| match folder {
            "fr" => one["name_localizations"]["fr"].clone(),
            _ => one["name"].clone(),
        };
        among.iter().find(|one| name(one) == word).cloned()
    };
    let mut among = commands.to_vec();
    for word in named {
        // What stands between braces or after a colon is filled in.
        let word = word.split(':').next().unwrap_or_default();
        if word.starts_with(['{', '$', '}']) {
            continue;
        }
        let Some(one) = found(&among, word) else { return false };
        if let Some(inside) = one["options"].as_array().filter(|inside| !inside.is_empty()) {
            among.clone_from(inside);
        }
    }
    true
}

/// A text that says what to type says it as its reader's Discord shows it.
#[test]
fn every_command_that_a_text_names_is_there_in_its_language() {
    let commands = declared();
    let mut looked_at = 0;
    for folder in ["en", "fr"] {
        for path in files(&format!("commands/{folder}"), "ftl") {
            for named in named(&read(&path)) {
                looked_at += 1;
                assert!(is_declared(&commands, &named, folder), "{named:?} in {}", path.display());
            }
        }
    }
    assert!(looked_at > 100, "the commands in the texts were not found");
}
