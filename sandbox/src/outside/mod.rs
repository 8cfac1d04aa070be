//! What is said outside Discord: mails, pushes (ntfy), events for PagerDuty and webhooks are taken here,
//! as strictly as each of them documents, and kept until a story has read them.
//!
//! `caught` keeps all of it and stands below whatever takes something: `smtp`, `ntfy`, `pagerduty` and
//! `hooks`. `gate` is passed by every request over HTTP, `doors` is where each is reached. `handle` and
//! `expect` are the side of whoever tests.

mod acknowledge;
mod actions;
mod call;
mod caught;
mod doors;
mod event;
mod expect;
mod gate;
mod handle;
mod hooks;
mod incidents;
mod links;
mod mail;
mod ntfy;
mod pagerduty;
mod push;
mod setup;
mod smtp;
mod visit;

pub use call::HookCall;
pub(crate) use caught::{Caught, What};
pub(crate) use doors::{Doors, open};
pub use event::{Effect, Event, Severity};
pub use handle::Outside;
pub use incidents::{Incident, IncidentStatus};
pub use links::Link;
pub use mail::Mail;
pub use push::{Action, Push};
pub use setup::Receiver;
pub use visit::Visited;
