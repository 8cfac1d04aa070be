//! The program from outside: a process on a Discord of our own, over TLS and the gateway, as it runs in production.

mod dying;
mod gateway;
mod settings;
mod stage;
mod starting;
mod unreachable;
