//! An upgrade helps a P1 that is open already, and nothing makes a deadline later.

use chrono::TimeDelta;
use sandbox::{Answer, SeenMessage};

use crate::world::{Customer, World, paris, said::said, world};

/// A moment as a message shows it.
fn shown(moment: &str) -> String {
    format!("<t:{}:F>", paris(moment).timestamp())
}

/// A P1 at 10:00, acknowledged at once: nobody else is called.
async fn seen_p1(world: &World, customer: &Customer) {
    let p1 = world.raises_p1(customer, "All is down").await;
    world.staff.bob.presses(&p1.page, "ack").await;
    hush(world, customer).await;
}

/// What was said up to here is not this story's subject.
async fn hush(world: &World, customer: &Customer) {
    world.settles().await;
    customer.channel.skip();
    world.staff.support.skip();
    customer.channel.find_thread("#1").expect("the ticket's thread").skip();
}

/// What the ticket's thread is told.
async fn told(world: &World, customer: &Customer, words: &[&str]) -> SeenMessage {
    world.settles().await;
    customer.channel.find_thread("#1").expect("the ticket's thread").expect(words).await
}

async fn manager_types(customer: &Customer, line: &str) -> Answer {
    customer.manager.types(&customer.channel, line).await
}

/// "What is left of its running time becomes the smaller of what was left and the new GTR", counted from the
/// press.
#[tokio::test]
async fn an_open_p1_gets_the_earlier_deadline() {
    let world = world().await;
    let globex = &world.globex;
    seen_p1(&world, globex).await;
    world.turns(TimeDelta::minutes(20)).await;
    let line = "/contract preview level:Gold";
    said(&manager_types(globex, line).await, &["#1", &shown("2026-11-23 18:00"), &shown("2026-11-23 14:20")]);
    let asked = manager_types(globex, "/contract upgrade level:Gold").await;
    world.turns(TimeDelta::minutes(5)).await;
    said(
        &globex.manager.presses(&asked, "Move up to Gold").await,
        &["is now on Gold", &shown("2026-11-23 14:25")],
    );
    told(&world, globex, &["The contract is now Gold", &shown("2026-11-23 14:25")]).await;
    said(&manager_types(globex, "/ticket show ticket:#1").await, &[&shown("2026-11-23 14:25")]);
    hush(&world, globex).await;
    world.end().await;
}

/// Less is left than the new level guarantees: the deadline stays, and the preview promises nothing.
#[tokio::test]
async fn an_upgrade_never_makes_a_deadline_later() {
    let world = world().await;
    let globex = &world.globex;
    seen_p1(&world, globex).await;
    world.turns_to("2026-11-23 15:00").await;
    hush(&world, globex).await;
    let asked = manager_types(globex, "/contract upgrade level:Gold").await;
    assert!(!asked.contains(&["#1"]), "{}", asked.text());
    said(&globex.manager.presses(&asked, "Move up to Gold").await, &["is now on Gold"]);
    told(&world, globex, &["The contract is now Gold", &shown("2026-11-23 18:00")]).await;
    hush(&world, globex).await;
    world.end().await;
}

/// "A P1 that had no guarantee gets its clock at the moment of the upgrade", also where support scheduled it;
/// support's change of the contract is no act on the ticket.
#[tokio::test]
async fn a_p1_without_a_guarantee_gets_its_clock() {
    let world = world().await;
    let initech = &world.initech;
    seen_p1(&world, initech).await;
    let line = "/customer level customer:Initech level:Silver from:2026-11-24";
    said(&world.staff.bob.types(&world.staff.support, line).await, &["moves to Silver on"]);
    world.turns_to("2026-11-23 23:59").await;
    hush(&world, initech).await;
    said(&manager_types(initech, "/ticket show ticket:#1").await, &["no guaranteed time"]);
    world.turns_to("2026-11-24 00:00").await;
    told(&world, initech, &["The contract is now Silver", &shown("2026-11-24 08:00")]).await;
    let by_desk = "SELECT count(*) FROM ticket_event WHERE side = 'desk' AND event LIKE '%level_upgraded%'";
    assert_eq!(world.counts(by_desk).await, 1);
    hush(&world, initech).await;
    world.end().await;
}

/// A P1 that is opened between the look and the press changes what was seen.
#[tokio::test]
async fn a_p1_opened_meanwhile_is_looked_at_first() {
    let world = world().await;
    let globex = &world.globex;
    let asked = manager_types(globex, "/contract upgrade level:Gold").await;
    seen_p1(&world, globex).await;
    said(&globex.manager.presses(&asked, "Move up to Gold").await, &["has changed since the preview"]);
    let again = manager_types(globex, "/contract upgrade level:Gold").await;
    said(&again, &["#1", &shown("2026-11-23 14:00")]);
    world.end().await;
}
