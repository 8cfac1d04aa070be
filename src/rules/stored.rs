//! Enums that are kept as text, in the database and in events: one list of their values and texts.

/// A stored text that none of an enum's values has: the database was written by something else.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is none of {known}")]
pub struct UnknownText {
    text: String,
    known: String,
}

/// The value among `all` whose stored text is `text`.
pub(super) fn known<T: Copy>(
    text: &str,
    all: &[T],
    as_str: impl Fn(T) -> &'static str,
) -> Result<T, UnknownText> {
    all.iter().copied().find(|value| as_str(*value) == text).ok_or_else(|| UnknownText {
        text: text.to_owned(),
        known: all.iter().map(|value| as_str(*value)).collect::<Vec<_>>().join(", "),
    })
}

macro_rules! stored_text {
    ($(#[$doc:meta])* $name:ident { $($(#[$case_doc:meta])* $case:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
        )]
        pub enum $name {
            $($(#[$case_doc])* #[serde(rename = $text)] $case,)+
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$case),+];

            /// The stored text; never changed, as rows hold it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$case => $text,)+
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::rules::stored::UnknownText;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::rules::stored::known(text, Self::ALL, Self::as_str)
            }
        }
    };
}
pub(super) use stored_text;
