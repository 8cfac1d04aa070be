//! The words: every text that a person reads, from `commands/{en,fr}/*.ftl`, embedded in the program; and how
//! moments and spans of time are said in them.

pub mod duration;
mod texts;
pub mod wall_time;

pub use self::texts::{Args, Value, find, text};
