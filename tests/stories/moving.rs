//! People and channels come and go: a ticket belongs to its team, and stays there.

use chrono::TimeDelta;
use sandbox::{Channel, Fault, Permissions, Whom};

use crate::world::{World, world};

const UNKEPT: &str = "SELECT count(*) FROM unkept_message";

fn staffs(world: &World, ticket: &str) -> Channel {
    world.staff.support.find_thread(ticket).expect("the staff's thread")
}

/// A ticket of Globex in a room that is theirs besides their own channel. Returns the room and the ticket's
/// thread in it.
async fn in_a_room(world: &World) -> (Channel, Channel) {
    let (globex, staff) = (&world.globex, &world.staff);
    let room = staff.guild.channel("room").create();
    globex.member.joins(&staff.guild, &[]);
    links(world, &room, "Globex").await;
    globex.member.types(&room, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    room.expect(&["#1"]).await;
    staff.support.expect(&["#1"]).await;
    let thread = room.find_thread("#1").expect("the ticket's thread");
    (room, thread)
}

async fn links(world: &World, room: &Channel, customer: &str) {
    let line = format!("/customer link customer:{customer} channel:{} announcements:false", room.mention());
    let linked = world.staff.bob.types(&world.staff.support, &line).await;
    assert!(linked.contains(&[customer]), "{}", linked.text());
    world.settles().await;
}

/// The room is Globex's no more: the ticket goes on in their own channel. Returns its thread there.
async fn unlinks(world: &World, room: &Channel) -> Channel {
    let line = format!("/customer unlink customer:Globex channel:{}", room.id());
    world.staff.bob.types(&world.staff.support, &line).await;
    world.settles().await;
    world.globex.channel.expect(&["#1", "Slow"]).await;
    let thread = world.globex.channel.find_thread("#1").expect("its thread there");
    thread.expect(&["#1"]).await;
    thread
}

/// A channel is given to another customer: its old tickets stay with the first team, and the new one finds
/// none of them.
#[tokio::test]
async fn a_channel_that_moves_leaves_its_tickets_behind() {
    let world = world().await;
    let (globex, initech, staff) = (&world.globex, &world.initech, &world.staff);
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    globex.channel.expect(&["#1"]).await;
    staff.support.expect(&["#1"]).await;
    let room = staff.guild.channel("room").create();
    let line = |customer: &str| {
        format!("/customer link customer:{customer} channel:{} announcements:false", room.mention())
    };
    staff.bob.types(&staff.support, &line("Globex")).await;
    globex.member.joins(&staff.guild, &[]);
    initech.member.joins(&staff.guild, &[]);
    globex.member.types(&room, "/ticket open subject:Slower description:Much").await;
    world.settles().await;
    room.expect(&["#2"]).await;
    staff.support.expect(&["#2"]).await;
    let thread = room.find_thread("#2").expect("the ticket's thread");

    let taken = staff.bob.types(&staff.support, &line("Initech")).await;
    assert!(taken.contains(&["Globex"]), "{}", taken.text());
    staff.bob.types(&staff.support, &format!("/customer unlink customer:Globex channel:{}", room.id())).await;
    let moved = staff.bob.types(&staff.support, &line("Initech")).await;
    assert!(moved.contains(&["Initech"]), "{}", moved.text());
    // The ticket goes on where its team still is.
    world.settles().await;
    globex.channel.expect(&["#2", "Slower"]).await;
    globex.channel.find_thread("#2").expect("its thread there").expect(&["#2"]).await;
    let none = initech.member.types(&room, "/ticket show ticket:#2").await;
    assert!(none.contains(&["Ticket not found"]), "{}", none.text());
    let list = initech.member.types(&room, "/ticket list").await;
    assert!(!list.contains(&["Slower"]), "{}", list.text());
    let close = initech.member.presses(&room.messages()[0], "close").await;
    assert!(close.contains(&["Ticket not found"]), "{}", close.text());
    // The ticket left its old thread; what the new team writes there is not of the ticket, and they are told
    // so, once and without a word of it.
    initech.member.says(&thread, "Hello?");
    initech.member.says(&thread, "Anybody?");
    world.comes(UNKEPT, 2).await;
    let told = thread.expect(&["is not saved", "/ticket open"]).await;
    assert_eq!(told.notified, [initech.member.name()]);
    let new = globex.channel.find_thread("#2").expect("its thread there");
    assert!(!told.contains(&["#2"]) && !told.contains(&[&new.mention()]), "{}", told.text());
    staffs(&world, "#2").expect(&["n'est pas conservé", &initech.member.mention(), &thread.mention()]).await;
    // Nor what staff write there: nobody of its team would read it.
    staff.bob.says(&thread, "Restart it");
    world.comes(UNKEPT, 3).await;
    let told = thread.expect(&["is not saved"]).await;
    assert_eq!(told.notified, [staff.bob.name()]);
    assert!(!told.contains(&["#2"]), "{}", told.text());
    staffs(&world, "#2").expect(&["n'est pas conservé", "/agent répondre"]).await;
    assert_eq!(world.counts("SELECT count(*) FROM ticket_message").await, 0);
    // Not for each message, and not once for ever.
    world.turns(TimeDelta::minutes(10)).await;
    initech.member.says(&thread, "Still nobody?");
    world.comes(UNKEPT, 4).await;
    thread.expect(&["is not saved"]).await;
    staffs(&world, "#2").expect(&["n'est pas conservé"]).await;
    // The first team still has both, where it still is.
    let theirs = globex.member.types(&globex.channel, "/ticket list").await;
    assert!(theirs.contains(&["Slow", "Slower"]), "{}", theirs.text());
    world.end().await;
}

/// Who opened a ticket leaves: it is the team's, and a colleague goes on with it.
#[tokio::test]
async fn a_member_who_left_leaves_the_ticket_to_the_team() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    let first = globex.channel.expect(&["#1"]).await;
    staff.support.expect(&["#1"]).await;
    globex.member.leaves(&globex.guild);
    let replied = staff.bob.types(&staff.support, "/agent reply ticket:#1 text:Better?").await;
    assert!(replied.contains(&["sent to the customer ("]), "{}", replied.text());
    let thread = globex.channel.find_thread("#1").expect("the ticket's thread");
    thread.expect(&["Bob (support)", "Better?"]).await;
    world.settles().await;
    staff.support.find_thread("#1").expect("the staff's thread").expect(&["Better?"]).await;
    let shown = globex.manager.types(&globex.channel, "/ticket show ticket:#1").await;
    assert!(shown.contains(&["Slow", &globex.member.mention()]), "{}", shown.text());
    let closed = globex.manager.presses(&first, "close").await;
    assert!(closed.contains(&["#1 is now closed."]), "{}", closed.text());
    thread.expect(&["Closed"]).await;
    world.end().await;
}

/// An agent who left the staff's server is an agent no more, wherever they still are; the call goes to the
/// others.
#[tokio::test]
async fn an_agent_who_left_is_an_agent_no_more() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    let p1 = world.raises_p1(globex, "All is down").await;
    staff.bob.joins(&globex.guild, &[]);
    staff.bob.presses(&p1.page, "take").await;
    world.settles().await;
    p1.thread.expect(&["is working on this ticket"]).await;
    staff.bob.leaves(&staff.guild);
    world.turns(chrono::TimeDelta::minutes(2)).await;
    let refused = staff.bob.types(&globex.channel, "/ticket list").await;
    assert!(refused.contains(&["All is down"]), "a member of the team where they are: {}", refused.text());
    let said = staff.bob.says(&p1.thread, "I am out.").expect("a message");
    let kept = format!("SELECT count(*) FROM ticket_message WHERE message = {}", said.id);
    for _ in 0..400 {
        if world.counts(&kept).await == 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    let side = "SELECT count(*) FROM ticket_event WHERE side = 'team' AND event LIKE '%\"team_message\"%'";
    assert_eq!(world.counts(side).await, 1);
    world.settles().await;
    staff.support.find_thread("#1").expect("the staff's thread").expect(&["Bob", "I am out."]).await;
    // Nobody else has given a sign: after 30 minutes of silence the ladder starts again.
    world.turns(chrono::TimeDelta::minutes(28)).await;
    staff.support.expect(&["#1", &staff.bob.mention()]).await;
    world.turns(chrono::TimeDelta::minutes(5)).await;
    let page = staff.support.expect(&["#1", "All is down"]).await;
    assert_eq!(page.notified, ["on-call-1"]);
    world.end().await;
}

/// A customer is served no longer while a P1 of theirs is open: nobody is called for it any more, and what
/// was written stays.
#[tokio::test]
async fn a_customer_removed_with_an_open_p1_calls_nobody() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    world.raises_p1(globex, "All is down").await;
    let asked = staff.bob.types(&staff.support, "/customer remove customer:Globex").await;
    assert!(asked.contains(&["Globex"]), "{}", asked.text());
    staff.bob.presses(&asked, "confirm").await;
    world.settles().await;
    staff.support.skip();
    globex.channel.skip();
    for thread in [globex.channel.threads(), staff.support.threads()].concat() {
        thread.skip();
    }
    let refused = globex.member.types(&globex.channel, "/ticket show ticket:#1").await;
    assert!(refused.contains(&["not linked"]), "{}", refused.text());
    world.turns(chrono::TimeDelta::minutes(60)).await;
    let said = staff.support.skip();
    assert!(said.iter().all(|one| one.notified.is_empty()), "{said:#?}");
    assert_eq!(world.counts("SELECT count(*) FROM ticket").await, 1);
    // Nobody is of a team there: whoever writes in the thread is told so.
    let thread = globex.channel.find_thread("#1").expect("the ticket's thread");
    globex.member.says(&thread, "Hello?").expect("a message");
    world.comes(UNKEPT, 1).await;
    assert_eq!(thread.expect(&["is not saved"]).await.notified, [globex.member.name()]);
    staffs(&world, "#1").expect(&["n'est pas conservé", &globex.member.mention()]).await;
    world.end().await;
}

/// Whoever writes in a thread that its ticket left, in a channel that is nobody's by now, reads where it goes
/// on, also where they cannot be told there; staff read of it. Nothing is passed over while nobody listened.
#[tokio::test]
async fn who_writes_in_a_thread_that_was_left_is_told_where_the_ticket_is() {
    let mut world = world().await;
    let (room, old) = in_a_room(&world).await;
    let new = unlinks(&world, &room).await;
    let member = &world.globex.member;
    member.says(&old, "Port 80").expect("a message");
    world.comes(UNKEPT, 1).await;
    let told = old.expect(&["is not saved", &new.mention()]).await;
    assert_eq!(told.notified, [member.name()]);
    staffs(&world, "#1").expect(&["n'est pas conservé", &member.mention(), &old.mention()]).await;
    assert_eq!(world.counts("SELECT count(*) FROM ticket_message").await, 0);

    // Where the thread takes nothing they are told directly.
    world.turns(TimeDelta::minutes(10)).await;
    room.deny(Whom::Bot, Permissions::SEND_MESSAGES_IN_THREADS);
    member.says(&old, "Port 443").expect("a message");
    world.comes(UNKEPT, 2).await;
    member.conversation().expect(&["is not saved", &old.mention(), &new.mention()]).await;
    world.sandbox.expect_refusal(50_013);
    room.allow(Whom::Bot, Permissions::SEND_MESSAGES_IN_THREADS);
    staffs(&world, "#1").expect(&["n'est pas conservé"]).await;

    // And what was written while the desk was away.
    world.stops().await;
    world.sandbox.clock().advance(std::time::Duration::from_mins(10));
    let unkept = world.globex.member.says(&old, "Hello?").expect("a message");
    world.starts().await;
    world.comes(&format!("SELECT count(*) FROM unkept_message WHERE message = {}", unkept.id), 1).await;
    old.expect(&["is not saved", &new.mention()]).await;
    staffs(&world, "#1").expect(&["n'est pas conservé"]).await;
    world.end().await;
}

/// In a thread that the ticket left and in which its team still is, what they write is of the ticket; they
/// are told where it goes on. So are an edit, a deletion and what staff write.
#[tokio::test]
async fn what_the_team_writes_in_a_thread_that_was_left_is_kept() {
    let world = world().await;
    let (room, old) = in_a_room(&world).await;
    let new = unlinks(&world, &room).await;
    links(&world, &room, "Globex").await;
    let (member, bob) = (&world.globex.member, &world.staff.bob);
    let message = member.says(&old, "Port 80").expect("a message");
    world.keeps(1).await;
    let told = old.expect(&["is saved", &new.mention()]).await;
    assert_eq!(told.notified, [member.name()]);
    assert!(member.edits(&message, "Port 443"));
    world.comes("SELECT count(*) FROM ticket_event WHERE event ->> 'kind' = 'message_edited'", 1).await;
    assert!(member.deletes(&message));
    world.comes("SELECT count(*) FROM ticket_event WHERE event ->> 'kind' = 'message_deleted'", 1).await;
    bob.says(&old, "Seen").expect("a message");
    world.keeps(2).await;
    assert_eq!(old.expect(&["is saved", &new.mention()]).await.notified, [bob.name()]);
    let sides =
        "SELECT count(*) FROM ticket_event WHERE event ->> 'kind' IN ('team_message', 'staff_message')";
    assert_eq!(world.counts(sides).await, 2);
    // Its own channel being elsewhere, what the team wrote is copied to the staff's thread, and what became
    // of it.
    staffs(&world, "#1").expect(&["Port 80"]).await;
    staffs(&world, "#1").expect(&["Port 443"]).await;
    staffs(&world, "#1").skip();
    world.end().await;
}

/// The card moved with the desk's channel: what staff write in the thread of the old one is kept as it ever
/// was, and they are told where the other is.
#[tokio::test]
async fn what_staff_write_under_a_card_that_moved_is_kept() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    globex.channel.expect(&["#1"]).await;
    staff.support.expect(&["#1"]).await;
    let thread = globex.channel.find_thread("#1").expect("the ticket's thread");
    globex.member.says(&thread, "Hello?").expect("a message");
    world.keeps(1).await;
    let old = staffs(&world, "#1");
    old.expect(&["Hello?"]).await;
    let desk = staff.guild.channel("desk").create();
    let line = format!(
        "/desk setup support-channel:{} experts-channel:{} support-role:{} expert-role:{} on-call-1:{}",
        desk.mention(),
        staff.experts.mention(),
        staff.support_role.mention(),
        staff.expert_role.mention(),
        staff.on_call[0].mention()
    );
    staff.olga.types(&staff.support, &line).await;
    world.settles().await;
    desk.expect(&["#1"]).await;
    staff.bob.says(&old, "It is the proxy").expect("a message");
    world.keeps(2).await;
    // Its thread is started at the first need.
    assert_eq!(old.expect(&["est conservé", &desk.mention()]).await.notified, [staff.bob.name()]);
    assert_eq!(world.counts("SELECT count(*) FROM ticket_event WHERE event ->> 'kind' = 'note'").await, 1);
    desk.skip();
    staff.support.skip();
    world.end().await;
}

/// Nobody of the team can see a ticket: what is written in its thread is on no record, on neither side, and
/// whoever wrote it is told; so it is with a closed ticket whose channel is nobody's any more.
#[tokio::test]
async fn what_is_written_where_no_channel_speaks_is_not_taken_for_the_teams() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    staff.bob.joins(&globex.guild, &[]);
    for number in ["#1", "#2"] {
        globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
        world.settles().await;
        globex.channel.expect(&[number]).await;
        staff.support.expect(&[number]).await;
    }
    let [open, closed] = ["#1", "#2"].map(|number| globex.channel.find_thread(number).expect("a thread"));
    staff.bob.types(&staff.support, "/ticket close ticket:#2").await;
    world.settles().await;
    closed.skip();
    let line = format!("/customer unlink customer:Globex channel:{}", globex.channel.id());
    staff.bob.types(&staff.support, &line).await;
    world.settles().await;
    staff.support.skip();
    for (count, thread) in [(1, &open), (3, &closed)] {
        // Neither of the two is a thread that was left: no channel is there to go on in.
        globex.member.says(thread, "Hello?").expect("a message");
        world.comes(UNKEPT, count).await;
        assert_eq!(thread.expect(&["is not saved"]).await.notified, [globex.member.name()]);
        staff.bob.says(thread, "Restart it").expect("a message");
        world.comes(UNKEPT, count + 1).await;
        assert_eq!(thread.expect(&["is not saved"]).await.notified, [staff.bob.name()]);
    }
    assert_eq!(world.counts("SELECT count(*) FROM ticket_message").await, 0);
    for number in ["#1", "#2"] {
        staffs(&world, number).expect(&["n'est pas conservé", &globex.member.mention()]).await;
        staffs(&world, number).expect(&["n'est pas conservé", &staff.bob.mention()]).await;
    }
    world.end().await;
}

/// A first message comes to stand in a channel that its ticket has left meanwhile: it is none of its parts,
/// and no thread is started from it.
#[tokio::test]
async fn a_first_message_that_comes_too_late_is_left_too() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    let room = staff.guild.channel("room").create();
    globex.member.joins(&staff.guild, &[]);
    links(&world, &room, "Globex").await;
    let path = format!("/channels/{}/messages", room.id());
    world.sandbox.faults().next(1, "POST", &path, Fault::SlowAfter(std::time::Duration::from_secs(2)));
    globex.member.types(&room, "/ticket open subject:Slow description:Very").await;
    let line = format!("/customer unlink customer:Globex channel:{}", room.id());
    staff.bob.types(&staff.support, &line).await;
    links(&world, &room, "Initech").await;
    world.settles().await;
    globex.channel.expect(&["#1", "Slow"]).await;
    let stands = format!(
        "SELECT count(*) FROM ticket WHERE team_channel = {} AND team_message IS NOT NULL AND team_message = team_thread
         AND team_message IN (SELECT message FROM outbox WHERE channel = ticket.team_channel)",
        globex.channel.id()
    );
    assert_eq!(world.counts(&stands).await, 1);
    assert!(room.threads().is_empty());
    let left = format!("SELECT count(*) FROM left_thread WHERE ticket = 1 AND channel = {}", room.id());
    assert_eq!(world.counts(&left).await, 1);
    staff.support.skip();
    room.skip();
    globex.channel.find_thread("#1").expect("its thread").skip();
    world.end().await;
}
