//! The links in what was said.

use serde_json::Value;

/// Where somebody can go from a message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Link {
    /// What is written on it; the address itself where nothing is.
    pub label: String,
    /// Where it leads.
    pub url: String,
}

impl Link {
    pub(super) fn new(label: &str, url: &str) -> Self {
        let label = if label.is_empty() { url } else { label };
        Self { label: label.to_owned(), url: url.to_owned() }
    }
}

/// Whether it leads to a page.
pub(super) fn is_page(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// The addresses of pages in a text, each once; what ends the sentence is not theirs.
pub(super) fn in_text(text: &str) -> Vec<Link> {
    let words = text.split(|letter: char| letter.is_whitespace() || "<>\"'`".contains(letter));
    let mut found: Vec<Link> = Vec::new();
    for word in words {
        let url =
            word.trim_start_matches(['(', '[']).trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']']);
        if is_page(url) && !found.iter().any(|one| one.url == url) {
            found.push(Link::new("", url));
        }
    }
    found
}

/// The addresses of pages among the values, each called as its field is.
pub(super) fn in_json(value: &Value) -> Vec<Link> {
    let mut found = Vec::new();
    gather("", value, &mut found);
    found
}

fn gather(name: &str, value: &Value, found: &mut Vec<Link>) {
    match value {
        Value::String(text) if is_page(text) => found.push(Link::new(name, text)),
        Value::Array(all) => all.iter().for_each(|one| gather(name, one, found)),
        Value::Object(all) => all.iter().for_each(|(name, one)| gather(name, one, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_behind_its_link() {
        let found = in_text("See <https://a.example/x>, or (http://b.example/y?z=1). Not ftp://c.example");
        let urls: Vec<&str> = found.iter().map(|one| one.url.as_str()).collect();
        assert_eq!(urls, ["https://a.example/x", "http://b.example/y?z=1"]);
    }
}
