//! Words that several cards use.

pub mod act;
pub mod clock;
pub mod desk;
pub mod moment;
pub mod session;
pub mod ticket;
pub mod window;
