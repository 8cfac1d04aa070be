//! Discord, reached: calls, servers, members, files.

pub mod client;
pub mod experts;
pub mod files;
pub mod heavy;
pub mod limits;
pub mod looked_at;
pub mod members;
pub mod permissions;
pub mod places;
pub(in crate::discord) mod refused;
pub mod roles;
pub mod server;
pub mod upload;
pub mod verified;
pub mod watched;
