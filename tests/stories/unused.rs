//! Hours that would lapse: offered as slots, once, to whoever has some and wants it.

use sandbox::SeenMessage;

use crate::world::{
    Customer, World,
    hours::{Ledger, stamp},
    said::said,
    world,
};

/// The three customers are offered slots before their hours lapse.
async fn offering(world: &World) {
    world.forgets("UPDATE customer SET unused_hours = 1").await;
    world.nora_is_there().await;
}

/// A customer books both its hours of November.
async fn books_all(world: &World, customer: &Customer) {
    said(&customer.books("topic:advice minutes:120 slot:2026-11-30 14:00").await, &["Request sent to Nora"]);
    world.settles().await;
    let request = world.staff.experts.expect(&["conseil"]).await;
    said(&world.staff.nora.presses(&request, "Accepter").await, &["confirmée"]);
    world.settles().await;
    customer.channel.skip();
    world.staff.experts.skip();
}

/// Globex is offered slots on 24 November at 10:00.
async fn offered(world: &World) -> SeenMessage {
    offering(world).await;
    world.forgets("UPDATE customer SET unused_hours = 0 WHERE name = 'Acme'").await;
    world.turns_to("2026-11-24 09:59").await;
    assert!(world.sandbox.unread().is_empty(), "nothing is said before its time");
    world.turns_to("2026-11-24 10:00").await;
    world.globex.channel.expect(&["2 h of expertise left this month", &stamp("2026-12-01 00:00")]).await
}

/// "Five business days before the end of a month": three free slots as buttons; a press asks the topic and
/// books.
#[tokio::test]
async fn hours_left_are_offered_as_slots() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    let offer = offered(&world).await;
    let [first, second, third] = [
        "Tue 24 Nov 2026 10:30 (Paris time) · Nora",
        "Wed 25 Nov 2026 09:00 (Paris time) · Nora",
        "Thu 26 Nov 2026 09:00 (Paris time) · Nora",
    ];
    assert_eq!(offer.labels(), [first, second, third]);
    staff.bob.joins(&globex.guild, &[]);
    said(&staff.bob.presses(&offer, first).await, &["on the support team"]);

    let topics = globex.member.presses(&offer, first).await;
    assert!(topics.is_private());
    said(&topics, &[&stamp("2026-11-24 10:30"), "What is the session about?"]);
    said(
        &globex.member.chooses(&topics, "network").await,
        &["Request sent to Nora", &stamp("2026-11-24 10:30")],
    );
    world.settles().await;
    staff.experts.expect(&["réseau", "Globex", &stamp("2026-11-24 10:30")]).await;
    globex.channel.expect(&["Nora"]).await;
    assert_eq!(world.ledger(globex).await, Ledger { used: 0, held: 60 });

    // The same slot again: the next free ones are shown in its place.
    let others = globex.manager.presses(&offer, first).await;
    said(&others, &["no longer free"]);
    let topics = globex.manager.chooses(&others, "Tue 24 Nov 2026 14:00 (Paris time) · Nora").await;
    said(&topics, &["What is the session about?"]);
    said(&globex.manager.chooses(&topics, "other").await, &["Request sent to Nora"]);
    world.settles().await;
    staff.experts.skip();
    globex.channel.skip();
    assert_eq!(world.ledger(globex).await, Ledger { used: 0, held: 120 });

    let topics = globex.member.presses(&offer, second).await;
    said(&globex.member.chooses(&topics, "other").await, &["No hours are left for November 2026"]);
    world.end().await;
}

/// A slot that is taken between the press and the choice: the next free ones are shown, and nothing is
/// booked.
#[tokio::test]
async fn a_slot_taken_meanwhile_leads_to_others() {
    let world = world().await;
    let (globex, acme) = (&world.globex, &world.acme);
    let offer = offered(&world).await;
    let topics = globex.member.presses(&offer, "Wed 25 Nov 2026 09:00 (Paris time) · Nora").await;
    said(&acme.books("topic:other slot:2026-11-25 09:00").await, &["Demande envoyée à Nora"]);
    let others = globex.member.chooses(&topics, "training").await;
    said(&others, &["no longer free"]);
    said(
        &globex.member.chooses(&others, "Wed 25 Nov 2026 10:00 (Paris time) · Nora").await,
        &["Request sent to Nora"],
    );
    world.settles().await;
    for channel in [&world.staff.experts, &globex.channel, &acme.channel] {
        channel.skip();
    }
    world.end().await;
}

/// Said once, also when the desk starts again; not to whoever does not want it, has no channel, no hours left
/// or none at all.
#[tokio::test]
async fn nothing_is_offered_where_nothing_would_lapse() {
    let mut world = world().await;
    offering(&world).await;
    books_all(&world, &world.globex).await;
    let bob = &world.staff.bob;
    bob.types(&world.staff.support, "/customer add name:Hooli level:Gold").await;
    let wants = "SELECT unused_hours FROM customer WHERE name = 'Hooli'";
    assert_eq!(world.counts(wants).await, 1, "it is so unless a team says no; Hooli has no channel");
    let settings = "/contract settings unused-hours:false";
    said(&world.acme.manager.types(&world.acme.channel, settings).await, &["non"]);
    world.turns_to("2026-11-24 10:00").await;
    assert_eq!(world.counts("SELECT count(*) FROM outbox WHERE key LIKE 'unused:%'").await, 0);
    world.stops().await;
    world.starts().await;
    world.turns_to("2026-11-24 12:00").await;
    world.staff.experts.skip();
    world.globex.channel.skip();
    world.end().await;
}

/// "Or of Bronze's third": its last month's hours are offered before Christmas, and none in the month after.
#[tokio::test]
async fn the_last_hours_of_bronze_are_offered() {
    let world = World::at("2026-12-24 09:00").await;
    let (globex, acme) = (&world.globex, &world.acme);
    offering(&world).await;
    world.turns_to("2026-12-24 10:00").await;
    let offer = globex.channel.expect(&["2 h of expertise left this month"]).await;
    assert_eq!(
        offer.labels(),
        [
            "Thu 24 Dec 2026 10:30 (Paris time) · Nora",
            "Mon 28 Dec 2026 09:00 (Paris time) · Nora",
            "Tue 29 Dec 2026 09:00 (Paris time) · Nora"
        ]
    );
    acme.channel.expect(&["Il vous reste 4 h d'expertise"]).await;
    world.forgets("UPDATE customer SET unused_hours = 0 WHERE name = 'Acme'").await;
    world.turns_to("2027-01-25 10:00").await;
    assert!(world.sandbox.unread().is_empty(), "Bronze has no hours any more");
    world.end().await;
}
