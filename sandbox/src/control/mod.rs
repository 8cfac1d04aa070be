//! The sandbox over HTTP: what people see, all that their hands can do, the clock, the faults, the log; and
//! the page that shows it.
//!
//! It stands on loopback, and [`guard`] keeps out the pages of others that the same browser has open.

mod acts;
mod answer;
mod assets;
mod complete;
mod events;
mod guard;
mod machine;
mod outside;
mod routes;
mod see;
mod told;

pub(crate) use routes::router;
