//! The gateway, version 10: sessions that outlive their connections, and what each of them is told.

mod connection;
mod session;

pub(crate) use connection::open;
pub(crate) use session::{Out, Sessions};
