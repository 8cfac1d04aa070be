//! P1s that are called together.

use serde::{Deserialize, Serialize};

use crate::rules::ids::{CustomerId, IncidentNumber};

/// What P1s that are called together have in common.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum Together {
    /// One team, of whose P1s more wait than are called apart.
    #[serde(rename = "customer")]
    Team(CustomerId),
    /// A major incident: "its tickets are called as one: one page for all of them, one acknowledgement".
    #[serde(rename = "incident")]
    Incident(IncidentNumber),
}
