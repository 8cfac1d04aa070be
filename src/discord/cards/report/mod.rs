//! A month's report: as a card, a picture and a table.

mod picture;
mod table;

mod card;
#[cfg(test)]
mod tests;

pub use self::card::{card, refusal};
