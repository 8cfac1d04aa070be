//! `guichet init`: the settings of a new desk are asked for, each tried at once, and written.

mod ask;
mod discord;
mod env;
mod flow;
mod routes;

pub(super) use self::flow::init;
