//! The texts themselves, and how their places are filled.

use std::{borrow::Cow, collections::HashMap};

use fluent_templates::{LanguageIdentifier, Loader, fluent_bundle::FluentValue, static_loader};
use unic_langid::langid;

use crate::{rules::language::Language, typography};

static_loader! {
    static TEXTS = {
        locales: "./commands",
        fallback_language: "en",
        customise: |bundle| {
            // Discord shows the isolation marks as boxes on some devices.
            bundle.set_use_isolating(false);
            if bundle.locales.contains(&FRENCH) {
                bundle.set_transform(Some(typography::french));
            }
        },
    };
}

const ENGLISH: LanguageIdentifier = langid!("en");
const FRENCH: LanguageIdentifier = langid!("fr");

/// What is put into a text's places, by name. Made by [`words!`](crate::words!).
pub type Args = HashMap<Cow<'static, str>, FluentValue<'static>>;

/// The text `id` in `language`; an `id` with a dot names an attribute (`ticket-open.description`).
///
/// A text that does not exist is a fault of ours: it is logged and the id is shown, as saying something beats
/// saying nothing.
pub fn text(language: Language, id: &str, args: &Args) -> String {
    find(language, id, args).unwrap_or_else(|| {
        tracing::error!(id, "no such text");
        id.to_owned()
    })
}

/// The text `id` in `language`, where it exists.
pub fn find(language: Language, id: &str, args: &Args) -> Option<String> {
    let language = match language {
        Language::En => &ENGLISH,
        Language::Fr => &FRENCH,
    };
    TEXTS.try_lookup_with_args(language, id, args)
}

/// A text with its places filled: `words!(language, "ticket-opened", number = 42, subject = plain(subject))`.
#[macro_export]
macro_rules! words {
    ($language:expr, $id:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::words::text($language, $id, &$crate::words::Args::from_iter(
            Vec::<(std::borrow::Cow<'static, str>, _)>::from([$((
                std::borrow::Cow::Borrowed(stringify!($name)),
                $crate::words::Value::from($value).into(),
            )),*]),
        ))
    };
}

/// A value that may stand in a text's place. Numbers are shown without grouping, as a ticket's number or
/// minutes are read.
#[derive(Debug)]
pub struct Value(FluentValue<'static>);

impl From<Value> for FluentValue<'static> {
    fn from(value: Value) -> Self {
        value.0
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self(text.to_owned().into())
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl From<$number> for Value {
            fn from(number: $number) -> Self {
                Self(FluentValue::from(number))
            }
        }
    )*};
}
numbers!(i64, u64, i32, u32, usize, u8);
