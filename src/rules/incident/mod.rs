//! A major incident: one outage that several tickets tell of. Its state is worked out from its events, as a
//! ticket's is; its tickets keep their own clocks, and each team may deny for itself that service is back.

mod event;
mod hash;
mod state;
#[cfg(test)]
mod tests;

pub use self::{
    event::{Event, Kind, Recorded},
    hash::{chain, verify},
    state::{Act, BrokenHistory, Incident, IncidentRefusal, State},
};
