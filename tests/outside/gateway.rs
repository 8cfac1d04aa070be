//! The gateway goes and comes back: commands typed afterwards are answered.

use std::time::{Duration, Instant};

use rstest::rstest;
use sandbox::{Fault, SessionLimit};

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

/// Waits until there are so many sessions, and the program says that it is well.
async fn has_sessions(stage: &Stage, run: &Run, sessions: usize) {
    let since = Instant::now();
    while stage.sandbox.connections() != sessions {
        assert!(since.elapsed() < PATIENCE, "{} sessions, not {sessions}", stage.sandbox.connections());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    run.until("/readyz", 200).await;
}

/// Does something again and again for so long; the desk answers at its door all the while.
async fn again_and_again(run: &Run, long: Duration, what: impl Fn()) {
    let since = Instant::now();
    while since.elapsed() < long {
        what();
        tokio::time::sleep(Duration::from_millis(300)).await;
        let asked = Instant::now();
        assert_eq!(run.asks("/healthz").await, Some(200));
        assert!(asked.elapsed() < Duration::from_secs(2), "the desk stood still for {:?}", asked.elapsed());
    }
}

/// As many sessions as Discord asks for, one each five seconds as it allows; well once all are at work.
#[tokio::test]
async fn servers_are_shared_among_as_many_sessions_as_discord_asks_for() {
    let stage = Stage::bare().await;
    stage.sandbox.session_limit(SessionLimit::default());
    stage.sandbox.require_shards(3);
    let run = stage.runs().await;
    has_sessions(&stage, &run, 3).await;
    assert_eq!(stage.sandbox.identifies(), 3, "none was turned away");
    says(&stage.alice.types(&stage.acme, "/help").await, &["+33"]);
    run.told_to_stop().await;
    assert_eq!(stage.sandbox.connections(), 0);
}

/// 4011 while at work: the servers have become too many for one session.
#[tokio::test]
async fn servers_that_became_too_many_are_shared_anew() {
    let stage = Stage::bare().await;
    let run = stage.runs().await;
    stage.sandbox.require_shards(2);
    stage.sandbox.close_connections(4011);
    has_sessions(&stage, &run, 2).await;
    assert_eq!(stage.sandbox.identifies(), 3);
    says(&stage.alice.types(&stage.acme, "/help").await, &["+33"]);
    let log = run.told_to_stop().await;
    assert!(log.contains("shared among other sessions"), "{log}");
}

/// 4011 whatever is tried: a restart would not mend it, so that nothing starts it again.
#[tokio::test]
async fn too_many_servers_whatever_is_tried_end_the_program() {
    let stage = Stage::bare().await;
    let run = stage.runs().await;
    let closing = async {
        loop {
            stage.sandbox.close_connections(4011);
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
    };
    let (status, log) = tokio::select! {
        ended = run.ends(Duration::from_secs(20)) => ended,
        () = closing => unreachable!("it goes on for ever"),
    };
    assert_eq!(status.code(), Some(2), "{log}");
    assert!(log.lines().last().is_some_and(|line| line.contains("(4011)")), "{log}");
    assert_eq!(stage.sandbox.identifies(), 1);
}

/// Each ends the program at once with a line that says what it is, and nothing starts it again.
#[rstest]
#[case::the_shard(4010, "(4010)")]
#[case::the_version(4012, "newer version")]
#[case::the_intents(4013, "newer version")]
#[case::the_intents_are_not_allowed(4014, "Message Content Intent")]
#[tokio::test]
async fn what_no_further_try_can_mend_ends_the_program(#[case] code: u16, #[case] words: &str) {
    let stage = Stage::bare().await;
    let run = stage.runs().await;
    stage.sandbox.close_connections(code);
    let (status, log) = run.ends(Duration::from_secs(20)).await;
    assert_eq!(status.code(), Some(2), "{log}");
    assert!(log.lines().last().is_some_and(|line| line.contains(words)), "{log}");
    assert_eq!(stage.sandbox.identifies(), 1);
}

/// However the gateway turns a session away, another is tried more and more slowly, and the desk works on: a
/// day of it spends fewer sessions than Discord allows.
#[rstest]
#[case::for_any_reason(4000)]
#[case::as_if_it_had_not_identified(4003)]
#[case::as_too_fast(4008)]
#[tokio::test]
async fn a_gateway_that_closes_again_and_again_is_tried_ever_more_slowly(#[case] code: u16) {
    let stage = Stage::bare().await;
    let run = stage.runs().await;
    stage.sandbox.faults().close_identifies(1_000, code);
    stage.sandbox.invalidate_sessions(false);
    again_and_again(&run, Duration::from_secs(45), || {}).await;
    let identifies = stage.sandbox.identifies();
    assert!((2..=5).contains(&identifies), "{identifies} sessions in 45 s");
    stage.sandbox.faults().clear();
    is_back(&stage, &run, stage.sandbox.logins()).await;
    run.told_to_stop().await;
}

/// Sessions that are invalid as soon as they begin.
#[tokio::test]
async fn sessions_that_are_invalid_over_and_over_are_begun_ever_more_slowly() {
    let stage = Stage::bare().await;
    let run = stage.runs().await;
    again_and_again(&run, Duration::from_secs(45), || stage.sandbox.invalidate_sessions(false)).await;
    let identifies = stage.sandbox.identifies();
    assert!((2..=5).contains(&identifies), "{identifies} sessions in 45 s");
    run.told_to_stop().await;
}

/// A session that can be taken up, and breaks off at once each time: it is given up for another, at the pace
/// of sessions.
#[tokio::test]
async fn a_session_that_breaks_off_over_and_over_is_given_up() {
    let stage = Stage::bare().await;
    let run = stage.runs().await;
    again_and_again(&run, Duration::from_secs(30), || stage.sandbox.close_connections(4000)).await;
    let (logins, identifies) = (stage.sandbox.logins(), stage.sandbox.identifies());
    assert!(identifies <= 4 && logins <= 45, "{identifies} sessions, {logins} connections in 30 s");
    run.told_to_stop().await;
}

/// Discord says that few more sessions may begin: they are kept, and the line says until when. The desk
/// begins once there are more.
#[tokio::test]
async fn the_last_sessions_of_a_day_are_never_spent() {
    let stage = Stage::bare().await;
    let few = SessionLimit { remaining: 60, reset_after: Duration::from_secs(8), ..SessionLimit::default() };
    stage.sandbox.session_limit(few);
    let run = Run::of(stage.program());
    run.until("/healthz", 200).await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!((stage.sandbox.identifies(), run.asks("/readyz").await), (0, Some(503)));
    run.until("/readyz", 200).await;
    assert_eq!(stage.sandbox.identifies(), 1);
    let log = run.told_to_stop().await;
    let line = log.lines().find(|line| line.contains("few are left")).unwrap_or_else(|| panic!("{log}"));
    assert!(line.contains("WARN") && line.contains("remaining=60") && line.contains("until="), "{line}");
}

/// A Discord that does not know `GET /gateway` is not asked for it: what the desk needs it has from
/// `GET /gateway/bot`.
#[tokio::test]
async fn nothing_is_asked_that_is_known() {
    let stage = Stage::bare().await;
    stage.sandbox.faults().next(1, "GET", "/gateway", Fault::Status(404));
    let run = stage.runs().await;
    let log = run.told_to_stop().await;
    assert!(!log.contains("WARN"), "{log}");
    assert_eq!(stage.sandbox.faults().pending(), 1);
}
