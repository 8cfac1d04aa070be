//! How things look: cards, buttons, moments, tables.

pub mod answer;
pub mod card;
pub mod csv;
pub mod custom_id;
pub mod cut;
pub mod markdown;
pub mod person;
pub mod upload;

pub use crate::words::{duration, wall_time};
