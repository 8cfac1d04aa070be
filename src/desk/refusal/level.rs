//! Why a level is not changed.

use crate::rules::contract;

/// Why a level is not changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NotChanged {
    /// The contract does not allow it.
    Rule(contract::LevelRefusal),
    /// Something in the preview is no longer so.
    Otherwise,
}
