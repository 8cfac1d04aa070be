//! Agenda and outbox: the only timers and the only voice; and the inbox, the only ear.
//!
//! What falls due later is an agenda row, what must be said is an outbox row; both are written in the transaction that made
//! them necessary. What was told is an inbox row before anything is asked about it. The loops here carry them out, and take up where they
//! were after any stop.

pub mod agenda;
pub mod inbox;
pub mod outbox;
pub mod pace;
mod settling;
pub mod vigil;

use std::{sync::Arc, time::Duration};

use tokio::sync::Notify;

use crate::clock::Clock;

/// How long a loop sleeps at most: a machine that slept or whose clock was corrected is noticed within it.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// Waits until the bell rings, the clock is turned, or a second has passed.
async fn pause(bell: &Arc<Notify>, clock: &Clock) {
    tokio::select! {
        () = bell.notified() => {}
        () = look_again(clock) => {}
    }
}

/// Waits until the clock is turned, or a second has passed: the pause of a loop that looks at the clock.
#[expect(clippy::disallowed_methods, reason = "the loops' own pause; what is promised stands in the agenda")]
pub async fn look_again(clock: &Clock) {
    tokio::select! {
        () = clock.jump() => {}
        () = tokio::time::sleep(LOOK_AGAIN) => {}
    }
}
