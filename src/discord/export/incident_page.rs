//! A major incident as a page that is read offline: a cover in both languages, its history, its tickets with
//! their clocks, and how many were told.

use super::{
    html::{cover, document, escaped, items, listed, section},
    incident_text::Words,
};

/// The page.
pub(super) fn page(words: &Words<'_>) -> String {
    let export = words.export;
    let incident = &export.shown.file.incident;
    let wall = |at: Option<_>| at.map_or_else(|| "–".to_owned(), |at| words.wall(at));
    let facts = [
        ("export-fact-platform", escaped(words.platform())),
        ("fact-incident-declared", words.wall(incident.opened_at)),
        ("fact-incident-restored", wall(incident.restored_at)),
        ("fact-incident-closed", wall(incident.closed_at)),
        ("export-fact-made", words.wall(export.shown.now)),
        ("export-fact-zone", escaped(&words.offer.calendar.zone.to_string())),
        ("export-fact-last", format!("<code>{}</code>", export.last.as_str())),
    ];
    let parts = vec![
        cover(facts),
        section("export-head-history", &history(words)),
        section("fact-incident-tickets", &listed(&words.tickets())),
        section("export-head-clock", &listed(&words.clocks())),
        section("export-head-told", &listed(&words.told())),
    ];
    document(&words.title(), parts, words.language)
}

fn history(words: &Words<'_>) -> String {
    let event = |(at, line, texts): (String, String, Vec<String>)| {
        let texts = texts.iter().map(|text| format!("<blockquote>{}</blockquote>", escaped(text)));
        let line = format!("<time>{at}</time> {}", escaped(&line));
        std::iter::once(line).chain(texts).collect::<Vec<_>>().join(" ")
    };
    items(words.happened().map(event).collect())
}
