//! What is said: data alone, its keys and its lines.

pub mod alarm;
pub mod expertise;
pub mod key;
pub mod kind;
pub mod message;
pub mod order;
pub mod room;
