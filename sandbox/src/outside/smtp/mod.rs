//! A mail server that takes mails, as RFC 5321 wants it: the commands are read by `smtp-proto`; what may
//! follow what, and how long it may be, is held here.

mod auth;
mod door;
mod reply;
mod session;
mod wire;

pub(super) use door::{Entrance, serve};
