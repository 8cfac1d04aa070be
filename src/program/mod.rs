//! The whole program put together: `run` starts and stops it in order, `with_discord` is what needs Discord,
//! `upkeep` what keeps the database in order.

mod run;
mod upkeep;
mod with_discord;

pub use self::run::Program;
