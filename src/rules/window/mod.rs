//! Maintenance windows, and the notices that are owed for them.
//!
//! For each subscribed channel, each exactly once: 7 days before at the same hour, the day before at 10:00, 1
//! h before, start, end. A window added is announced at once. A change makes a new revision: each stage whose
//! new moment is still to come is sent, a stage already past is never owed. Of several stages missed the
//! latest alone is sent, marked late, and none once the window is over but the end's own, for the few minutes
//! in which it is not late.

mod occasion;

pub use self::{
    changes::{WindowRefusal, may_add, may_cancel, may_extend, may_move},
    notices::{Change, Due, Notice, State, Telling, due, moment, owed, stages, telling, told_at_link},
    occasion::{NotAnOccasion, Occasion},
};
pub use super::recurrence::{Occurrence, Recurrence};

mod changes;
mod notices;
#[cfg(test)]
mod tests;
