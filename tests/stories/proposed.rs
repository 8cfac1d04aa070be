//! A major incident proposes itself to staff: on the tickets that are opened during it, and where so many P1s
//! and P2s of one platform come that they may be one outage.

use chrono::TimeDelta;
use sandbox::{Answer, Fault, SeenMessage};

use crate::{
    roles::with_button,
    world::{Customer, World, paris, said::said, world},
};

const DECLARED: &str = "/incident open title:Portail component:portal";
const MINUTES_5: TimeDelta = TimeDelta::minutes(5);
const P2: &str = "/ticket open subject:Slow description:Since priority:P2 component:portal";

async fn bob_types(world: &World, line: &str) -> Answer {
    let answer = world.staff.bob.types(&world.staff.support, line).await;
    world.settles().await;
    answer
}

async fn bob_presses(world: &World, message: &SeenMessage) -> Answer {
    let answer = world.staff.bob.presses(message, "incident").await;
    world.settles().await;
    answer
}

/// The same of a button that is there no longer, as on a screen that was not drawn again.
async fn bob_presses_late(world: &World, ticket: i64) -> Answer {
    let stale = with_button(world, &world.staff.support, &format!("incident:{ticket}")).await;
    let answer = bob_presses(world, &stale).await;
    world.staff.support.skip();
    answer
}

/// A ticket is opened. Returns its card.
async fn opens(world: &World, of: &Customer, line: &str, number: &str) -> SeenMessage {
    of.member.types(&of.channel, line).await;
    world.settles().await;
    of.channel.expect(&[number]).await;
    world.staff.support.expect(&[number, "Slow"]).await
}

/// What the stories are not about is put aside.
fn all_have_read(world: &World) {
    world.staff.support.skip();
    world.staff.support.threads().iter().for_each(|thread| drop(thread.skip()));
    for customer in [&world.acme, &world.globex, &world.initech] {
        customer.channel.skip();
        customer.channel.threads().iter().for_each(|thread| drop(thread.skip()));
    }
}

#[track_caller]
fn offers(card: &SeenMessage, so: bool) {
    assert_eq!(card.contains(&["[Ajouter à l'incident majeur 1]"]), so, "{}", card.text());
}

/// "Tickets are tied to it, by staff or from the proposal": in one press, once; not where staff took the
/// ticket out, nor once the service is back.
#[tokio::test]
async fn a_ticket_opened_during_an_incident_is_tied_by_one_press() {
    let world = world().await;
    bob_types(&world, DECLARED).await;
    all_have_read(&world);
    let card = opens(&world, &world.acme, P2, "#1").await;
    offers(&card, true);
    assert!(card.contains(&["Ouvert pendant l'incident majeur 1", "Portail"]), "{}", card.text());
    said(&bob_presses(&world, &card).await, &["Added to major incident 1: #1"]);
    let thread = world.acme.channel.find_thread("#1").expect("the ticket's thread");
    thread.expect(&["fait désormais partie de l'incident majeur 1"]).await;
    let tied = world.staff.support.expect_update(&["#1", "Fait partie de l'incident majeur 1"]).await;
    offers(&tied, false);
    said(&bob_presses_late(&world, 1).await, &["#1", "already part of major incident 1"]);

    said(&bob_types(&world, "/incident drop incident:1 ticket:#1").await, &["Dropped from"]);
    thread.expect(&["ne fait plus partie"]).await;
    let dropped = world.staff.support.expect_update(&["#1", "Ouvert pendant l'incident majeur 1"]).await;
    offers(&dropped, false);
    said(&bob_presses_late(&world, 1).await, &["#1", "was taken out of major incident 1"]);
    assert_eq!(world.counts("SELECT count(*) FROM incident_ticket").await, 0);

    offers(&opens(&world, &world.globex, P2, "#2").await, true);
    let shown = bob_types(&world, "/ticket show ticket:#2").await;
    said(&shown, &["Opened during major incident 1", "[Add to major incident 1]"]);
    bob_types(&world, "/incident restore incident:1 note:Fait").await;
    let after = world.staff.support.expect_update(&["#2"]).await;
    offers(&after, false);
    said(&bob_presses_late(&world, 2).await, &["already reported as restored"]);
    assert_eq!(world.counts("SELECT count(*) FROM incident_ticket").await, 0);
    let card = opens(&world, &world.initech, P2, "#3").await;
    offers(&card, false);
    all_have_read(&world);
    world.end().await;
}

/// One that is closed without a word of the service being back proposes itself no more either; a ticket that
/// is closed is tied to nothing.
#[tokio::test]
async fn what_is_over_proposes_itself_no_more() {
    let world = world().await;
    bob_types(&world, DECLARED).await;
    all_have_read(&world);
    opens(&world, &world.acme, P2, "#1").await;
    opens(&world, &world.globex, P2, "#2").await;
    bob_types(&world, "/ticket close ticket:#1").await;
    let closed = world.staff.support.expect_update(&["#1"]).await;
    offers(&closed, false);
    said(&bob_presses_late(&world, 1).await, &["#1 is closed"]);
    bob_types(&world, "/incident close incident:1 what-happened:Un-disque").await;
    let after = world.staff.support.expect_update(&["#2"]).await;
    offers(&after, false);
    said(&bob_presses_late(&world, 2).await, &["was closed"]);
    all_have_read(&world);
    world.end().await;
}

/// Three teams, a P2 each, the last of them ten minutes after the first. Returns what was posted then beside
/// the last one's card.
async fn three_come(world: &World) -> SeenMessage {
    for (customer, number) in [(&world.acme, "#1"), (&world.globex, "#2")] {
        opens(world, customer, P2, number).await;
        world.turns(MINUTES_5).await;
    }
    world.initech.member.types(&world.initech.channel, P2).await;
    world.settles().await;
    world.initech.channel.expect(&["#3"]).await;
    let posted = world.staff.support.skip();
    assert_eq!(posted.len(), 2, "{posted:#?}");
    posted.into_iter().find(|one| one.contains(&["P1 ou P2"])).expect("the proposal")
}

/// "Staff declare it (proposed to them when 3 P1 or P2 of one platform come within 30 minutes)": once a wave,
/// with a button that opens the form, filled in with the platform.
#[tokio::test]
async fn three_within_thirty_minutes_are_proposed_once() {
    let world = world().await;
    let post = three_come(&world).await;
    let words = ["3 P1 ou P2 sur NGP en 30 minutes", "#1", "Acme", "#2", "Globex", "#3", "Initech"];
    assert!(post.contains(&words), "{}", post.text());
    world.acme.member.types(&world.acme.channel, P2).await;
    world.settles().await;
    world.acme.channel.expect(&["#4"]).await;
    world.staff.support.expect(&["#4"]).await;
    let posts = || world.staff.support.messages().iter().filter(|one| one.contains(&["P1 ou P2"])).count();
    assert_eq!(posts(), 1);

    let form = bob_presses(&world, &post).await;
    let filled = [("title", "Portail *en panne*"), ("impact", "Rien ne répond")];
    let answer = world.staff.bob.fills(&form, &filled).await;
    world.settles().await;
    said(&answer, &["Major incident 1 declared", r"Portail \*en panne\*", "NGP"]);
    assert_eq!(world.counts("SELECT count(*) FROM incident WHERE platform = 'ngp'").await, 1);
    said(&bob_presses(&world, &post).await, &["Major incident 1 is already open on this platform"]);
    world.staff.bob.chooses_all(&answer, &["1", "2", "3"]).await;
    world.settles().await;
    all_have_read(&world);
    said(&bob_presses(&world, &post).await, &["#3", "already part of major incident 1"]);

    // What comes while it is open is told of it, and makes no wave; what comes after makes another.
    for customer in [&world.acme, &world.globex, &world.initech] {
        customer.member.types(&customer.channel, P2).await;
    }
    world.settles().await;
    bob_types(&world, "/incident restore incident:1 note:Fait").await;
    assert_eq!(posts(), 1);
    for customer in [&world.acme, &world.globex] {
        customer.member.types(&customer.channel, P2).await;
    }
    world.settles().await;
    assert_eq!(posts(), 2, "with #4, which came before and is tied to none");
    all_have_read(&world);
    world.end().await;
}

/// What is spread over more than thirty minutes, is of a lower priority, or about the account, is no wave; a
/// ticket that is raised counts as what it is by then.
#[tokio::test]
async fn what_comes_slowly_or_is_no_outage_proposes_nothing() {
    let world = world().await;
    let quiet = || !world.staff.support.messages().iter().any(|one| one.contains(&["P1 ou P2"]));
    opens(&world, &world.acme, P2, "#1").await;
    world.turns(MINUTES_5 * 5).await;
    opens(&world, &world.globex, P2, "#2").await;
    world.turns(MINUTES_5 + TimeDelta::minutes(1)).await;
    opens(&world, &world.initech, P2, "#3").await;
    opens(&world, &world.acme, &P2.replace("P2", "P3"), "#4").await;
    let account = "/ticket open subject:Slow description:Bill priority:P2 category:account";
    opens(&world, &world.acme, account, "#5").await;
    assert!(quiet());
    bob_types(&world, "/agent priority ticket:#4 priority:P2 reason:Panne").await;
    world.staff.support.expect(&["3 P1 ou P2 sur NGP", "#2", "#3", "#4"]).await;
    all_have_read(&world);
    world.end().await;
}

/// The program is killed between the row and the message, which then is late: it is said once, as things are
/// by then; not at all where an incident was declared meanwhile.
#[tokio::test]
async fn a_proposal_outlives_the_program_and_is_not_said_in_vain() {
    for declared in [false, true] {
        let mut world = world().await;
        opens(&world, &world.acme, P2, "#1").await;
        opens(&world, &world.globex, P2, "#2").await;
        let path = format!("/channels/{}/messages", world.staff.support.id());
        world.sandbox.faults().next(100, "POST", &path, Fault::Status(503));
        world.initech.member.types(&world.initech.channel, P2).await;
        world.comes("SELECT count(*) FROM outbox WHERE key LIKE '%:incident-proposed'", 1).await;
        if declared {
            world.staff.bob.types(&world.staff.support, DECLARED).await;
        }
        world.stops().await;
        world.sandbox.faults().clear();
        world.sandbox.clock().set(paris("2026-11-23 10:40"));
        world.starts().await;
        world.settles().await;
        let posts = world.staff.support.messages();
        let posts: Vec<_> = posts.iter().filter(|one| one.contains(&["P1 ou P2"])).collect();
        assert_eq!(posts.len(), usize::from(!declared));
        assert!(posts.iter().all(|one| one.contains(&["3 P1 ou P2 sur NGP", "#1", "#2", "#3"])));
        all_have_read(&world);
        world.end().await;
    }
}
