//! What is ordered: a session, or a pack.

use serde::{Deserialize, Serialize};

use crate::rules::{
    ids::{ChannelId, CustomerId, PersonId},
    session::Topic,
};

/// What is asked for, except for the slot.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Booking {
    /// What it is about.
    pub topic: Topic,
    /// How long it is to last, in minutes.
    pub minutes: i64,
    /// What was written of it; may be empty.
    pub about: String,
}

/// A pack that is ordered.
#[derive(Clone, Copy, Debug, serde::Deserialize, Eq, PartialEq, serde::Serialize)]
pub struct PackOrder {
    /// For whom.
    pub customer: CustomerId,
    /// How many hours.
    pub hours: i64,
    /// By whom.
    pub by: PersonId,
    /// In which channel: its team is told the answer there.
    pub channel: ChannelId,
}
