//! The loops' own pause.

use std::{sync::Arc, time::Duration};

use tokio::sync::Notify;

use crate::clock::Clock;

/// How long a loop sleeps at most: a machine that slept or whose clock was corrected is noticed within it.
pub(super) const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// Waits until the bell rings, the clock is turned, or a second has passed.
pub(super) async fn pause(bell: &Arc<Notify>, clock: &Clock) {
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
