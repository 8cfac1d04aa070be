//! What Discord says of a person: their name, and the language they read.

use serenity::all::User;

use crate::rules::{language::Language, typed::one_line};

/// What a person reads, from what Discord says of them.
pub fn language(locale: &str) -> Language {
    Language::of_locale(locale)
}

/// The name that others see: on that server, else everywhere. One of which nothing is seen is not one.
pub fn shown_name(nick: Option<&str>, user: &User) -> String {
    let names = [nick, user.global_name.as_deref()];
    let mut seen = names.into_iter().flatten().map(one_line).filter(|name| !name.is_empty());
    seen.next().unwrap_or_else(|| one_line(&user.name))
}
