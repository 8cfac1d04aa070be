//! Where a ticket speaks: only where a channel speaks for its customer; in the channel where there is no
//! thread, or none that takes anything; and never so that what waits keeps anything else waiting.

use chrono::TimeDelta;
use sandbox::{Channel, Fault, Permissions, Whom};

use crate::world::{World, world};

const MINUTE: TimeDelta = TimeDelta::minutes(1);

/// A ticket of Globex in its own channel, all of it said and read. Returns the thread.
async fn with_a_ticket(world: &World) -> Channel {
    let globex = &world.globex;
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    globex.channel.expect(&["#1", "Slow"]).await;
    world.staff.support.expect(&["#1", "Slow"]).await;
    globex.channel.find_thread("#1").expect("the ticket's thread")
}

async fn bob(world: &World, line: &str) -> sandbox::Answer {
    let answer = world.staff.bob.types(&world.staff.support, line).await;
    world.settles().await;
    answer
}

/// Bob reads so; what he wrote stands in the staff's thread too, which is not what these stories are of.
async fn replies(world: &World, text: &str, told: &[&str]) {
    let answer = bob(world, &format!("/agent reply ticket:#1 text:{text}")).await;
    assert!(answer.contains(told), "{}", answer.text());
    if let Some(thread) = world.staff.support.find_thread("#1") {
        thread.skip();
    }
}

/// "A ticket goes on speaking in a channel that was given to another customer": it goes on where its customer
/// still is, with all that is said from then on, and nothing of it is read by the others: neither what staff
/// write, nor the ticket itself when its thread is deleted.
#[tokio::test]
async fn a_channel_given_to_another_customer_hears_nothing_more() {
    let world = world().await;
    let (globex, initech, staff) = (&world.globex, &world.initech, &world.staff);
    let room = staff.guild.channel("room").create();
    let link = |customer: &str| {
        format!("/customer link customer:{customer} channel:{} announcements:false", room.mention())
    };
    bob(&world, &link("Globex")).await;
    globex.member.joins(&staff.guild, &[]);
    initech.member.joins(&staff.guild, &[]);
    globex.member.types(&room, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    room.expect(&["#1"]).await;
    staff.support.expect(&["#1"]).await;
    let old = room.find_thread("#1").expect("the ticket's thread");

    let unlinked = bob(&world, &format!("/customer unlink customer:Globex channel:{}", room.id())).await;
    assert!(unlinked.contains(&["continue in", &globex.channel.mention(), "#1"]), "{}", unlinked.text());
    bob(&world, &link("Initech")).await;
    let first = globex.channel.expect(&["#1", "Slow"]).await;
    assert!(!first.buttons.is_empty());
    let thread = globex.channel.find_thread("#1").expect("a thread where it goes on");
    thread.expect(&["#1"]).await;

    replies(&world, "secret", &["sent to the customer ("]).await;
    thread.expect(&["secret"]).await;
    bob(&world, "/agent update ticket:#1 impact:hidden action:hushed next:30").await;
    thread.expect(&["hidden", "hushed"]).await;
    old.delete();
    world.settles().await;
    bob(&world, "/ticket close ticket:#1").await;
    thread.expect(&["Closed"]).await;
    assert!(room.messages().iter().all(|one| !one.contains(&["secret"]) && !one.contains(&["hidden"])));
    assert_eq!(room.messages().iter().filter(|one| one.contains(&["#1"])).count(), 1, "as it was before");
    world.end().await;
}

/// The only channel of a customer is unlinked: staff are told once, whoever replies reads that nobody can see
/// it, and nothing is posted there. Linked again, what was written meanwhile is said, in its order, and the
/// ticket goes on in its old thread.
#[tokio::test]
async fn with_no_channel_left_nobody_can_see_it_until_there_is_one() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    let thread = with_a_ticket(&world).await;
    let unlink = format!("/customer unlink customer:Globex channel:{}", globex.channel.id());
    let unlinked = bob(&world, &unlink).await;
    assert!(unlinked.contains(&["The customer's team can no longer see #1"]), "{}", unlinked.text());
    staff.support.expect(&["#1", "Globex"]).await;
    replies(&world, "one", &["the customer can't see it", "Globex"]).await;
    let updated = bob(&world, "/agent update ticket:#1 impact:two action:do next:30").await;
    assert!(updated.contains(&["the customer can't see it"]), "{}", updated.text());
    assert!(!updated.contains(&["sent to the customer"]), "{}", updated.text());
    let doctor = bob(&world, "/desk doctor").await;
    assert!(
        doctor.contains(&["**Globex**: nobody on the customer's side has been able to see #1"]),
        "{}",
        doctor.text()
    );
    // Its thread is deleted meanwhile: it is not made anew where nobody of its team is.
    assert_eq!(globex.channel.threads().len(), 1);
    assert!(thread.messages().iter().all(|one| !one.contains(&["one"])));

    let handed_out = bob(&world, "/customer link customer:Globex announcements:false").await;
    let code = handed_out.text().split('`').nth(1).expect("a code between back-quotes").to_owned();
    globex.manager.types(&globex.channel, &format!("/link code:{code}")).await;
    world.settles().await;
    thread.expect(&["one"]).await;
    thread.expect(&["two"]).await;
    replies(&world, "three", &["sent to the customer ("]).await;
    thread.expect(&["three"]).await;
    assert_eq!(globex.channel.threads().len(), 1, "it goes on in its old thread");
    world.end().await;
}

/// Linked elsewhere, it goes on there, with a first message and a thread of its own.
#[tokio::test]
async fn what_nobody_could_see_goes_on_in_the_next_channel() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    let thread = with_a_ticket(&world).await;
    bob(&world, &format!("/customer unlink customer:Globex channel:{}", globex.channel.id())).await;
    staff.support.expect(&["#1", "Globex"]).await;
    replies(&world, "one", &["the customer can't see it"]).await;
    thread.delete();
    world.settles().await;
    assert_eq!(globex.channel.threads().len(), 0, "a thread is never made anew where nobody of the team is");
    let room = staff.guild.channel("room").create();
    bob(&world, &format!("/customer link customer:Globex channel:{} announcements:false", room.mention()))
        .await;
    room.expect(&["#1", "Slow"]).await;
    let thread = room.find_thread("#1").expect("the ticket's thread");
    thread.expect(&["#1"]).await;
    thread.expect(&["one"]).await;
    world.end().await;
}

/// An administrator deletes the channel: its open tickets go on in another of the same customer.
#[tokio::test]
async fn a_channel_that_is_deleted_leaves_its_tickets_to_another() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    let room = staff.guild.channel("room").create();
    bob(&world, &format!("/customer link customer:Globex channel:{} announcements:false", room.mention()))
        .await;
    with_a_ticket(&world).await;
    globex.channel.delete();
    world.settles().await;
    room.expect(&["#1", "Slow"]).await;
    world.settles().await;
    replies(&world, "here", &["sent to the customer ("]).await;
    let thread = room.find_thread("#1").expect("the ticket's thread");
    thread.expect(&["#1"]).await;
    thread.expect(&["here"]).await;
    world.end().await;
}

/// The event of it was lost: Discord says so when the next word is for it.
#[tokio::test]
async fn a_channel_that_discord_knows_no_more_leaves_its_tickets_too() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    let room = staff.guild.channel("room").create();
    bob(&world, &format!("/customer link customer:Globex channel:{} announcements:false", room.mention()))
        .await;
    let path = format!("/channels/{}/messages", globex.channel.id());
    world.sandbox.faults().next(1, "POST", &path, Fault::Refused(404, 10_003));
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    staff.support.expect(&["#1"]).await;
    room.expect(&["#1", "Slow"]).await;
    room.find_thread("#1").expect("the ticket's thread").expect(&["#1"]).await;
    assert!(globex.channel.messages().is_empty());
    world.end().await;
}

/// "A ticket without a thread": what is for the team goes to the channel, as a reply to its first message;
/// the thread is made as soon as the permission is there; staff and the doctor say which is missing, and
/// where.
#[tokio::test]
async fn without_a_thread_the_team_is_told_in_its_channel() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    globex.channel.deny(Whom::Bot, Permissions::CREATE_PUBLIC_THREADS);
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    let first = globex.channel.expect(&["#1", "Slow"]).await;
    staff.support.expect(&["#1", "Slow"]).await;
    staff.support.expect(&[&globex.channel.mention(), "50013"]).await;
    replies(&world, "one", &["sent to the customer in", &globex.channel.mention()]).await;
    let said = globex.channel.expect(&["one"]).await;
    assert_eq!(said.replies_to, Some(first.id));
    let doctor = bob(&world, "/desk doctor").await;
    assert!(
        doctor.contains(&[
            "missing permissions in",
            &globex.channel.mention(),
            "Globex",
            "Create Public Threads"
        ]),
        "{}",
        doctor.text()
    );
    // Who replies to what is said there answers the ticket; who says anything else does not.
    let answer = globex.member.replies_to(&said, "Port 80").expect("a message");
    globex.manager.replies_to(&first, "And slow").expect("a message");
    globex.manager.replies_to(&answer, "Lunch?").expect("a message");
    world.keeps(2).await;
    let kinds = "SELECT count(*) FROM ticket_event WHERE side = 'team' AND event ->> 'kind' = 'team_message'";
    assert_eq!(world.counts(kinds).await, 2);
    assert!(globex.member.edits(&answer, "Port 443"));
    world.comes("SELECT count(*) FROM ticket_event WHERE event ->> 'kind' = 'message_edited'", 1).await;
    assert!(globex.member.deletes(&answer));
    world.comes("SELECT count(*) FROM ticket_event WHERE event ->> 'kind' = 'message_deleted'", 1).await;
    let staffs = staff.support.find_thread("#1").expect("the staff's thread").skip();
    for words in ["Port 80", "And slow", "Port 443"] {
        assert!(staffs.iter().any(|one| one.contains(&[words])), "{staffs:#?}");
    }
    while world.sandbox.refused().iter().any(|one| one.code == 50_013) {
        world.sandbox.expect_refusal(50_013);
    }
    globex.channel.allow(Whom::Bot, Permissions::CREATE_PUBLIC_THREADS);
    world.settles().await;
    world.turns(MINUTE).await;
    let thread = globex.channel.find_thread("#1").expect("the ticket's thread");
    replies(&world, "two", &["sent to the customer ("]).await;
    thread.expect(&["two"]).await;
    world.end().await;
}

/// "Too many threads": what waits for a thread keeps nothing else in that channel waiting, and its thread
/// follows.
#[tokio::test]
async fn too_many_threads_keep_nothing_else_waiting() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    let path = format!("/channels/{}/messages/*/threads", globex.channel.id());
    world.sandbox.faults().next(100, "POST", &path, Fault::Refused(400, 160_006));
    for (number, subject) in [("#1", "Slow"), ("#2", "Slower"), ("#3", "Slowest")] {
        globex
            .member
            .types(&globex.channel, &format!("/ticket open subject:{subject} description:Very priority:P3"))
            .await;
        world.settles().await;
        globex.channel.expect(&[number, subject]).await;
        staff.support.expect(&[number, subject]).await;
        if number == "#1" {
            staff.support.expect(&[&globex.channel.mention(), "160006"]).await;
        }
    }
    let doctor = bob(&world, "/desk doctor").await;
    assert!(doctor.contains(&["Too many active threads: 3"]), "{}", doctor.text());
    world.turns(MINUTE).await;
    world.sandbox.faults().clear();
    // The pauses grow, up to an hour.
    world.turns(MINUTE * 90).await;
    for number in ["#1", "#2", "#3"] {
        globex.channel.find_thread(number).expect("the ticket's thread");
    }
    world.end().await;
}

/// "Locked threads": what the thread does not take is said beside it, and staff are told once.
#[tokio::test]
async fn a_locked_thread_is_spoken_beside() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    let thread = with_a_ticket(&world).await;
    globex.channel.deny(Whom::Bot, Permissions::MANAGE_THREADS);
    thread.set_locked(true);
    replies(&world, "one", &["#1"]).await;
    globex.channel.expect(&["one"]).await;
    world.sandbox.expect_refusal(160_005);
    let told = bob(&world, "/agent wait ticket:#1 reason:Please").await;
    assert!(told.contains(&["#1"]), "{}", told.text());
    globex.channel.expect(&["Please"]).await;
    world.sandbox.expect_refusal(160_005);
    // Put away besides, it is refused by another code.
    thread.set_archived(true);
    replies(&world, "two", &["#1"]).await;
    globex.channel.expect(&["two"]).await;
    world.sandbox.expect_refusal(50_083);
    thread.set_archived(false);
    thread.set_locked(false);
    replies(&world, "three", &["sent to the customer ("]).await;
    thread.expect(&["three"]).await;
    let told = staff.support.find_thread("#1").expect("the staff's thread").messages();
    assert_eq!(told.iter().filter(|one| one.contains(&["verrouillé"])).count(), 1, "staff are told once");
    world.end().await;
}

/// What was pressed in a thread that takes no answer is done, and told beside it; whoever pressed reads so.
#[tokio::test]
async fn an_answer_that_a_locked_thread_does_not_take_is_told_another_way() {
    let world = world().await;
    let globex = &world.globex;
    let thread = with_a_ticket(&world).await;
    bob(&world, "/agent wait ticket:#1 reason:Please").await;
    let asked = thread.expect(&["Please"]).await;
    globex.channel.deny(Whom::Bot, Permissions::MANAGE_THREADS);
    thread.set_locked(true);
    thread.set_archived(true);
    assert!(globex.member.presses(&asked, "answered").await.failed());
    world.sandbox.expect_failure();
    world.settles().await;
    globex.member.conversation().expect(&["locked"]).await;
    world.staff.support.skip();
    globex.channel.skip();
    while world.sandbox.refused().iter().any(|one| one.code == 50_083) {
        world.sandbox.expect_refusal(50_083);
    }
    assert_eq!(world.counts("SELECT count(*) FROM ticket WHERE state <> 'waiting'").await, 1);
    world.end().await;
}

/// The staff's thread cannot be made: copies go to the support channel, as replies to the card, and the
/// thread follows.
#[tokio::test]
async fn without_a_staffs_thread_copies_are_replies_to_the_card() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    globex.channel.expect(&["#1"]).await;
    let card = staff.support.expect(&["#1"]).await;
    staff.support.deny(Whom::Bot, Permissions::CREATE_PUBLIC_THREADS);
    let thread = globex.channel.find_thread("#1").expect("the ticket's thread");
    globex.member.says(&thread, "Hello?");
    world.keeps(1).await;
    let said = staff.support.skip();
    let copy = said.iter().find(|one| one.contains(&["Hello?"])).expect("the copy");
    assert_eq!(copy.replies_to, Some(card.id));
    assert!(said.iter().any(|one| one.contains(&["50013"])));
    world.sandbox.expect_refusal(50_013);
    staff.support.allow(Whom::Bot, Permissions::CREATE_PUBLIC_THREADS);
    world.settles().await;
    world.turns(MINUTE).await;
    globex.member.says(&thread, "Again?");
    world.keeps(2).await;
    staff.support.find_thread("#1").expect("the staff's thread").expect(&["Again?"]).await;
    world.end().await;
}

/// A message that Discord does not take for now keeps waiting what depends on it, and nothing else in that
/// channel.
#[tokio::test]
async fn what_waits_keeps_only_its_own_waiting() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    let path = format!("/channels/{}/messages", globex.channel.id());
    world.sandbox.faults().next(1, "POST", &path, Fault::Status(503));
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    staff.support.expect(&["#1"]).await;
    globex.member.types(&globex.channel, "/ticket open subject:Slower description:Much").await;
    world.settles().await;
    staff.support.expect(&["#2"]).await;
    globex.channel.expect(&["#2"]).await;
    let told = bob(&world, "/agent reply ticket:#1 text:one").await;
    assert!(told.contains(&["Saved"]) && !told.contains(&["sent to"]), "{}", told.text());
    staff.support.find_thread("#1").expect("the staff's thread").skip();
    world.turns(MINUTE).await;
    globex.channel.expect(&["#1"]).await;
    globex.channel.find_thread("#1").expect("the ticket's thread").expect(&["one"]).await;
    world.end().await;
}

/// A page that fails for now is tried again after seconds, however often it failed; and no page waits for
/// another.
#[tokio::test]
async fn a_page_that_fails_for_now_goes_after_seconds() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    let path = format!("/channels/{}/messages", staff.support.id());
    world.sandbox.faults().next(60, "POST", &path, Fault::Status(503));
    let line = r#"/ticket open subject:"All is down" description:"Since nine." priority:P1"#;
    let asked = globex.member.types(&globex.channel, line).await;
    globex.member.presses(&asked, "confirm").await;
    world.settles().await;
    for _ in 0..12 {
        world.turns(TimeDelta::seconds(20)).await;
    }
    world.sandbox.faults().clear();
    world.turns(TimeDelta::seconds(11)).await;
    let said = staff.support.skip();
    assert!(said.iter().any(|one| one.notified == ["on-call-1"]), "{said:#?}");
    globex.channel.skip();
    world.turns(MINUTE * 5).await;
    staff.support.skip();
    world.end().await;
}

/// Of the P1s of one team that nobody has acknowledged five are called apart, more in one page with all of
/// them; each is acknowledged by itself, and who is called next is right.
#[tokio::test]
async fn more_p1s_of_one_team_than_five_are_called_in_one_page() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    for number in 1..=8 {
        let line = format!(r#"/ticket open subject:"Down {number}" description:"Since nine." priority:P1"#);
        let asked = globex.member.types(&globex.channel, &line).await;
        globex.member.presses(&asked, "confirm").await;
        world.settles().await;
    }
    let pages = |said: Vec<sandbox::SeenMessage>| -> Vec<sandbox::SeenMessage> {
        said.into_iter().filter(|one| !one.notified.is_empty()).collect()
    };
    let at_once = pages(staff.support.skip());
    assert_eq!(at_once.len(), 6, "five apart, and one of all: {at_once:#?}");
    assert!(at_once[5].contains(&["Globex", "6 P1", "#6"]), "{}", at_once[5].text());
    world.turns(MINUTE).await;
    let together = pages(staff.support.skip());
    assert_eq!(together.len(), 1, "the others in one, within a minute: {together:#?}");
    assert!(together[0].contains(&["8 P1", "#7", "#8"]), "{}", together[0].text());
    world.turns(MINUTE * 2).await;
    assert!(pages(staff.support.skip()).is_empty(), "the vigil finds nothing missing");

    let seen = staff.bob.presses(&together[0], "ack:8").await;
    assert!(seen.contains(&["#8", "acknowledged"]), "{}", seen.text());
    world.settles().await;
    for thread in globex.channel.threads() {
        thread.skip();
    }
    let now = staff.support.messages().into_iter().find(|one| one.id == together[0].id).expect("the page");
    assert!(now.contains(&["7 P1", "#7"]) && !now.contains(&["#8"]), "{}", now.text());
    world.turns(MINUTE * 2).await;
    let next = pages(staff.support.skip());
    assert!((6..=7).contains(&next.len()), "again five apart, and one of all: {next:#?}");
    for number in 1..=7 {
        staff.carol.types(&staff.support, &format!("/agent ack ticket:#{number}")).await;
    }
    world.settles().await;
    staff.support.skip();
    for thread in globex.channel.threads() {
        thread.skip();
    }
    globex.channel.skip();
    world.turns(MINUTE * 20).await;
    assert!(pages(staff.support.skip()).is_empty(), "nobody is called any more");
    world.end().await;
}

/// A closed ticket's thread in which somebody wrote is put away again, once nothing more is written: open
/// threads are counted.
#[tokio::test]
async fn a_closed_tickets_thread_is_put_away_again() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    let thread = with_a_ticket(&world).await;
    bob(&world, "/ticket close ticket:#1").await;
    thread.expect(&["Closed"]).await;
    assert!(thread.is_archived());
    globex.member.says(&thread, "Thanks.");
    world.keeps(1).await;
    thread.expect(&["is closed"]).await;
    staff.support.find_thread("#1").expect("the staff's thread").expect(&["Thanks."]).await;
    assert!(!thread.is_archived());
    world.turns(MINUTE * 11).await;
    assert!(thread.is_archived());
    assert!(staff.support.find_thread("#1").expect("the staff's thread").is_archived());
    world.end().await;
}
