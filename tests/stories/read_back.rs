//! What was written, edited or deleted while the desk was away, or while its session was lost: read back, and
//! held against the record.

use std::time::Duration;

use sandbox::{Channel, Fault, Permissions, SeenMessage, Whom};

use crate::world::{World, until, world};

const EDITED: &str = "SELECT count(*) FROM ticket_event WHERE event ->> 'kind' = 'message_edited'";
const DELETED: &str = "SELECT count(*) FROM ticket_event WHERE event ->> 'kind' = 'message_deleted'";

/// A thread that was deleted while the desk was away is made again when it starts, the team's and the
/// staff's; one that was put away is not, and neither is a closed ticket's.
#[tokio::test]
async fn a_thread_deleted_meanwhile_is_made_again_at_the_start() {
    let mut world = world().await;
    let (teams, staffs, _) = with_a_message(&world, "Still slow.").await;
    let put_away = opens_a_ticket(&world, "#2").await;
    let closed = opens_a_ticket(&world, "#3").await;
    world.staff.bob.types(&world.staff.support, "/ticket close ticket:#3 reason:Done").await;
    world.settles().await;
    closed.skip();
    put_away.set_archived(true);
    world.stops().await;
    assert!(teams.delete() && staffs.delete() && closed.delete());
    world.starts().await;
    world.globex.channel.expect(&["#1", "Slow"]).await;
    world.staff.support.expect(&["#1", "Globex"]).await;
    world.settles().await;
    let new = world.globex.channel.find_thread("#1").expect("the new thread");
    new.expect(&["The previous thread of #1 was deleted"]).await;
    assert!(world.staff.support.find_thread("#1").is_some(), "the staff's thread is there again");
    assert!(world.globex.channel.find_thread("#3").is_none(), "a closed ticket's is not");
    let asked: Vec<_> =
        world.sandbox.refused().iter().filter(|one| one.code == 10_003).map(|one| one.path.clone()).collect();
    assert_eq!(asked.len(), 2, "{asked:?}");
    for _ in asked {
        world.sandbox.expect_refusal(10_003);
    }
    world.end().await;
}

/// A ticket of Globex', opened in its channel: the team's thread.
async fn opens_a_ticket(world: &World, number: &str) -> Channel {
    world.globex.member.types(&world.globex.channel, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    world.globex.channel.expect(&[number]).await;
    world.staff.support.expect(&[number]).await;
    world.globex.channel.find_thread(number).expect("the ticket's thread")
}

/// A ticket with one message of the team, which the staff have read.
async fn with_a_message(world: &World, text: &str) -> (Channel, Channel, SeenMessage) {
    let thread = opens_a_ticket(world, "#1").await;
    let message = world.globex.member.says(&thread, text).expect("a message");
    world.keeps(1).await;
    let staffs = world.staff.support.find_thread("#1").expect("the staff's thread");
    staffs.expect(&[text]).await;
    (thread, staffs, message)
}

/// Discord's answers to what was asked of a thread's messages so far.
fn reads_of(world: &World, thread: &Channel) -> usize {
    let path = format!("/channels/{}/messages", thread.id());
    world.sandbox.requests().iter().filter(|one| one.method == "GET" && one.path == path).count()
}

/// What was written, then edited or deleted while the desk was away, is read as it now stands; what it had
/// read before is on record as it was and as it is.
#[tokio::test]
async fn what_was_edited_while_the_desk_was_away_is_read_as_it_stands() {
    let mut world = world().await;
    let (thread, staffs, before) = with_a_message(&world, "Before").await;
    world.stops().await;
    assert!(world.globex.member.edits(&before, "Before, mended"));
    let mended = world.globex.member.says(&thread, "Port 80").expect("a message");
    assert!(world.globex.member.edits(&mended, "Port 443"));
    let gone = world.globex.member.says(&thread, "Never mind").expect("a message");
    assert!(world.globex.member.deletes(&gone));
    world.globex.member.says(&thread, "That is all.");
    world.starts().await;
    world.keeps(3).await;
    staffs.expect(&["Gus a modifié son message", "Before, mended"]).await;
    staffs.expect(&["Gus", "Port 443"]).await;
    staffs.expect(&["Gus", "That is all."]).await;
    let texts = "SELECT count(*) FROM ticket_text WHERE body IN ('Port 80', 'Never mind')";
    assert_eq!(world.counts(texts).await, 0);
    let texts = "SELECT count(*) FROM ticket_text WHERE body IN ('Before', 'Before, mended')";
    assert_eq!(world.counts(texts).await, 2);
    world.end().await;
}

/// What was edited or deleted while it was away is on record, once, also where nothing new was written; what
/// nobody touched stays.
#[tokio::test]
async fn what_was_changed_while_the_desk_was_away_is_on_record_once() {
    let mut world = world().await;
    let (thread, staffs, first) = with_a_message(&world, "One").await;
    let second = world.globex.member.says(&thread, "Two").expect("a message");
    world.globex.member.says_with_files(&thread, "", &[("log.txt", b"42 errors")]);
    world.keeps(3).await;
    staffs.expect(&["Two"]).await;
    staffs.expect(&["{log.txt}"]).await;
    world.stops().await;
    assert!(world.globex.member.edits(&first, "One, mended"));
    assert!(world.globex.member.deletes(&second));
    for _ in 0..2 {
        world.starts().await;
        world.comes(DELETED, 1).await;
        world.comes(EDITED, 1).await;
        world.stops().await;
    }
    world.starts().await;
    staffs.expect(&["Gus a modifié son message", "One, mended"]).await;
    staffs.expect(&["Un message du client a été supprimé"]).await;
    assert_eq!((world.counts(EDITED).await, world.counts(DELETED).await), (1, 1));
    world.end().await;
}

/// A note in the staff's thread that was changed meanwhile is on record too, and told to nobody.
#[tokio::test]
async fn what_staff_changed_in_their_thread_is_on_record() {
    let mut world = world().await;
    let (_, staffs, _) = with_a_message(&world, "Hello?").await;
    let note = world.staff.bob.says(&staffs, "Impatient").expect("a message");
    world.keeps(2).await;
    world.stops().await;
    assert!(world.staff.bob.edits(&note, "Rightly impatient"));
    world.starts().await;
    world.comes(EDITED, 1).await;
    world.end().await;
}

/// What was told while the session was lost is found when another begins.
#[tokio::test]
async fn what_was_changed_while_the_session_was_lost_is_on_record() {
    let world = world().await;
    let (_, staffs, message) = with_a_message(&world, "Port 80").await;
    world.sandbox.faults().lose_events(1);
    assert!(world.globex.member.edits(&message, "Port 443"));
    world.sandbox.invalidate_sessions(false);
    world.comes(EDITED, 1).await;
    staffs.expect(&["Gus a modifié son message", "Port 443"]).await;
    world.end().await;
}

/// An edit that arrives while an earlier one is being read back is the one that counts.
#[tokio::test]
async fn an_edit_that_arrives_meanwhile_is_the_later_one() {
    let world = world().await;
    let (thread, staffs, message) = with_a_message(&world, "One").await;
    let faults = world.sandbox.faults();
    faults.lose_events(1);
    assert!(world.globex.member.edits(&message, "Two"));
    world.sandbox.clock().advance(Duration::from_secs(1));
    let slow = Fault::SlowAfter(Duration::from_millis(700));
    faults.next(1, "GET", &format!("/channels/{}/messages", thread.id()), slow);
    world.sandbox.invalidate_sessions(false);
    until(|| faults.pending() == 0).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(world.globex.member.edits(&message, "Three"));
    world.comes(EDITED, 1).await;
    staffs.expect(&["Gus a modifié son message", "Three"]).await;
    until(|| reads_of(&world, &thread) == 1).await;
    world.end().await;
}

/// One question for each thread in which something was written, by somebody or by the desk; none for one
/// without a word, or put away.
#[tokio::test]
async fn a_thread_is_asked_for_once_and_only_where_something_was_written() {
    let mut world = world().await;
    let (thread, staffs, message) = with_a_message(&world, "Hello?").await;
    let silent = opens_a_ticket(&world, "#2").await;
    let closed = opens_a_ticket(&world, "#3").await;
    world.globex.member.says(&closed, "It works again.");
    world.keeps(2).await;
    let theirs = world.staff.support.find_thread("#3").expect("the staff's thread");
    theirs.expect(&["It works again."]).await;
    world.globex.member.types(&closed, "/ticket close").await;
    world.settles().await;
    closed.expect(&["Closed by"]).await;
    until(|| closed.is_archived() && theirs.is_archived()).await;
    world.stops().await;
    assert!(world.globex.member.edits(&message, "Hello!"));
    let asked = [&thread, &staffs, &silent, &closed, &theirs].map(|thread| reads_of(&world, thread));
    world.starts().await;
    world.comes(EDITED, 1).await;
    staffs.expect(&["Gus a modifié son message", "Hello!"]).await;
    let now = [&thread, &staffs, &silent, &closed, &theirs].map(|thread| reads_of(&world, thread));
    assert_eq!(std::array::from_fn(|at| now[at] - asked[at]), [1, 1, 0, 0, 0]);
    world.end().await;
}

/// Of a thread with more than a hundred messages that was read whole the last hundred are held against the
/// record; those before stay as they were read.
#[tokio::test]
async fn what_is_older_than_a_hundred_messages_stays_as_it_was_read() {
    let mut world = world().await;
    let (ian, staff) = (&world.initech.member, &world.staff);
    // In the staff's own server nothing is copied.
    let room = staff.guild.channel("initech").create();
    let line = format!("/customer link customer:Initech channel:{} announcements:false", room.mention());
    staff.bob.types(&staff.support, &line).await;
    ian.joins(&staff.guild, &[]);
    ian.types(&room, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    room.expect(&["#1"]).await;
    staff.support.expect(&["#1"]).await;
    let thread = room.find_thread("#1").expect("the ticket's thread");
    let said: Vec<SeenMessage> =
        (0..120).filter_map(|number| ian.says(&thread, &format!("Line {number}"))).collect();
    world.keeps(120).await;
    world.turns(chrono::TimeDelta::minutes(5)).await;
    world.comes(&format!("SELECT count(*) FROM thread_read WHERE channel = {}", thread.id()), 1).await;
    world.stops().await;
    let before = reads_of(&world, &thread);
    let ian = &world.initech.member;
    assert!(ian.edits(&said[0], "Long ago") && ian.deletes(&said[1]));
    assert!(ian.edits(&said[119], "Of late") && ian.deletes(&said[118]));
    world.starts().await;
    world.comes(EDITED, 1).await;
    world.comes(DELETED, 1).await;
    assert_eq!(world.counts("SELECT count(*) FROM ticket_text WHERE body = 'Of late'").await, 1);
    assert_eq!(reads_of(&world, &thread), before + 1);
    world.end().await;
}

/// What the desk itself wrote after it hides nothing: a note that was not heard is kept at the next start,
/// before what is written then.
#[tokio::test]
async fn what_was_written_before_the_desks_own_words_is_kept() {
    let mut world = world().await;
    let (thread, staffs, _) = with_a_message(&world, "Hello?").await;
    world.sandbox.faults().lose_events(1);
    world.staff.bob.says(&staffs, "Impatient").expect("a message");
    world.globex.member.says(&thread, "Still slow").expect("a message");
    staffs.expect(&["Still slow"]).await;
    world.stops().await;
    world.starts().await;
    world.staff.bob.says(&staffs, "Rightly so").expect("a message");
    world.keeps(4).await;
    let notes = "SELECT group_concat(body, ' ') = 'Impatient Rightly so'
                 FROM (SELECT body FROM ticket_text JOIN ticket_event USING (ticket, seq) WHERE event ->> 'kind' = 'note' ORDER BY seq)";
    assert_eq!(world.counts(notes).await, 1);
    world.end().await;
}

/// A thread that is put away is in no list of threads at the next start: what nobody had heard of in it is
/// kept then and there.
#[tokio::test]
async fn what_nobody_heard_of_is_kept_when_its_thread_is_put_away() {
    let mut world = world().await;
    let (thread, staffs, _) = with_a_message(&world, "Hello?").await;
    world.sandbox.faults().lose_events(1);
    world.staff.bob.says(&staffs, "Impatient").expect("a message");
    world.globex.member.types(&thread, "/ticket close").await;
    world.settles().await;
    thread.expect(&["Closed by"]).await;
    until(|| thread.is_archived() && staffs.is_archived()).await;
    world.keeps(2).await;
    world.stops().await;
    world.starts().await;
    world.settles().await;
    world.keeps(2).await;
    assert!(thread.is_archived() && staffs.is_archived());
    world.end().await;
}

/// A thread that Discord does not give keeps no other from being read, and is read at the next start.
#[tokio::test]
async fn a_thread_that_cannot_be_read_keeps_no_other_from_it() {
    let mut world = world().await;
    let (thread, staffs, message) = with_a_message(&world, "One").await;
    let other = opens_a_ticket(&world, "#2").await;
    let second = world.globex.member.says(&other, "Two").expect("a message");
    world.keeps(2).await;
    let theirs = world.staff.support.find_thread("#2").expect("the staff's thread");
    theirs.expect(&["Two"]).await;
    world.stops().await;
    assert!(world.globex.member.edits(&message, "One, mended"));
    assert!(world.globex.member.edits(&second, "Two, mended"));
    let path = format!("/channels/{}/messages", thread.id());
    world.sandbox.faults().next(3, "GET", &path, Fault::Status(503));
    world.starts().await;
    world.comes(EDITED, 1).await;
    theirs.expect(&["Two, mended"]).await;
    until(|| world.sandbox.faults().pending() == 0).await;
    world.stops().await;
    world.starts().await;
    world.comes(EDITED, 2).await;
    staffs.expect(&["One, mended"]).await;
    world.end().await;
}

/// What was written while the desk was away stands before what is written since, also where Discord gives
/// its history late.
#[tokio::test]
async fn what_is_told_waits_for_a_history_that_comes_late() {
    let mut world = world().await;
    let (thread, staffs, _) = with_a_message(&world, "One").await;
    world.stops().await;
    world.globex.member.says(&thread, "Two").expect("a message");
    let path = format!("/channels/{}/messages", thread.id());
    world.sandbox.faults().next(4, "GET", &path, Fault::Status(503));
    world.starts().await;
    world.globex.member.says(&thread, "Three").expect("a message");
    world.keeps(3).await;
    let order = "SELECT group_concat(body, ' ') = 'One Two Three' FROM (SELECT body FROM ticket_text JOIN ticket_event USING (ticket, seq)
                 WHERE event ->> 'kind' = 'team_message' ORDER BY seq)";
    assert_eq!(world.counts(order).await, 1);
    staffs.expect(&["Two"]).await;
    staffs.expect(&["Three"]).await;
    world.end().await;
}

/// The same where the program ends before the history comes: what it left waits for what was written before
/// it.
#[tokio::test]
async fn what_is_left_waits_for_a_history_that_comes_late() {
    let mut world = world().await;
    let (thread, staffs, _) = with_a_message(&world, "One").await;
    world.stops().await;
    world.globex.member.says(&thread, "Two").expect("a message");
    let path = format!("/channels/{}/messages", thread.id());
    world.sandbox.faults().next(30, "GET", &path, Fault::Status(503));
    world.starts().await;
    world.globex.member.says(&thread, "Three").expect("a message");
    while world.counts("SELECT count(*) FROM inbox").await == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    world.stops().await;
    world.sandbox.faults().clear();
    world.sandbox.faults().next(1, "GET", &path, Fault::Status(503));
    world.starts().await;
    world.keeps(3).await;
    staffs.expect(&["Two"]).await;
    staffs.expect(&["Three"]).await;
    world.end().await;
}

/// Where the bot may not read what was written before, it does not follow that all of it was deleted.
#[tokio::test]
async fn a_thread_that_may_not_be_read_is_not_taken_for_empty() {
    let mut world = world().await;
    let (thread, staffs, message) = with_a_message(&world, "One").await;
    world.stops().await;
    world.globex.channel.deny(Whom::Bot, Permissions::READ_MESSAGE_HISTORY);
    world.starts().await;
    until(|| reads_of(&world, &thread) == 1).await;
    let listed = format!("/channels/{}/threads/archived/public", world.globex.channel.id());
    until(|| world.sandbox.requests().iter().any(|one| one.path == listed)).await;
    world.stops().await;
    world.globex.channel.allow(Whom::Bot, Permissions::READ_MESSAGE_HISTORY);
    assert!(world.globex.member.edits(&message, "One, mended"));
    world.starts().await;
    world.comes(EDITED, 1).await;
    staffs.expect(&["One, mended"]).await;
    assert_eq!(world.counts(DELETED).await, 0);
    // Nor may it list what was put away there.
    world.sandbox.expect_refusal(50_013);
    world.end().await;
}
