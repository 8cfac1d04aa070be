//! The ladder that calls people to a P1, and the reminder of whoever acknowledged and went silent.
//!
//! "A P1 pages the on-call role at once. Not acknowledged in 5 minutes: again; in 10: level 2; in 20: level
//! 3; then every 10 minutes every level, until someone acknowledges." Of pages missed while nobody could send
//! them the latest alone is sent, and the later ones keep their hours.

pub use self::{
    ladder::{DuePage, LEVELS, Ladder, Nudge, OnCall, Paging, Rung, Watch, rung_at},
    together::Together,
};

mod ladder;
#[cfg(test)]
mod tests;
mod together;
