//! Sessions with an expert: when one may be booked, and what becomes of it.
//!
//! In business hours only, and only inside the expert's availability; never two for one expert at a time.
//! Asked for by the team, or proposed by an expert; held at the request, confirmed by the other side,
//! delivered, charged. A request that nobody answers by the same hour of the next business day, or by its
//! start, is released.

mod availability;
pub mod booking;
pub mod cancellation;
mod expert_help;
pub mod free_slots;
mod state;
#[cfg(test)]
mod tests;

pub use self::{
    availability::{Away, Day, Expert, Hours, HoursRefusal, check_day},
    booking::{bookable_until, check_length, check_slot, expires_at, lengths, units},
    cancellation::{Cost, cost_of_calling_off},
    expert_help::ExpertHelpState,
    free_slots::free_slots,
    state::{Party, SessionAct, SessionRefusal, State, Step, Topic},
};
