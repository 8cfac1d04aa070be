//! Handles on what lives in the sandbox: servers, roles, channels, people; and what a person sees of a
//! message.
//!
//! A handle stays valid while the sandbox lives; what was deleted through another one is simply not there any
//! more.

mod channel;
mod guild;
mod handle;
mod person;
mod seen;

pub use channel::{ChannelBuilder, Whom};
pub(crate) use guild::made_up_owner;
pub use guild::{GuildBuilder, RoleBuilder};
pub use handle::{Channel, Guild, Person, Role};
pub use person::PersonBuilder;
pub use seen::{Button, Field, File, Menu, SeenMessage};
pub(crate) use seen::{fields, is_labelled, is_menu};
