//! Which customer would be removed, and what that ends.

use serde::{Deserialize, Serialize};

use crate::rules::ids::{SessionId, TicketNumber};

/// What ends when a customer is served no longer.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Leaving {
    /// How many channels speak for it.
    pub channels: usize,
    /// Its tickets that are not closed, by number.
    pub tickets: Vec<TicketNumber>,
    /// How many codes handed out could still be used.
    pub codes: usize,
    /// Its sessions to come, which are called off.
    #[serde(default)]
    pub sessions: Vec<SessionId>,
}
