//! What Discord tells of threads and messages: kept, read back, worked off.

pub mod contents;
pub mod counted;
pub mod keep;
pub mod listen;
pub(in crate::discord) mod put_away;
pub mod read_back;
pub mod rounds;
pub mod told;
pub mod unread;
pub(in crate::discord) mod vanished;
