//! The sandbox held against what Discord documents, with a bot that speaks plain HTTP and plain frames:
//! nothing here is smoothed by a library.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a bot that cannot go on fails its test")]

mod bot;
mod clock;
mod faults;
mod gateway;
mod interactions;
mod limits;
mod page;
mod refusals;
mod shapes;
mod storm;
mod threads;
