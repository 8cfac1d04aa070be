//! Every text as people read it, its places filled with what may stand there.

use fluent_templates::fluent_bundle::FluentValue;
use guichet::{
    rules::language::Language,
    words::{self, Args},
};

use super::read::{Text, files, read, texts};

/// A text as it is read.
pub(super) struct Sample {
    /// Of which capability it is.
    pub(super) file: String,
    pub(super) id: String,
    /// In so many ways, where it says another thing by what is filled in.
    pub(super) said: Vec<String>,
}

/// Every text of a language, file by file and in the order of the files.
pub(super) fn samples(language: Language) -> Vec<Sample> {
    let folder = match language {
        Language::En => "commands/en",
        Language::Fr => "commands/fr",
    };
    let mut samples = Vec::new();
    for path in files(folder, "ftl") {
        let file = path.file_stem().expect("a name").to_string_lossy().into_owned();
        for text in texts(&read(&path)) {
            let mut said: Vec<String> = ways(&text).iter().map(|way| filled(language, &text, way)).collect();
            said.dedup();
            samples.push(Sample { file: file.clone(), id: text.id, said });
        }
    }
    samples
}

/// Each text of a language in each of its ways, with its name.
pub(super) fn each(language: Language) -> Vec<(String, String)> {
    let all = samples(language).into_iter();
    all.flat_map(|sample| sample.said.into_iter().map(move |said| (sample.id.clone(), said))).collect()
}

type Way = Vec<(String, FluentValue<'static>)>;

fn filled(language: Language, text: &Text, way: &Way) -> String {
    let args = text.places.iter().map(|place| {
        let chosen = way.iter().find(|(name, _)| name == place).map(|(_, value)| value.clone());
        (place.clone().into(), chosen.unwrap_or_else(|| usual(language, place).into()))
    });
    words::find(language, &text.id, &args.collect::<Args>()).unwrap_or_else(|| panic!("{}", text.id))
}

/// The values by which a text says another thing: each that it names, and with a count none, one and two.
fn ways(text: &Text) -> Vec<Way> {
    let mut selectors: Vec<(String, Vec<FluentValue<'static>>)> = Vec::new();
    for part in text.source.split('{').skip(1) {
        let Some((name, _)) = part.split_once("->") else { continue };
        let name = name.trim().trim_start_matches('$').to_owned();
        selectors.push((name, Vec::new()));
    }
    for line in text.source.lines() {
        let Some((key, _)) = line.trim_start().trim_start_matches('*').split_once(']') else { continue };
        let (Some(key), Some((_, values))) = (key.strip_prefix('['), selectors.last_mut()) else { continue };
        match key.parse::<i64>() {
            Ok(number) => values.push(number.into()),
            Err(_) if matches!(key, "one" | "other") => values.extend([0.into(), 1.into(), 2.into()]),
            Err(_) => values.push(key.to_owned().into()),
        }
    }
    let many = selectors.iter().map(|(_, values)| values.len()).max().unwrap_or(0).max(1);
    let way = |at: usize| {
        let of = |(name, values): &(String, Vec<FluentValue<'static>>)| {
            Some((name.clone(), values.get(at % values.len().max(1))?.clone()))
        };
        selectors.iter().filter_map(of).collect()
    };
    (0..many).map(way).collect()
}

/// What stands in a place, as it is called: what is hardest to read aloud.
fn usual(language: Language, place: &str) -> String {
    let french = language == Language::Fr;
    let either = |french_word: &str, english: &str| if french { french_word } else { english }.to_owned();
    match place {
        "at" | "until" | "since" | "before" | "after" | "stopped" | "due" | "from" | "start" | "day"
        | "date" => either("mardi 24 novembre 2026 à 21:08", "Tuesday, 24 November 2026 at 21:08"),
        "who" | "name" | "person" | "by" => "Alice".to_owned(),
        "customer" | "customers" => "Acme".to_owned(),
        "ticket" | "tickets" => "#42".to_owned(),
        "incident" => "3".to_owned(),
        "channel" | "channels" | "thread" => "#acme".to_owned(),
        "role" | "roles" => either("@Astreinte", "@On-call"),
        "level" | "to" => "Gold".to_owned(),
        "month" | "last" => either("avril 2026", "April 2026"),
        "zone" => "Europe/Paris".to_owned(),
        "phone" => "+33 1 23 45 67 89".to_owned(),
        "mail" => "support@example.com".to_owned(),
        "platform" => "vCloud Director".to_owned(),
        "component" => "Object Storage".to_owned(),
        "subject" | "title" => either("La base ne répond plus", "The database is down"),
        "error" => "Missing Permissions".to_owned(),
        "hours" | "left" | "length" | "charged" | "used" | "time" | "included" | "held" | "back"
        | "running" | "paused" | "wanted" | "packs" | "granted" | "beyond" | "median" | "longest" => {
            "1\u{a0}h".to_owned()
        }
        "reference" => "g1a".to_owned(),
        "year" => "2026".to_owned(),
        "count" | "most" | "more" | "number" | "total" | "minutes" | "percent" | "days" | "page"
        | "pages" => "2".to_owned(),
        other => format!("‹{other}›"),
    }
}
