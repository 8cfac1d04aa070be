//! Each part of the desk has refusals of its own; any of them stops a use case.

use super::{
    customers, expertise, incident,
    level::NotChanged,
    maintenance, on_call,
    reason::{Refusal, Stop},
    report,
};
use crate::rules::session;

impl From<customers::CustomerRefusal> for Stop {
    fn from(refusal: customers::CustomerRefusal) -> Self {
        Self::Refused(Refusal::Customers(refusal))
    }
}

impl From<expertise::ExpertiseRefusal> for Stop {
    fn from(refusal: expertise::ExpertiseRefusal) -> Self {
        Self::Refused(Refusal::Expertise(refusal))
    }
}

impl From<maintenance::MaintenanceRefusal> for Stop {
    fn from(refusal: maintenance::MaintenanceRefusal) -> Self {
        Self::Refused(Refusal::Maintenance(refusal))
    }
}

impl From<incident::NoIncident> for Stop {
    fn from(refusal: incident::NoIncident) -> Self {
        Self::Refused(Refusal::Incident(refusal))
    }
}

impl From<NotChanged> for Stop {
    fn from(refusal: NotChanged) -> Self {
        Self::Refused(Refusal::Level(refusal))
    }
}

impl From<report::ReportRefusal> for Stop {
    fn from(refusal: report::ReportRefusal) -> Self {
        Self::Refused(Refusal::Report(refusal))
    }
}

impl From<on_call::OnCallRefusal> for Stop {
    fn from(refusal: on_call::OnCallRefusal) -> Self {
        Self::Refused(Refusal::OnCall(refusal))
    }
}

impl From<session::SessionRefusal> for Stop {
    fn from(refusal: session::SessionRefusal) -> Self {
        expertise::ExpertiseRefusal::Rule(refusal).into()
    }
}
