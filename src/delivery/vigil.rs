//! The vigil's own loop: it shares nothing with the loop that pages but the database, so that one that stands
//! still, or is gone, is seen.

use tokio_util::sync::CancellationToken;

use super::look_again;
use crate::{desk::Desk, pulse::Pulse};

/// After how many looks at the clock it is tried again when the database failed.
const RESTS: u32 = 10;

/// Looks after the P1s every few minutes, until told to stop.
pub async fn run(desk: Desk, pulse: Pulse, stop: CancellationToken) {
    let mut rests = 0_u32;
    loop {
        pulse.beat();
        if rests > 0 {
            rests -= 1;
        } else if desk.vigil_is_due()
            && let Err(fault) = desk.keep_vigil(&pulse).await
        {
            tracing::error!(error = format!("{fault:#}"), "the vigil could not be kept; it is tried again");
            rests = RESTS;
        }
        if stop.run_until_cancelled(look_again(&desk.clock)).await.is_none() {
            return;
        }
    }
}
