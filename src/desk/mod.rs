//! What the desk does. One use case is one function and one transaction: read, decide by the rules, write the
//! event, queue what must be said, commit. The desk does not know that Discord exists.

pub mod actor;
pub mod alarms;
pub mod answers;
pub mod away;
pub mod claims;
pub mod customers;
pub mod delivered;
pub mod draft;
mod drafts;
pub mod due;
pub mod effect;
pub mod expertise;
mod handle;
pub mod inbox;
pub mod incidents;
pub mod keeping;
pub mod looks;
pub mod maintenance;
pub mod on_call;
pub mod p1;
mod promises;
pub mod refusal;
pub mod request;
pub mod say;
pub mod standing;
mod start;
pub mod text_limits;
pub mod ticket;
mod tokens;
pub mod upkeep;
pub mod work;

pub use self::{
    handle::Desk,
    refusal::reason::{Refusal, Stop},
};
