//! Customers: served, linked, changed and left.

pub mod contract;
pub mod hearing;
pub mod import;
pub mod level;
pub mod link;
pub mod link_by_code;
pub mod remove;
pub mod report;
