//! What happens to a ticket: its append-only history, from which everything else about it is worked out.
//!
//! What people wrote is not in an event, only its SHA-256: a text can be erased one day with the history
//! intact. Each event's hash covers the one before, so that a change anywhere shows.

mod hash;
mod message;
mod order;
mod recorded;
pub mod sha256;
#[cfg(test)]
mod tests;

pub use self::{
    hash::{chain, verify},
    message::OfMessage,
    order::as_written,
    recorded::{About, By, Category, Event, Near, Origin, Priority, Recorded, Side, Terms, Written},
    sha256::{NotAHash, Sha256Hex},
};
