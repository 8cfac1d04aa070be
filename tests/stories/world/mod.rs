//! The stage of every story: a Discord of our own, a support team, three customers, and a desk at work among
//! them.
//!
//! The clock stands still until a story turns it. At the end ([`World::end`]) nothing may be unread, refused,
//! failed, logged as an error, or due.

mod apart;
pub(crate) mod faceless;
pub(crate) mod hours;
pub(crate) mod ics;
mod killed;
mod log;
mod p1;
pub(crate) mod said;
pub(crate) mod served;
mod stage;

pub(crate) use self::{p1::P1, stage::*};
