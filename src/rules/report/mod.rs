//! What a month was: tickets opened, closed and still open, the guaranteed times kept and missed, and how
//! soon staff answered.
//!
//! A month is a calendar month of the desk's zone. Tickets are counted as they stood when it ended; while it
//! is not over, as they stand. A clock belongs to the month of its last stop: one that was contested since,
//! or stopped again, is judged where it stopped last. A P1 without a guaranteed time has no clock; it belongs
//! to the month in which its service was said to be back. So does a major incident, whole; in a month at
//! whose end it went on, it is told as it stood then.

mod figures;
mod outages;
#[cfg(test)]
mod tests;

pub use self::{
    figures::{Counted, Figures, FirstAnswers, Hours, Judged, Tally, Verdict, Verdicts},
    outages::{Outage, outage},
};
