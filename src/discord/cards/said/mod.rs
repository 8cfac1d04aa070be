//! Words that several cards use.

pub mod clock;
pub mod desk;
pub mod session;
pub mod ticket;
pub mod window;
