//! An offer of two platforms whose windows overlap: each channel hears of its own, and a ticket is marked
//! with the one that concerns it.

use guichet::rules::offer::{DEFAULT, Offer};

use crate::world::{Customer, World};

/// Atlas beside NGP: on Wednesdays from 03:00 to 07:00, when NGP's last three windows of a month go on until
/// 06:00.
pub(crate) const ATLAS: &str = r#"
[[platforms]]
key = "atlas"
label = { en = "Atlas", fr = "Atlas" }

[[platforms.windows]]
rule = "FREQ=WEEKLY;BYDAY=WE"
first = "2026-01-07 03:00"
minutes = 240
reason = { en = "Planned update of Atlas", fr = "Mise à jour planifiée d'Atlas" }
impact = { en = "Mail may be late.", fr = "Le courrier peut tarder." }

[[components]]
key = "mail"
label = { en = "Mail", fr = "Courrier" }
platform = "atlas"
"#;

/// Acme hears of NGP, Globex of Atlas, Initech of both.
async fn before_both() -> World {
    let offer = Offer::parse(&format!("{DEFAULT}{ATLAS}")).expect("an offer of two platforms");
    let world = World::with("2026-12-15 22:30", offer).await;
    world.announces().await;
    for (customer, platform) in [(&world.acme, "ngp"), (&world.globex, "atlas")] {
        let id = customer.id.get();
        world
            .forgets(&format!("UPDATE channel_link SET platform = '{platform}' WHERE customer = {id}"))
            .await;
    }
    world
}

/// Each of the two hears these, in this order, and nobody else hears anything.
async fn hear(world: &World, customers: [&Customer; 2], notices: &[[&str; 2]]) {
    for customer in customers {
        for [about, platform] in notices {
            customer.channel.expect(&[about, platform]).await;
        }
    }
    world.sandbox.assert_quiet();
}

/// "Each subscribed channel, each notice exactly once": of its own platform, or of both.
#[tokio::test]
async fn each_channel_hears_of_its_own_platform() {
    let world = before_both().await;
    let ngp = [&world.acme, &world.initech];
    let atlas = [&world.globex, &world.initech];
    for (moment, customers, notices) in [
        ("2026-12-15 23:00", ngp, &[["Maintenance", "· NGP"]][..]),
        ("2026-12-16 00:00", ngp, &[["aintenance", "· NGP"], ["7", "· NGP"]]),
        ("2026-12-16 02:00", atlas, &[["in one hour", "· Atlas"]]),
        ("2026-12-16 03:00", atlas, &[["has started", "· Atlas"], ["in 7 days", "· Atlas"]]),
        ("2026-12-16 06:00", ngp, &[["aintenance", "· NGP"]]),
        ("2026-12-16 07:00", atlas, &[["completed", "· Atlas"]]),
    ] {
        world.turns_to(moment).await;
        hear(&world, customers, notices).await;
    }
    world.end().await;
}

/// What the answer to an opened ticket begins with, and whether both sides read the platform on it.
async fn opens(world: &World, customer: &Customer, component: &str, platform: Option<&str>) {
    let line = format!(r#"/ticket open subject:"It is slow" description:"Since now."{component}"#);
    let answer = customer.member.types(&customer.channel, &line).await;
    let first = answer.text().lines().next().unwrap_or_default();
    let posted = customer.channel.expect(&["It is slow"]).await;
    let card = world.staff.support.expect(&["It is slow"]).await;
    for other in ["NGP", "Atlas"] {
        let named = platform == Some(other);
        assert_eq!(first.contains(other), named, "{other} in: {}", answer.text());
        for message in [&posted, &card] {
            assert_eq!(message.contains(&["Maintenance", other]), named, "{other} in: {}", message.text());
        }
    }
}

/// While both go on, a ticket is marked with the window of its component's platform; without a component with
/// that of which its channel hears, of both the earlier one.
#[tokio::test]
async fn a_ticket_is_marked_with_the_window_of_its_platform() {
    let world = before_both().await;
    world.turns_to("2026-12-16 04:00").await;
    for customer in [&world.acme, &world.globex, &world.initech] {
        customer.channel.skip();
    }
    let (acme, globex, initech) = (&world.acme, &world.globex, &world.initech);
    opens(&world, initech, " component:portal", Some("NGP")).await;
    opens(&world, initech, " component:mail", Some("Atlas")).await;
    opens(&world, initech, "", Some("NGP")).await;
    opens(&world, acme, "", Some("NGP")).await;
    opens(&world, globex, "", Some("Atlas")).await;
    // What is named counts more than what the channel hears of.
    opens(&world, globex, " component:portal", Some("NGP")).await;

    // NGP's is over, Atlas' goes on.
    world.turns_to("2026-12-16 06:30").await;
    for customer in [&world.acme, &world.globex, &world.initech] {
        customer.channel.skip();
    }
    opens(&world, initech, " component:portal", None).await;
    opens(&world, initech, "", Some("Atlas")).await;
    opens(&world, acme, "", None).await;
    world.end().await;
}
