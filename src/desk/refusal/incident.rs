//! Why something is not done with a major incident.

use crate::rules::{
    ids::{IncidentNumber, TicketNumber},
    incident::IncidentRefusal,
};

/// Why something about a major incident is not done.
#[derive(Clone, Debug, PartialEq)]
pub enum NoIncident {
    /// There is no such incident.
    NoSuch(String),
    /// The incident does not allow it now.
    NotNow(IncidentNumber, IncidentRefusal),
    /// The offer has several platforms, and none was named.
    WhichPlatform,
    /// The component is part of another platform than the one named.
    OtherPlatform,
    /// The ticket is tied to another incident that is not closed.
    TiedElsewhere(TicketNumber, IncidentNumber),
    /// The ticket was taken out of it: a press does not put it back.
    Dropped(TicketNumber, IncidentNumber),
    /// One is open on the platform already.
    OpenAlready(IncidentNumber),
}
