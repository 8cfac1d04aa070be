//! Why a channel is told of a window: a stage of the offer, a change, or that the channel was linked
//! meanwhile.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::Change;

/// Why a channel is told of a window. As text it is kept with what was sent, and read again for ever: a stage
/// by its key in the offer, the others behind a colon, which no key has.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Occasion {
    /// A stage, by its key in the offer.
    Stage(String),
    /// A change that is told at once.
    Changed(Change),
    /// The channel was linked in mid-course, by that link.
    Linked(i64),
}

/// A text that is no occasion.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no occasion of a notice")]
pub struct NotAnOccasion(String);

impl fmt::Display for Occasion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stage(key) => f.write_str(key),
            Self::Changed(change) => write!(f, ":{}", change.as_str()),
            Self::Linked(link) => write!(f, ":linked:{link}"),
        }
    }
}

impl FromStr for Occasion {
    type Err = NotAnOccasion;

    fn from_str(text: &str) -> Result<Self, NotAnOccasion> {
        let not_one = || NotAnOccasion(text.to_owned());
        let Some(named) = text.strip_prefix(':') else {
            return if text.is_empty() { Err(not_one()) } else { Ok(Self::Stage(text.to_owned())) };
        };
        match named.strip_prefix("linked:") {
            Some(link) => link.parse().map(Self::Linked).map_err(|_| not_one()),
            None => named.parse().map(Self::Changed).map_err(|_| not_one()),
        }
    }
}

impl From<Occasion> for String {
    fn from(occasion: Occasion) -> Self {
        occasion.to_string()
    }
}

impl TryFrom<String> for Occasion {
    type Error = NotAnOccasion;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// Receipts keep these texts: do not change this test, add an occasion.
    #[rstest]
    #[case(Occasion::Stage("week".to_owned()), "week")]
    #[case(Occasion::Stage("added".to_owned()), "added")]
    #[case(Occasion::Changed(Change::Added), ":added")]
    #[case(Occasion::Changed(Change::Cancelled), ":cancelled")]
    #[case(Occasion::Linked(17), ":linked:17")]
    fn the_text_of_an_occasion_is_pinned(#[case] occasion: Occasion, #[case] text: &str) {
        assert_eq!(occasion.to_string(), text);
        assert_eq!(text.parse(), Ok(occasion));
    }

    #[rstest]
    #[case("")]
    #[case(":")]
    #[case(":linked:")]
    #[case(":linked:x")]
    #[case(":postponed")]
    fn what_is_no_occasion_is_refused(#[case] text: &str) {
        assert_eq!(text.parse::<Occasion>(), Err(NotAnOccasion(text.to_owned())));
    }
}
