//! What every answer is made from.

use std::sync::Arc;

use axum::extract::FromRef;

use crate::{desk::Desk, pulse::Pulses, routes::Routes};

/// What the doors know.
#[derive(Clone, Debug)]
pub struct Door {
    /// The desk, by a connection to the database that nothing else uses.
    pub desk: Desk,
    /// The beats of all loops.
    pub pulses: Pulses,
    /// How people on call are reached outside chat.
    pub routes: Option<Arc<Routes>>,
}

impl FromRef<Door> for Option<Arc<Routes>> {
    fn from_ref(door: &Door) -> Self {
        door.routes.clone()
    }
}

impl FromRef<Door> for Desk {
    fn from_ref(door: &Door) -> Self {
        door.desk.clone()
    }
}
