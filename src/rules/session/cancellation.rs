//! What calling a session off costs: whether its hours come back or are used.

use chrono::{DateTime, Utc};

use super::{Party, State};
use crate::rules::offer::SessionRules;

/// What becomes of the minutes held when a session is called off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// They are given back.
    Free,
    /// They are used.
    Charged,
}

/// What calling a session off costs: a request nothing, at any time; a confirmed session nothing until 24 h
/// before (exactly 24 h is free), or when the expert does it; later the hours are used. None where there is
/// nothing to call off. A move is a cancellation and a new booking, and costs what the cancellation does.
pub fn cost_of_calling_off(
    state: State,
    by: Party,
    starts_at: DateTime<Utc>,
    rules: &SessionRules,
    now: DateTime<Utc>,
) -> Option<Cost> {
    match (state, by) {
        (State::Requested | State::Proposed, _) | (State::Confirmed, Party::Expert) => Some(Cost::Free),
        (State::Confirmed, Party::Team) if starts_at - now >= rules.free_cancel => Some(Cost::Free),
        (State::Confirmed, Party::Team) => Some(Cost::Charged),
        (
            State::Delivered
            | State::Declined
            | State::Withdrawn
            | State::Released
            | State::Cancelled
            | State::NoShow,
            _,
        ) => None,
    }
}
