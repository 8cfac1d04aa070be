//! The program from outside: a process on a Discord of our own, over TLS and the gateway, as it runs in production.

mod dying;
mod gateway;
#[cfg(feature = "sandbox")]
mod play;
mod settings;
mod stage;
mod starting;
mod unreachable;
