//! P1s: raised, paged, watched and restored.

pub mod board;
pub mod confirm;
pub mod escalate;
pub mod escalation;
pub mod follow;
pub mod looked;
pub mod page_facts;
pub mod paging;
pub mod restore;
pub(in crate::desk) mod unacknowledged;
pub mod vigil;
