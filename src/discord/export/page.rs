//! A ticket as a page that is read offline: a cover in both languages, then all there is.

use super::{
    html::{both, cover, document, escaped, items, listed, section},
    safe_names::path,
    text::Words,
};
use crate::{desk::ticket::export::ExportedFile, discord::cards::messages::why_not, rules::event::Recorded};

/// The page.
pub(super) fn page(words: &Words<'_>) -> String {
    let (file, last) = (&words.export.file, words.export.last.as_str());
    let facts = [
        ("export-fact-customer", escaped(&file.customer)),
        ("export-fact-opened", words.wall(file.row.opened_at)),
        ("export-fact-made", words.wall(words.export.now)),
        ("export-fact-zone", escaped(&words.offer.calendar.zone.to_string())),
        ("export-fact-last", format!("<code>{last}</code>")),
    ];
    let parts = vec![
        cover(facts),
        section("export-head-contract", &listed(&words.contract())),
        section("export-head-clock", &listed(&words.clock())),
        section("export-head-windows", &listed(&words.windows())),
        section("export-head-history", &history(words)),
        section("export-head-files", &files(words)),
    ];
    document(&words.title(), parts, words.language)
}

fn history(words: &Words<'_>) -> String {
    items(words.told().map(|(one, line)| event(words, one, &line)).collect())
}

fn event(words: &Words<'_>, one: &Recorded, line: &str) -> String {
    let mut parts = vec![format!("<time>{}</time> {}", words.wall(one.at), escaped(line))];
    if let Some(text) = words.export.texts.get(&one.seq) {
        parts.push(format!("<blockquote>{}</blockquote>", escaped(&text.body)));
    }
    let files = words.export.files.iter().filter(|file| file.kept.seq == one.seq);
    parts.extend(files.map(|file| format!("[{}]", escaped(&file.kept.name))));
    parts.join(" ")
}

fn files(words: &Words<'_>) -> String {
    items(words.export.files.iter().enumerate().map(|(rank, one)| file(words, rank, one)).collect())
}

/// A file with its hash. It is named, not linked: what somebody attached is not opened by a slip.
fn file(words: &Words<'_>, rank: usize, file: &ExportedFile) -> String {
    match (&file.kept.sha256, &file.at) {
        (Some(sum), Some(_)) => {
            format!("{}<br><code>{}</code>", escaped(&path(rank, &file.kept)), escaped(sum))
        }
        (Some(_), None) => format!("{} · {}", escaped(&file.kept.name), both("export-not-kept")),
        (None, _) => {
            let why = why_not(&file.kept.name, file.kept.not_kept, words.offer, words.language);
            format!("{} · {}", escaped(&why), both("export-not-kept"))
        }
    }
}
