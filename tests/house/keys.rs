//! Keys: their texts stand in the files that are their home, and in no other.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Attribute, Item, LitStr, Macro,
    visit::{self, Visit},
};

use crate::sources::Crate;

/// Where keys, and the lines that are written alike, are at home.
const HOMES: [&str; 3] = ["src/desk/say/key.rs", "src/desk/say/order.rs", "src/desk/due.rs"];

/// The texts elsewhere that begin as a key does, or hold one in the quotation marks of SQL: file, and text.
pub(crate) fn strays(read: &Crate) -> Vec<(String, String)> {
    let (homes, others): (Vec<_>, Vec<_>) = read
        .modules
        .iter()
        .map(|module| (read.files[module.file].path.clone(), texts(&module.items)))
        .partition(|(path, _)| HOMES.contains(&path.as_str()));
    let words: BTreeSet<&str> =
        homes.iter().flat_map(|(_, texts)| texts).filter_map(|text| first_word(text)).collect();
    let is_one = |text: &str| {
        text.split('\'').any(|part| {
            first_word(part).is_some_and(|word| words.contains(word) && !part[word.len()..].starts_with(": "))
        })
    };
    let found = others.iter().flat_map(|(path, texts)| texts.iter().map(move |text| (path, text)));
    found.filter(|(_, text)| is_one(text)).map(|(path, text)| (path.clone(), text.clone())).collect()
}

/// What a key begins with: small letters and dashes before a colon.
fn first_word(text: &str) -> Option<&str> {
    let (word, _) = text.split_once(':')?;
    let is_word = !word.is_empty() && word.bytes().all(|one| one.is_ascii_lowercase() || one == b'-');
    is_word.then_some(word)
}

fn texts(items: &[Item]) -> Vec<String> {
    let mut texts = Texts(Vec::new());
    for item in items {
        texts.visit_item(item);
    }
    texts.0
}

struct Texts(Vec<String>);

impl Texts {
    fn tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Literal(literal) => {
                    self.0
                        .extend(syn::parse_str::<LitStr>(&literal.to_string()).ok().map(|text| text.value()));
                }
                TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Texts {
    /// Comments are attributes, and no texts.
    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_lit_str(&mut self, text: &'ast LitStr) {
        self.0.push(text.value());
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        visit::visit_macro(self, call);
        self.tokens(call.tokens.clone());
    }
}
