//! A month's report: as a card, a picture and a table.

mod card;
mod incidents;
mod picture;
mod table;
#[cfg(test)]
mod tests;

pub use self::{
    card::{ReportCard, refusal},
    picture::Picture,
};
