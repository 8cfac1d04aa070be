//! Agenda and outbox: the only timers and the only voice; and the inbox, the only ear.
//!
//! What falls due later is an agenda row, what must be said is an outbox row; both are written in the
//! transaction that made them necessary. What was told is an inbox row before anything is asked about it. The
//! loops here carry them out, and take up where they were after any stop.

pub mod agenda;
pub mod alarms;
mod backoff;
pub mod calendars;
pub mod heartbeat;
pub mod inbox;
pub mod letter;
pub mod outbox;
pub mod pace;
pub mod pause;
mod settling;
pub mod vigil;
pub mod watch;

pub use self::pause::look_again;
