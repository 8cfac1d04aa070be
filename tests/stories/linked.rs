//! A channel that is linked while a major incident goes on hears of it at once.

use sandbox::{Answer, Channel, Fault};

use crate::world::{World, hours::stamp, paris, said::said};

const DECLARED: &str = r#"/incident open title:"Portail en panne" component:portal impact:"Rien ne répond" impact-en:"Nothing answers""#;

async fn bob_types(world: &World, line: &str) -> Answer {
    let answer = world.staff.bob.types(&world.staff.support, line).await;
    world.settles().await;
    answer
}

/// An incident of NGP is declared, in a week without maintenance; there is a channel that speaks for nobody.
async fn with_an_incident() -> (World, Channel) {
    let world = World::at("2026-12-05 10:00").await;
    said(&bob_types(&world, DECLARED).await, &["Major incident 1 declared"]);
    let channel = world.staff.guild.channel("another").create();
    (world, channel)
}

fn link(channel: &Channel, customer: &str, more: &str) -> String {
    format!("/customer link customer:{customer} channel:{}{more}", channel.mention())
}

async fn unlinks(world: &World, channel: &Channel, customer: &str) {
    let line = format!("/customer unlink customer:{customer} channel:{}", channel.mention());
    said(&bob_types(world, &line).await, &["no longer linked"]);
}

/// Once, in its team's language, with where the incident stands; what comes later is a reply to it. As another
/// customer's it hears of it as that one's.
#[tokio::test]
async fn a_channel_that_is_linked_hears_of_what_goes_on() {
    let (world, channel) = with_an_incident().await;
    bob_types(&world, "/incident update incident:1 impact:Lent action:Redémarrage next:30").await;
    bob_types(&world, &link(&channel, "Acme", "")).await;
    let first = channel.expect(&["Incident majeur · NGP", "Portail en panne", "Lent", "Redémarrage"]).await;
    assert!(!first.contains(&["retard"]), "{}", first.text());
    let update = "/incident update incident:1 impact:Mieux action:Attente next:30 impact-en:Better";
    said(&bob_types(&world, update).await, &["notified: 1"]);
    let told = channel.expect(&["Incident majeur : point", "Mieux"]).await;
    assert_eq!(told.replies_to, Some(first.id));
    channel.expect_update(&["Incident majeur · NGP", "Mieux"]).await;

    unlinks(&world, &channel, "Acme").await;
    bob_types(&world, &link(&channel, "Acme", "")).await;
    assert_eq!(channel.messages().len(), 2, "it heard of it before");
    unlinks(&world, &channel, "Acme").await;
    bob_types(&world, &link(&channel, "Globex", "")).await;
    let english = channel.expect(&["Major incident · NGP", "Better"]).await;
    said(&bob_types(&world, "/incident restore incident:1 note:Fait").await, &["notified: 1"]);
    let told = channel.expect(&["Major incident: service restored"]).await;
    assert_eq!(told.replies_to, Some(english.id));
    channel.expect_update(&["service restored"]).await;

    let late = world.staff.guild.channel("late").create();
    bob_types(&world, &link(&late, "Initech", "")).await;
    assert!(late.messages().is_empty(), "the service is back");
    world.staff.support.skip();
    world.end().await;
}

/// What hears of no announcements, or of another platform's, hears nothing of it.
#[tokio::test]
async fn a_channel_that_hears_of_no_announcements_is_told_nothing() {
    let (world, channel) = with_an_incident().await;
    bob_types(&world, &link(&channel, "Acme", " announcements:false")).await;
    assert!(channel.messages().is_empty());
    world.end().await;
}

/// The program is killed between the row and the message: it is said late, and says so, once; not at all where
/// the service is back by then, and nothing of its end either.
#[tokio::test]
async fn a_first_word_that_was_held_up_says_that_it_is_late() {
    for (over, fault) in
        [(false, Fault::Status(503)), (false, Fault::StatusAfter(503)), (true, Fault::Status(503))]
    {
        let lost = matches!(fault, Fault::StatusAfter(_));
        let (mut world, channel) = with_an_incident().await;
        let path = format!("/channels/{}/messages", channel.id());
        world.sandbox.faults().next(if lost { 1 } else { 100 }, "POST", &path, fault);
        world.staff.bob.types(&world.staff.support, &link(&channel, "Acme", "")).await;
        world.comes("SELECT count(*) FROM outbox WHERE key LIKE 'incident:1:linked:%'", 1).await;
        if over {
            world.staff.bob.types(&world.staff.support, "/incident restore incident:1 note:Fait").await;
        }
        world.stops().await;
        world.sandbox.faults().clear();
        world.sandbox.clock().set(paris("2026-12-05 10:06"));
        world.starts().await;
        world.settles().await;
        let said: Vec<_> = channel.messages();
        assert_eq!(said.len(), usize::from(!over), "{over}");
        let late = ["en retard", &stamp("2026-12-05 10:00")];
        assert!(lost || over || said[0].contains(&late), "{}", said[0].text());
        channel.skip();
        world.end().await;
    }
}
