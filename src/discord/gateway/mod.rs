//! The gateway: as many sessions as Discord asks for, begun no faster and no oftener than it takes. serenity
//! keeps each session (its heart, its resuming, its events); when one begins is decided here, as serenity
//! would begin one every five seconds for ever, and Discord takes the token away from a bot that began a
//! thousand in a day.

mod overheard;
mod sessions;
mod starts;

pub use self::{overheard::ear, sessions::Gateway};
