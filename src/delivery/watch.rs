//! The watch's own loop: it shares nothing with those that speak with Discord but the database and what they
//! found, so that a Discord that cannot be reached is told of whatever they wait for.

use tokio_util::sync::CancellationToken;

use super::look_again;
use crate::{desk::Desk, pulse::Pulse};

/// After how many looks at the clock it is tried again when the database failed.
const RESTS: u32 = 10;

/// Looks each second whether Discord is away or back, until told to stop.
pub async fn run(desk: Desk, pulse: Pulse, stop: CancellationToken) {
    let mut rests = 0_u32;
    loop {
        pulse.beat();
        if rests > 0 {
            rests -= 1;
        } else if let Err(fault) = desk.watch_discord().await {
            tracing::error!(
                error = format!("{fault:#}"),
                "it could not be told that Discord is away, or back"
            );
            rests = RESTS;
        }
        if stop.run_until_cancelled(look_again(&desk.clock)).await.is_none() {
            return;
        }
    }
}
