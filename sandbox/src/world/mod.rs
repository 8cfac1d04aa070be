//! Handles on what lives in the sandbox: servers, roles, channels, people. A handle stays valid while the sandbox lives;
//! what was deleted through another one is simply not there any more.

mod channel;
mod guild;
mod person;

pub use channel::{Channel, ChannelBuilder, Whom};
pub(crate) use guild::made_up_owner;
pub use guild::{Guild, GuildBuilder, Role, RoleBuilder};
pub use person::{Person, PersonBuilder};
