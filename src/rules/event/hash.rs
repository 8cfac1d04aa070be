//! Hashes: of what people wrote, and of each event with the one before.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{By, Event, Recorded};
use crate::rules::ids::{EventSeq, TicketNumber};

/// A SHA-256, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Sha256Hex(String);

impl Sha256Hex {
    /// The hash of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self::of_all(Sha256::new_with_prefix(bytes))
    }

    /// The hash of what an open hash has taken in.
    #[must_use]
    pub fn of_all(taken: Sha256) -> Self {
        Self(taken.finalize().iter().flat_map(|byte| [byte >> 4, byte & 0xf]).map(hex).collect())
    }

    /// As written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn hex(digit: u8) -> char {
    char::from_digit(digit.into(), 16).unwrap_or('0')
}

impl fmt::Display for Sha256Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text is not a SHA-256 in lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a SHA-256 is 64 lower-case hexadecimal digits")]
pub struct NotAHash;

impl FromStr for Sha256Hex {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::try_from(text.to_owned())
    }
}

impl TryFrom<String> for Sha256Hex {
    type Error = NotAHash;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() == 64 && text.bytes().all(digit) { Ok(Self(text)) } else { Err(NotAHash) }
    }
}

impl From<Sha256Hex> for String {
    fn from(hash: Sha256Hex) -> Self {
        hash.0
    }
}

/// What the hash of an event is taken of, as JSON. Pinned by a test.
#[derive(Serialize)]
struct Hashed<'a> {
    v: u8,
    previous: Option<&'a Sha256Hex>,
    ticket: TicketNumber,
    seq: EventSeq,
    at_ms: i64,
    by: By,
    event: &'a Event,
}

/// The hash of an event, which covers that of the one before (none for the first).
#[must_use]
pub fn chain(previous: Option<&Sha256Hex>, ticket: TicketNumber, recorded: &Recorded) -> Sha256Hex {
    let Recorded { seq, at, by, event } = recorded;
    let hashed = Hashed { v: 1, previous, ticket, seq: *seq, at_ms: at.timestamp_millis(), by: *by, event };
    // Numbers, strings and lists alone: such a value always has a JSON text.
    Sha256Hex::of(serde_json::to_string(&hashed).unwrap_or_default().as_bytes())
}

/// Looks whether a history is the one that was written.
///
/// # Errors
///
/// The first event whose hash does not fit, or whose rank is not the next.
pub fn verify<'a>(
    ticket: TicketNumber,
    history: impl IntoIterator<Item = (&'a Recorded, &'a Sha256Hex)>,
) -> Result<(), EventSeq> {
    let mut expected = EventSeq::FIRST;
    let mut previous = None;
    for (recorded, hash) in history {
        if recorded.seq != expected || chain(previous, ticket, recorded) != *hash {
            return Err(recorded.seq);
        }
        previous = Some(hash);
        expected = expected.next();
    }
    Ok(())
}
