//! What was written counts when it was written, however late the desk hears of it.

use std::time::Duration;

use chrono::TimeDelta;
use sandbox::Fault;

use crate::world::{until, world};

/// The customer answers after a minute; the desk, down for two hours, hears of it then. The wait ended with
/// the answer, and the deadline is a minute later than at the start, not two hours.
#[tokio::test]
async fn a_wait_ends_when_the_answer_was_written() {
    let mut world = world().await;
    let p1 = world.raises_p1(&world.acme, "All is down").await;
    world.staff.bob.types(&world.staff.support, "/agent wait ticket:#1 reason:Logs").await;
    world.settles().await;
    world.stops().await;
    world.sandbox.clock().advance(Duration::from_mins(1));
    let answered = world.sandbox.clock().now().timestamp();
    world.acme.manager.says(&p1.thread, "Done").expect("a message");
    world.sandbox.clock().advance(Duration::from_hours(2));
    world.starts().await;
    world.keeps(1).await;
    let now = world.sandbox.clock().now().timestamp();
    let at = format!(
        "SELECT count(*) FROM ticket_event WHERE event ->> 'kind' = 'team_message' AND at = {answered}
         AND unixepoch(event ->> 'read_at') = {now}"
    );
    assert_eq!(world.counts(&at).await, 1);
    let clock = world.staff.bob.types(&world.staff.support, "/ticket clock ticket:#1").await;
    // Four hours from ten o'clock, and the minute of the wait.
    let deadline = format!("<t:{}", crate::world::paris("2026-11-23 14:01").timestamp());
    assert!(clock.contains(&[&deadline]), "{}", clock.text());
    world.stops().await;
}

/// A note whose file takes its time, written before the escalation and kept after it, stops no paging;
/// neither does an edit. What is written since does.
#[tokio::test]
async fn what_is_older_than_the_call_stops_no_paging() {
    let mut world = world().await;
    let (acme, staff) = (&world.acme, &world.staff);
    acme.member.types(&acme.channel, "/ticket open subject:Lent description:Très").await;
    world.settles().await;
    acme.channel.expect(&["#1"]).await;
    staff.support.expect(&["#1"]).await;
    let thread = acme.channel.find_thread("#1").expect("the ticket's thread");
    acme.member.says(&thread, "Hello?").expect("a message");
    world.keeps(1).await;
    let theirs = staff.support.find_thread("#1").expect("the staff's thread");
    let note = staff.bob.says(&theirs, "Mine").expect("a message");
    world.keeps(2).await;
    let slow = Fault::Slow(Duration::from_secs(2));
    world.sandbox.faults().next(1, "GET", "/attachments/**", slow);
    staff.bob.says_with_files(&theirs, "Their log", &[("log.txt", b"42 errors")]).expect("a message");
    until(|| world.sandbox.faults().pending() == 0).await;
    let asked = acme.member.types(&thread, r#"/escalate impact:"Tout""#).await;
    acme.member.presses(&asked, "confirm").await;
    world.keeps(3).await;
    assert!(staff.bob.edits(&note, "Still mine"));
    world.comes("SELECT count(*) FROM ticket_event WHERE event ->> 'kind' = 'message_edited'", 1).await;
    let paged = "SELECT count(*) FROM ticket_event WHERE event ->> 'kind' = 'paged'";
    world.comes(paged, 1).await;
    world.turns(TimeDelta::minutes(5)).await;
    world.comes(paged, 2).await;
    staff.bob.says(&theirs, "On it").expect("a message");
    world.keeps(4).await;
    world.turns(TimeDelta::minutes(5)).await;
    world.turns(TimeDelta::minutes(10)).await;
    assert_eq!(world.counts(paged).await, 2);
    world.stops().await;
}

/// An answer that was written before support began to wait, and is kept after, does not end the wait; the
/// next one does.
#[tokio::test]
async fn what_is_older_than_the_wait_does_not_end_it() {
    let mut world = world().await;
    let p1 = world.raises_p1(&world.acme, "All is down").await;
    world.sandbox.faults().next(1, "GET", "/attachments/**", Fault::Slow(Duration::from_secs(2)));
    world.acme.member.says_with_files(&p1.thread, "A log", &[("log.txt", b"42 errors")]).expect("a message");
    until(|| world.sandbox.faults().pending() == 0).await;
    world.staff.bob.types(&world.staff.support, "/agent wait ticket:#1 reason:Logs").await;
    world.keeps(1).await;
    let waits = "SELECT count(*) FROM ticket WHERE state = 'waiting'";
    assert_eq!(world.counts(waits).await, 1);
    world.acme.member.says(&p1.thread, "And another").expect("a message");
    world.keeps(2).await;
    assert_eq!(world.counts(waits).await, 0);
    world.stops().await;
}

/// In an export each message stands at its moment, with that of its reading.
#[tokio::test]
async fn an_export_tells_when_something_was_written_and_read() {
    let mut world = world().await;
    let globex = &world.globex;
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    let thread = globex.channel.find_thread("#1").expect("the ticket's thread");
    world.stops().await;
    world.sandbox.clock().advance(Duration::from_mins(2));
    world.globex.member.says(&thread, "Written at two past ten").expect("a message");
    world.sandbox.clock().advance(Duration::from_mins(73));
    world.starts().await;
    world.keeps(1).await;
    let answer = world.staff.bob.types(&world.staff.support, "/ticket export ticket:#1").await;
    let zip = &answer.files()[0];
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&zip.bytes)).expect("a ZIP");
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("transcript.txt").expect("the transcript"), &mut text)
        .expect("text");
    let line = text.lines().find(|line| line.contains("2026-11-23 10:02:00")).expect("its moment");
    assert!(line.contains("read on 2026-11-23 11:15:00"), "{text}");
    world.stops().await;
}
