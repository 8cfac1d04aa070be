//! What was said by a try whose answer was lost is found, before it is said again, said elsewhere or given
//! up.

use chrono::TimeDelta;
use sandbox::{Channel, Fault, Permissions, Whom};

use crate::world::{World, world};

const MINUTE: TimeDelta = TimeDelta::minutes(1);

/// A ticket of Globex, all of it said and read. Returns its thread.
async fn with_a_ticket(world: &World) -> Channel {
    let globex = &world.globex;
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    globex.channel.expect(&["#1", "Slow"]).await;
    world.staff.support.expect(&["#1", "Slow"]).await;
    globex.channel.find_thread("#1").expect("the ticket's thread")
}

/// The next message there is said, and answered as if it were not.
fn loses_the_answer(world: &World, place: &Channel) {
    let path = format!("/channels/{}/messages", place.id());
    world.sandbox.faults().next(1, "POST", &path, Fault::StatusAfter(503));
}

async fn bob(world: &World, line: &str) {
    world.staff.bob.types(&world.staff.support, line).await;
    world.settles().await;
}

/// How many rows of that key are in that state.
async fn rows(world: &World, key: &str, state: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM outbox WHERE key LIKE '{key}' AND state = '{state}'");
    world.counts(&sql).await
}

/// Discord refused to show what stands where the bot may not read what was written before.
fn may_not_look(world: &World) {
    while world.sandbox.refused().iter().any(|one| one.code == 50_013) {
        world.sandbox.expect_refusal(50_013);
    }
}

/// How often something stands in these places.
fn times(places: &[&Channel], words: &str) -> usize {
    places.iter().flat_map(|place| place.messages()).filter(|one| one.contains(&[words])).count()
}

/// It is no longer true, and whether it was said cannot be looked for: it is once that can be, and keeps
/// nothing waiting until then.
#[tokio::test]
async fn what_is_no_longer_true_is_looked_for_all_the_same() {
    let world = world().await;
    let (globex, key) = (&world.globex, "ticket:1:still-closed:%");
    let thread = with_a_ticket(&world).await;
    bob(&world, "/ticket close ticket:#1").await;
    thread.expect(&["Closed"]).await;
    loses_the_answer(&world, &thread);
    globex.member.says(&thread, "Thanks").expect("a message");
    world.keeps(1).await;
    thread.expect(&["is closed"]).await;
    globex.channel.deny(Whom::Bot, Permissions::READ_MESSAGE_HISTORY);
    bob(&world, "/ticket reopen ticket:#1 reason:Again").await;
    world.turns(MINUTE).await;
    thread.expect(&["Again"]).await;
    assert_eq!(rows(&world, key, "waiting").await, 1);
    globex.channel.allow(Whom::Bot, Permissions::READ_MESSAGE_HISTORY);
    world.turns(MINUTE).await;
    assert_eq!((rows(&world, key, "sent").await, times(&[&thread], "is closed")), (1, 1));
    may_not_look(&world);
    world.staff.support.find_thread("#1").expect("the staff's thread").skip();
    world.end().await;
}

/// The channel takes nothing any more, and nothing in it can be read: what may have been said there is not
/// given up for that.
#[tokio::test]
async fn what_may_have_been_said_is_not_given_up_unlooked_for() {
    let world = World::at("2026-12-06 10:00").await;
    world.announces().await;
    let acme = &world.acme.channel;
    loses_the_answer(&world, acme);
    world.turns_to("2026-12-09 00:00").await;
    acme.expect(&["dans 7 jours"]).await;
    acme.deny(Whom::Bot, Permissions::VIEW_CHANNEL);
    world.turns(MINUTE).await;
    let key = format!("%:{}", acme.id());
    assert_eq!(rows(&world, &key, "failed").await, 0);
    acme.allow(Whom::Bot, Permissions::VIEW_CHANNEL);
    world.turns(MINUTE).await;
    assert_eq!(times(&[acme], "dans 7 jours"), 1);
    let unsaid = "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending', 'failed')";
    assert_eq!(world.counts(unsaid).await, 0);
    world.globex.channel.expect(&["in 7 days"]).await;
    world.initech.channel.expect(&["in 7 days"]).await;
    while world.sandbox.refused().iter().any(|one| one.code == 50_001) {
        world.sandbox.expect_refusal(50_001);
    }
    world.staff.support.skip();
    world.end().await;
}

/// Nothing in the channel can be read for a while: what may have been said there is not told in private as
/// well.
#[tokio::test]
async fn what_may_have_been_said_to_somebody_is_not_said_in_private_too() {
    let world = world().await;
    let staff = &world.staff;
    world.sandbox.faults().next(1, "POST", "/interactions/*/*/callback", Fault::Status(500));
    loses_the_answer(&world, &staff.support);
    assert!(staff.bob.types(&staff.support, "/customer add name:Hooli level:Gold").await.failed());
    world.sandbox.expect_failure();
    staff.support.expect(&[&staff.bob.mention(), "peut-être pas parvenue"]).await;
    staff.support.deny(Whom::Bot, Permissions::VIEW_CHANNEL);
    world.turns(MINUTE).await;
    assert_eq!(times(&[&staff.bob.conversation()], "parvenue"), 0);
    staff.support.allow(Whom::Bot, Permissions::VIEW_CHANNEL);
    world.turns(MINUTE * 2).await;
    assert_eq!(rows(&world, "answer:%", "sent").await, 1);
    assert_eq!(times(&[&staff.support, &staff.bob.conversation()], "parvenue"), 1);
    for place in [&staff.experts, &staff.support, &staff.olga.conversation()] {
        place.skip();
    }
    while world.sandbox.refused().iter().any(|one| one.code == 50_001) {
        world.sandbox.expect_refusal(50_001);
    }
    world.end().await;
}

/// The ticket goes on elsewhere before it is known that something was said: it stands where it was said, and
/// not twice.
#[tokio::test]
async fn what_was_said_before_its_ticket_moved_is_found_there() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    let room = staff.guild.channel("room").create();
    bob(&world, &format!("/customer link customer:Globex channel:{} announcements:false", room.mention()))
        .await;
    let old = with_a_ticket(&world).await;
    loses_the_answer(&world, &old);
    bob(&world, "/agent reply ticket:#1 text:restarted").await;
    old.expect(&["restarted"]).await;
    bob(&world, &format!("/customer unlink customer:Globex channel:{}", globex.channel.id())).await;
    room.expect(&["#1"]).await;
    world.turns(MINUTE).await;
    let new = room.find_thread("#1").expect("its thread there");
    new.skip();
    assert_eq!(times(&[&old, &new, &room, &globex.channel], "restarted"), 1);
    assert_eq!(rows(&world, "ticket:1:copied:%:team", "sent").await, 1);
    staff.support.find_thread("#1").expect("the staff's thread").skip();
    world.end().await;
}

/// Said beside its thread, as that was refused, and answered as if it were not; then there is a thread, and
/// what stands in the channel cannot be read.
#[tokio::test]
async fn what_was_said_beside_its_thread_is_not_said_again_in_it() {
    let world = world().await;
    let (globex, support) = (&world.globex, &world.staff.support);
    let thread = with_a_ticket(&world).await;
    support.deny(Whom::Bot, Permissions::CREATE_PUBLIC_THREADS);
    let path = format!("/channels/{}/messages", support.id());
    world.sandbox.faults().next(2, "POST", &path, Fault::StatusAfter(503));
    globex.member.says(&thread, "Hello?").expect("a message");
    world.keeps(1).await;
    world.sandbox.expect_refusal(50_013);
    support.deny(Whom::Bot, Permissions::READ_MESSAGE_HISTORY);
    support.allow(Whom::Bot, Permissions::CREATE_PUBLIC_THREADS);
    world.settles().await;
    world.turns(MINUTE).await;
    let there = || {
        let own = support.find_thread("#1");
        times(&[support], "Hello?") + own.map_or(0, |own| times(&[&own], "Hello?"))
    };
    assert_eq!(there(), 1);
    support.allow(Whom::Bot, Permissions::READ_MESSAGE_HISTORY);
    world.settles().await;
    world.turns(MINUTE).await;
    assert_eq!((there(), rows(&world, "ticket:1:copied:%:staff", "sent").await), (1, 1));
    support.skip();
    // What it refused for so long was told where staff could read it.
    world.staff.experts.skip();
    may_not_look(&world);
    world.end().await;
}

/// The same where nobody can see the ticket for a while, and then it goes on in another channel.
#[tokio::test]
async fn what_was_said_before_nobody_could_see_it_is_found() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    let old = with_a_ticket(&world).await;
    loses_the_answer(&world, &old);
    bob(&world, "/agent reply ticket:#1 text:restarted").await;
    old.expect(&["restarted"]).await;
    bob(&world, &format!("/customer unlink customer:Globex channel:{}", globex.channel.id())).await;
    world.turns(MINUTE).await;
    staff.support.skip();
    let room = staff.guild.channel("room").create();
    bob(&world, &format!("/customer link customer:Globex channel:{} announcements:false", room.mention()))
        .await;
    world.turns(MINUTE).await;
    room.expect(&["#1"]).await;
    let new = room.find_thread("#1").expect("its thread there");
    new.skip();
    assert_eq!(times(&[&old, &new, &room, &globex.channel], "restarted"), 1);
    assert_eq!(rows(&world, "ticket:1:copied:%:team", "sent").await, 1);
    staff.support.find_thread("#1").expect("the staff's thread").skip();
    world.end().await;
}
