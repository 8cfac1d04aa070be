//! The face: Discord as the desk uses it. serenity and poise are named here and nowhere else.

pub mod answer;
pub mod cards;
pub mod commands;
pub mod doctor;
mod driver;
pub mod export;
mod face;
pub mod flows;
pub mod forms;
pub mod gateway;
pub mod heard;
pub mod letters;
pub mod look;
pub mod press;
pub mod reach;
pub mod report;

pub use self::{
    driver::Driver,
    face::{Face, Home},
};
