//! The second voice of the outbox: alarms by mail, to phones, to PagerDuty and to programs. It knows nothing
//! of Discord, and nothing of what is said there.
//!
//! From the ground up: [`alarm`] is what is sent, `answer` and `short` are what the senders share, `mail`,
//! `ntfy`, `pagerduty` and `webhook` send it, one file a kind; `table` holds the routes that there are and
//! [`mod@file`] reads them.

pub mod alarm;
mod answer;
pub mod file;
mod mail;
mod ntfy;
mod pagerduty;
mod short;
mod table;
#[cfg(test)]
mod tests;
mod webhook;

pub use self::{file::WrongRoutes, table::Routes};
