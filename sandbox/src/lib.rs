#![doc = include_str!("../README.md")]
//!
//! # The rooms
//!
//! Each uses those above it, and none below.
//!
//! - `ids`, `error`, `privileged`: what every room speaks of;
//! - `clock`, `log`, `limits`, `faults`: the hour, what was asked, rate limits, things that go wrong on
//!   request and by chance;
//! - `state`: the world (servers, channels, messages, people) and what changes it;
//! - `sessions`: what the bot is told, kept beyond its connections;
//! - `shared`: all of these together, the world behind its lock;
//! - `validate`, `rest`: what Discord accepts, and its REST API, a file for each family of routes;
//! - `gateway`: the bot's connections; `tls`, `server`: how all of it is reached;
//! - `outside`: what is said outside Discord, by mail and otherwise;
//! - `world`, `hands`: the side of whoever tests: builders, people who type and press, what they see;
//! - `control`: the same over HTTP, for a page or a program in another language;
//! - `sandbox`, `builder`, `expect`, `history`: the whole, how it is set up, what a story holds it to, and
//!   what is told where it does not hold.

mod builder;
mod clock;
mod control;
mod error;
mod expect;
mod faults;
mod gateway;
mod hands;
mod history;
pub mod ids;
mod limits;
mod log;
mod outside;
mod privileged;
mod rest;
mod sandbox;
mod server;
mod sessions;
mod shared;
mod state;
mod tls;
mod validate;
mod world;

/// Bytes that are held once, however many have them.
pub use axum::body::Bytes;
pub use builder::Builder;
pub use clock::Clock;
pub use faults::{Fault, Faults, Met, Storm};
pub use hands::{Answer, Choice, Outcome, SeenForm};
pub use log::{Refused, Request};
pub use outside::{
    Action, Effect, Event, HookCall, Incident, IncidentStatus, Link, Mail, Outside, Push, Receiver, Severity,
    Visited,
};
pub use privileged::PrivilegedIntents;
pub use sandbox::Sandbox;
pub use sessions::SessionLimit;
pub use twilight_model::guild::Permissions;
pub use world::{
    Button, Channel, ChannelBuilder, Field, File, Guild, GuildBuilder, Menu, Person, PersonBuilder, Role,
    RoleBuilder, SeenMessage, Whom,
};
