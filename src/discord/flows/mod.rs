//! What takes more than one step: a form, a choice, a confirmation.

pub mod contract;
pub mod draft;
pub mod errand;
pub mod escalate;
pub mod expert_help;
pub mod incident;
pub mod list;
pub mod open_ticket;
pub mod session;
