//! The clock of the guaranteed time to restore (GTR) of a P1.
//!
//! It starts with the P1, runs day and night, pauses only while support waits for the customer, and stops
//! when the service is restored. What is left of it is worked out from what happened, in order:
//!
//! - at the start, the whole commitment is left; only running time takes from it;
//! - an upgrade makes what is left the smaller of what was left and the new commitment. Earlier pauses are
//!   not counted again, a running pause goes on, and a deadline never becomes later by it;
//! - restoring ends a running pause; a contest takes the stop away as if it had never been, so that the time
//!   since then counts, and stays on record;
//! - the deadline's own instant is kept; later is missed, by the running time beyond it;
//! - lowered, or put right to a beta component: *withdrawn*, neither kept nor missed, unless the deadline was
//!   past already, which stays missed.
//!
//! Percentage = running time since the start / (running time + time left). It never goes down.

mod clock;
mod deadline;
mod receipt;
#[cfg(test)]
mod tests;
mod timeline;

pub use self::{
    clock::{Clock, Commitment, Contest, Ending, Outcome, Pause, Status, Stop, Threshold, Upgrade, Warning},
    receipt::{Fact, ReceiptLine},
};
