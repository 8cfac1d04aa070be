//! A ticket as a page that is read offline: a cover in both languages, then all there is. It loads nothing,
//! and whatever people wrote is text.

use super::{safe_names::path, text::Words};
use crate::{
    desk::ticket::export::ExportedFile,
    discord::cards::messages::why_not,
    rules::{event::Recorded, language::Language},
    words,
};

/// The page's own look: for the screen and for paper.
const STYLE: &str = "\
body{font:15px/1.5 system-ui,sans-serif;max-width:50em;margin:2em auto;padding:0 1em;color:#222;background:#fff}
h1{font-size:1.4em}h2{font-size:1.1em;margin-top:2em;border-bottom:1px solid #ccc}
dt{color:#666;font-size:.85em}dd{margin:0 0 .6em}ol{list-style:none;padding:0}li{margin:.7em 0}
time{color:#666;font-variant-numeric:tabular-nums}
blockquote{margin:.2em 0 0;padding-left:.8em;border-left:3px solid #ccc;white-space:pre-wrap;overflow-wrap:anywhere}
code{font-size:.85em;overflow-wrap:anywhere}";

/// The page.
pub(super) fn page(words: &Words<'_>) -> String {
    let title = escaped(&words.title());
    let language = words.language.as_str();
    let policy = "default-src 'none'; style-src 'unsafe-inline'";
    [
        format!("<!doctype html>\n<html lang=\"{language}\">\n<meta charset=\"utf-8\">"),
        format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">"),
        format!("<title>{title}</title>\n<style>{STYLE}</style>\n<h1>{title}</h1>"),
        cover(words),
        section("export-head-contract", &listed(&words.contract())),
        section("export-head-clock", &listed(&words.clock())),
        section("export-head-windows", &listed(&words.windows())),
        section("export-head-history", &history(words)),
        section("export-head-files", &files(words)),
        "</html>\n".to_owned(),
    ]
    .join("\n")
}

/// What it is, in both languages.
fn cover(words: &Words<'_>) -> String {
    let (file, last) = (&words.export.file, words.export.last.as_str());
    let facts = [
        ("export-fact-customer", escaped(&file.customer)),
        ("export-fact-opened", words.wall(file.row.opened_at)),
        ("export-fact-made", words.wall(words.export.now)),
        ("export-fact-zone", escaped(&words.offer.calendar.zone.to_string())),
        ("export-fact-last", format!("<code>{last}</code>")),
    ];
    let facts: Vec<String> =
        facts.into_iter().map(|(id, value)| format!("<dt>{}</dt><dd>{value}</dd>", both(id))).collect();
    format!("<dl>\n{}\n</dl>", facts.join("\n"))
}

fn section(head: &str, body: &str) -> String {
    format!("<h2>{}</h2>\n{body}", both(head))
}

/// A heading that readers of either language understand.
fn both(id: &str) -> String {
    format!("{} · {}", escaped(&words!(Language::Fr, id)), escaped(&words!(Language::En, id)))
}

fn listed(lines: &[String]) -> String {
    items(lines.iter().map(|line| escaped(line)).collect())
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

/// A list of what is markup already.
fn items(items: Vec<String>) -> String {
    if items.is_empty() {
        return "<p>–</p>".to_owned();
    }
    let items: Vec<String> = items.into_iter().map(|item| format!("<li>{item}</li>")).collect();
    format!("<ol>\n{}\n</ol>", items.join("\n"))
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

/// A text that is nothing but text.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_that_people_wrote_is_markup() {
        let text = r#"<script src='x'>&amp;</script>""#;
        assert_eq!(escaped(text), "&lt;script src=&#39;x&#39;&gt;&amp;amp;&lt;/script&gt;&quot;");
    }
}
