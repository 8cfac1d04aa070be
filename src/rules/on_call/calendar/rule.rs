//! A rule by which something comes back.

use rrule::{RRule, Unvalidated};

use super::written::Written;

/// Reads a rule, and apart from it its last moment: the crate wants that in UTC, and rules are worked out on
/// the wall clock.
pub(super) fn read(text: &str) -> Option<(RRule<Unvalidated>, Option<Written>)> {
    let (mut parts, mut until) = (Vec::new(), None);
    for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=')?;
        if name.eq_ignore_ascii_case("UNTIL") {
            until = Some(Written::read(value.trim())?);
        } else {
            parts.push(part);
        }
    }
    Some((parts.join(";").parse().ok()?, until))
}
