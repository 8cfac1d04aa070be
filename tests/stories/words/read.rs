//! The files of words, and what is declared to Discord, as the tests of words read them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use guichet::{
    discord::commands::registered_as_json,
    rules::offer::{DEFAULT, Offer},
};
use serde_json::Value;

/// The texts of a language: each id (`id`, or `id.attribute`) with its arguments.
pub(super) type Texts = BTreeMap<String, BTreeSet<String>>;

pub(super) fn files(folder: &str, kind: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == kind) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

pub(super) fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a file")
}

fn is_id(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.chars().all(|each| each.is_ascii_alphanumeric() || each == '-' || each == '_')
}

/// A text of a file of words.
pub(super) struct Text {
    pub(super) id: String,
    /// What is filled in.
    pub(super) places: BTreeSet<String>,
    /// As it is written.
    pub(super) source: String,
}

/// The texts of one file of words, in its order.
pub(super) fn texts(source: &str) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    let mut message = String::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        let key = line.split_once('=').map(|(key, _)| key.trim_end()).unwrap_or_default();
        let attribute = key.trim_start().strip_prefix('.').filter(|name| is_id(name));
        if is_id(key) {
            key.clone_into(&mut message);
        }
        if is_id(key) || attribute.is_some() {
            let id = attribute.map_or_else(|| message.clone(), |name| format!("{message}.{name}"));
            texts.push(Text { id, places: BTreeSet::new(), source: String::new() });
        }
        if let Some(text) = texts.last_mut() {
            text.source += line;
            text.source.push('\n');
            text.places.extend(line.split('$').skip(1).map(|rest| {
                rest.chars()
                    .take_while(|each| each.is_ascii_alphanumeric() || matches!(each, '-' | '_'))
                    .collect()
            }));
        }
    }
    texts
}

/// Every text of a language; an id may be there once.
pub(super) fn language(folder: &str) -> Texts {
    let mut all = Texts::new();
    for path in files(folder, "ftl") {
        for Text { id, places, .. } in texts(&read(&path)) {
            assert!(
                all.insert(id.clone(), places).is_none(),
                "{id} is there twice, again in {}",
                path.display()
            );
        }
    }
    all
}

pub(super) fn declared() -> Vec<Value> {
    let both = registered_as_json(&Offer::parse(DEFAULT).expect("the embedded offer"))
        .expect("the commands as JSON");
    let all = ["global", "staff"].map(|where_| both[where_].as_array().expect("a list").clone());
    all.into_iter().flatten().collect()
}
