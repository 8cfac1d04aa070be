//! What stands in a ticket's thread and no person wrote: what programs write, how a poll ended, what Discord
//! notes by itself.

use chrono::TimeDelta;
use sandbox::Channel;
use serde_json::{Value, json};

use crate::world::{World, until, world};

/// A P1 of Globex', whose team's thread that is.
async fn with_a_p1() -> (World, Channel) {
    let world = world().await;
    let raised = world.raises_p1(&world.globex, "Down").await;
    world.staff.support.skip();
    (world, raised.thread)
}

fn staffs(world: &World) -> Channel {
    world.staff.support.find_thread("#1").expect("the staff's thread")
}

/// As Discord tells of a message of a webhook, or of another bot.
fn of_a_program(id: &str, webhook: bool) -> Value {
    let author =
        json!({ "id": id, "username": "Alarm *x*", "discriminator": "0000", "avatar": null, "bot": true });
    let webhook = webhook.then_some(id);
    json!({ "author": author, "webhook_id": webhook })
}

const ACKNOWLEDGED: &str = "SELECT count(*) FROM ticket WHERE state <> 'new'";

/// What programs write is on no record and does nothing, in the team's thread and in the staff's; staff read
/// so once a program and thread, whatever it writes, and however often it is read. It is answered nothing.
#[tokio::test]
async fn what_programs_write_counts_for_nobody() {
    let (world, thread) = with_a_p1().await;
    let member = &world.globex.member;
    for text in ["Disk full", "Disk still full"] {
        member.says_with(&thread, text, of_a_program("1234567890123456", true)).expect("a message");
    }
    world.comes("SELECT count(*) FROM unkept_message WHERE why = 'program'", 2).await;
    let staffs = staffs(&world);
    let told = staffs.expect(&[r"Alarm \*x\*", "Un autre bot", "pas conservé"]).await;
    assert!(told.notified.is_empty(), "{:?}", told.notified);
    // Another one, where staff write.
    world
        .staff
        .bob
        .says_with(&staffs, "Ticket mirrored", of_a_program("2234567890123456", false))
        .expect("a message");
    world.comes("SELECT count(*) FROM unkept_message WHERE why = 'program'", 3).await;
    staffs.expect(&["Alarm", "Un autre bot"]).await;
    world.sandbox.invalidate_sessions(false);
    member.says(&thread, "Look at that").expect("a message");
    world.keeps(1).await;
    staffs.expect(&["Look at that"]).await;
    assert_eq!(world.counts("SELECT count(*) FROM unkept_message").await, 3);
    assert_eq!(world.counts(ACKNOWLEDGED).await, 0, "a program acknowledges nothing");
    assert_eq!(thread.messages().iter().filter(|one| one.contains(&["not saved"])).count(), 0);
    world.end().await;
}

/// As Discord tells of how a poll ended: a message of whoever began it, which nobody wrote.
fn over(poll: &sandbox::SeenMessage) -> Value {
    let fields = [
        ("poll_question_text", "Restart now?"),
        ("victor_answer_votes", "3"),
        ("total_votes", "5"),
        ("victor_answer_id", "1"),
        ("victor_answer_text", "Yes"),
    ];
    let fields: Vec<Value> = fields
        .into_iter()
        .map(|(name, value)| json!({ "name": name, "value": value, "inline": false }))
        .collect();
    json!({
        "type": 46, "embeds": [{ "type": "poll_result", "fields": fields }],
        "message_reference": { "type": 0, "channel_id": poll.channel, "message_id": poll.id },
    })
}

/// How a poll ended is more of what the poll says: on record, told to staff, and nobody's answer. Lost, it is
/// found as any message, once.
#[tokio::test]
async fn how_a_poll_ended_is_on_record_and_answers_nothing() {
    let (world, thread) = with_a_p1().await;
    let (bob, member) = (&world.staff.bob, &world.globex.member);
    let poll = member.polls(&thread, "Restart now?", &["Yes", "No"]).expect("a poll");
    world.keeps(1).await;
    let staffs = staffs(&world);
    staffs.expect(&["Poll: Restart now?"]).await;
    bob.types(&staffs, "/agent wait reason:Decide").await;
    world.settles().await;
    thread.skip();
    world.staff.support.skip();
    let waits = "SELECT count(*) FROM ticket WHERE state = 'waiting'";
    assert_eq!(world.counts(waits).await, 1);
    world.sandbox.faults().lose_events_named("MESSAGE_CREATE", 0, 1);
    member.says_with(&thread, "", over(&poll)).expect("a message");
    world.settles().await;
    world.turns(TimeDelta::minutes(5)).await;
    world.comes("SELECT count(*) FROM ticket_event WHERE event ->> 'kind' = 'message_edited'", 1).await;
    staffs
        .expect(&[
            "a modifié son message",
            "Poll: Restart now?",
            "Poll ended",
            "Winning answer: Yes (3 of 5 votes)",
        ])
        .await;
    assert_eq!(world.counts(waits).await, 1, "it is nobody's answer");
    world.sandbox.invalidate_sessions(false);
    world.settles().await;
    world.keeps(2).await;
    thread.skip();
    world.staff.support.skip();
    world.end().await;
}

/// What a program writes in a closed ticket's thread opens that on Discord: it is put away again.
#[tokio::test]
async fn a_program_leaves_no_closed_tickets_thread_open() {
    let world = world().await;
    let globex = &world.globex;
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    globex.channel.expect(&["#1"]).await;
    world.staff.support.expect(&["#1"]).await;
    let thread = globex.channel.find_thread("#1").expect("the ticket's thread");
    globex.member.types(&thread, "/ticket close").await;
    world.settles().await;
    thread.expect(&["Closed by"]).await;
    until(|| thread.is_archived()).await;
    globex.member.says_with(&thread, "Disk full", of_a_program("1234567890123456", true)).expect("a message");
    world.comes("SELECT count(*) FROM unkept_message WHERE why = 'program'", 1).await;
    staffs(&world).expect(&["Un autre bot"]).await;
    assert!(!thread.is_archived());
    world.turns(TimeDelta::minutes(10)).await;
    until(|| thread.is_archived()).await;
    world.end().await;
}

/// What Discord notes by itself (a pin, a name, who joined) is nobody's word, read at once or later.
#[tokio::test]
async fn what_discord_notes_is_nobodys_word() {
    let (world, thread) = with_a_p1().await;
    let member = &world.globex.member;
    for kind in [1, 4, 6, 7] {
        member.says_with(&thread, "Renamed", json!({ "type": kind })).expect("a message");
    }
    member.says(&thread, "Mine").expect("a message");
    world.keeps(1).await;
    world.turns(TimeDelta::minutes(5)).await;
    world.keeps(1).await;
    assert_eq!(world.counts("SELECT count(*) FROM unkept_message").await, 0);
    staffs(&world).expect(&["Mine"]).await;
}

/// Discord tells of something in a shape that nobody can read: the doctor names it, in the reader's language.
#[tokio::test]
async fn the_doctor_tells_what_could_not_be_read() {
    let (world, thread) = with_a_p1().await;
    let staff = &world.staff;
    let found = staff.bob.types(&staff.support, "/desk doctor").await;
    assert!(!found.contains(&["cannot read"]), "{}", found.text());
    world.sandbox.faults().change_event("MESSAGE_CREATE", |data| data["mentions"] = json!("odd"));
    world.globex.member.says(&thread, "Next year's").expect("a message");
    world.keeps(1).await;
    let found = staff.bob.types(&staff.support, "/desk doctor").await;
    assert!(found.contains(&["`MESSAGE_CREATE` (1)", "cannot read"]), "{}", found.text());
    let found = staff.carol.types(&staff.support, "/desk doctor").await;
    assert!(found.contains(&["`MESSAGE_CREATE` (1)", "ne sais pas lire"]), "{}", found.text());
}
