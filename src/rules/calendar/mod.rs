//! The desk's time: its zone, its months, its business hours, and what people type as a date.
//!
//! Moments are stored in UTC and reasoned about in the offer's zone. "7 days before" is wall-clock time (the
//! same hour on another date), never 168 hours; "1 h before" is elapsed time.
//!
//! A wall time that the change of clocks makes ambiguous or skips has one meaning, decided here:
//! one that occurs twice is its first occurrence; one that does not exist is refused when a person typed it,
//! and when the desk worked it out it is read with the offset in force before the change (02:30 becomes
//! 03:30), so that whatever was promised for that night still happens, once.

mod holidays;
mod hours;
mod month;
#[cfg(test)]
mod tests;
mod typed;

pub use self::{
    holidays::Holiday,
    hours::{BusinessHours, Calendar, hour},
    month::{Month, NotAMonth},
    typed::NotAMoment,
};
