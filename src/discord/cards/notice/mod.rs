//! What channels are told of a maintenance window: before it, while it goes on, after it, and when it is
//! changed.

pub use self::card::{Notice, Outdated};

mod card;
