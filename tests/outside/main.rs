//! The program from outside: a process on a Discord of our own, over TLS and the gateway, as it runs in
//! production.

#![expect(clippy::expect_used, clippy::panic, reason = "a story that cannot go on fails where it stands")]
#![expect(clippy::disallowed_methods, reason = "who watches the desk waits in the machine's own time")]

mod alarms;
mod calling;
mod campaign;
mod check;
mod copies;
mod dice;
mod door;
mod dying;
mod faults;
mod gateway;
mod heavy;
mod importing;
mod init;
mod intact;
mod leaks;
mod lives;
mod looker;
#[cfg(feature = "sandbox")]
mod play;
mod secrets;
mod settings;
mod stage;
mod starting;
mod troubles;
mod units;
mod unreachable;
mod whole;
