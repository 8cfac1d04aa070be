//! A desk to play with: a local Discord with its page, a support team, three customers with a few days behind
//! them, and the desk at work among them, all in one process.
//!
//! - `cast`: the servers, channels and people; they come out the same each time, down to their numbers;
//! - `hands`: what people do, by the names of people and places; an answer without the words that belong in
//!   it ends the start;
//! - `furnish`: the set-up and the customers, where they are missing;
//! - `history`: the days gone by, made through what people type and press, hour by hour; `first_day`,
//!   `days` and `outage`: what they did;
//! - `routes`: how people on call are reached outside chat;
//! - `time`: the clock, the sandbox's own: whoever turns it in the page turns the desk's.

pub mod act;
mod cast;
mod days;
mod first_day;
mod furnish;
mod hands;
mod history;
mod outage;
mod routes;
mod stage;
mod time;

pub use self::{
    stage::{Play, Stage},
    time::follow,
};
