//! What can be typed at a shell, and the exit codes: 0 for success, 2 for wrong settings or arguments, 1 for
//! anything else.

mod backup;
mod check;
mod commands;
mod import;
mod init;
pub mod out;
mod ready;
mod restore;
mod routes;
mod run;
#[cfg(feature = "sandbox")]
mod sandbox;
mod start;
mod told;
mod zones;

pub use self::start::main;
