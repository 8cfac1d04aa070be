//! "Its tickets are called as one": the P1s of a major incident have one page, one acknowledgement and one
//! warning that lists them by their time left; each keeps its own clock.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use sandbox::{Outside, SeenMessage};

use crate::world::{Customer, World, paris, said::said, world};

const MINUTE: TimeDelta = TimeDelta::minutes(1);

async fn bob_types(world: &World, line: &str) {
    let answer = world.staff.bob.types(&world.staff.support, line).await;
    said(&answer, &["incident 1"]);
    world.settles().await;
}

/// Bob declares a major incident; nobody hears of maintenance, so nobody is told.
async fn declares(world: &World) {
    bob_types(world, r#"/incident open title:"Portail en panne" component:portal impact:"Rien""#).await;
}

async fn raises(world: &World, of: &Customer, subject: &str) {
    let line = format!(r#"/ticket open subject:"{subject}" description:"Since nine." priority:P1"#);
    let asked = of.member.types(&of.channel, &line).await;
    of.member.presses(&asked, "confirm").await;
    world.settles().await;
}

/// What was said to staff since, by message: those that call somebody, as they stand now.
fn calls(world: &World) -> Vec<SeenMessage> {
    let mut standing: Vec<SeenMessage> = Vec::new();
    for one in world.staff.support.skip() {
        match standing.iter_mut().find(|known| known.id == one.id) {
            Some(known) => {
                let notified = std::mem::take(&mut known.notified);
                *known = one;
                known.notified = notified;
            }
            None if one.notified.is_empty() => {}
            None => standing.push(one),
        }
    }
    standing
}

/// The one message that called somebody since.
#[track_caller]
fn call(world: &World) -> SeenMessage {
    let mut calls = calls(world);
    let texts: Vec<&str> = calls.iter().map(SeenMessage::text).collect();
    assert_eq!(calls.len(), 1, "{}", texts.join("\n---\n"));
    calls.remove(0)
}

#[track_caller]
fn nobody_is_called(world: &World) {
    let calls = calls(world);
    assert!(calls.is_empty(), "{}", calls[0].text());
}

/// In which order some words stand in a text.
fn order<'a>(text: &str, words: &[&'a str]) -> Vec<&'a str> {
    let mut at: Vec<(usize, &str)> = words
        .iter()
        .map(|word| (text.find(word).unwrap_or_else(|| panic!("{word} in {text}")), *word))
        .collect();
    at.sort_unstable();
    at.into_iter().map(|(_, word)| word).collect()
}

/// What is not looked at is put aside.
fn is_read(world: &World) {
    for of in [&world.acme, &world.globex, &world.initech] {
        of.channel.skip();
        of.channel.threads().iter().for_each(|thread| drop(thread.skip()));
    }
    world.staff.support.skip();
    world.staff.support.threads().iter().for_each(|thread| drop(thread.skip()));
}

/// Six P1s of three teams after an incident was declared: Standard first, Gold last.
async fn six(world: &World) {
    declares(world).await;
    for of in [&world.initech, &world.globex, &world.acme] {
        raises(world, of, "Portal").await;
        raises(world, of, "Console").await;
    }
}

/// One page for all of them, also at the next rung; one press acknowledges all; each thread says so, and each
/// deadline is its own.
#[tokio::test]
async fn one_page_and_one_acknowledgement() {
    let world = world().await;
    six(&world).await;
    let page = call(&world);
    assert_eq!(page.notified, ["on-call-1"]);
    assert!(page.contains(&["Incident majeur", "Portail en panne", "6 P1"]), "{}", page.text());
    assert_eq!(
        order(page.text(), &["#6 · Acme", "#4 · Globex", "#2 · Initech", "#5 · Acme"]),
        ["#5 · Acme", "#6 · Acme", "#4 · Globex", "#2 · Initech"]
    );
    for (of, due) in [("#5 · Acme", "2026-11-23 14:00"), ("#3 · Globex", "2026-11-23 18:00")] {
        let text = page.text();
        let line = text.lines().find(|line| line.contains(of)).expect("its line");
        assert!(line.contains(&paris(due).timestamp().to_string()), "{of} is due at {due}: {line}");
    }
    world.turns(MINUTE * 5).await;
    let again = call(&world);
    assert!(again.contains(&["6 P1"]) && again.id != page.id, "{}", again.text());
    assert_eq!(again.buttons.len(), 1, "one press for all: {:?}", again.buttons);

    let seen = world.staff.bob.presses(&again, "ack").await;
    said(&seen, &["acknowledged", "major incident 1", "#1", "#2", "#3", "#4", "#6"]);
    world.settles().await;
    assert_eq!(
        world.counts("SELECT count(*) FROM ticket_event WHERE event ->> 'kind' LIKE 'acknowledged%'").await,
        6
    );
    for (of, number, words) in [
        (&world.acme, "#5 ", "a pris en compte"),
        (&world.globex, "#3 ", "acknowledged this ticket"),
        (&world.initech, "#2 ", "acknowledged this ticket"),
    ] {
        of.channel.find_thread(number).expect("its thread").expect(&[words]).await;
    }
    // Discord rations edits.
    world.turns(MINUTE * 2).await;
    let over = world.staff.support.skip();
    for id in [page.id, again.id] {
        let last = over.iter().rev().find(|one| one.id == id).expect("it is corrected");
        assert!(last.contains(&["Alertes arrêtées"]) && last.buttons.is_empty(), "{}", last.text());
    }
    world.turns(MINUTE * 27).await;
    nobody_is_called(&world);
    is_read(&world);
    world.end().await;
}

/// Whoever acknowledged is reminded once for all of them; an update of the incident is a sign for all of them,
/// and without one on-call is paged again, in one page.
#[tokio::test]
async fn one_reminder_which_an_update_answers() {
    let world = world().await;
    six(&world).await;
    let page = call(&world);
    said(&world.staff.bob.presses(&page, "ack").await, &["acknowledged", "#6"]);
    world.turns(MINUTE * 29).await;
    nobody_is_called(&world);
    world.turns(MINUTE).await;
    let reminder = call(&world);
    assert_eq!(reminder.notified, ["Bob"]);
    assert!(reminder.contains(&["Portail en panne", "depuis 30 minutes"]), "{}", reminder.text());
    world.turns(MINUTE).await;
    bob_types(&world, r#"/incident update incident:1 impact:"Lent" action:"Redémarrage" next:60"#).await;
    world.turns(MINUTE * 29).await;
    nobody_is_called(&world);
    world.turns(MINUTE).await;
    assert_eq!(call(&world).notified, ["Bob"]);
    world.turns(MINUTE * 5).await;
    let again = call(&world);
    assert_eq!(again.notified, ["on-call-1"]);
    assert!(again.contains(&["6 P1"]), "{}", again.text());
    world.staff.bob.presses(&again, "ack").await;
    world.settles().await;
    is_read(&world);
    world.end().await;
}

/// The P1s that reach half of their guaranteed time together are warned of in one message, with all that run,
/// the least time left first; who comes a moment later is added to it.
#[tokio::test]
async fn one_warning_lists_them_by_their_time_left() {
    let world = world().await;
    declares(&world).await;
    raises(&world, &world.globex, "Portal").await;
    raises(&world, &world.acme, "Portail").await;
    world.turns(TimeDelta::seconds(30)).await;
    raises(&world, &world.acme, "Console").await;
    let page = call(&world);
    world.staff.bob.presses(&page, "ack").await;
    for minutes in [25, 25, 25, 25, 19] {
        world.turns(MINUTE * minutes).await;
        bob_types(&world, r#"/incident update incident:1 impact:"Lent" action:"On cherche" next:60"#).await;
    }
    is_read(&world);
    world.turns_to("2026-11-23 12:00").await;
    let warning = world.staff.support.expect(&["Portail en panne", "50 %", "pour un P1"]).await;
    assert_eq!(
        order(warning.text(), &["#1 · Globex", "#2 · Acme", "#3 · Acme"]),
        ["#2 · Acme", "#3 · Acme", "#1 · Globex"]
    );
    world.turns(TimeDelta::seconds(30)).await;
    let more = world.staff.support.expect_update(&["50 %", "pour 2 P1"]).await;
    assert_eq!(more.id, warning.id);
    nobody_is_called(&world);
    is_read(&world);
    world.end().await;
}

/// A P1 that is dropped is called on its own again; the incident's page ends with it. Restored, all calls end.
#[tokio::test]
async fn what_is_dropped_is_called_on_its_own() {
    let world = world().await;
    let first = world.raises_p1(&world.globex, "Portal").await;
    declares(&world).await;
    bob_types(&world, "/incident add incident:1 ticket:#1").await;
    is_read(&world);
    world.turns(MINUTE * 5).await;
    let page = call(&world);
    assert!(page.contains(&["Portail en panne", "un P1", "#1"]), "{}", page.text());
    bob_types(&world, "/incident drop incident:1 ticket:#1").await;
    let said = world.staff.support.skip();
    let over = said.iter().rev().find(|one| one.id == page.id).expect("it is corrected");
    assert!(over.contains(&["Alertes arrêtées"]), "{}", over.text());
    let alone = said.iter().find(|one| !one.notified.is_empty()).expect("it is called at once");
    assert!(alone.contains(&["P1", "#1", "Portal"]), "{}", alone.text());
    world.turns(MINUTE * 5).await;
    let alone = call(&world);
    assert_eq!(alone.notified, ["on-call-2"]);
    assert!(alone.contains(&["#1", "Portal"]) && !alone.contains(&["Portail en panne"]), "{}", alone.text());

    bob_types(&world, "/incident add incident:1 ticket:#1").await;
    world.turns(MINUTE * 10).await;
    let page = call(&world);
    assert!(page.contains(&["Portail en panne"]), "{}", page.text());
    bob_types(&world, r#"/incident restore incident:1 note:"Redémarré""#).await;
    world.turns(MINUTE * 60).await;
    nobody_is_called(&world);
    assert!(first.thread.skip().iter().any(|one| one.contains(&["restored"])));
    is_read(&world);
    world.end().await;
}

/// An incident that is restored while a P1 that nobody tied to it waits: that one is called apart at once, and
/// what is tied is restored and called no more.
#[tokio::test]
async fn who_is_not_tied_goes_on_alone_when_it_is_restored() {
    let world = world().await;
    declares(&world).await;
    raises(&world, &world.globex, "Portal").await;
    raises(&world, &world.acme, "Portail").await;
    bob_types(&world, "/incident add incident:1 ticket:#2").await;
    let page = call(&world);
    assert!(page.contains(&["2 P1"]), "{}", page.text());
    bob_types(&world, r#"/incident restore incident:1 note:"Redémarré""#).await;
    let alone = call(&world);
    assert!(alone.contains(&["P1", "#1", "Portal"]), "{}", alone.text());
    world.turns(MINUTE * 5).await;
    assert!(call(&world).contains(&["P1", "#1", "Portal"]));
    world.staff.bob.presses(&alone, "ack").await;
    world.settles().await;
    is_read(&world);
    world.end().await;
}

/// A desk that starts again in the middle calls for the same P1s in one page, and for none twice.
#[tokio::test]
async fn a_desk_that_starts_again_calls_as_one() {
    let mut world = world().await;
    six(&world).await;
    call(&world);
    world.stops().await;
    world.sandbox.clock().advance(std::time::Duration::from_mins(7));
    world.starts().await;
    let late = call(&world);
    assert!(late.contains(&["6 P1"]), "{}", late.text());
    world.turns(MINUTE * 3).await;
    let next = call(&world);
    assert_eq!(next.notified, ["on-call-2"]);
    world.staff.bob.presses(&next, "ack").await;
    world.settles().await;
    is_read(&world);
    world.end().await;
}

fn routes(outside: &Outside) -> String {
    format!(
        r#"
        [[routes]]
        key = "night"
        kind = "ntfy"
        url = "{topic}"
        [[routes]]
        key = "duty-phone"
        kind = "pagerduty"
        routing_key = "{key}"
        url = "{pagerduty}"
        secret = "what-pagerduty-signs-with"
        [on_call]
        level_1 = ["night", "duty-phone"]
        level_2 = ["night", "duty-phone"]
        "#,
        topic = outside.topic_url("duty"),
        key = outside.routing_key(),
        pagerduty = outside.pagerduty_url(),
    )
}

/// Outside chat too: one alarm a route and rung, under one key, whose link acknowledges all of them and is told
/// over once.
#[tokio::test]
async fn one_alarm_by_each_route() {
    let world = World::calling("2026-11-23 10:00", routes).await;
    let outside = world.sandbox.outside();
    six(&world).await;
    let first = outside.expect_push("duty", &["Portail en panne", "#1"]).await;
    assert!(first.click.is_some());
    outside.expect_event(&["trigger", "guichet-incident-1"]).await;
    let said = outside.skip();
    let keys: BTreeSet<&str> =
        said.iter().flat_map(|one| one.split_whitespace()).filter(|word| word.contains("guichet-")).collect();
    assert!(keys.iter().all(|key| key.contains("guichet-incident-1")), "{said:#?}");
    is_read(&world);
    world.turns(MINUTE * 5).await;
    let push = outside.expect_push("duty", &["Portail en panne", "6 P1", "#1", "#6"]).await;
    outside.expect_event(&["trigger", "guichet-incident-1"]).await;
    assert!(outside.skip().is_empty(), "one alarm a route and rung");
    is_read(&world);
    let link = push.click.clone().expect("a link");
    let page = outside.opens(&link).await.expect("the page");
    assert!(page.text.contains("#1") && page.text.contains("#6"), "{}", page.text);
    outside.presses(&link).await.expect("the page");
    world.settles().await;
    assert_eq!(
        world.counts("SELECT count(*) FROM ticket_event WHERE event ->> 'kind' LIKE 'acknowledged%'").await,
        6
    );
    let told = outside.skip();
    let counted = |words: &str| told.iter().filter(|said| said.contains(words)).count();
    assert_eq!(counted("resolve guichet-incident-1"), 1, "{told:#?}");
    assert_eq!(counted("tous les P1 sont pris en compte"), 1, "{told:#?}");
    world.turns(MINUTE * 29).await;
    nobody_is_called(&world);
    is_read(&world);
    world.end().await;
}
