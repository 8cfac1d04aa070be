//! The hash of each event with the one before, as a ticket's events have.

use serde::Serialize;

use super::event::{Event, Recorded};
use crate::rules::{
    event::{By, Sha256Hex},
    ids::{EventSeq, IncidentNumber},
};

/// What the hash of an event is taken of, as JSON. Pinned by a test.
#[derive(Serialize)]
struct Hashed<'a> {
    v: u8,
    previous: Option<&'a Sha256Hex>,
    incident: IncidentNumber,
    seq: EventSeq,
    at_ms: i64,
    by: By,
    event: &'a Event,
}

/// The hash of an event, which covers that of the one before (none for the first).
pub fn chain(previous: Option<&Sha256Hex>, incident: IncidentNumber, recorded: &Recorded) -> Sha256Hex {
    let Recorded { seq, at, by, event } = recorded;
    let hashed = Hashed { v: 1, previous, incident, seq: *seq, at_ms: at.timestamp_millis(), by: *by, event };
    // Numbers, strings and lists alone: such a value always has a JSON text.
    Sha256Hex::of(serde_json::to_string(&hashed).unwrap_or_default().as_bytes())
}

/// Looks whether a history is the one that was written.
///
/// # Errors
///
/// The first event whose hash does not fit, or whose rank is not the next.
pub fn verify<'a>(
    incident: IncidentNumber,
    history: impl IntoIterator<Item = (&'a Recorded, &'a Sha256Hex)>,
) -> Result<(), EventSeq> {
    let mut expected = EventSeq::FIRST;
    let mut previous = None;
    for (recorded, hash) in history {
        if recorded.seq != expected || chain(previous, incident, recorded) != *hash {
            return Err(recorded.seq);
        }
        previous = Some(hash);
        expected = expected.next();
    }
    Ok(())
}
