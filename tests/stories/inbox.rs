//! What is written in tickets' threads is kept before anything is asked about it: however it was told, and
//! whatever it consists of.

use sandbox::{Channel, Fault, Permissions, Whom};
use serde_json::json;

use crate::world::{World, world};

/// A ticket of Acme's, opened by Amine: Alice has written nothing yet, so that nobody knows her roles. The
/// team's thread.
async fn with_a_ticket() -> (World, Channel) {
    let world = world().await;
    let acme = &world.acme;
    acme.member.types(&acme.channel, "/ticket open subject:Lent description:Très").await;
    world.settles().await;
    acme.channel.expect(&["#1"]).await;
    world.staff.support.expect(&["#1"]).await;
    let thread = acme.channel.find_thread("#1").expect("the ticket's thread");
    (world, thread)
}

fn staffs(world: &World) -> Channel {
    world.staff.support.find_thread("#1").expect("the staff's thread")
}

/// What was written in the ticket, in the order in which it was kept.
async fn kept(world: &World) -> Vec<String> {
    let mut conn = world.desk().store.read().await.expect("the database");
    sqlx::query_scalar("SELECT body FROM ticket_text WHERE seq > 1 ORDER BY ticket, seq")
        .fetch_all(&mut *conn)
        .await
        .expect("the database")
}

/// Whoever cannot be looked up just now is kept within a minute, in order, without a new session; other
/// threads wait for nothing.
#[tokio::test]
async fn who_cannot_be_looked_up_is_kept_within_a_minute() {
    let (world, thread) = with_a_ticket().await;
    let (acme, globex) = (&world.acme, &world.globex);
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    globex.channel.expect(&["#2"]).await;
    world.staff.support.expect(&["#2"]).await;
    let other = globex.channel.find_thread("#2").expect("the ticket's thread");
    let members = format!("/guilds/*/members/{}", acme.manager.id());
    world.sandbox.faults().next(3, "GET", &members, Fault::Status(503));
    acme.manager.says(&thread, "First").expect("a message");
    acme.member.says(&thread, "Second").expect("a message");
    globex.member.says(&other, "Elsewhere").expect("a message");
    world.keeps(1).await;
    assert_eq!(kept(&world).await, ["Elsewhere"]);
    assert_eq!(world.counts("SELECT count(*) FROM inbox").await, 2, "both are in the database by now");
    for seconds in [1, 2, 4] {
        world.turns(chrono::TimeDelta::seconds(seconds)).await;
    }
    world.keeps(3).await;
    assert_eq!(world.sandbox.faults().pending(), 0);
    assert_eq!(kept(&world).await, ["First", "Second", "Elsewhere"]);
    staffs(&world).expect(&["First"]).await;
    staffs(&world).expect(&["Second"]).await;
    world.staff.support.find_thread("#2").expect("the staff's thread").expect(&["Elsewhere"]).await;
    assert_eq!(world.counts("SELECT count(*) FROM inbox").await, 0);
    world.end().await;
}

/// That something newer was kept says nothing of what stands before it: the next session finds it, whatever
/// was lost in the middle.
#[tokio::test]
async fn what_was_lost_behind_what_was_kept_is_read_back() {
    let (world, thread) = with_a_ticket().await;
    world.sandbox.faults().lose_events_named("MESSAGE_CREATE", 1, 2);
    for text in ["One", "Two", "Three", "Four"] {
        world.acme.member.says(&thread, text).expect("a message");
    }
    world.keeps(2).await;
    assert_eq!(kept(&world).await, ["One", "Four"]);
    world.sandbox.invalidate_sessions(false);
    world.keeps(4).await;
    assert_eq!(kept(&world).await, ["One", "Four", "Two", "Three"]);
    for text in ["One", "Four", "Two", "Three"] {
        staffs(&world).expect(&[text]).await;
    }
    world.end().await;
}

/// A gap that is longer than a page, behind what was kept: all of it is found, page by page.
#[tokio::test]
async fn a_gap_longer_than_a_page_is_read_back() {
    let (world, thread) = with_a_ticket().await;
    world.sandbox.faults().lose_events_named("MESSAGE_CREATE", 0, 150);
    for number in 0..150 {
        world.acme.member.says(&thread, &format!("Line {number}")).expect("a message");
    }
    world.acme.member.says(&thread, "After").expect("a message");
    world.keeps(1).await;
    world.sandbox.invalidate_sessions(false);
    // Not until all of it is copied, which takes its time.
    let all = "SELECT count(*) FROM ticket_message";
    for _ in 0..2_000 {
        if world.counts(all).await == 151 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    let kept = kept(&world).await;
    let expected: Vec<String> = (0..150).map(|number| format!("Line {number}")).collect();
    assert_eq!((kept[0].as_str(), &kept[1..]), ("After", &expected[..]));
}

/// A thread that is put away, opened again or seen again tells its last message: where nobody has heard of
/// that, it is read.
#[tokio::test]
async fn a_thread_that_comes_into_sight_is_read() {
    let (world, thread) = with_a_ticket().await;
    let member = &world.acme.member;
    world.sandbox.faults().lose_events_named("MESSAGE_CREATE", 0, 1);
    member.says(&thread, "Unheard").expect("a message");
    thread.set_archived(true);
    world.keeps(1).await;
    staffs(&world).expect(&["Unheard"]).await;
    thread.set_archived(false);
    world.acme.channel.deny(Whom::Bot, Permissions::VIEW_CHANNEL);
    member.says(&thread, "Out of sight").expect("a message");
    world.settles().await;
    world.keeps(1).await;
    world.acme.channel.allow(Whom::Bot, Permissions::VIEW_CHANNEL);
    world.keeps(2).await;
    staffs(&world).expect(&["Out of sight"]).await;
    world.end().await;
}

/// What was edited and deleted in a thread while the bot did not see it was told to nobody: it is found when
/// the thread is in sight again.
#[tokio::test]
async fn what_was_changed_out_of_sight_is_found() {
    let (world, thread) = with_a_ticket().await;
    let member = &world.acme.member;
    let [first, second] = ["At nine", "Down"].map(|text| member.says(&thread, text).expect("a message"));
    world.keeps(2).await;
    world.acme.channel.deny(Whom::Bot, Permissions::VIEW_CHANNEL);
    assert!(member.edits(&first, "At ten"));
    assert!(member.deletes(&second));
    world.settles().await;
    world.acme.channel.allow(Whom::Bot, Permissions::VIEW_CHANNEL);
    for kind in ["message_edited", "message_deleted"] {
        world.comes(&format!("SELECT count(*) FROM ticket_event WHERE event ->> 'kind' = '{kind}'"), 1).await;
    }
    for words in ["At nine", "Down", "At ten", "supprimé"] {
        staffs(&world).expect(&[words]).await;
    }
    world.end().await;
}

/// What waits to be taken in was not kept yet, and its deletion is missed all the same where it stands in its
/// thread no more.
#[tokio::test]
async fn what_is_deleted_while_it_waits_is_on_record_as_deleted() {
    let (world, thread) = with_a_ticket().await;
    let manager = &world.acme.manager;
    let members = format!("/guilds/*/members/{}", manager.id());
    world.sandbox.faults().next(3, "GET", &members, Fault::Status(503));
    manager.says(&thread, "Before").expect("a message");
    let message = manager.says(&thread, "Not so").expect("a message");
    while world.counts("SELECT count(*) FROM inbox").await < 2 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    world.sandbox.faults().lose_events_named("MESSAGE_DELETE", 0, 1);
    assert!(manager.deletes(&message));
    world.sandbox.invalidate_sessions(false);
    while world.counts("SELECT count(*) FROM inbox WHERE kind = 'deleted'").await == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    for seconds in [1, 2, 4] {
        world.turns(chrono::TimeDelta::seconds(seconds)).await;
    }
    world.keeps(2).await;
    world.comes("SELECT count(*) FROM ticket_event WHERE event ->> 'kind' = 'message_deleted'", 1).await;
    for words in ["Before", "Not so", "supprimé"] {
        staffs(&world).expect(&[words]).await;
    }
    world.end().await;
}

/// A message whose deletion and edits nobody heard of is what an edit says, where the edit is all that was
/// told.
#[tokio::test]
async fn an_edit_of_what_nobody_heard_of_is_the_message() {
    let (world, thread) = with_a_ticket().await;
    world.sandbox.faults().lose_events_named("MESSAGE_CREATE", 0, 1);
    let message = world.acme.member.says(&thread, "Port 80").expect("a message");
    assert!(world.acme.member.edits(&message, "Port 443"));
    world.keeps(1).await;
    assert_eq!(kept(&world).await, ["Port 443"]);
    staffs(&world).expect(&["Port 443"]).await;
    world.end().await;
}

/// What is in a message beside its text is kept in words, in the team's language, with the files of what is
/// forwarded.
#[tokio::test]
async fn everything_in_a_message_is_kept() {
    let (world, thread) = with_a_ticket().await;
    let (acme, member) = (&world.acme, &world.acme.member);
    let source = member
        .says_with_files(&acme.channel, "ERR 500 **sur** le portail", &[("capture.png", b"a picture")])
        .expect("a message");
    member.forwards(&source, &thread).expect("a message");
    member.polls(&thread, "Quand ?", &["Maintenant", "Demain"]).expect("a message");
    member.sticks(&thread, "Bravo").expect("a message");
    let asked = member.says(&thread, "C'est revenu ?").expect("a message");
    acme.manager.replies_to(&asked, "Oui").expect("a message");
    let embed = json!({ "embeds": [{ "type": "rich", "title": "Alerte", "description": "Disque plein" }] });
    member.says_with(&thread, "", embed).expect("a message");
    member.says_with(&thread, "", json!({ "type": 901, "content": "D'un autre genre" })).expect("a message");
    world.keeps(7).await;
    assert_eq!(
        kept(&world).await,
        [
            "Message transféré\u{a0}:\n> ERR 500 **sur** le portail",
            "Sondage\u{a0}: Quand ?\n– Maintenant\n– Demain",
            "Autocollant\u{a0}: Bravo",
            "C'est revenu ?",
            "> Amine: C'est revenu ?\nOui",
            "Alerte\nDisque plein",
            "D'un autre genre",
        ]
    );
    let copy = staffs(&world).expect(&["Message transféré", r"\*\*sur\*\*", "{capture.png}"]).await;
    assert_eq!(copy.files[0].bytes, b"a picture");
    for words in ["Sondage", "Bravo", "revenu", "Oui", "Disque plein", "autre genre"] {
        staffs(&world).expect(&[words]).await;
    }
    world.end().await;
}

/// A ticket opened from a forwarded message has what that says, and its files.
#[tokio::test]
async fn a_ticket_is_opened_from_what_was_forwarded() {
    let world = world().await;
    let globex = &world.globex;
    let source = globex
        .member
        .says_with_files(&globex.channel, "ERR 500", &[("screen.png", b"a picture")])
        .expect("a message");
    let forwarded = globex.member.forwards(&source, &globex.channel).expect("a message");
    let form = globex.member.uses_menu("Open a ticket", &forwarded).await;
    globex.member.fills(&form, &[("subject", "Portal")]).await;
    world.settles().await;
    let text =
        "SELECT count(*) FROM ticket WHERE description = 'Forwarded message:' || char(10) || '> ERR 500'";
    assert_eq!(world.counts(text).await, 1);
    assert_eq!(world.counts("SELECT count(*) FROM attachment WHERE sha256 = '92b2fa58028958317e408bd84ecfa70f5ee35b121991dbc232c49d166353708b'").await, 1);
}

/// A message in a shape that the library does not read is kept from what was told; where that does not even
/// say which it is, it is read in its thread. The name of the event is counted.
#[tokio::test]
async fn an_event_that_cannot_be_read_is_kept_all_the_same() {
    let (world, thread) = with_a_ticket().await;
    let (faults, member) = (world.sandbox.faults(), &world.acme.member);
    let poll = json!({ "poll": { "question": { "text": "x" } } });
    member.says_with(&thread, "Next year's", poll).expect("a message");
    world.keeps(1).await;
    assert_eq!(kept(&world).await, ["Next year's\nSondage\u{a0}: x"]);
    faults.change_event("MESSAGE_CREATE", |data| {
        data.as_object_mut().expect("a message").remove("id");
    });
    member.says(&thread, "Without a number").expect("a message");
    world.keeps(2).await;
    faults.change_event("MESSAGE_CREATE", |data| *data = json!({}));
    member.says(&thread, "Without a word").expect("a message");
    world.keeps(3).await;
    faults.change_event("MESSAGE_UPDATE", |data| data["mentions"] = json!("odd"));
    let message = member.says(&thread, "Port 80").expect("a message");
    world.keeps(4).await;
    assert!(member.edits(&message, "Port 443"));
    world.comes("SELECT count(*) FROM ticket_event WHERE event ->> 'kind' = 'message_edited'", 1).await;
    for words in ["Next year", "Without a number", "Without a word", "Port 80", "Port 443"] {
        staffs(&world).expect(&[words]).await;
    }
    let url = format!("http://{}/metrics", world.door());
    let figures = reqwest::get(url).await.expect("the figures").text().await.expect("text");
    for name in ["MESSAGE_CREATE", "MESSAGE_UPDATE"] {
        let counted = format!("guichet_events_unread_total{{event=\"{name}\"}}");
        assert!(figures.contains(&counted), "{counted} in: {figures}");
    }
    world.end().await;
}

/// A message that the library does not read in a thread's history costs none of the others there.
#[tokio::test]
async fn a_page_with_an_odd_message_is_read() {
    let (mut world, thread) = with_a_ticket().await;
    world.stops().await;
    let member = &world.acme.member;
    member.says(&thread, "Before").expect("a message");
    member
        .says_with(&thread, "Odd", json!({ "mentions": 7, "poll": { "question": {} } }))
        .expect("a message");
    member.says(&thread, "After").expect("a message");
    world.starts().await;
    world.keeps(3).await;
    assert_eq!(kept(&world).await[0], "Before");
    assert_eq!(kept(&world).await[2], "After");
}

/// Whoever asks something in a shape that cannot be read is told so.
#[tokio::test]
async fn who_asks_what_cannot_be_read_is_told() {
    let world = world().await;
    let globex = &world.globex;
    world.sandbox.faults().change_event("INTERACTION_CREATE", |data| data["data"] = json!("odd"));
    let answer = globex.member.types(&globex.channel, "/ticket list").await;
    assert!(answer.is_private() && answer.contains(&["could not read this request"]), "{}", answer.text());
    world.sandbox.faults().change_event("INTERACTION_CREATE", |data| data["data"] = json!("odd"));
    let answer = world.acme.member.types(&world.acme.channel, "/ticket list").await;
    assert!(answer.contains(&["Je n'ai pas pu lire cette demande"]), "{}", answer.text());
    world.end().await;
}

/// A server that cannot be read as it is told is read as far as it can be: its threads are looked at all the
/// same.
#[tokio::test]
async fn a_server_that_cannot_be_read_is_looked_at() {
    let (mut world, thread) = with_a_ticket().await;
    world.stops().await;
    world.acme.member.says(&thread, "While nobody was there").expect("a message");
    for _ in 0..4 {
        world.sandbox.faults().change_event("GUILD_CREATE", |data| {
            data["stickers"] = json!([{ "odd": true }]);
            data["roles"].as_array_mut().expect("roles").push(json!({ "odd": true }));
        });
    }
    world.starts().await;
    world.keeps(1).await;
    staffs(&world).expect(&["While nobody was there"]).await;
    world.sandbox.faults().clear();
    world.end().await;
}

/// What is edited, deleted or written anywhere but in a ticket's thread writes nothing.
#[tokio::test]
async fn what_is_no_tickets_costs_no_write() {
    let (world, _) = with_a_ticket().await;
    let (acme, member) = (&world.acme, &world.acme.member);
    let side = acme.guild.channel("side").create();
    let about = member.says(&side, "Hello").expect("a message");
    world.settles().await;
    let written = world.desk().store.written();
    let other = member.says(&acme.channel, "Lunch?").expect("a message");
    assert!(member.edits(&about, "Hello!") && member.edits(&other, "Dinner?"));
    assert!(member.deletes(&about) && member.deletes(&other));
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert_eq!(world.desk().store.written(), written);
    world.end().await;
}

/// What nobody of the staff writes in the staff's thread is on no record, and they read so; a message that is
/// deleted before it was taken in is kept, and so is that it was deleted.
#[tokio::test]
async fn nobody_is_passed_over_in_silence() {
    let (world, thread) = with_a_ticket().await;
    world.acme.member.says(&thread, "Hello?").expect("a message");
    world.keeps(1).await;
    staffs(&world).expect(&["Hello?"]).await;
    let zoe = world.sandbox.person("Zoe").create();
    zoe.joins(&world.staff.guild, &[]);
    zoe.says(&staffs(&world), "I am new").expect("a message");
    world.comes("SELECT count(*) FROM unkept_message", 1).await;
    let told = staffs(&world).expect(&["n'est ni conservé ni transmis"]).await;
    assert_eq!(told.notified, ["Zoe"]);
    world.sandbox.faults().next(1, "GET", "/guilds/*/members/*", Fault::Status(503));
    let message = world.acme.manager.says(&thread, "Forget it").expect("a message");
    assert!(world.acme.manager.deletes(&message));
    world.comes("SELECT count(*) FROM inbox", 2).await;
    world.turns(chrono::TimeDelta::seconds(2)).await;
    world.comes("SELECT count(*) FROM ticket_event WHERE event ->> 'kind' = 'message_deleted'", 1).await;
    staffs(&world).expect(&["Forget it"]).await;
    staffs(&world).expect(&["a été supprimé"]).await;
    world.end().await;
}
