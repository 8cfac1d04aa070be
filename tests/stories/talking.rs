//! What people write in a ticket's threads: kept once, read by the other side, and by nobody else.

use sandbox::{Channel, Whom};

use crate::world::{World, said::said_privately, world};

/// A ticket of Globex', with the team's thread.
async fn with_a_ticket() -> (World, Channel) {
    let world = world().await;
    let globex = &world.globex;
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    globex.channel.expect(&["#1"]).await;
    world.staff.support.expect(&["#1"]).await;
    let thread = globex.channel.find_thread("#1").expect("the ticket's thread");
    (world, thread)
}

fn staffs(world: &World) -> Channel {
    world.staff.support.find_thread("#1").expect("the staff's thread")
}

/// What the team writes is copied to the staff's thread under the writer's name, files too, in the order in
/// which it was written; nothing in it formats or calls.
#[tokio::test]
async fn what_the_team_writes_reaches_the_staff() {
    let (world, thread) = with_a_ticket().await;
    let globex = &world.globex;
    globex.member.says_with_files(&thread, "See **this** <@&1> @everyone", &[("log.txt", b"42 errors")]);
    globex.manager.says(&thread, "And that.");
    world.keeps(2).await;
    let copy = staffs(&world).expect(&["Gus (client)", r"\*\*this\*\*", r"\<@&1>", "{log.txt}"]).await;
    assert_eq!(copy.files[0].bytes, b"42 errors");
    assert!(copy.notified.is_empty());
    staffs(&world).expect(&["Grace (client)", "And that."]).await;
    let kept = "SELECT count(*) FROM ticket_text JOIN ticket_message USING (ticket, seq) WHERE seq > 1";
    assert_eq!(world.counts(kept).await, 2);
    world.end().await;
}

/// A message that Discord tells of twice is kept once and copied once.
#[tokio::test]
async fn a_message_told_twice_is_kept_once() {
    let (world, thread) = with_a_ticket().await;
    world.sandbox.faults().double_events(1);
    world.globex.member.says(&thread, "Once.");
    world.keeps(1).await;
    staffs(&world).expect(&["Once."]).await;
    assert_eq!(world.counts("SELECT count(*) FROM ticket_event WHERE event LIKE '%team_message%'").await, 1);
    world.end().await;
}

/// Staff write to the team by command or by the button's form, under their name; both sides read it, and it
/// acknowledges.
#[tokio::test]
async fn staff_reply_to_the_team() {
    let (world, thread) = with_a_ticket().await;
    let (bob, carol, support) = (&world.staff.bob, &world.staff.carol, &world.staff.support);
    let line = r#"/agent reply ticket:#1 text:"Try **this** @here" file:fix.sh"#;
    said_privately(
        &bob.types_with_files(support, line, &[("fix.sh", b"#!/bin/sh")]).await,
        &["sent to the customer ("],
    );
    let read = thread.expect(&["Bob (support)", r"\*\*this\*\*", "@\u{200b}here", "{fix.sh}"]).await;
    assert_eq!(read.files[0].bytes, b"#!/bin/sh");
    world.settles().await;
    staffs(&world).expect(&["Bob a répondu au client", "{fix.sh}"]).await;
    let card = support.expect_update(&["#1", "pris en compte"]).await;

    let form = carol.presses(&card, "Répondre au client").await;
    said_privately(&carol.fills(&form, &[("text", "Alors ?")]).await, &["#1", "envoyée au client"]);
    thread.expect(&["Carol (support)", "Alors ?"]).await;
    staffs(&world).expect(&["Carol a répondu au client", "Alors ?"]).await;
    world.end().await;
}

/// What staff write in their own thread stays with them, as a note of the record.
#[tokio::test]
async fn what_staff_write_in_their_thread_stays_with_them() {
    let (world, thread) = with_a_ticket().await;
    world.globex.member.says(&thread, "Hello?");
    world.keeps(1).await;
    staffs(&world).expect(&["Hello?"]).await;
    world.staff.bob.says(&staffs(&world), "They are impatient.");
    world.keeps(2).await;
    assert!(!thread.messages().iter().any(|message| message.contains(&["impatient"])));
    assert_eq!(world.counts("SELECT count(*) FROM ticket_event WHERE event LIKE '%\"note\"%'").await, 1);
    world.end().await;
}

/// In a channel of the staff's own server both sides write in the team's thread: nothing is copied, and
/// staff's message acknowledges.
#[tokio::test]
async fn in_the_staffs_server_both_write_in_one_thread() {
    let world = world().await;
    let (bob, ian, staff) = (&world.staff.bob, &world.initech.member, &world.staff);
    let room = staff.guild.channel("initech").create();
    bob.types(
        &staff.support,
        &format!("/customer link customer:Initech channel:{} announcements:false", room.mention()),
    )
    .await;
    ian.joins(&staff.guild, &[]);
    said_privately(&ian.types(&room, "/ticket open subject:Slow description:Very").await, &["#1"]);
    room.expect(&["#1"]).await;
    staff.support.expect(&["#1"]).await;
    world.settles().await;
    let thread = room.find_thread("#1").expect("the ticket's thread");
    ian.says(&thread, "Anybody?");
    bob.says(&thread, "Yes.");
    world.keeps(2).await;
    staff.support.expect_update(&["#1", "pris en compte"]).await;
    assert!(staff.support.find_thread("#1").is_none());
    said_privately(
        &bob.types(&staff.support, "/agent reply ticket:1 text:Soon").await,
        &["sent to the customer ("],
    );
    thread.expect(&["Bob (support)", "Soon"]).await;
    world.end().await;
}

/// A message in a closed ticket's thread is kept, reopens nothing, and is answered once with a button that
/// does.
#[tokio::test]
async fn a_closed_tickets_thread_answers_once() {
    let (world, thread) = with_a_ticket().await;
    let globex = &world.globex;
    globex.member.types(&thread, "/ticket close").await;
    thread.expect(&["Closed by"]).await;
    world.settles().await;
    globex.member.says(&thread, "Not quite.");
    let answer = thread.expect(&["#1 is closed", "Reopen the ticket"]).await;
    globex.member.says(&thread, "Really not.");
    world.keeps(2).await;
    assert_eq!(world.counts("SELECT count(*) FROM ticket WHERE state = 'closed'").await, 1);
    assert_eq!(world.counts("SELECT count(*) FROM ticket_event WHERE event LIKE '%team_message%'").await, 2);
    for words in ["Not quite.", "Really not."] {
        staffs(&world).expect(&[words]).await;
    }
    let form = globex.member.presses(&answer, "Reopen the ticket").await;
    said_privately(&globex.member.fills(&form, &[("text", "It still is slow.")]).await, &["#1", "new"]);
    thread.expect(&["Reopened by", "It still is slow."]).await;
    staffs(&world).expect(&["Rouvert par"]).await;
    world.end().await;
}

/// Only the team and the staff count: what a stranger or another team's member writes is not of the ticket.
/// They read so, once, and so do staff.
#[tokio::test]
async fn nobody_else_counts() {
    let (world, thread) = with_a_ticket().await;
    let globex = &world.globex;
    said_privately(
        &world
            .staff
            .bob
            .types(
                &world.staff.support,
                &format!("/customer unlink customer:Globex channel:{}", globex.channel.id()),
            )
            .await,
        &["no longer linked"],
    );
    world.staff.support.expect(&["#1", "Globex"]).await;
    globex.member.says(&thread, "I am nobody's team now.");
    globex.member.says(&thread, "Still not.");
    world.comes("SELECT count(*) FROM unkept_message", 2).await;
    let told = thread.expect(&["is not saved", "no longer in use"]).await;
    assert_eq!(told.notified, ["Gus"]);
    staffs(&world).expect(&["Ce message n'est pas conservé"]).await;
    assert_eq!(world.counts("SELECT count(*) FROM ticket_event").await, 1);
    assert_eq!(world.counts("SELECT count(*) FROM inbox").await, 0);
    world.end().await;
}

/// A file that is too large is not kept, and whoever sent it is told so; the message is.
#[tokio::test]
async fn a_file_that_cannot_be_kept_is_said() {
    let (world, thread) = with_a_ticket().await;
    world.globex.member.says_with_files(&thread, "The dump.", &[("core.dump", &vec![0; 26 * 1024 * 1024])]);
    world.keeps(1).await;
    thread.expect(&["neither saved nor passed on", "core.dump", "25 MB"]).await;
    staffs(&world).expect(&["The dump.", "core.dump", "non conservé"]).await;
    world.end().await;
}

/// A channel that the bot may not write in: what is written about the ticket is kept all the same.
#[tokio::test]
async fn what_is_written_is_kept_where_the_card_is_gone() {
    let world = world().await;
    let globex = &world.globex;
    world.staff.support.deny(Whom::Bot, sandbox::Permissions::SEND_MESSAGES);
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    globex.channel.expect(&["#1"]).await;
    world.settles().await;
    let thread = globex.channel.find_thread("#1").expect("the ticket's thread");
    globex.member.says(&thread, "Hello?");
    world.keeps(1).await;
    assert_eq!(world.counts("SELECT count(*) FROM ticket_text WHERE body = 'Hello?'").await, 1);
    let _card = world.sandbox.expect_refusal(50_013);
    world.end().await;
}

/// What was written while the desk was away is read back at its start: in order, once, from both threads.
#[tokio::test]
async fn what_was_written_while_the_desk_was_away_is_read_back() {
    let (mut world, thread) = with_a_ticket().await;
    world.globex.member.says(&thread, "Before.");
    world.keeps(1).await;
    staffs(&world).expect(&["Before."]).await;
    world.stops().await;
    world.globex.member.says_with_files(&thread, "First.", &[("log.txt", b"42 errors")]);
    world.globex.manager.says(&thread, "Second.");
    world.staff.bob.says(&staffs(&world), "Third, for staff.");
    world.starts().await;
    world.keeps(4).await;
    let copy = staffs(&world).expect(&["Gus", "First."]).await;
    assert_eq!(copy.files[0].bytes, b"42 errors");
    staffs(&world).expect(&["Grace", "Second."]).await;
    world.stops().await;
    world.starts().await;
    world.settles().await;
    assert_eq!(world.counts("SELECT count(*) FROM ticket_message").await, 4);
    world.end().await;
}

/// What is edited or deleted afterwards is on record beside what it was, and staff are told.
#[tokio::test]
async fn edits_and_deletions_are_on_record() {
    let (world, thread) = with_a_ticket().await;
    let message = world.globex.member.says(&thread, "Port 80").expect("a message");
    world.keeps(1).await;
    staffs(&world).expect(&["Port 80"]).await;
    assert!(world.globex.member.edits(&message, "Port 443"));
    staffs(&world).expect(&["Gus a modifié son message", "Port 443"]).await;
    assert!(world.globex.member.deletes(&message));
    staffs(&world).expect(&["Un message du client a été supprimé"]).await;
    let texts = "SELECT count(*) FROM ticket_text WHERE body IN ('Port 80', 'Port 443')";
    assert_eq!(world.counts(texts).await, 2);
    world.end().await;
}

/// A thread that vanished is made again and linked, with what waited to be said in it; the ticket stays open.
#[tokio::test]
async fn a_thread_that_vanished_is_made_again() {
    let (world, thread) = with_a_ticket().await;
    let (globex, bob, support) = (&world.globex, &world.staff.bob, &world.staff.support);
    assert!(thread.delete());
    globex.channel.expect(&["#1", "Slow"]).await;
    world.settles().await;
    let new = globex.channel.find_thread("#1").expect("the new thread");
    new.expect(&["The previous thread of #1 was deleted"]).await;
    said_privately(
        &bob.types(support, "/agent reply ticket:#1 text:Hello").await,
        &["sent to the customer ("],
    );
    new.expect(&["Bob (support)", "Hello"]).await;
    world.settles().await;
    staffs(&world).expect(&["Hello"]).await;
    assert_eq!(world.counts("SELECT count(*) FROM ticket WHERE state <> 'closed'").await, 1);

    // The staff's thread, gone without the desk being told.
    world.sandbox.faults().lose_events(1);
    assert!(staffs(&world).delete());
    globex.member.says(&new, "Thanks.");
    support.expect(&["#1", "Globex"]).await;
    // The new thread is there before the message is tried again.
    world.settles().await;
    world.turns(chrono::TimeDelta::seconds(2)).await;
    staffs(&world).expect(&["Thanks."]).await;
    let _gone = world.sandbox.expect_refusal(10_003);
    world.end().await;
}

/// A reply that finds its thread gone waits for the new one, in which it is said first that it is new.
#[tokio::test]
async fn that_a_thread_is_new_is_its_first_word() {
    let (world, thread) = with_a_ticket().await;
    let (globex, bob, support) = (&world.globex, &world.staff.bob, &world.staff.support);
    world.sandbox.faults().lose_events(1);
    assert!(thread.delete());
    for text in ["First.", "Second."] {
        // Sent, or kept until the first has arrived.
        said_privately(&bob.types(support, &format!("/agent reply ticket:#1 text:{text}")).await, &["#1"]);
    }
    globex.channel.expect(&["#1", "Slow"]).await;
    for _ in 0..3 {
        world.turns(chrono::TimeDelta::seconds(2)).await;
    }
    let new = globex.channel.find_thread("#1").expect("the new thread");
    let mut order = Vec::new();
    for words in ["The previous thread of #1 was deleted", "First.", "Second."] {
        order.push(new.expect(&[words]).await.id);
    }
    assert!(order.is_sorted(), "{order:?}");
    staffs(&world).skip();
    let _gone = world.sandbox.expect_refusal(10_003);
    world.end().await;
}

/// A thread is there before Discord's answer says so: what is written in it meanwhile is kept.
#[tokio::test]
async fn what_is_written_before_the_threads_receipt_is_kept() {
    let world = world().await;
    let globex = &world.globex;
    let slow = sandbox::Fault::SlowAfter(std::time::Duration::from_millis(700));
    world.sandbox.faults().next(1, "POST", "/channels/*/messages/*/threads", slow);
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    crate::world::until(|| globex.channel.find_thread("#1").is_some()).await;
    let thread = globex.channel.find_thread("#1").expect("the ticket's thread");
    globex.member.says(&thread, "Early.");
    world.keeps(1).await;
    globex.channel.expect(&["#1"]).await;
    world.staff.support.expect(&["#1"]).await;
    staffs(&world).expect(&["Gus", "Early."]).await;
    world.end().await;
}

/// Where both sides write in one thread, what staff write ends no wait; what the team writes does.
#[tokio::test]
async fn staffs_own_message_ends_no_wait() {
    let world = world().await;
    let (ian, staff) = (&world.initech.member, &world.staff);
    let room = staff.guild.channel("initech").create();
    let line = format!("/customer link customer:Initech channel:{} announcements:false", room.mention());
    staff.bob.types(&staff.support, &line).await;
    ian.joins(&staff.guild, &[]);
    said_privately(&ian.types(&room, "/ticket open subject:Slow description:Very").await, &["#1"]);
    world.settles().await;
    room.expect(&["#1"]).await;
    staff.support.expect(&["#1"]).await;
    let thread = room.find_thread("#1").expect("the ticket's thread");
    said_privately(&staff.bob.types(&staff.support, "/agent wait ticket:#1 reason:Which").await, &["#1"]);
    thread.expect(&["Which"]).await;
    staff.carol.says(&thread, "The log, please.");
    world.keeps(1).await;
    let waits = "SELECT count(*) FROM ticket WHERE state = 'waiting'";
    assert_eq!(world.counts(waits).await, 1);
    ian.says(&thread, "Here it is.");
    world.keeps(2).await;
    assert_eq!(world.counts(waits).await, 0);
    thread.expect(&["No longer waiting"]).await;
    world.end().await;
}
