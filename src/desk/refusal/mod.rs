//! Why something is not done: data alone, with the facts that the words need.

pub mod customers;
pub mod expertise;
pub mod incident;
mod into;
pub mod level;
pub mod maintenance;
pub mod on_call;
pub mod reason;
pub mod report;
pub mod setup;
