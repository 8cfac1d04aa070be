//! What fails around the program and comes back: the disk, the database, Discord's API.

use std::{process::Stdio, time::Duration};

use rstest::rstest;
use sandbox::Fault;
use sqlx::{Connection, SqliteConnection};
use tokio::process::Command;

use crate::stage::{Run, Stage, says};

const OPEN: &str = r#"/ticket open subject:"Portal slow" description:"Since nine.""#;

/// How many messages of each side tell of Alice's ticket, and how many threads it has.
fn told(stage: &Stage) -> (usize, usize, usize) {
    let of = |channel: &sandbox::Channel| {
        channel.messages().iter().filter(|one| one.contains(&["Portal slow"])).count()
    };
    (of(&stage.acme), of(&stage.support), stage.acme.threads().len())
}

async fn is_told_once(stage: &Stage, run: Run) {
    stage.settles().await;
    assert_eq!(told(stage), (1, 1, 1), "{}", stage.sandbox.history());
    run.told_to_stop().await;
}

/// Each way in which a call to Discord fails and would go through if it were tried again: the ticket's first
/// message, its thread and its card are there once each, whether the failed call had its effect or not.
#[rstest]
#[case::answered_503(Fault::Status(503))]
#[case::done_and_answered_502(Fault::StatusAfter(502))]
#[case::cut_before(Fault::CutBefore)]
#[case::cut_after(Fault::CutAfter)]
#[case::slow(Fault::Slow(Duration::from_secs(3)))]
#[case::too_many(Fault::TooMany(Duration::from_secs(1)))]
#[tokio::test]
async fn a_call_that_fails_for_now_is_made_again(#[case] fault: Fault) {
    let (stage, run) = Stage::open().await;
    for path in [
        format!("/channels/{}/messages", stage.acme.id()),
        format!("/channels/{}/messages/*/threads", stage.acme.id()),
        format!("/channels/{}/messages", stage.support.id()),
    ] {
        stage.sandbox.faults().next(1, "POST", &path, fault);
    }
    says(&stage.alice.types(&stage.acme, OPEN).await, &["#1"]);
    stage.settles().await;
    assert_eq!(stage.sandbox.faults().pending(), 0, "not every fault was met");
    is_told_once(&stage, run).await;
}

/// An interaction that arrives twice opens one ticket.
#[tokio::test]
async fn an_event_that_arrives_twice_counts_once() {
    let (stage, run) = Stage::open().await;
    stage.sandbox.faults().double_events(1);
    says(&stage.alice.types(&stage.acme, OPEN).await, &["#1"]);
    assert_eq!(stage.counts("SELECT count(*) FROM ticket").await, 1);
    is_told_once(&stage, run).await;
}

/// What was written in a ticket's thread and never arrived is read back when the connection is made again.
#[tokio::test]
async fn an_event_that_is_lost_is_read_back() {
    let (stage, run) = Stage::open().await;
    says(&stage.alice.types(&stage.acme, OPEN).await, &["#1"]);
    stage.settles().await;
    let thread = stage.acme.find_thread("#1").expect("its thread");
    stage.sandbox.faults().lose_events(1);
    stage.alice.says(&thread, "It is back, by the way.").expect("it is posted");
    stage.sandbox.invalidate_sessions(false);
    let since = std::time::Instant::now();
    while stage.counts("SELECT count(*) FROM ticket_text WHERE body LIKE 'It is back%'").await == 0 {
        assert!(since.elapsed() < crate::stage::PATIENCE, "it is never kept");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    stage.settles().await;
    assert_eq!(stage.counts("SELECT count(*) FROM ticket_text WHERE body LIKE 'It is back%'").await, 1);
    run.told_to_stop().await;
}

/// Another program holds the database for a few seconds: whoever types waits, and is answered.
#[tokio::test]
async fn a_database_that_is_locked_for_seconds_keeps_nobody_out() {
    let (stage, run) = Stage::open().await;
    let lock = locks(&stage).await;
    let released = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_secs(4)).await;
        drop(lock);
    });
    says(&stage.alice.types(&stage.acme, OPEN).await, &["#1"]);
    released.await.expect("the lock is let go");
    is_told_once(&stage, run).await;
}

/// Held longer than anybody waits: the person is told that it is our fault, with a reference that is in the
/// log, and nothing is half done; once it is free the same line works.
#[tokio::test]
async fn a_database_that_stays_locked_is_said_and_nothing_is_half_done() {
    let (stage, run) = Stage::open().await;
    let lock = locks(&stage).await;
    let refused = stage.alice.types(&stage.acme, OPEN).await;
    assert!(refused.is_private(), "{}", refused.text());
    let reference = reference_of(refused.text());
    drop(lock);
    assert_eq!(told(&stage), (0, 0, 0));
    says(&stage.alice.types(&stage.acme, OPEN).await, &["#1"]);
    stage.settles().await;
    assert_eq!(told(&stage), (1, 1, 1), "{}", stage.sandbox.history());
    run.terminate().await;
    let (status, log) = run.ends(crate::stage::STOP_LIMIT).await;
    assert_eq!(status.code(), Some(0), "{log}");
    assert!(log.contains(&reference) && log.contains("locked"), "{reference} in: {log}");
}

/// The disk is full: no ticket is told that is not kept, the program lives on, and works when there is room
/// again.
#[tokio::test]
async fn a_disk_that_is_full_loses_nothing_that_was_told() {
    let stage = Stage::bare().await;
    let run = stage.runs_within_limits().await;
    stage.is_set_up().await;
    limits_files(&run, "4096").await;
    let refused = stage.alice.types(&stage.acme, OPEN).await;
    reference_of(refused.text());
    assert_eq!(told(&stage), (0, 0, 0), "{}", stage.sandbox.history());
    // Long enough for the loops to meet it too.
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(run.asks("/healthz").await, Some(200));
    limits_files(&run, "unlimited").await;
    says(&stage.alice.types(&stage.acme, OPEN).await, &["#1"]);
    stage.settles().await;
    assert_eq!(told(&stage), (1, 1, 1), "{}", stage.sandbox.history());
    assert_eq!(stage.counts("SELECT count(*) FROM ticket").await, 1);
    run.terminate().await;
    let (status, log) = run.ends(crate::stage::STOP_LIMIT).await;
    assert_eq!(status.code(), Some(0), "{log}");
}

/// The reference in a reply that tells of a fault of ours.
fn reference_of(text: &str) -> String {
    let reference = text.split("**").nth(1).unwrap_or_else(|| panic!("no reference in: {text}"));
    assert!(reference.len() >= 6, "{text}");
    reference.to_owned()
}

/// Holds the database's write lock, as another program could.
async fn locks(stage: &Stage) -> SqliteConnection {
    let url = format!("sqlite://{}", stage.folder.path().join("guichet.db").display());
    let mut conn = SqliteConnection::connect(&url).await.expect("the database");
    sqlx::query("BEGIN IMMEDIATE").execute(&mut conn).await.expect("the lock");
    conn
}

/// From now on the program's files may be this long: what a full disk does, to this process alone.
pub(crate) async fn limits_files(run: &Run, most: &str) {
    let status = Command::new("prlimit")
        .args([format!("--pid={}", run.id()), format!("--fsize={most}:")])
        .stderr(Stdio::null())
        .status()
        .await
        .expect("prlimit, of util-linux");
    assert!(status.success(), "prlimit --fsize={most}");
}

impl Stage {
    /// The program, ready, in a shell that lets it live when its files may grow no more: the system would end
    /// it otherwise.
    pub(crate) async fn runs_within_limits(&self) -> Run {
        let mut command = self.program();
        command = through_a_shell(&command);
        let run = Run::of(command);
        run.until("/readyz", 200).await;
        run
    }
}

/// The same command, started by a shell that ignores SIGXFSZ.
fn through_a_shell(command: &Command) -> Command {
    let inner = command.as_std();
    let mut outer = Command::new("/bin/sh");
    outer.args(["-c", r#"trap '' XFSZ; exec "$0" "$@""#]).arg(inner.get_program()).env_clear();
    for (name, value) in inner.get_envs() {
        if let Some(value) = value {
            outer.env(name, value);
        }
    }
    if let Some(folder) = inner.get_current_dir() {
        outer.current_dir(folder);
    }
    outer.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    outer
}
