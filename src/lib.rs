//! guichet: a support desk that lives in chat.
//!
//! Six floors, each using those below and never those above; no two files turn in a circle (`tests/house`
//! holds both). `docs/architecture.md` has the picture, five walks and the words of the trade.
//!
//! - `main`, [`cli`] and [`program`]: arguments, and what runs; [`http`] is the door for machines (health,
//!   figures, calendars, exports);
//! - [`discord`]: the face; the only room that knows serenity;
//! - [`delivery`]: agenda (what falls due when), outbox (what must be said to whom), inbox (what was told);
//! - [`desk`]: what the desk does, one use case a function and a transaction;
//! - [`store`]: every line of SQL; beside it [`routes`], by which alarms go out where there is no Discord;
//! - [`rules`]: what the offer means; pure.
//!
//! Beside the floors stands `play`: the whole of it on a local Discord, with made-up customers (feature
//! `sandbox`).
//!
//! Beside them [`mod@words`] (every text a person reads), [`typography`] (how French is set), [`clock`] (the
//! only reader of the time), [`metrics`] (what is counted for whoever watches), [`pulse`] (whether each loop
//! is at work), [`ics`] (calendars as files), [`secret`] (what no line shows), [`web`] (how all but Discord
//! is reached), [`config`] and [`logging`].
//!
//! A command comes in at `discord`, becomes a use case of `desk` that decides by `rules` and writes through
//! `store`; what must be said or done later goes down as rows in the same transaction and comes back up
//! through `delivery`, which speaks with `discord`'s voice.

pub mod alarms;
pub mod calendars;
pub mod cli;
pub mod clock;
pub mod config;
pub mod delivery;
pub mod desk;
pub mod discord;

pub mod http;
pub mod ics;
pub mod logging;
pub mod metrics;
#[cfg(feature = "sandbox")]
pub mod play;
pub mod program;
pub mod pulse;
pub mod routes;
pub mod rules;
pub mod secret;
pub mod store;
pub mod typography;
pub mod web;
pub mod words;
