//! Hours: what a month includes, packs, and the order in which they are used.
//!
//! One month is one calendar month of the desk's zone; unused hours do not roll over. Left = max(0, what the
//! present level includes − used − held), whatever the levels in between were. A session is charged to the
//! month in which it starts. The month's allowance is used first, then packs, the one that expires first
//! first. Minutes used follow the order of the hold; what is left over goes back to the last source first.

pub use self::order_of_use::{
    Balance, Draw, Entry, HoldRefusal, Pack, Settlement, Source, included, no_show, pack_end, plan_hold,
    settle, started_units,
};

mod order_of_use;
#[cfg(test)]
mod tests;
