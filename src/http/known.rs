//! What every answer is made from.

use axum::extract::FromRef;

use crate::{desk::Desk, pulse::Pulses};

/// What the doors know.
#[derive(Clone)]
pub(super) struct Door {
    pub(super) desk: Desk,
    pub(super) pulses: Pulses,
}

impl FromRef<Door> for Desk {
    fn from_ref(door: &Door) -> Self {
        door.desk.clone()
    }
}
