#![doc = include_str!("../README.md")]
//!
//! # The rooms
//!
//! - `state`: the world (servers, channels, messages, people) and what changes it;
//! - `rest`: Discord's REST API, a file for each family of routes; `validate`: what it accepts;
//! - `gateway`: sessions and connections; `tls`, `server`: how all of it is reached;
//! - `limits`, `faults`, `storm`, `clock`, `log`: rate limits, things that go wrong on request and by chance, the hour, what was asked;
//! - `world`, `hands`, `expect`: the side of whoever tests: builders, people who type and press, what the bot said;
//! - `control`: the same over HTTP, for a page or a program in another language.

mod builder;
mod clock;
mod control;
mod error;
mod expect;
mod faults;
mod gateway;
mod hands;
pub mod ids;
mod limits;
mod log;
mod privileged;
mod rest;
mod sandbox;
mod server;
mod shared;
mod state;
mod storm;
mod tls;
mod validate;
mod world;

/// Bytes that are held once, however many have them.
pub use axum::body::Bytes;
pub use builder::Builder;
pub use clock::Clock;
pub use faults::{Fault, Faults};
pub use gateway::SessionLimit;
pub use hands::{Answer, Button, Choice, Field, File, Menu, Outcome, SeenForm, SeenMessage};
pub use log::{Refused, Request};
pub use privileged::PrivilegedIntents;
pub use sandbox::Sandbox;
pub use storm::{Met, Storm};
pub use twilight_model::guild::Permissions;
pub use world::{
    Channel, ChannelBuilder, Guild, GuildBuilder, Person, PersonBuilder, Role, RoleBuilder, Whom,
};
