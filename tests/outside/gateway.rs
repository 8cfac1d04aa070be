//! The gateway goes and comes back: commands typed afterwards are answered.

use std::time::{Duration, Instant};

use crate::stage::{PATIENCE, Run, Stage, says};

/// Waits until the bot has logged in once more, and is connected.
async fn is_back(stage: &Stage, run: &Run, logins_before: u64) {
    let since = Instant::now();
    while stage.sandbox.logins() == logins_before || stage.sandbox.connections() == 0 {
        assert!(since.elapsed() < PATIENCE, "it did not come back");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    run.until("/readyz", 200).await;
}

async fn is_answered_after(what: impl FnOnce(&Stage)) {
    let stage = Stage::bare().await;
    let run = stage.runs().await;
    let before = stage.sandbox.logins();
    what(&stage);
    is_back(&stage, &run, before).await;
    says(&stage.alice.types(&stage.acme, "/help").await, &["+33"]);
    run.told_to_stop().await;
}

/// The line was cut.
#[tokio::test]
async fn a_connection_that_drops_is_made_again() {
    is_answered_after(|stage| stage.sandbox.drop_connections()).await;
}

/// Discord asks for it, as it does every few hours.
#[tokio::test]
async fn a_connection_is_made_again_when_discord_asks() {
    is_answered_after(|stage| stage.sandbox.ask_to_reconnect()).await;
}

/// The session can go on.
#[tokio::test]
async fn a_session_that_is_interrupted_goes_on() {
    is_answered_after(|stage| stage.sandbox.invalidate_sessions(true)).await;
}

/// The session is over: another begins.
#[tokio::test]
async fn a_session_that_is_over_is_followed_by_another() {
    is_answered_after(|stage| stage.sandbox.invalidate_sessions(false)).await;
}

/// Dropped, and the session is refused: another begins.
#[tokio::test]
async fn a_session_that_is_not_taken_up_again_is_followed_by_another() {
    is_answered_after(|stage| {
        stage.sandbox.faults().refuse_resume(1);
        stage.sandbox.drop_connections();
    })
    .await;
}

/// While the gateway turns everyone away, `/readyz` says so, and `/healthz` does not.
#[tokio::test]
async fn the_door_tells_that_the_gateway_is_away() {
    let stage = Stage::bare().await;
    let run = stage.runs().await;
    let before = stage.sandbox.logins();
    stage.sandbox.faults().refuse_connections(true);
    stage.sandbox.drop_connections();
    run.until("/readyz", 503).await;
    assert_eq!(run.asks("/healthz").await, Some(200));
    stage.sandbox.faults().refuse_connections(false);
    is_back(&stage, &run, before).await;
    says(&stage.alice.types(&stage.acme, "/help").await, &["+33"]);
    run.told_to_stop().await;
}
