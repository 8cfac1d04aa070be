//! Major incidents: told to the channels that hear of their platform and in the threads of their tickets,
//! which are restored together, each with its own clock.

use chrono::TimeDelta;
use guichet::{
    rules::{ids::TicketNumber, ticket::Guarantee},
    store::customer::Reach,
};
use sandbox::{Answer, Channel};

use crate::{
    dice::Dice,
    world::{Customer, World, said::said, world},
};

const OPEN: &str = r#"/incident open title:"Portail en panne" component:portal impact:"Rien ne répond" impact-en:"Nothing answers""#;

async fn bob_types(world: &World, line: &str) -> Answer {
    let answer = world.staff.bob.types(&world.staff.support, line).await;
    world.settles().await;
    answer
}

/// Everything that stands in the staff's channel is put aside: what is looked at is elsewhere.
fn staff_have_read(world: &World) {
    world.staff.support.skip();
    world.staff.support.threads().iter().for_each(|thread| drop(thread.skip()));
}

/// Two P1s, Acme's with a clock and Initech's without, and an incident to which both were tied from the menu.
async fn with_two_tickets() -> (World, Channel, Channel) {
    let world = world().await;
    world.announces().await;
    let acme = world.raises_p1(&world.acme, "Portail").await;
    let initech = world.raises_p1(&world.initech, "Portal").await;
    let answer = bob_types(&world, OPEN).await;
    said(&answer, &["Major incident 1 declared", "Portail en panne", "NGP", "notified: 3"]);
    for channel in [&world.acme.channel, &world.globex.channel, &world.initech.channel] {
        channel.skip();
    }
    let tied = world.staff.bob.chooses_all(&answer, &["1", "2"]).await;
    world.settles().await;
    said(&tied, &["Added to major incident 1", "#1", "#2"]);
    for thread in [&acme.thread, &initech.thread] {
        thread.expect(&["1", "Portail en panne"]).await;
    }
    staff_have_read(&world);
    (world, acme.thread, initech.thread)
}

fn is_about_nobody_else(message: &sandbox::SeenMessage, world: &World, reader: &Customer) {
    for (name, customer) in [("Acme", &world.acme), ("Globex", &world.globex), ("Initech", &world.initech)] {
        let others = customer.id != reader.id;
        assert!(!(others && message.contains(&[name])), "{name} in {}", message.text());
    }
}

/// "Its first word, updates and end go to the channels that hear of that platform, in each team's language":
/// a channel of another platform, or without announcements, is told nothing. An update is a reply to the
/// first word, which says where the incident stands.
#[tokio::test]
async fn channels_of_the_platform_are_told_and_no_others() {
    let world = world().await;
    world.announces().await;
    world.forgets("UPDATE channel_link SET platform = 'elsewhere' WHERE customer = 3").await;
    let answer = bob_types(&world, OPEN).await;
    said(&answer, &["Major incident 1 declared", "notified: 2"]);
    let first =
        world.acme.channel.expect(&["Incident majeur · NGP", "Portail en panne", "Rien ne répond"]).await;
    is_about_nobody_else(&first, &world, &world.acme);
    let english =
        world.globex.channel.expect(&["Major incident · NGP", "Nothing answers", "/ticket open"]).await;
    world.sandbox.assert_quiet();

    let update =
        r#"/incident update incident:1 impact:"Lent" action:"Redémarrage" next:30 action-en:"A restart""#;
    said(&bob_types(&world, update).await, &["Update sent for major incident 1", "notified: 2"]);
    let told = world.acme.channel.expect(&["Incident majeur : point", "Lent", "Redémarrage"]).await;
    assert_eq!(told.replies_to, Some(first.id));
    let told = world.globex.channel.expect(&["Major incident: update", "Lent", "A restart"]).await;
    assert_eq!(told.replies_to, Some(english.id));
    let now = world.acme.channel.expect_update(&["Incident majeur · NGP", "Redémarrage"]).await;
    assert_eq!(now.id, first.id);
    world.globex.channel.expect_update(&["Major incident · NGP", "A restart"]).await;
    world.sandbox.assert_quiet();

    // The promise is watched: five minutes before, and once.
    world.turns_to("2026-11-23 10:24").await;
    world.sandbox.assert_quiet();
    world.turns_to("2026-11-23 10:25").await;
    let reminded = world.staff.support.expect(&["incident majeur", "1", "Portail en panne"]).await;
    assert_eq!(reminded.notified.len(), 1, "whoever promised it is called");
    world.turns_to("2026-11-23 11:30").await;
    world.sandbox.assert_quiet();

    said(&bob_types(&world, "/incident restore incident:1 note:Redémarré").await, &["Service restored"]);
    let told = world.acme.channel.expect(&["service rétabli", "Redémarré"]).await;
    assert_eq!(told.replies_to, Some(first.id));
    world.globex.channel.expect(&["service restored", "Redémarré"]).await;
    world.acme.channel.expect_update(&["service rétabli"]).await;
    world.globex.channel.expect_update(&["service restored"]).await;
    let close = r#"/incident close incident:1 what-happened:"Un disque" what-happened-en:"A disk""#;
    said(&bob_types(&world, close).await, &["Major incident 1 closed"]);
    world.acme.channel.expect(&["Incident majeur clos", "Un disque"]).await;
    world.globex.channel.expect(&["Major incident closed", "A disk"]).await;
    world.acme.channel.expect_update(&["Incident majeur clos"]).await;
    world.globex.channel.expect_update(&["Major incident closed"]).await;
    said(&bob_types(&world, close).await, &["was closed"]);
    said(&bob_types(&world, update).await, &["was closed"]);
    world.end().await;
}

/// "Restoring it restores its tickets that still run", each with its own clock and outcome; "each team may
/// contest for itself", and the other's ticket stays restored.
#[tokio::test]
async fn its_tickets_are_restored_each_with_its_own_outcome() {
    let (world, acme, initech) = with_two_tickets().await;
    world.turns_to("2026-11-23 10:40").await;
    staff_have_read(&world);
    let restore = r#"/incident restore incident:1 note:"Redémarré" note-en:"Restarted""#;
    said(&bob_types(&world, restore).await, &["Tickets restored with it: #1, #2"]);
    let told = acme.expect(&["rétabli", "Redémarré", "3 h 20"]).await;
    initech.expect(&["restored", "Restarted"]).await;
    assert_eq!(world.counts("SELECT count(*) FROM ticket WHERE state = 'restored'").await, 2);
    let form = world.acme.member.presses(&told, "contest").await;
    world.acme.member.fills(&form, &[("text", "Toujours rien.")]).await;
    world.settles().await;
    assert_eq!(world.counts("SELECT count(*) FROM ticket WHERE state = 'restored'").await, 1);
    assert_eq!(world.counts("SELECT count(*) FROM incident WHERE state = 'restored'").await, 1);
    said(&bob_types(&world, restore).await, &["already reported as restored"]);
    staff_have_read(&world);
    for place in [&world.acme.channel, &world.globex.channel, &world.initech.channel, &acme, &initech] {
        place.skip();
    }
    world.end().await;
}

/// A ticket is in one incident at a time, open, and is dropped again; its team is told in its thread.
#[tokio::test]
async fn tickets_are_added_and_dropped() {
    let (world, acme, initech) = with_two_tickets().await;
    bob_types(&world, r#"/incident open title:"Réseau" platform:ngp"#).await;
    said(
        &bob_types(&world, "/incident add incident:2 ticket:#1").await,
        &["already part of major incident 1"],
    );
    said(
        &bob_types(&world, "/incident add incident:1 ticket:#1").await,
        &["already part of major incident 1"],
    );
    let choices =
        world.staff.bob.suggestions(&world.staff.support, "/incident drop incident:1 ticket:").await;
    assert_eq!(choices.len(), 2);
    said(
        &bob_types(&world, "/incident drop incident:1 ticket:#1").await,
        &["Dropped from major incident 1: #1"],
    );
    acme.expect(&["ne fait plus partie"]).await;
    said(&bob_types(&world, "/incident drop incident:1 ticket:#1").await, &["is not part of"]);
    said(&bob_types(&world, "/incident add incident:2 ticket:#1").await, &["Added to major incident 2: #1"]);
    acme.expect(&["2", "Réseau"]).await;
    let shown = bob_types(&world, "/incident show incident:1").await;
    said(&shown, &["Portail en panne", "#2", "Initech", "3 delivered"]);
    assert!(!shown.contains(&["Acme"]), "{}", shown.text());
    said(&bob_types(&world, "/incident list").await, &["Portail en panne", "Réseau", "one ticket"]);
    // What the first restores is its own.
    bob_types(&world, "/incident restore incident:1 note:Fait").await;
    assert_eq!(world.counts("SELECT count(*) FROM ticket WHERE number = 1 AND state = 'restored'").await, 0);
    assert_eq!(world.counts("SELECT count(*) FROM ticket WHERE number = 2 AND state = 'restored'").await, 1);
    staff_have_read(&world);
    for place in [&world.acme.channel, &world.globex.channel, &world.initech.channel, &acme, &initech] {
        place.skip();
    }
    world.end().await;
}

/// Open major incidents stand first on the board, which follows whatever happens to them.
#[tokio::test]
async fn the_board_follows_major_incidents() {
    let world = world().await;
    world.raises_p1(&world.acme, "Portail").await;
    bob_types(&world, "/agent board").await;
    let board = world.staff.support.expect(&["P1 ouverts", "#1"]).await;
    assert!(!board.contains(&["Incident"]), "{}", board.text());
    let stands = || {
        staff_have_read(&world);
        world.staff.support.messages().into_iter().find(|one| one.id == board.id).expect("the board")
    };
    let shows = |parts: &[&str]| {
        let board = stands();
        let text = board.text();
        assert!(board.contains(parts), "{parts:?} in {text}");
        assert!(text.find("Incident majeur 1") < text.find("#1"), "before the P1s: {text}");
    };
    bob_types(&world, OPEN).await;
    shows(&["Incidents majeurs et P1 ouverts", "Portail en panne", "NGP", "en cours", "0 ticket"]);
    bob_types(&world, "/incident add incident:1 ticket:#1").await;
    shows(&["1 ticket"]);
    bob_types(&world, "/incident update incident:1 impact:Lent action:Redémarrage next:30").await;
    shows(&["1 ticket", "prochain point au plus tard"]);
    bob_types(&world, "/incident drop incident:1 ticket:#1").await;
    shows(&["0 ticket"]);
    bob_types(&world, "/incident restore incident:1 note:Redémarré").await;
    shows(&["Portail en panne", "rétabli"]);
    bob_types(&world, "/incident close incident:1 what-happened:Disque").await;
    let stands = stands();
    assert!(stands.contains(&["P1 ouverts", "#1"]), "{}", stands.text());
    assert!(!stands.contains(&["Portail en panne"]), "{}", stands.text());
    world.acme.channel.skip();
    world.acme.channel.find_thread("#1").expect("the ticket's thread").skip();
    staff_have_read(&world);
    world.end().await;
}

/// One of forty P1s as somebody with a watch counts it: seconds since 1970, and the minutes that its level
/// guarantees; Standard's has no guaranteed time.
struct Counted {
    guaranteed: Option<i64>,
    opened: i64,
    /// How long support waited for the customer, and since when it does now.
    waited: i64,
    waits_since: Option<i64>,
}

impl Counted {
    /// The deadline, and what is left of it.
    fn due(&self, now: i64) -> Option<(i64, i64)> {
        let waited = self.waited + self.waits_since.map_or(0, |since| now - since);
        self.guaranteed.map(|minutes| {
            let due = self.opened + minutes * 60 + waited;
            (due, due - now)
        })
    }
}

/// Forty P1s of three levels, raised at moments that a seed chose in the night in which the clocks go back,
/// with waits in some of them, tied to one incident: each has its own clock, to the second, before it is
/// restored with the incident and after.
#[tokio::test]
async fn each_clock_of_forty_is_as_counted_by_hand() {
    let world = World::at("2026-10-24 21:00").await;
    world.sandbox.rate_limits(false);
    let mut dice = Dice::new(20_261_025);
    said(&bob_types(&world, OPEN).await, &["Major incident 1 declared"]);
    let mut all: Vec<Counted> = Vec::new();
    let now = || world.sandbox.clock().now().timestamp();
    for number in 1..=40 {
        world.turns(TimeDelta::seconds(1 + dice.number(600))).await;
        let (of, guaranteed) = match dice.below(3) {
            0 => (&world.acme, Some(4 * 60)),
            1 => (&world.globex, Some(8 * 60)),
            _ => (&world.initech, None),
        };
        let line = r#"/ticket open subject:"Down" description:"Nine." priority:P1"#;
        let asked = of.member.types(&of.channel, line).await;
        let opened = of.member.presses(&asked, "confirm").await;
        said(&opened, &[&format!("#{number}")]);
        all.push(Counted { guaranteed, opened: now(), waited: 0, waits_since: None });
        bob_types(&world, &format!("/agent ack ticket:{number}")).await;
        bob_types(&world, &format!("/incident add incident:1 ticket:#{number}")).await;
        world.turns(TimeDelta::seconds(dice.number(300))).await;
        let one = dice.below(all.len());
        if let Some(since) = all[one].waits_since.take() {
            bob_types(&world, &format!("/agent resume ticket:{}", one + 1)).await;
            all[one].waited += now() - since;
        } else {
            bob_types(&world, &format!("/agent wait ticket:{} reason:Logs", one + 1)).await;
            all[one].waits_since = Some(now());
        }
    }
    world.turns(TimeDelta::seconds(dice.number(3_600))).await;
    let restored = now();
    for is_restored in [false, true] {
        if is_restored {
            bob_types(&world, "/incident restore incident:1 note:Fait").await;
            world.turns(TimeDelta::hours(1)).await;
        }
        for (number, counted) in (1..).zip(&all) {
            let file = world.desk().file(Reach::Staff, TicketNumber::new(number)).await;
            let file = file.expect("the database").expect("the P1");
            let at = world.sandbox.clock().now();
            let shown = match file.ticket.guarantee() {
                Guarantee::Clock(clock) => {
                    Some((clock.deadline(at).timestamp(), clock.left(at).num_seconds()))
                }
                Guarantee::NotP1 | Guarantee::Beta | Guarantee::BestEffort(_) => None,
            };
            assert_eq!(shown, counted.due(restored), "#{number}, restored: {is_restored}");
        }
    }
    for of in [&world.acme, &world.globex, &world.initech] {
        of.channel.skip();
        of.channel.threads().iter().for_each(|thread| drop(thread.skip()));
    }
    staff_have_read(&world);
    world.end().await;
}
