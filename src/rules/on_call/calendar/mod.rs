//! Duties from a calendar (RFC 5545), as Google, Outlook, PagerDuty, Grafana and goalert write one.
//!
//! A calendar comes from outside: what it may cost is bounded, and what is not understood is refused as a
//! whole, since a roster that is half read calls the wrong person. Duties that come back are worked out on
//! the wall clock of their zone, so that one from 09:00 to 09:00 stays so over a change of clocks.

pub use self::{
    copy::{Copy, Mark},
    roster::{Change, Duty, Roster},
    unread::Unread,
    unreadable::Unreadable,
};

mod copy;
mod event;
mod file;
mod name;
mod observance;
mod repeats;
mod roster;
mod rule;
#[cfg(test)]
mod tests;
mod unread;
mod unreadable;
mod written;
mod zone;
mod zones;
