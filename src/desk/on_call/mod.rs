//! Who is on call by calendar: which calendar each level has, whom its names mean, who covers, and what staff
//! are told of it.

pub mod calendar;
mod cover;
pub mod duty;
mod look;
mod names;
pub mod shown;

pub use self::{calendar::Unread24, look::Amiss};
