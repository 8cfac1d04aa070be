//! Which level a customer has, when, and from when it is billed.
//!
//! Moving up: the customer does it alone; effective at once; on the bill from the first day of the next
//! month; every later scheduled change is cancelled by it. Moving down: only through support, on a date (the
//! first of the next month unless said otherwise), billed from the first first-of-month on or after it. For
//! one billing date the last row counts.

pub use self::history::{
    Access, Change, History, LevelChange, LevelRefusal, first_on_or_after, first_row, terms,
};
pub use super::level::Level;

mod history;
#[cfg(test)]
mod tests;
