//! P1s: raised, paged, watched and restored.

pub mod answered_as_one;
pub mod as_one;
pub mod board;
pub mod confirm;
pub mod escalate;
pub mod escalation;
pub mod follow;
pub mod looked;
pub mod page_facts;
pub mod pages_posted;
pub mod paging;
pub mod restore;
pub mod together;
pub mod vigil;
