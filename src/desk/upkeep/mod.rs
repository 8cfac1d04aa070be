//! The desk looked after: set up, examined, told of and kept lean.

pub mod audit;
pub mod away;
pub mod declared;
pub mod doctor;
pub mod figures;
pub mod incident_integrity;
pub mod integrity;
pub mod lost_answers;
pub(in crate::desk) mod retention;
pub mod setup;
pub mod shut;
