//! What the offer means: the rules of the desk, as pure functions.
//!
//! Nothing here reads a clock, a file or a network: the [`offer::Offer`] and `now` are arguments.
//! A refusal is a value that carries the facts needed to phrase it; the words are elsewhere.
//!
//! From the ground up, each file using only those before it:
//!
//! - [`stored`], [`ids`], [`language`], [`level`]: the names of things, and how they are kept;
//! - [`calendar`]: the desk's time zone, months, business hours, and what people type as a date;
//! - [`recurrence`]: the rule by which maintenance windows come back;
//! - [`offer`]: the published offer as data, read from TOML and checked once;
//! - [`gtr`]: the clock of the guaranteed time to restore;
//! - [`thread`], [`told`]: a ticket's threads, and what is told of messages;
//! - [`event`]: what happens to a ticket;
//! - [`files`]: why a file that came with it is not kept;
//! - [`contract`]: which level a customer has, when, and from when it is billed;
//! - [`allowance`]: the hours a month includes, packs, and the order in which they are used;
//! - [`session`]: when an expert may be booked, and what becomes of a booking;
//! - [`window`]: maintenance windows and the notices that are owed for them;
//! - [`paging`]: the ladder that calls people to a P1;
//! - [`on_call`]: who is on call, and how they are reached outside chat;
//! - [`ticket`]: where a ticket stands, from what happened to it, and what can be done with it now;
//! - [`incident`]: one outage that several tickets tell of;
//! - [`report`]: what a month's report counts;
//! - [`rights`]: who may do what;
//! - [`typed`]: what people type, brought into a line, shown and compared;
//! - [`uids`]: what tells this desk's events from another's in one calendar.

pub mod allowance;
pub mod calendar;
pub mod contract;
pub mod event;
pub mod files;
pub mod gtr;
pub mod ids;
pub mod incident;
pub mod language;
pub mod level;
pub mod offer;
pub mod on_call;
pub mod paging;
pub mod recurrence;
pub mod report;
pub mod rights;
pub mod session;
pub mod stored;
pub mod thread;
pub mod ticket;
pub mod told;
pub mod typed;
pub mod uids;
pub mod window;
