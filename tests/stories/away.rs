//! What fell due while the desk was down: sent when it is back, marked late, and only if it is still true.

use std::time::Duration;

use chrono::TimeDelta;

use crate::world::{P1, World, world};

/// Acme's P1 of 10:00, acknowledged by Bob.
async fn acknowledged(world: &World) -> P1 {
    let p1 = world.raises_p1(&world.acme, "Tout est arrêté").await;
    world.staff.bob.presses(&p1.page, "ack").await;
    world.settles().await;
    p1.thread.expect(&["a pris en compte"]).await;
    p1
}

/// The desk is down for so many minutes.
async fn is_down(world: &mut World, minutes: u64) {
    world.stops().await;
    world.sandbox.clock().advance(Duration::from_mins(minutes));
    world.starts().await;
}

/// What is posted of the guaranteed time.
fn warnings(world: &World) -> Vec<String> {
    let all = world.staff.support.skip();
    let is_one = |text: &str| text.contains('%') || text.contains("GTR dépassée");
    all.into_iter().map(|one| one.text().to_owned()).filter(|text| is_one(text)).collect()
}

/// Of the thresholds that passed meanwhile the highest alone, marked late; the next keeps its hour, and is on
/// time.
#[tokio::test]
async fn of_warnings_missed_the_highest_alone() {
    let mut world = world().await;
    acknowledged(&world).await;
    world.turns(TimeDelta::minutes(20)).await;
    warnings(&world);
    // 50 % at 12:00, 75 % at 13:00, 90 % at 13:36; it is 13:20.
    is_down(&mut world, 180).await;
    let said = warnings(&world);
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(said[0].contains("#1") && said[0].contains("75 %") && said[0].contains("en retard"), "{said:#?}");
    world.turns(TimeDelta::minutes(16)).await;
    let said = warnings(&world);
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(said[0].contains("90 %") && !said[0].contains("en retard"), "{said:#?}");
    world.end().await;
}

/// Back long after the deadline the breach alone is said.
#[tokio::test]
async fn long_after_the_deadline_the_breach_alone() {
    let mut world = world().await;
    acknowledged(&world).await;
    warnings(&world);
    is_down(&mut world, 600).await;
    let said = warnings(&world);
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(said[0].contains("GTR dépassée") && said[0].contains("en retard"), "{said:#?}");
    world.turns(TimeDelta::minutes(4)).await;
    assert!(warnings(&world).is_empty());
    world.end().await;
}

/// Of what was restored, or closed, before it went down nothing is said when it is back.
#[tokio::test]
async fn nothing_is_warned_of_what_was_over_already() {
    let mut world = world().await;
    let p1 = acknowledged(&world).await;
    let staff = &world.staff;
    staff.bob.types(&staff.support, "/agent restore ticket:#1 note:Rebranché").await;
    world.settles().await;
    p1.thread.expect(&["déclare le service rétabli"]).await;
    let second = world.raises_p1(&world.acme, "Encore arrêté").await;
    let acme = &world.acme;
    acme.member.types(&acme.channel, "/ticket close ticket:#2").await;
    world.settles().await;
    second.thread.expect(&["Fermé"]).await;
    is_down(&mut world, 600).await;
    assert!(world.sandbox.unread().is_empty(), "{}", world.sandbox.history());
    world.end().await;
}

/// A page that was said is not said again by a desk that comes back, however often it does.
#[tokio::test]
async fn a_page_is_said_once_across_starts() {
    let mut world = world().await;
    world.raises_p1(&world.globex, "All is down").await;
    for _ in 0..3 {
        is_down(&mut world, 1).await;
    }
    assert!(world.sandbox.unread().is_empty(), "{}", world.sandbox.history());
    world.turns(TimeDelta::minutes(2)).await;
    let page = world.staff.support.expect(&["#1", "All is down"]).await;
    assert_eq!(page.notified, ["on-call-1"]);
    is_down(&mut world, 1).await;
    assert!(world.sandbox.unread().is_empty(), "{}", world.sandbox.history());
    world.end().await;
}
