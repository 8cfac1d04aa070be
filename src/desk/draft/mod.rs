//! What waits to be confirmed, or was typed: data, how its rows hold it, and how each is used up once.

pub mod customer;
pub mod expertise;
pub mod kept;
pub mod kinds;
pub mod level;
pub mod search;
pub mod taken_once;
