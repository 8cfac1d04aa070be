//! Hashes: of what people wrote, and of each event with the one before.

use serde::Serialize;

use super::{By, Event, Recorded, sha256::Sha256Hex};
use crate::rules::ids::{EventSeq, TicketNumber};

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
