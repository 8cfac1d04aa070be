//! The two threads of a ticket: its team's, and the staff's.

use serde::{Deserialize, Serialize};

/// Which of a ticket's threads. It is kept as whether it is the staff's.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(from = "bool", into = "bool")]
pub enum WhichThread {
    /// The team's, with the message it was started from.
    Teams,
    /// The staff's, with the card it was started from.
    Staffs,
}

impl WhichThread {
    /// Whether it is the staff's.
    pub fn is_staffs(self) -> bool {
        self == Self::Staffs
    }
}

impl From<bool> for WhichThread {
    fn from(staffs: bool) -> Self {
        if staffs { Self::Staffs } else { Self::Teams }
    }
}

impl From<WhichThread> for bool {
    fn from(which: WhichThread) -> Self {
        which.is_staffs()
    }
}
