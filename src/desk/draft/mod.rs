//! What waits to be confirmed, or was typed: data alone.

pub mod customer;
pub mod expertise;
pub mod kept;
pub mod kinds;
pub mod level;
pub mod search;
