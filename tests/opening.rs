//! A ticket is opened, seen and taken.

use crate::world::world;

/// From the command typed to the message read, on both sides.
#[tokio::test]
async fn a_ticket_is_opened_seen_and_taken() {
    let world = world().await;
    let (acme, staff) = (&world.acme, &world.staff);

    let answer = acme
        .member
        .types(&acme.channel, r#"/ticket open subject:"Le portail est lent" description:"Depuis 9 h, toutes les pages." priority:P2"#)
        .await;
    assert!(answer.is_private());
    assert!(answer.contains(&["#1", "est ouvert"]), "{}", answer.text());

    let first = acme.channel.expect(&["#1", "P2", "Le portail est lent", "Depuis 9 h"]).await;
    assert_eq!(first.labels(), ["Escalader en P1", "Fermer"]);
    let card = staff.support.expect(&["#1", "Acme", "Le portail est lent"]).await;
    let seen = staff.bob.presses(&card, "Prendre en compte").await;
    assert!(seen.contains(&["#1", "acknowledged"]), "{}", seen.text());

    world.settles().await;
    let thread = acme.channel.find_thread("#1").expect("the ticket's thread");
    thread.expect(&["a pris connaissance"]).await;
    acme.channel.expect_update(&["#1", "pris en compte"]).await;
    staff.support.expect_update(&["#1", "pris en compte"]).await;
    world.end().await;
}
