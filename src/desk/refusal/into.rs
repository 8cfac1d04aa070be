//! Each part of the desk has refusals of its own; any of them stops a use case.

use super::{
    customers, expertise,
    level::NotChanged,
    maintenance,
    reason::{Refusal, Stop},
    report,
};
use crate::rules::session;

impl From<customers::Refusal> for Stop {
    fn from(refusal: customers::Refusal) -> Self {
        Self::Refused(Refusal::Customers(refusal))
    }
}

impl From<expertise::Refusal> for Stop {
    fn from(refusal: expertise::Refusal) -> Self {
        Self::Refused(Refusal::Expertise(refusal))
    }
}

impl From<maintenance::Refusal> for Stop {
    fn from(refusal: maintenance::Refusal) -> Self {
        Self::Refused(Refusal::Maintenance(refusal))
    }
}

impl From<NotChanged> for Stop {
    fn from(refusal: NotChanged) -> Self {
        Self::Refused(Refusal::Level(refusal))
    }
}

impl From<report::Refusal> for Stop {
    fn from(refusal: report::Refusal) -> Self {
        Self::Refused(Refusal::Report(refusal))
    }
}

impl From<session::Refusal> for Stop {
    fn from(refusal: session::Refusal) -> Self {
        expertise::Refusal::Rule(refusal).into()
    }
}
