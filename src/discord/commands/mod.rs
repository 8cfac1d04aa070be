//! What people type: a file for each command, named as its words in `commands/`.
//!
//! A command's body has one order: who asks, what is meant, the use case, the reply. Names, descriptions and
//! choices come from the words, in English and in French.

pub mod agent;
mod agent_p1;
mod choices;
mod clock;
mod context;
pub mod contract;
pub mod customer;
mod declared;
mod desk;
mod escalate;
pub mod expert;
pub mod expertise;
mod help;
mod incident;
mod lengths;
mod link;
mod maintenance;
mod named;
mod on_call;
mod register;
mod report;
mod suggest;
pub mod ticket;
mod window;

pub use self::{
    choices::add_choice,
    context::{Command, Context, ask},
    declared::{all, failed},
    register::{register, registered_as_json},
};
