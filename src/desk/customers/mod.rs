//! Customers: served, linked, changed and left.

pub mod codes;
pub mod contract;
pub mod hearing;
pub mod import;
pub mod level;
pub mod link;
pub mod remove;
pub mod report;
