//! How the machine is doing, as the page is told.

use serde_json::{Value, json};

use crate::shared::Shared;

/// What the clock shows, and whether it stands still.
pub(super) fn clock_json(shared: &Shared) -> Value {
    json!({ "now": shared.clock.now(), "frozen": shared.clock.is_frozen() })
}

/// How the bot is doing, in numbers.
pub(super) fn pulse_json(shared: &Shared) -> Value {
    json!({
        "connections": shared.sessions.connected(), "logins": shared.sessions.made(),
        "requests": shared.log.total(), "limited": shared.log.limited(),
        "refused": shared.log.all_refused().len(), "failures": shared.log.failures().len(),
        "faults": shared.faults.pending(), "outside": shared.outside.count(),
    })
}

/// The faults still to come, and whether the gateway turns everyone away, or all of it is away.
pub(super) fn faults_json(shared: &Shared) -> Value {
    let faults = &shared.faults;
    json!({ "planned": faults.planned(), "refusing": faults.connections_refused(), "away": faults.is_away() })
}
