//! What commands are called, in both languages.

use std::borrow::Cow;

use crate::{
    rules::language::Language,
    words::{self, Args},
};

/// The locale that is Discord's name for French.
pub(super) const FRENCH: &str = "fr";

/// Commands that exist in the staff server alone.
pub(super) const STAFF_ONLY: [&str; 7] =
    ["agent", "customer", "window", "incident", "on-call", "desk", "expert"];

pub(super) fn french(id: &str) -> Cow<'static, [(Cow<'static, str>, Cow<'static, str>)]> {
    Cow::Owned(vec![(Cow::Borrowed(FRENCH), Cow::Owned(word(Language::Fr, id)))])
}

pub(super) fn word(language: Language, id: &str) -> String {
    words::text(language, id, &Args::new())
}
