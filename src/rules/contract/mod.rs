//! Which level a customer has, when, and from when it is billed.
//!
//! Moving up: the customer does it alone; effective at once; on the bill from the first day of the next
//! month; every later scheduled change is cancelled by it. Moving down: only through support, on a date (the
//! first of the next month unless said otherwise), billed from the first first-of-month on or after it. For
//! one billing date the last row counts.

pub use self::{
    billed_from::first_on_or_after,
    change::{Change, LevelRefusal, first_row},
    history::{Access, History, LevelChange, terms},
};
pub use super::level::Level;

mod billed_from;
mod change;
mod history;
#[cfg(test)]
mod tests;
