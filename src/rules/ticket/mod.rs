//! A ticket as it stands: worked out from its events, and what can be done with it now.
//!
//! States: new, acknowledged, in progress, waiting for the customer, restored (a P1 whose service is back,
//! which the customer may contest for a while), closed. Reopening keeps the number. Any act of staff on a new
//! ticket acknowledges it; restored is not closed; closing never changes the priority.

mod acts;
#[cfg(test)]
mod acts_table;
#[cfg(test)]
mod clock_laws;
#[cfg(test)]
mod clock_table;
mod history;
#[cfg(test)]
mod late;
mod state;
#[cfg(test)]
mod story;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod told;

pub use self::{
    acts::{Act, TicketRefusal, may_be_p1},
    history::BrokenHistory,
    state::{Acknowledgement, Guarantee, State, Ticket},
};
pub use super::event::{
    About, By, Category, Event, Near, NotAHash, Origin, Priority, Recorded, Sha256Hex, Side, Terms, Written,
    chain, verify,
};
