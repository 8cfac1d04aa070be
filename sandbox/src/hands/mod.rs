//! Hands for people: they type commands, press buttons, fill forms, choose, write, and get back what they
//! see.

mod act;
mod answer;
mod ask;
mod data;
pub(crate) mod parse;
mod press;
mod talk;

pub use answer::{Answer, Outcome, SeenForm};
pub use ask::Choice;
pub(crate) use parse::{localised, visible};
