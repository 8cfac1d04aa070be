//! What is said: data alone, its keys and its lines.

pub mod expertise;
pub mod line;
pub mod message;
pub mod room;
