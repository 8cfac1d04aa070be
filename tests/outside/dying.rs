//! `kill -9` at the worst moments. What was promised is still there, and nothing is said twice.

use std::time::{Duration, Instant};

use sandbox::Fault;

use crate::stage::{PATIENCE, Run, Stage, says};

/// Longer than a story: whoever waits for it is killed first.
const HELD: Duration = Duration::from_mins(2);

/// Whatever is posted in the support channel meets a fault.
fn holds(stage: &Stage, fault: Fault) {
    stage.sandbox.faults().next(50, "POST", &format!("/channels/{}/messages", stage.support.id()), fault);
}

/// Alice raises a P1; it is committed when she is told so.
pub(crate) async fn raises_a_p1(stage: &Stage) {
    let line = r#"/ticket open subject:"Everything is down" description:"Since nine." priority:P1"#;
    let asked = stage.alice.types(&stage.acme, line).await;
    says(&stage.alice.presses(&asked, "confirm").await, &["#1"]);
}

/// The program is killed, and started again on a Discord that works.
async fn is_killed_and_starts_again(stage: &Stage, run: Run) -> Run {
    run.killed().await;
    stage.sandbox.faults().clear();
    let run = stage.runs().await;
    stage.settles().await;
    run
}

async fn until(stage: &Stage, so: impl Fn() -> bool) {
    let since = Instant::now();
    while !so() {
        assert!(since.elapsed() < PATIENCE, "it did not happen\n{}", stage.sandbox.history());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn is_paged_once(stage: &Stage, run: Run) {
    assert_eq!(stage.pages(), 1, "{}", stage.sandbox.history());
    let cards = stage.support.messages().iter().filter(|one| one.contains(&["Everything is down"])).count();
    assert_eq!(cards, 2, "the ticket's card and the page\n{}", stage.sandbox.history());
    let first = stage.acme.messages().iter().filter(|one| one.contains(&["Everything is down"])).count();
    assert_eq!(first, 1, "{}", stage.sandbox.history());
    run.told_to_stop().await;
}

/// Killed between the P1's commit and its page: the page is sent once.
#[tokio::test]
async fn a_page_that_was_not_sent_is_sent_once() {
    let (stage, run) = Stage::open().await;
    holds(&stage, Fault::Slow(HELD));
    raises_a_p1(&stage).await;
    let run = is_killed_and_starts_again(&stage, run).await;
    is_paged_once(&stage, run).await;
}

/// Killed between the page and its receipt: it is found again by its reference, and not sent again.
#[tokio::test]
async fn a_page_whose_answer_was_lost_is_not_sent_again() {
    let (stage, run) = Stage::open().await;
    holds(&stage, Fault::SlowAfter(HELD));
    raises_a_p1(&stage).await;
    until(&stage, || stage.pages() == 1).await;
    let run = is_killed_and_starts_again(&stage, run).await;
    is_paged_once(&stage, run).await;
}

/// Killed between the commit and the answer: whoever asked is told at the next start, once, in the ticket's
/// thread; where there is none, where they asked.
#[tokio::test]
async fn who_was_not_answered_is_told_once() {
    let (stage, run) = Stage::open().await;
    stage.sandbox.faults().next(2, "POST", "/interactions/*/*/callback", Fault::Slow(HELD));
    let line = r#"/ticket open subject:"Portal is slow" description:"Since nine.""#;
    let opens = stage.alice.types(&stage.acme, line);
    let adds = stage.bob.types(&stage.support, "/customer add name:Globex level:Gold language:en");
    let (opened, added) = tokio::join!(opens, adds);
    assert!(opened.failed() && added.failed(), "{opened:?} {added:?}");
    let run = is_killed_and_starts_again(&stage, run).await;
    let run = is_killed_and_starts_again(&stage, run).await;
    let lost = |place: &sandbox::Channel, what: &str| {
        place
            .messages()
            .into_iter()
            .filter(|one| one.contains(&["may not have reached you", what]))
            .collect::<Vec<_>>()
    };
    let thread = stage.acme.find_thread("#1").expect("the ticket's thread");
    let (team, staff) = (lost(&thread, "/ticket open"), lost(&stage.support, "/customer add"));
    assert_eq!((team.len(), staff.len()), (1, 1), "{}", stage.sandbox.history());
    assert_eq!(
        (team[0].notified.as_slice(), staff[0].notified.as_slice()),
        (&["Alice".to_owned()][..], &["Bob".to_owned()][..])
    );
    run.told_to_stop().await;
}

/// Killed between a thread's start and its receipt, with something written in the thread meanwhile: it is
/// kept, in its order, once the thread is known again; and there is one thread.
#[tokio::test]
async fn what_was_written_in_a_thread_without_a_receipt_is_kept() {
    let (stage, run) = Stage::open().await;
    stage.sandbox.faults().next(1, "POST", "/channels/*/messages/*/threads", Fault::SlowAfter(HELD));
    let line = r#"/ticket open subject:"Portal is slow" description:"Since nine.""#;
    says(&stage.alice.types(&stage.acme, line).await, &["#1"]);
    until(&stage, || stage.acme.find_thread("#1").is_some()).await;
    let thread = stage.acme.find_thread("#1").expect("the ticket's thread");
    stage.alice.says(&thread, "While the receipt is awaited.");
    run.killed().await;
    stage.alice.says(&thread, "While nobody is there.");
    stage.sandbox.faults().clear();
    let run = stage.runs().await;
    stage.alice.says(&thread, "Now that somebody is.");
    stage.settles().await;
    until(&stage, || stage.support.find_thread("#1").is_some_and(|thread| thread.messages().len() >= 3))
        .await;
    let staffs = stage.support.find_thread("#1").expect("the staff's thread");
    let copied: Vec<bool> = ["receipt is awaited", "nobody is there", "somebody is"]
        .iter()
        .zip(staffs.messages())
        .map(|(words, message)| message.contains(&[words]))
        .collect();
    assert_eq!(copied, [true; 3], "{}", stage.sandbox.history());
    assert_eq!(staffs.messages().len(), 3, "{}", stage.sandbox.history());
    assert_eq!(stage.acme.threads().len(), 1, "{}", stage.sandbox.history());
    run.told_to_stop().await;
}

/// Killed while its threads and messages are under way, again and again: each is there once.
#[tokio::test]
async fn killed_at_any_moment_each_is_said_once() {
    let (stage, mut run) = Stage::open().await;
    raises_a_p1(&stage).await;
    for moment in [0, 5, 15, 40, 100] {
        tokio::time::sleep(Duration::from_millis(moment)).await;
        run.killed().await;
        run = stage.runs().await;
    }
    stage.settles().await;
    assert_eq!(stage.acme.threads().len(), 1, "{}", stage.sandbox.history());
    is_paged_once(&stage, run).await;
}

/// Alice has written and pressed nothing of late: what she writes next is asked of Discord.
async fn is_written_while_nobody_says_who(stage: &Stage, run: Run, text: &str) -> (Run, sandbox::Channel) {
    let thread = stage.acme.find_thread("#1").expect("the ticket's thread");
    // Who is whom is remembered for a minute, by a program that runs.
    run.killed().await;
    let run = stage.runs().await;
    let members = format!("/guilds/*/members/{}", stage.alice.id());
    stage.sandbox.faults().next(100, "GET", &members, Fault::Status(503));
    stage.alice.says(&thread, text);
    let since = Instant::now();
    while stage.counts("SELECT count(*) FROM inbox WHERE tries > 0").await == 0 {
        assert!(since.elapsed() < PATIENCE, "it is not kept\n{}", stage.sandbox.history());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    (run, thread)
}

/// Killed while Discord cannot say who wrote: what was written is in the database by then, and is taken in
/// after the start, in its order and at its moment.
#[tokio::test]
async fn what_was_told_is_taken_in_after_the_start() {
    let (stage, run) = Stage::open().await;
    stage.a_ticket_is_opened("Portal is slow").await;
    stage.settles().await;
    let (run, thread) = is_written_while_nobody_says_who(&stage, run, "First").await;
    run.killed().await;
    stage.alice.says(&thread, "Second");
    stage.sandbox.faults().clear();
    let run = stage.runs().await;
    let since = Instant::now();
    while stage.counts("SELECT count(*) FROM ticket_message").await < 2 {
        assert!(since.elapsed() < PATIENCE, "it is not taken in\n{}", stage.sandbox.history());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let order = "SELECT count(*) FROM ticket_text AS first JOIN ticket_text AS second USING (ticket)
                 WHERE first.body = 'First' AND second.body = 'Second' AND first.seq < second.seq";
    assert_eq!(stage.counts(order).await, 1);
    let moments = "SELECT count(*) FROM ticket_event JOIN ticket_message USING (ticket, seq)
                   WHERE at = (message >> 22) / 1000 + 1420070400";
    assert_eq!(stage.counts(moments).await, 2);
    stage.settles().await;
    run.told_to_stop().await;
}

/// A message that killed the program twice while its files were handled is kept without them, and whoever
/// sent them reads so.
#[tokio::test]
async fn a_message_that_kills_is_kept_without_its_files() {
    let (stage, mut run) = Stage::open().await;
    stage.a_ticket_is_opened("Portal is slow").await;
    stage.settles().await;
    let thread = stage.acme.find_thread("#1").expect("the ticket's thread");
    stage.sandbox.faults().next(50, "GET", "/attachments/**", Fault::Slow(HELD));
    stage.alice.says_with_files(&thread, "The dump", &[("core.dump", b"too much")]);
    for begun in [1, 2] {
        let since = Instant::now();
        let count = format!("SELECT count(*) FROM inbox WHERE begun = {begun}");
        while stage.counts(Box::leak(count.clone().into_boxed_str())).await == 0 {
            assert!(since.elapsed() < PATIENCE, "{count}\n{}", stage.sandbox.history());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        run.killed().await;
        run = stage.runs().await;
    }
    thread.expect_within(&["neither saved nor passed on", "core.dump"], PATIENCE).await;
    assert_eq!(stage.counts("SELECT count(*) FROM ticket_text WHERE body = 'The dump'").await, 1);
    assert_eq!(stage.counts("SELECT count(*) FROM inbox").await, 0);
    run.told_to_stop().await;
}
