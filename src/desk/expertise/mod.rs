//! Expertise hours: what a team has left, the sessions it books or is offered, and what becomes of them.
//!
//! A session's half hours, its hold in the ledger and its row are written in one transaction, so that there
//! are never two sessions of one expert at a time and never fewer than no hours, however many people press at
//! once.

pub mod agenda;
mod answer;
mod balance;
mod book;
mod calendar;
mod call_off;
mod change;
mod deliver;
mod due;
mod expert;
mod expert_help;
mod expert_left;
mod file;
mod hold;
pub mod more;
mod note;
mod offered;
pub mod order;
mod packs;
pub mod slot;
mod slots;
pub mod typed;
mod unused;

pub use self::{
    agenda::AgendaShown,
    answer::Answered,
    balance::HoursShown,
    book::Choice,
    calendar::Feed,
    change::{CalledOff, Preview},
    expert::{Availability, DayShown},
    expert_help::{HelpFile, help},
    file::{SessionFile, read},
    more::{Delivery, Settled},
    order::{Booking, PackOrder},
    packs::PackAnswered,
    slot::{FreeSlot, Slot, Wanted},
    typed::{CHOICES, TEXT_MOST},
    unused::{Pressed, offered_at},
};
pub use super::{draft::expertise::Draft, say::expertise::News};
