//! What pages that are read offline are made of: their look, a cover in both languages, sections. They load
//! nothing, and whatever people wrote is text.

use crate::{rules::language::Language, words};

/// The page's own look: for the screen and for paper.
const STYLE: &str = "\
body{font:15px/1.5 system-ui,sans-serif;max-width:50em;margin:2em auto;padding:0 1em;color:#222;background:#fff}
h1{font-size:1.4em}h2{font-size:1.1em;margin-top:2em;border-bottom:1px solid #ccc}
dt{color:#666;font-size:.85em}dd{margin:0 0 .6em}ol{list-style:none;padding:0}li{margin:.7em 0}
time{color:#666;font-variant-numeric:tabular-nums}
blockquote{margin:.2em 0 0;padding-left:.8em;border-left:3px solid #ccc;white-space:pre-wrap;overflow-wrap:anywhere}
code{font-size:.85em;overflow-wrap:anywhere}";

/// A page of these parts, which are markup, under its title, which is text.
pub(super) fn document(title: &str, parts: Vec<String>, language: Language) -> String {
    let (title, language) = (escaped(title), language.as_str());
    let policy = "default-src 'none'; style-src 'unsafe-inline'";
    let head = [
        format!("<!doctype html>\n<html lang=\"{language}\">\n<meta charset=\"utf-8\">"),
        format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">"),
        format!("<title>{title}</title>\n<style>{STYLE}</style>\n<h1>{title}</h1>"),
    ];
    head.into_iter().chain(parts).chain(["</html>\n".to_owned()]).collect::<Vec<_>>().join("\n")
}

/// What it is, in both languages: facts that are markup.
pub(super) fn cover<const MANY: usize>(facts: [(&str, String); MANY]) -> String {
    let facts: Vec<String> =
        facts.into_iter().map(|(id, value)| format!("<dt>{}</dt><dd>{value}</dd>", both(id))).collect();
    format!("<dl>\n{}\n</dl>", facts.join("\n"))
}

/// A part under its heading.
pub(super) fn section(head: &str, body: &str) -> String {
    format!("<h2>{}</h2>\n{body}", both(head))
}

/// A heading that readers of either language understand.
pub(super) fn both(id: &str) -> String {
    format!("{} · {}", escaped(&words!(Language::Fr, id)), escaped(&words!(Language::En, id)))
}

/// A list of what is text.
pub(super) fn listed(lines: &[String]) -> String {
    items(lines.iter().map(|line| escaped(line)).collect())
}

/// A list of what is markup already.
pub(super) fn items(items: Vec<String>) -> String {
    if items.is_empty() {
        return "<p>–</p>".to_owned();
    }
    let items: Vec<String> = items.into_iter().map(|item| format!("<li>{item}</li>")).collect();
    format!("<ol>\n{}\n</ol>", items.join("\n"))
}

/// A text that is nothing but text.
pub(super) fn escaped(text: &str) -> String {
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
