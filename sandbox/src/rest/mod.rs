//! Discord's REST API, version 10: the routes, and the gate that each request passes.

mod answer;
pub(crate) mod cdn;
mod channels;
mod commands;
pub(crate) mod compose;
pub(crate) mod gate;
mod guilds;
pub(crate) mod interactions;
pub(crate) mod marks;
mod messages;
pub(crate) mod payload;
mod routes;
mod slow;
mod threads;
pub(crate) mod users;
mod webhooks;

pub(crate) use routes::router;
