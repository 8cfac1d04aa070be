//! The gateway, version 10: sessions that outlive their connections, and what each of them is told.

mod connection;
mod session;
mod starts;

pub(crate) use connection::open;
pub(crate) use session::{Out, Sessions};
pub use starts::SessionLimit;
pub(crate) use starts::Starts;
