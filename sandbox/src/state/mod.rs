//! The world: servers, channels, people, messages, and what Discord remembers of each.
//!
//! One structure behind one lock. Whatever changes it leaves the events to be told to the bot in
//! [`World::outgoing`]; they are handed to the gateway before the lock is let go, so that events keep the
//! order of the changes.

pub(crate) mod act;
pub(crate) mod component;
mod entities;
pub(crate) mod mentions;
mod permissions;
pub(crate) mod render;
pub(crate) mod said;
mod snowflake;
mod world;

pub(crate) use entities::*;
pub(crate) use permissions::EVERYONE;
pub(crate) use snowflake::{Snowflakes, moment};
pub(crate) use world::{Dispatch, World};
