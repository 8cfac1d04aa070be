//! Who asks what, and how they are answered.

pub mod ask;
pub mod interaction;
pub mod refusals;
pub(in crate::discord) mod what;
