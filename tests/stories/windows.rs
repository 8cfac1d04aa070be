//! Windows that staff add, move, extend and cancel: told at once, and the notices of before marked out of
//! date.

use sandbox::Answer;

use crate::world::{World, paris, said::said};

fn stamp(text: &str) -> String {
    format!("<t:{}:F>", paris(text).timestamp())
}

async fn before_the_16th() -> World {
    let world = World::at("2026-12-06 10:00").await;
    world.announces().await;
    world
}

async fn bob_types(world: &World, line: &str) -> Answer {
    let answer = world.staff.bob.types(&world.staff.support, line).await;
    world.settles().await;
    answer
}

/// "A window added is announced at once, however far away: that is its first notice", then its stages; a text
/// that is missing in one language is shown in the other.
#[tokio::test]
async fn a_window_added_is_announced_at_once() {
    let world = before_the_16th().await;
    let answer = bob_types(
        &world,
        r#"/window add platform:ngp start:"2027-02-10 20:00" end:"2027-02-10 22:00" reason:"Remplacement d'un commutateur" reason-en:"A switch is replaced" impact:"Réseau **lent**""#,
    )
    .await;
    said(&answer, &["Window added", &stamp("2027-02-10 20:00"), "notified: 3"]);
    world.acme.channel.expect(&["Maintenance planifiée", "commutateur", r"\*\*lent\*\*"]).await;
    for channel in [&world.globex.channel, &world.initech.channel] {
        channel
            .expect(&["Scheduled maintenance", "A switch is replaced", "Réseau", &stamp("2027-02-10 20:00")])
            .await;
    }
    world.sandbox.assert_quiet();
    let bad = [
        (r#"start:"2026-12-16 01:00" end:"2026-12-16 02:00""#, "overlaps another window"),
        (r#"start:"2026-12-20 06:00" end:"2026-12-20 02:00""#, "must be after the start"),
        (r#"start:"2026-12-06 09:00" end:"2026-12-06 12:00""#, "in the past"),
        (r#"start:"2027-03-28 02:30" end:"2027-03-28 06:00""#, "the clocks go forward"),
        (r#"start:"2026-12-32 02:30" end:"2027-03-28 06:00""#, "date doesn't exist"),
        (r#"start:tomorrow end:"2027-03-28 06:00""#, "could not read that date and time"),
    ];
    for (typed, words) in bad {
        said(&bob_types(&world, &format!("/window add platform:ngp {typed} reason:x")).await, &[words]);
    }
    let elsewhere = r#"/window add platform:moon start:"2026-12-20 06:00" end:"2026-12-20 08:00" reason:x"#;
    said(&bob_types(&world, elsewhere).await, &["no platform **moon**"]);
    world.end().await;
}

/// "One moved is told at once to the channels that had a notice, as a reply to it (which is marked out of
/// date); the others hear the ordinary stages of what it has become."
#[tokio::test]
async fn a_window_moved_is_told_in_reply() {
    let world = before_the_16th().await;
    world.turns_to("2026-12-09 00:00").await;
    let week = world.acme.channel.expect(&["dans 7 jours"]).await;
    world.globex.channel.expect(&["in 7 days"]).await;
    world.initech.channel.expect(&["in 7 days"]).await;
    let choices =
        world.staff.bob.suggestions(&world.staff.support, "/window move reason:x window:2026-12-16").await;
    assert_eq!(
        choices.iter().map(|choice| choice.name.as_str()).collect::<Vec<_>>(),
        ["2026-12-16 00:00 – 06:00 Europe/Paris · NGP"]
    );
    let answer = bob_types(
        &world,
        r#"/window move window:"2026-12-16 00:00" reason:"Pièce en retard" reason-en:"A part is late" start:"2026-12-18 22:00""#,
    )
    .await;
    said(&answer, &["Window moved", &stamp("2026-12-18 22:00"), &stamp("2026-12-19 04:00"), "notified: 3"]);
    let told = world
        .acme
        .channel
        .expect(&[
            "Maintenance déplacée",
            "Pièce en retard",
            &stamp("2026-12-18 22:00"),
            &stamp("2026-12-16 00:00"),
        ])
        .await;
    assert_eq!(told.replies_to, Some(week.id));
    for channel in [&world.globex.channel, &world.initech.channel] {
        channel.expect(&["Maintenance moved", "A part is late"]).await;
    }
    let marked = world.acme.channel.expect_update(&["Annonce remplacée", &stamp("2026-12-16 00:00")]).await;
    assert_eq!(marked.id, week.id);
    world.sandbox.assert_quiet();

    // The stages of where it is now, and none of where it was.
    world.turns_to("2026-12-11 21:59").await;
    world.sandbox.assert_quiet();
    world.turns_to("2026-12-11 22:00").await;
    world.acme.channel.expect(&["dans 7 jours", &stamp("2026-12-18 22:00")]).await;
    world.globex.channel.expect(&["in 7 days"]).await;
    world.initech.channel.expect(&["in 7 days"]).await;
    world.turns_to("2026-12-15 23:59").await;
    world.sandbox.assert_quiet();
    world.end().await;
}

/// "Nothing, if cancelled", but to those that had a notice; a second cancellation is refused.
#[tokio::test]
async fn a_window_cancelled_is_told_to_those_who_had_heard() {
    let world = before_the_16th().await;
    world.turns_to("2026-12-09 00:00").await;
    world.acme.channel.expect(&["dans 7 jours"]).await;
    world.globex.channel.expect(&["in 7 days"]).await;
    let ian = world.initech.channel.expect(&["in 7 days"]).await;
    let cancel = r#"/window cancel window:"2026-12-16 00:00" reason:"Plus nécessaire""#;
    said(&bob_types(&world, cancel).await, &["Window cancelled", "notified: 3"]);
    world.acme.channel.expect(&["Maintenance annulée", "Plus nécessaire"]).await;
    world.globex.channel.expect(&["Maintenance cancelled", "Plus nécessaire"]).await;
    let told = world.initech.channel.expect(&["Maintenance cancelled"]).await;
    assert_eq!(told.replies_to, Some(ian.id));
    said(&bob_types(&world, cancel).await, &["was cancelled"]);
    // One of which nobody heard yet is cancelled without a word.
    let quiet = r#"/window cancel window:2026-12-30 reason:"Fêtes""#;
    said(&bob_types(&world, quiet).await, &["Window cancelled", "notified: 0"]);
    world.turns_to("2026-12-15 23:59").await;
    world.sandbox.assert_quiet();
    world.turns_to("2026-12-16 00:00").await;
    for channel in [&world.acme.channel, &world.globex.channel, &world.initech.channel] {
        channel.expect(&["7", &stamp("2026-12-23 00:00")]).await;
    }
    world.end().await;
}

/// A window that goes on is extended: told at once, and its end is announced when it really is over.
#[tokio::test]
async fn a_window_that_goes_on_is_extended() {
    let world = before_the_16th().await;
    world.turns_to("2026-12-16 05:30").await;
    for customer in [&world.acme, &world.globex, &world.initech] {
        customer.channel.skip();
    }
    let move_it = r#"/window move window:"2026-12-16 00:00" reason:x start:"2026-12-20 00:00""#;
    said(&bob_types(&world, move_it).await, &["can no longer be moved"]);
    let shorter = r#"/window extend window:"2026-12-16 00:00" reason:x end:"2026-12-16 05:45""#;
    said(&bob_types(&world, shorter).await, &["Give a later"]);
    said(
        &bob_types(&world, r#"/window extend window:"2026-12-16 00:00" reason:x"#).await,
        &["Until when?", "Europe/Paris"],
    );
    let extend =
        r#"/window extend window:"2026-12-16 00:00" reason:"Un nœud redémarre" end:"2026-12-16 08:00""#;
    said(&bob_types(&world, extend).await, &["Window extended", "notified: 3"]);
    world
        .acme
        .channel
        .expect(&["Maintenance prolongée", "Un nœud redémarre", &stamp("2026-12-16 08:00")])
        .await;
    world.globex.channel.expect(&["Maintenance extended"]).await;
    world.initech.channel.expect(&["Maintenance extended"]).await;
    world.turns_to("2026-12-16 07:59").await;
    world.sandbox.assert_quiet();
    world.turns_to("2026-12-16 08:00").await;
    world.acme.channel.expect(&["terminée", &stamp("2026-12-16 08:00")]).await;
    world.globex.channel.expect(&["completed"]).await;
    world.initech.channel.expect(&["completed"]).await;
    said(&bob_types(&world, extend).await, &["That window ended on"]);
    world.end().await;
}

/// A window added and moved while Discord does not answer: what is said then is where it is, once.
#[tokio::test]
async fn a_change_overtakes_a_notice_that_waits() {
    let world = before_the_16th().await;
    for customer in [&world.acme, &world.globex, &world.initech] {
        let path = format!("/channels/{}/messages", customer.channel.id());
        world.sandbox.faults().next(1, "POST", &path, sandbox::Fault::Status(503));
    }
    let add = r#"/window add platform:ngp start:"2027-02-10 20:00" end:"2027-02-10 22:00" reason:"Réseau""#;
    said(&bob_types(&world, add).await, &["Window added"]);
    let move_it = r#"/window move window:"2027-02-10 20:00" reason:"Pas prêt" start:"2027-02-11 20:00""#;
    // It waits behind the notice that waits to be tried again.
    said(&world.staff.bob.types(&world.staff.support, move_it).await, &["Window moved"]);
    world.turns(chrono::TimeDelta::minutes(2)).await;
    world.acme.channel.expect(&["Maintenance planifiée", "Réseau", &stamp("2027-02-11 20:00")]).await;
    world.globex.channel.expect(&["Scheduled maintenance", &stamp("2027-02-11 20:00")]).await;
    world.initech.channel.expect(&["Scheduled maintenance"]).await;
    world.sandbox.assert_quiet();
    world.end().await;
}
