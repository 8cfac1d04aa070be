//! The clock jumps while the desk is at work: the machine slept, or somebody corrected it.

use crate::world::{paris, until, world};

/// Put back by twenty minutes, nothing is said again and nothing is said early; what was promised keeps its
/// hour.
#[tokio::test]
async fn a_clock_put_back_says_nothing_twice() {
    let world = world().await;
    let staff = &world.staff;
    let p1 = world.raises_p1(&world.globex, "All is down").await;
    assert_eq!(p1.page.notified, ["on-call-1"]);
    world.turns_to("2026-11-23 10:05").await;
    assert_eq!(staff.support.expect(&["#1", "P1"]).await.notified, ["on-call-1"]);

    world.turns_to("2026-11-23 09:45").await;
    assert!(staff.support.skip().is_empty(), "{}", world.sandbox.history());
    // What is done while the clock is behind works as ever, and calls nobody though the ticket is looked at
    // anew.
    let noted = staff.carol.types(&staff.support, "/ticket show ticket:1").await;
    assert!(noted.contains(&["#1"]), "{}", noted.text());
    world.globex.member.says(&p1.thread, "Anybody?");
    until(|| staff.support.find_thread("#1").is_some()).await;
    world.settles().await;
    staff.support.find_thread("#1").expect("the staff's thread").expect(&["Anybody?"]).await;
    assert!(staff.support.skip().is_empty(), "{}", world.sandbox.history());
    world.turns_to("2026-11-23 10:05").await;
    world.turns_to("2026-11-23 10:09").await;
    assert!(staff.support.skip().is_empty(), "{}", world.sandbox.history());
    world.turns_to("2026-11-23 10:10").await;
    assert_eq!(staff.support.expect(&["#1", "P1"]).await.notified, ["on-call-2"]);
    world.end().await;
}

/// Put forward by five hours, what fell due on the way is said once, marked late: of the pages the latest
/// rung, of the warnings the highest.
#[tokio::test]
async fn a_clock_put_forward_says_the_latest_alone() {
    let world = world().await;
    let staff = &world.staff;
    world.raises_p1(&world.acme, "Tout est arrêté").await;
    world.turns_to("2026-11-23 15:02").await;
    let said = staff.support.skip();
    let pages: Vec<_> = said.iter().filter(|one| !one.notified.is_empty()).collect();
    let warnings: Vec<_> = said.iter().filter(|one| one.contains(&["GTR dépassée"])).collect();
    assert_eq!((said.len(), pages.len(), warnings.len()), (2, 1, 1), "{}", world.sandbox.history());
    assert!(pages[0].contains(&["en retard"]), "{}", pages[0].text());
    assert!(warnings[0].contains(&[&format!("<t:{}:", paris("2026-11-23 14:00").timestamp())]));
    // The next rung keeps its hour: every ten minutes from 10:20 on.
    world.turns_to("2026-11-23 15:09").await;
    assert!(staff.support.skip().is_empty(), "{}", world.sandbox.history());
    world.turns_to("2026-11-23 15:10").await;
    assert_eq!(staff.support.expect(&["#1", "P1"]).await.notified, ["on-call-1", "on-call-2"]);
    world.end().await;
}

/// A window's stages: put back over one that was said, it is not said again; put forward over several, the
/// latest alone is said, late.
#[tokio::test]
async fn notices_are_said_once_however_the_clock_jumps() {
    let world = crate::world::World::at("2026-12-06 10:00").await;
    world.announces().await;
    let heard = || [&world.acme, &world.globex, &world.initech].map(|one| one.channel.skip().len());
    world.turns_to("2026-12-09 00:00").await;
    assert_eq!(heard(), [1, 1, 1], "seven days before");
    world.turns_to("2026-12-08 22:00").await;
    world.turns_to("2026-12-09 01:00").await;
    assert_eq!(heard(), [0, 0, 0]);
    world.turns_to("2026-12-15 23:40").await;
    let late = world
        .globex
        .channel
        .expect(&["late", &format!("<t:{}:F>", paris("2026-12-16 00:00").timestamp())])
        .await;
    assert!(!late.contains(&["tomorrow"]), "{}", late.text());
    assert_eq!(heard(), [1, 0, 1], "the latest alone: an hour before");
    world.end().await;
}
