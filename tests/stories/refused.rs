//! A place to speak, always: what a channel refuses waits, is told of where somebody can read it, and goes
//! out once, as things then are, when there is a place for it.

use chrono::TimeDelta;
use sandbox::{Channel, Permissions, Whom};

use crate::world::{World, world};

const MINUTE: TimeDelta = TimeDelta::minutes(1);

/// As often as something was refused with that code, it is expected.
fn was_refused(world: &World, code: u32) {
    assert!(world.sandbox.refused().iter().any(|one| one.code == code), "nothing was refused with {code}");
    while world.sandbox.refused().iter().any(|one| one.code == code) {
        world.sandbox.expect_refusal(code);
    }
}

async fn opens(world: &World) {
    let globex = &world.globex;
    globex.member.types(&globex.channel, "/ticket open subject:Slow description:Very").await;
    world.settles().await;
    globex.channel.expect(&["#1", "Slow"]).await;
}

async fn raises(world: &World) {
    let globex = &world.globex;
    let line = "/ticket open subject:Down description:All priority:P1";
    let asked = globex.member.types(&globex.channel, line).await;
    globex.member.presses(&asked, "confirm").await;
    world.settles().await;
    globex.channel.expect(&["#1", "Down"]).await;
}

async fn bob(world: &World, line: &str) -> sandbox::Answer {
    let answer = world.staff.bob.types(&world.staff.support, line).await;
    world.settles().await;
    answer
}

/// All that the bot said in a channel that holds these words.
fn with(channel: &Channel, words: &[&str]) -> usize {
    channel.messages().iter().filter(|one| one.contains(words)).count()
}

/// The staff's channel takes nothing: the card and what is for the staff's thread wait, the experts' channel
/// and the doctor tell of it, and once the right is back all of it stands there once, as the ticket is by
/// then.
#[tokio::test]
async fn what_the_support_channel_refuses_waits_for_it() {
    let world = world().await;
    let staff = &world.staff;
    staff.support.deny(Whom::Bot, Permissions::SEND_MESSAGES);
    opens(&world).await;
    bob(&world, "/agent note ticket:#1 text:Look").await;
    assert_eq!(with(&staff.support, &["#1"]), 0);
    world.turns(MINUTE * 2).await;
    staff.experts.expect(&[&staff.support.mention(), "50013", "/guichet configurer"]).await;
    let doctor = bob(&world, "/desk doctor").await;
    let first = doctor.text().lines().find(|line| line.starts_with('•')).map(str::to_owned);
    assert!(
        first.as_deref().is_some_and(|line| line.contains("able to write there") && line.contains("50013")),
        "{}",
        doctor.text()
    );
    world.turns(TimeDelta::hours(3)).await;
    was_refused(&world, 50_013);

    staff.support.allow(Whom::Bot, Permissions::SEND_MESSAGES);
    world.settles().await;
    world.turns(MINUTE).await;
    let card = staff.support.expect(&["#1", "Slow"]).await;
    assert!(card.contains(&["pris en compte"]), "as it is by now: {}", card.text());
    let thread = staff.support.find_thread("#1").expect("the staff's thread");
    thread.expect(&["Look"]).await;
    assert_eq!(with(&staff.support, &["#1", "Slow"]), 1);
    assert!(bob(&world, "/desk doctor").await.contains(&["All is well"]));
    world.turns(TimeDelta::hours(2)).await;
    assert!(world.sandbox.unread().is_empty(), "{}", world.sandbox.history());
    world.end().await;
}

/// A P1 while the staff's channel takes nothing: its page goes to the experts at once; of what waits, the
/// card stands there afterwards as the P1 is, and no page of it burns any more where it was acknowledged
/// meanwhile.
#[tokio::test]
async fn a_page_that_waited_is_not_said_once_the_p1_was_seen() {
    let world = world().await;
    let staff = &world.staff;
    staff.support.deny(Whom::Bot, Permissions::SEND_MESSAGES);
    raises(&world).await;
    let page = staff.experts.expect(&["#1", "Down"]).await;
    assert_eq!(page.notified, ["experts", "on-call-1"]);
    bob(&world, "/agent ack ticket:#1").await;
    world.globex.channel.find_thread("#1").expect("its thread").skip();
    was_refused(&world, 50_013);
    staff.support.allow(Whom::Bot, Permissions::SEND_MESSAGES);
    world.comes("SELECT count(*) FROM outbox WHERE key = 'ticket:1:card' AND state = 'sent'", 1).await;
    world.turns(MINUTE).await;
    let said = staff.support.skip();
    assert_eq!(said.len(), 1, "the card alone: {said:#?}");
    assert!(said[0].contains(&["#1", "Down"]) && said[0].notified.is_empty(), "{said:#?}");
    world.end().await;
}

/// One that nobody has seen is called in the staff's channel as well, as soon as that takes it again.
#[tokio::test]
async fn a_page_that_is_due_is_said_where_it_was_refused() {
    let world = world().await;
    let staff = &world.staff;
    staff.support.deny(Whom::Bot, Permissions::SEND_MESSAGES);
    raises(&world).await;
    staff.experts.expect(&["#1", "Down"]).await;
    was_refused(&world, 50_013);
    staff.support.allow(Whom::Bot, Permissions::SEND_MESSAGES);
    world.settles().await;
    world.turns(MINUTE).await;
    let said = staff.support.skip();
    let called = said.iter().filter(|one| one.notified == ["on-call-1"]).count();
    assert_eq!((said.len(), called), (2, 1), "the card and the page: {said:#?}");
    bob(&world, "/agent ack ticket:#1").await;
    for channel in
        [&staff.support, &staff.experts, &world.globex.channel.find_thread("#1").expect("its thread")]
    {
        channel.skip();
    }
    world.end().await;
}

/// The staff's channel is deleted: what was for it waits until `/desk setup` names another, and goes there:
/// the card once, with its thread.
#[tokio::test]
async fn what_waits_for_a_channel_that_is_gone_goes_to_the_one_named_next() {
    let world = world().await;
    let staff = &world.staff;
    staff.support.delete();
    opens(&world).await;
    let desk = staff.guild.channel("desk").create();
    let noted = staff.bob.types(&desk, "/agent note ticket:#1 text:Look").await;
    assert!(noted.contains(&["#1"]), "{}", noted.text());
    world.settles().await;
    world.turns(MINUTE * 2).await;
    staff.experts.expect(&["10003", "/guichet configurer"]).await;
    let line = format!(
        "/desk setup support-channel:{} experts-channel:{} support-role:{} expert-role:{} on-call-1:{}",
        desk.mention(),
        staff.experts.mention(),
        staff.support_role.mention(),
        staff.expert_role.mention(),
        staff.on_call[0].mention()
    );
    staff.olga.types(&staff.experts, &line).await;
    world.settles().await;
    desk.expect(&["#1", "Slow"]).await;
    assert_eq!(with(&desk, &["#1", "Slow"]), 1);
    desk.find_thread("#1").expect("the staff's thread").expect(&["Look"]).await;
    was_refused(&world, 10_003);
    world.turns(TimeDelta::hours(2)).await;
    assert!(world.sandbox.unread().is_empty(), "{}", world.sandbox.history());
    world.end().await;
}

/// What is said of hours in a customer's channel waits for it, and staff are told; where the team has another
/// channel, that one is told after a minute.
#[tokio::test]
async fn what_a_customers_channel_refuses_waits_or_goes_to_another() {
    let world = world().await;
    let (staff, initech) = (&world.staff, &world.initech);
    initech.channel.deny(Whom::Bot, Permissions::VIEW_CHANNEL);
    bob(&world, "/customer pack customer:Initech hours:1 reason:Goodwill").await;
    world.turns(MINUTE * 2).await;
    staff.support.expect(&[&initech.channel.mention(), "50001"]).await;
    assert!(bob(&world, "/desk doctor").await.contains(&[
        "messages refused",
        &initech.channel.mention(),
        "50001"
    ]));
    was_refused(&world, 50_001);
    initech.channel.allow(Whom::Bot, Permissions::VIEW_CHANNEL);
    world.settles().await;
    world.turns(MINUTE).await;
    initech.channel.expect(&["granted an expertise pack of 1 h", "Goodwill"]).await;

    let room = staff.guild.channel("room").create();
    bob(&world, &format!("/customer link customer:Initech channel:{} announcements:false", room.mention()))
        .await;
    initech.channel.deny(Whom::Bot, Permissions::SEND_MESSAGES);
    bob(&world, "/customer pack customer:Initech hours:2 reason:More").await;
    assert_eq!(with(&room, &["granted an expertise pack"]), 0, "a right that is back at once is no reason");
    world.turns(MINUTE * 3).await;
    room.expect(&["2 h", "More"]).await;
    was_refused(&world, 50_013);
    initech.channel.allow(Whom::Bot, Permissions::SEND_MESSAGES);
    world.settles().await;
    world.turns(MINUTE * 10).await;
    assert_eq!(with(&initech.channel, &["More"]) + with(&room, &["More"]), 1);
    staff.support.skip();
    world.end().await;
}
