//! Tickets: opened, carried on, told and shown.

pub mod attached;
pub mod card;
pub mod carry_out;
pub mod edited;
pub mod errand;
pub mod export;
pub mod export_file;
pub mod file;
pub mod find;
pub mod keep;
pub mod letter_facts;
pub mod messages;
pub mod next_update;
pub mod open;
pub mod opening;
pub(in crate::desk) mod outlook;
pub mod place;
pub mod reading;
pub mod record;
pub mod tell;
pub mod threads;
pub mod told;
pub mod update_reminder;
