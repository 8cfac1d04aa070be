//! An answer that is lost on its way: what was done is told another way, and nothing is done twice.

use sandbox::Fault;

use crate::world::world;

/// Discord does not take the answer: who asked is told in the ticket's thread, by name, once.
#[tokio::test]
async fn an_answer_that_was_not_taken_is_told_in_the_thread() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    world.sandbox.faults().next(1, "POST", "/interactions/*/*/callback", Fault::Status(500));
    let line = r#"/ticket open subject:"Slow" description:"Since nine.""#;
    assert!(globex.member.types(&globex.channel, line).await.failed());
    world.sandbox.expect_failure();
    world.settles().await;
    globex.channel.expect(&["#1", "Slow"]).await;
    staff.support.expect(&["#1"]).await;
    let thread = globex.channel.find_thread("#1").expect("the ticket's thread");
    let told = thread.expect(&["may not have reached you", "/ticket open", "#1"]).await;
    assert_eq!(told.notified, ["Gus"]);
    world.end().await;
}

/// What belongs to no ticket is told where it was asked, in what is read there; a press is not called by what
/// it is to the program.
#[tokio::test]
async fn what_is_no_tickets_is_told_where_it_was_asked() {
    let world = world().await;
    let staff = &world.staff;
    world.sandbox.faults().next(1, "POST", "/interactions/*/*/callback", Fault::Status(500));
    assert!(staff.bob.types(&staff.support, "/customer add name:Hooli level:Gold").await.failed());
    world.sandbox.expect_failure();
    staff.support.expect(&[&staff.bob.mention(), "peut-être pas parvenue", "`/client ajouter`"]).await;
    let acme = &world.acme;
    let asked = acme
        .member
        .types(&acme.channel, r#"/ticket open subject:"Panne" description:"Depuis neuf heures." priority:P1"#)
        .await;
    world.sandbox.faults().next(1, "POST", "/interactions/*/*/callback", Fault::Status(500));
    assert!(acme.member.presses(&asked, "confirm").await.failed());
    world.sandbox.expect_failure();
    world.settles().await;
    acme.channel.expect(&["#1"]).await;
    world.card_and_page(&["#1"]).await;
    let thread = acme.channel.find_thread("#1").expect("the ticket's thread");
    thread.expect(&[&acme.member.mention(), "Votre demande a bien été prise en compte", "#1"]).await;
    world.end().await;
}

/// Refused, or with nothing done, nobody is told anything more: the person sees that it failed, and asks
/// again.
#[tokio::test]
async fn what_changed_nothing_is_not_told() {
    let world = world().await;
    let globex = &world.globex;
    for line in ["/ticket list", "/ticket show ticket:#7", "/contract upgrade level:Bronze"] {
        world.sandbox.faults().next(1, "POST", "/interactions/*/*/callback", Fault::Status(500));
        assert!(globex.member.types(&globex.channel, line).await.failed(), "{line}");
        world.sandbox.expect_failure();
    }
    world.settles().await;
    assert_eq!(world.counts("SELECT count(*) FROM outbox").await, 0);
    world.end().await;
}

/// What was answered is not told again at the next start.
#[tokio::test]
async fn what_was_answered_is_not_told_again() {
    let mut world = world().await;
    world
        .globex
        .member
        .types(&world.globex.channel, r#"/ticket open subject:"Slow" description:"Since nine.""#)
        .await;
    world.settles().await;
    world.globex.channel.expect(&["#1"]).await;
    world.staff.support.expect(&["#1"]).await;
    assert_eq!(world.counts("SELECT count(*) FROM interaction WHERE answered_at IS NULL").await, 0);
    world.stops().await;
    world.starts().await;
    world.end().await;
}
