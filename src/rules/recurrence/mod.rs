//! The rule by which a platform's maintenance windows come back (RFC 5545), on the wall clock of the desk's
//! zone.
//!
//! The rule is worked out in wall time, and each wall time is then placed by
//! [`Calendar::place`](crate::rules::calendar::Calendar::place), so that the change of clocks has the same
//! meaning here as everywhere: a window from 00:00 to 06:00 is from 00:00 to 06:00 on the wall in any season.

pub use self::rule::{Occurrence, Recurrence};

mod rule;
#[cfg(test)]
mod tests;
