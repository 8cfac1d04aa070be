//! What takes more than one step: a form, a choice, a confirmation.

pub mod confirm;
pub mod contract;
pub mod errand;
pub mod escalate;
pub mod expert_help;
pub mod form;
pub mod list;
pub mod open_ticket;
pub mod session;
