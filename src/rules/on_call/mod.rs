//! Who is on duty: what a calendar says of it.

pub mod calendar;
