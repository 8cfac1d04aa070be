//! A major incident proposes itself to staff: on the tickets that are opened during it, and where so many P1s
//! and P2s of one platform come that they may be one outage.

use sandbox::{Answer, SeenMessage};

use crate::{
    roles::with_button,
    world::{Customer, World, said::said, world},
};

const DECLARED: &str = "/incident open title:Portail component:portal";
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
