//! What Discord failed to tell and nothing later shows: found by looking, within minutes or when a session
//! begins, wherever it was written; and told in its place.

use chrono::TimeDelta;
use sandbox::{Channel, Permissions, Whom};

use crate::world::{World, until, world};

/// How often the open threads of every server are looked through.
const LOOK: TimeDelta = TimeDelta::minutes(5);

/// A ticket of Globex', whose team's thread that is.
async fn with_a_ticket() -> (World, Channel) {
    let world = world().await;
    let thread = opens(&world, "#1").await;
    (world, thread)
}

async fn opens(world: &World, number: &str) -> Channel {
    world.globex.member.types(&world.globex.channel, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    world.globex.channel.expect(&[number]).await;
    world.staff.support.expect(&[number]).await;
    world.globex.channel.find_thread(number).expect("the ticket's thread")
}

fn staffs(world: &World, number: &str) -> Channel {
    world.staff.support.find_thread(number).expect("the staff's thread")
}

/// The next message is told to nobody.
fn lose_one(world: &World) {
    world.sandbox.faults().lose_events_named("MESSAGE_CREATE", 0, 1);
}

/// How often a thread was read so far.
fn reads_of(world: &World, thread: &Channel) -> usize {
    let path = format!("/channels/{}/messages", thread.id());
    world.sandbox.requests().iter().filter(|one| one.method == "GET" && one.path == path).count()
}

/// How often servers were asked for their open threads so far.
fn looks(world: &World) -> usize {
    world.sandbox.requests().iter().filter(|one| one.path.ends_with("/threads/active")).count()
}

/// In which order these words stand in a text.
fn places(text: &str, words: &[&str]) -> Vec<usize> {
    words.iter().map(|word| text.find(word).unwrap_or_else(|| panic!("{word} in: {text}"))).collect()
}

/// Without another session, without another word, what was lost is kept within minutes; and so is what was
/// lost before what was not. Whoever reads the ticket finds it where it was written.
#[tokio::test]
async fn what_was_lost_is_found_within_minutes() {
    let (world, thread) = with_a_ticket().await;
    let member = &world.globex.member;
    lose_one(&world);
    member.says(&thread, "The first").expect("a message");
    world.settles().await;
    world.turns(LOOK).await;
    world.keeps(1).await;
    staffs(&world, "#1").expect(&["The first"]).await;
    lose_one(&world);
    member.says(&thread, "The second").expect("a message");
    member.says(&thread, "The third").expect("a message");
    world.keeps(2).await;
    staffs(&world, "#1").expect(&["The third"]).await;
    world.turns(LOOK).await;
    world.keeps(3).await;
    staffs(&world, "#1").expect(&["The second"]).await;

    let words = ["The first", "The second", "The third"];
    let shown = member.types(&thread, "/ticket show").await;
    assert!(places(shown.text(), &words).is_sorted(), "{}", shown.text());
    let exported = member.types(&thread, "/ticket export").await;
    for part in ["transcript.txt", "index.html"] {
        let text = part_of(&exported.files()[0].bytes, part);
        assert!(places(&text, &words).is_sorted(), "{text}");
    }
    // The record itself is chained in the order in which the desk knew of it.
    let events = part_of(&exported.files()[0].bytes, "events.json");
    assert!(places(&events, &["The first", "The third", "The second"]).is_sorted(), "{events}");
    world.end().await;
}

fn part_of(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a ZIP file");
    let mut text = String::new();
    std::io::Read::read_to_string(&mut zip.by_name(name).expect("a part"), &mut text).expect("a text");
    text
}

/// That a message was edited, and another deleted, is told to nobody and shows in nothing that is told later:
/// within the hour its thread is held against the record.
#[tokio::test]
async fn what_was_changed_unheard_is_found_within_the_hour() {
    let (world, thread) = with_a_ticket().await;
    let member = &world.globex.member;
    let [first, second] = ["At nine", "Down"].map(|text| member.says(&thread, text).expect("a message"));
    world.keeps(2).await;
    world.turns(LOOK).await;
    until(|| reads_of(&world, &thread) == 1).await;
    world.settles().await;
    for name in ["MESSAGE_UPDATE", "MESSAGE_DELETE"] {
        world.sandbox.faults().lose_events_named(name, 0, 1);
    }
    assert!(member.edits(&first, "At ten"));
    assert!(member.deletes(&second));
    world.settles().await;
    world.turns(LOOK).await;
    world.settles().await;
    let changes = |kind: &str| format!("SELECT count(*) FROM ticket_event WHERE event ->> 'kind' = '{kind}'");
    for kind in ["message_edited", "message_deleted"] {
        assert_eq!(world.counts(&changes(kind)).await, 0);
    }
    world.turns(TimeDelta::hours(1)).await;
    for kind in ["message_edited", "message_deleted"] {
        world.comes(&changes(kind), 1).await;
    }
    let theirs = staffs(&world, "#1");
    for words in ["At nine", "Down", "At ten", "supprimé"] {
        theirs.expect(&[words]).await;
    }
    world.end().await;
}

/// A server with tickets is asked once for all of its threads, and a thread in which nothing is new is not
/// read again.
#[tokio::test]
async fn looking_costs_one_question_a_server() {
    let (world, thread) = with_a_ticket().await;
    world.globex.member.says(&thread, "Hello?").expect("a message");
    world.keeps(1).await;
    let staffs = staffs(&world, "#1");
    staffs.expect(&["Hello?"]).await;
    let before = looks(&world);
    world.turns(LOOK).await;
    until(|| looks(&world) == before + 2).await;
    world.settles().await;
    let read = [&thread, &staffs].map(|thread| reads_of(&world, thread));
    assert_eq!(read, [1, 1]);
    for round in 2..5 {
        world.turns(LOOK).await;
        until(|| looks(&world) == before + 2 * round).await;
    }
    world.settles().await;
    assert_eq!([&thread, &staffs].map(|thread| reads_of(&world, thread)), read);
    world.end().await;
}

/// A closed ticket's thread that is opened again by what nobody heard of: it is kept, answered once, and the
/// thread is put away again.
#[tokio::test]
async fn what_was_lost_in_a_closed_tickets_thread_is_found() {
    let (world, thread) = with_a_ticket().await;
    let member = &world.globex.member;
    member.types(&thread, "/ticket close").await;
    world.settles().await;
    thread.expect(&["Closed by"]).await;
    until(|| thread.is_archived()).await;
    lose_one(&world);
    member.says(&thread, "It is not over").expect("a message");
    assert!(!thread.is_archived());
    world.settles().await;
    world.turns(LOOK).await;
    world.keeps(1).await;
    staffs(&world, "#1").expect(&["It is not over"]).await;
    thread.expect(&["is closed: your message is saved"]).await;
    world.turns(TimeDelta::minutes(10)).await;
    until(|| thread.is_archived()).await;
    world.end().await;
}

/// More than a page of what is known stands after it: it is found all the same.
#[tokio::test]
async fn what_was_lost_long_before_is_found() {
    let world = world().await;
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
    lose_one(&world);
    ian.says(&thread, "Lost").expect("a message");
    for number in 0..130 {
        ian.says(&thread, &format!("Line {number}")).expect("a message");
    }
    world.keeps(130).await;
    world.sandbox.invalidate_sessions(false);
    world.keeps(131).await;
    let lost = "SELECT count(*) FROM ticket_text WHERE body = 'Lost'";
    assert_eq!(world.counts(lost).await, 1);
    world.end().await;
}

/// What was written while the desk was away, in threads that were put away before it came back: an open
/// ticket's, and a closed one's.
#[tokio::test]
async fn what_was_put_away_meanwhile_is_read() {
    let (mut world, open) = with_a_ticket().await;
    let closed = opens(&world, "#2").await;
    world.globex.member.types(&closed, "/ticket close").await;
    world.settles().await;
    closed.expect(&["Closed by"]).await;
    until(|| closed.is_archived()).await;
    world.stops().await;
    let member = &world.globex.member;
    member.says(&open, "Anybody there?").expect("a message");
    member.says(&closed, "It is not over").expect("a message");
    assert!(!closed.is_archived());
    open.set_archived(true);
    closed.set_archived(true);
    world.starts().await;
    world.keeps(2).await;
    staffs(&world, "#1").expect(&["Anybody there?"]).await;
    staffs(&world, "#2").expect(&["It is not over"]).await;
    closed.expect(&["is closed: your message is saved"]).await;
    world.end().await;
}

/// Where the bot may not read what was written before, that is not taken for read: it is once it may.
#[tokio::test]
async fn what_could_not_be_read_is_read_once_it_may_be() {
    let (world, thread) = with_a_ticket().await;
    world.globex.channel.deny(Whom::Bot, Permissions::READ_MESSAGE_HISTORY);
    lose_one(&world);
    world.globex.member.says(&thread, "Hello?").expect("a message");
    world.settles().await;
    world.turns(LOOK).await;
    until(|| reads_of(&world, &thread) == 1).await;
    world.settles().await;
    assert_eq!(world.counts("SELECT count(*) FROM ticket_message").await, 0);
    world.globex.channel.allow(Whom::Bot, Permissions::READ_MESSAGE_HISTORY);
    world.turns(LOOK).await;
    world.keeps(1).await;
    staffs(&world, "#1").expect(&["Hello?"]).await;
    world.end().await;
}

/// A team whose channel publishes announcements has threads of another kind: they are heard and read as any.
#[tokio::test]
async fn the_thread_of_a_channel_of_announcements_is_read_too() {
    let world = world().await;
    let (ian, staff) = (&world.initech.member, &world.staff);
    let news = staff.guild.channel("news").announcements().create();
    let line = format!("/customer link customer:Initech channel:{} announcements:false", news.mention());
    staff.bob.types(&staff.support, &line).await;
    ian.joins(&staff.guild, &[]);
    ian.types(&news, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    news.expect(&["#1"]).await;
    staff.support.expect(&["#1"]).await;
    let thread = news.find_thread("#1").expect("the ticket's thread");
    ian.says(&thread, "Heard").expect("a message");
    world.keeps(1).await;
    lose_one(&world);
    ian.says(&thread, "Lost").expect("a message");
    world.settles().await;
    world.turns(LOOK).await;
    world.keeps(2).await;
    world.end().await;
}

/// Neither what was written in an open ticket's thread was told, nor that the thread was put away, days ago:
/// it is asked for by itself.
#[tokio::test]
async fn what_was_put_away_long_ago_is_read_of_open_tickets() {
    let (world, thread) = with_a_ticket().await;
    lose_one(&world);
    world.globex.member.says(&thread, "Anybody there?").expect("a message");
    world.sandbox.faults().lose_events_named("THREAD_UPDATE", 0, 1);
    thread.set_archived(true);
    world.turns(TimeDelta::days(3)).await;
    world.turns(LOOK).await;
    assert_eq!(world.counts("SELECT count(*) FROM ticket_message").await, 0);
    world.sandbox.invalidate_sessions(false);
    world.keeps(1).await;
}
