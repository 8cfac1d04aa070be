//! Alarms outside chat: a P1 calls by mail, by phone and by PagerDuty beside the support channel, whoever is
//! called acknowledges from there, and each route hears what became of it.

use chrono::TimeDelta;
use sandbox::{Fault, Outside, Receiver};

use crate::{
    discord_away::{TOLD, in_the_end},
    world::{World, until},
};

const MINUTE: TimeDelta = TimeDelta::minutes(1);

/// A phone and PagerDuty at level 1, a mail at level 3; a program hears of all levels.
fn routes(outside: &Outside) -> String {
    let (user, password) = outside.mail_account();
    let (hook, secret) = outside.hook("itsm");
    format!(
        r#"
        [mail]
        url = "{smtps}"
        user = "{user}"
        password = "{password}"
        from = "desk@provider.example"
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
        [[routes]]
        key = "chef"
        kind = "mail"
        to = ["duty@provider.example"]
        full = true
        [[routes]]
        key = "itsm"
        kind = "webhook"
        url = "{hook}"
        secret = "{secret}"
        [on_call]
        level_1 = ["night", "duty-phone"]
        level_2 = ["night", "itsm"]
        level_3 = ["chef"]
        desk = ["chef"]
        "#,
        smtps = outside.smtps_url(),
        topic = outside.topic_url("duty"),
        key = outside.routing_key(),
        pagerduty = outside.pagerduty_url(),
    )
}

async fn world() -> World {
    World::calling("2026-11-23 10:00", routes).await
}

/// The link in what a phone was sent.
fn link(push: &sandbox::Push) -> String {
    push.click.clone().expect("a link")
}

/// Each rung calls the routes of its levels, beside the chat; none says more of what the customer wrote than
/// the subject, but one that may.
#[tokio::test]
async fn a_p1_calls_by_the_routes_of_each_rung() {
    let world = world().await;
    let outside = world.sandbox.outside();
    let p1 = world.raises_p1(&world.acme, "Tout est arrêté").await;
    let push = outside.expect_push("duty", &["P1 #1", "Acme", "Gold", "14:00 (heure de Paris)"]).await;
    assert_eq!(push.priority, 5);
    assert!(!push.text().contains("Since nine"), "{}", push.text());
    let event = outside.expect_event(&["trigger", "guichet-1", "Acme"]).await;
    assert_eq!(event.details["ticket"], 1);
    assert_eq!(event.details["deadline"], "2026-11-23T13:00:00Z");
    world.turns(MINUTE * 5).await;
    world.staff.support.expect(&["#1", "P1"]).await;
    outside.expect_push("duty", &["P1 #1", "Appel 2"]).await;
    outside.expect_event(&["trigger", "guichet-1"]).await;
    world.turns(MINUTE * 5).await;
    world.staff.support.expect(&["#1", "P1"]).await;
    outside.expect_push("duty", &["P1 #1", "niveau 2"]).await;
    let call = outside.expect_hook("itsm", &["alarm.repeated", "Acme"]).await;
    assert_eq!(call.body["data"]["subject"], "Tout est arrêté");
    assert!(call.body["data"].get("description").is_none(), "{}", call.body);
    world.turns(MINUTE * 10).await;
    world.staff.support.expect(&["#1", "P1"]).await;
    let mail = outside.expect_mail(&["duty@provider.example", "P1 #1", "Acme", "Since nine."]).await;
    assert!(!mail.message_id.is_empty());

    // One act of staff in chat ends it everywhere.
    world.staff.bob.presses(&p1.page, "ack").await;
    world.settles().await;
    p1.thread.expect(&["a pris en compte"]).await;
    outside.expect_push("duty", &["P1 #1", "pris en compte"]).await;
    outside.expect_event(&["acknowledge", "guichet-1"]).await;
    outside.expect_hook("itsm", &["alarm.acknowledged"]).await;
    outside.expect_mail(&["P1 #1", "pris en compte"]).await;
    world.turns(MINUTE * 20).await;
    world.end().await;
}

/// To open the link changes nothing, as programs that look at mails do it; the button acknowledges, by the
/// route's name. Over, it is over.
#[tokio::test]
async fn whoever_presses_the_link_acknowledges() {
    let world = world().await;
    let outside = world.sandbox.outside();
    let p1 = world.raises_p1(&world.acme, "Tout est arrêté").await;
    let push = outside.expect_push("duty", &["#1"]).await;
    outside.expect_event(&["trigger"]).await;
    let page = outside.opens(&link(&push)).await.expect("the page");
    assert_eq!(page.status, 200);
    for words in
        ["P1 #1", "Acme", "Tout est arrêté", "Personne n'a encore pris en compte", "Prendre en compte"]
    {
        assert!(
            page.text.contains(&words.replace('\'', "’")) || page.text.contains(words),
            "{words}: {}",
            page.text
        );
    }
    assert!(!page.text.contains("Since nine") && !page.text.contains("<script"), "{}", page.text);
    world.settles().await;
    assert!(world.sandbox.unread().is_empty(), "a look acknowledges nothing");

    let pressed = outside.presses(&link(&push)).await.expect("the page");
    assert_eq!(pressed.status, 200);
    assert!(pressed.text.contains("night") && !pressed.text.contains("<button"), "{}", pressed.text);
    world.settles().await;
    p1.thread.expect(&["astreinte", "a pris en compte", "night"]).await;
    outside.expect_push("duty", &["#1", "pris en compte", "night"]).await;
    outside.expect_event(&["acknowledge", "guichet-1"]).await;
    // Again, and by somebody else: nothing more happens.
    assert_eq!(outside.presses(&link(&push)).await.expect("the page").status, 200);
    let late = world.staff.bob.types(&world.staff.support, "/agent ack ticket:1").await;
    assert!(late.contains(&["On-call staff", "night"]), "{}", late.text());
    world.turns(MINUTE * 15).await;

    world.staff.bob.types(&world.staff.support, r#"/agent restore ticket:1 note:"Back.""#).await;
    world.settles().await;
    p1.thread.expect(&["Back."]).await;
    outside.expect_push("duty", &["#1"]).await;
    outside.expect_event(&["resolve", "guichet-1"]).await;
    let over = outside.opens(&link(&push)).await.expect("the page");
    assert_eq!(over.status, 410);
    assert!(!over.text.contains("Acme"), "{}", over.text);
    assert_eq!(outside.presses(&link(&push)).await.expect("the page").status, 410);
    let none = outside.opens(&format!("{}0", link(&push))).await.expect("the page");
    assert_eq!(none.status, 404);
    world.end().await;
}

/// The button of a push does it without the page, and PagerDuty's own button too.
#[tokio::test]
async fn a_phone_acknowledges_with_one_touch() {
    let world = world().await;
    let outside = world.sandbox.outside();
    let p1 = world.raises_p1(&world.globex, "All is down").await;
    let push = outside.expect_push("duty", &["#1", "Globex"]).await;
    outside.expect_event(&["trigger"]).await;
    let action = push.actions.iter().find(|one| one.action == "http").expect("a button");
    assert_eq!(outside.taps(action).await.expect("the door").status, 200);
    world.settles().await;
    p1.thread.expect(&["On-call staff acknowledged this ticket"]).await;
    outside.expect_push("duty", &["#1", "pris en compte"]).await;
    outside.expect_event(&["acknowledge"]).await;
    world.end().await;
}

#[tokio::test]
async fn who_acknowledges_at_pagerduty_acknowledges_here() {
    let world = world().await;
    let outside = world.sandbox.outside();
    let told = format!("http://{}/pagerduty/duty-phone", world.door());
    let p1 = world.raises_p1(&world.acme, "Tout est arrêté").await;
    outside.expect_push("duty", &["#1"]).await;
    outside.expect_event(&["trigger"]).await;

    outside.acknowledgements_go_to(&told, "what-somebody-else-signs-with");
    let refused = outside.acknowledges("guichet-1", "Mallory").await.expect("an incident");
    assert_eq!(refused.expect("an answer").status, 401);
    world.settles().await;
    outside.skip();

    outside.acknowledgements_go_to(&told, "what-pagerduty-signs-with");
    let taken = outside.acknowledges("guichet-1", "Denise").await.expect("an incident");
    assert_eq!(taken.expect("an answer").status, 204);
    world.settles().await;
    p1.thread.expect(&["astreinte", "duty-phone"]).await;
    outside.expect_push("duty", &["#1", "pris en compte", "duty-phone"]).await;
    outside.expect_event(&["acknowledge"]).await;
    world.end().await;
}

/// Whoever acknowledged by a route and gives no sign is reminded there; the ladder that follows is another
/// alarm for those who hold one until it is ended.
#[tokio::test]
async fn silence_is_reminded_by_the_route_and_called_for_anew() {
    let world = world().await;
    let outside = world.sandbox.outside();
    let p1 = world.raises_p1(&world.acme, "Tout est arrêté").await;
    let push = outside.expect_push("duty", &["#1"]).await;
    outside.expect_event(&["trigger"]).await;
    outside.presses(&link(&push)).await.expect("the page");
    world.settles().await;
    p1.thread.expect(&["astreinte"]).await;
    outside.expect_push("duty", &["pris en compte"]).await;
    outside.expect_event(&["acknowledge"]).await;
    world.turns(MINUTE * 29).await;
    world.turns(MINUTE).await;
    let reminder = world.staff.support.expect(&["#1", "night", "30 minutes"]).await;
    assert!(reminder.notified.is_empty(), "{}", reminder.text());
    outside.expect_push("duty", &["#1", "aucune activité depuis 30 minutes"]).await;
    world.turns(MINUTE * 5).await;
    world.staff.support.expect(&["#1", "puis aucune activité"]).await;
    outside.expect_push("duty", &["P1 #1", "Appel 1"]).await;
    outside.expect_event(&["resolve", "guichet-1"]).await;
    outside.expect_event(&["trigger", "guichet-1"]).await;
    let incidents = outside.incidents();
    assert_eq!(incidents.len(), 2, "{incidents:?}");
    world.staff.bob.types(&world.staff.support, "/agent ack ticket:1").await;
    world.settles().await;
    p1.thread.expect(&["a pris en compte"]).await;
    outside.expect_push("duty", &["pris en compte"]).await;
    outside.expect_event(&["acknowledge"]).await;
    world.end().await;
}

/// A route that is down keeps no other waiting; it is told on the others and in chat, once an hour, and calls
/// again when it is back.
#[tokio::test]
async fn a_route_that_fails_is_told_on_the_others() {
    let world = world().await;
    let outside = world.sandbox.outside();
    outside.refuse_connections(Receiver::Push, true);
    let p1 = world.raises_p1(&world.acme, "Tout est arrêté").await;
    outside.expect_event(&["trigger", "guichet-1"]).await;
    for _ in 0..4 {
        world.turns(TimeDelta::seconds(8)).await;
    }
    world.staff.support.expect(&["night", "ne passent pas"]).await;
    outside.expect_mail(&["night", "ne passent pas"]).await;
    outside.refuse_connections(Receiver::Push, false);
    world.turns(TimeDelta::seconds(30)).await;
    outside.expect_push("duty", &["P1 #1", "Appel 1"]).await;
    world.staff.bob.presses(&p1.page, "ack").await;
    world.settles().await;
    p1.thread.expect(&["a pris en compte"]).await;
    outside.expect_push("duty", &["pris en compte"]).await;
    outside.expect_event(&["acknowledge"]).await;
    world.end().await;
}

/// The answer to what was sent is lost: it is sent again under the same id, by which it is known.
#[tokio::test]
async fn an_alarm_whose_answer_was_lost_is_known_by_its_id() {
    let world = World::calling("2026-11-23 10:00", |outside| {
        let (hook, secret) = outside.hook("itsm");
        format!(
            "[[routes]]\nkey = \"itsm\"\nkind = \"webhook\"\nurl = \"{hook}\"\nsecret = \"{secret}\"\n\
             [on_call]\nlevel_1 = [\"itsm\"]\n"
        )
    })
    .await;
    let outside = world.sandbox.outside();
    outside.meets(Receiver::Hook, 1, Fault::CutAfter);
    let p1 = world.raises_p1(&world.acme, "Tout est arrêté").await;
    world.turns(TimeDelta::seconds(2)).await;
    let call = outside.expect_hook("itsm", &["alarm.called"]).await;
    assert_eq!(call.times, 2);
    world.staff.bob.presses(&p1.page, "ack").await;
    world.settles().await;
    p1.thread.expect(&["a pris en compte"]).await;
    outside.expect_hook("itsm", &["alarm.acknowledged"]).await;
    world.end().await;
}

/// More P1s of one team than are called apart are called for in one, which one press acknowledges.
#[tokio::test]
async fn many_p1s_of_a_team_are_called_for_in_one() {
    let world = world().await;
    let outside = world.sandbox.outside();
    let (globex, support) = (&world.globex, &world.staff.support);
    for number in 1..=6 {
        let line = format!(r#"/ticket open subject:"Site {number} is down" description:"Nine." priority:P1"#);
        let asked = globex.member.types(&globex.channel, &line).await;
        globex.member.presses(&asked, "confirm").await;
        world.settles().await;
        if number < 6 {
            outside.expect_push("duty", &[&format!("P1 #{number}")]).await;
            outside.expect_event(&["trigger", &format!("guichet-{number}")]).await;
        }
    }
    support.skip();
    globex.channel.skip();
    let push = outside.expect_push("duty", &["Globex", "6 P1", "#1", "#6", "Site 3 is down"]).await;
    outside.expect_event(&["trigger", "guichet-team-"]).await;
    let page = outside.opens(&link(&push)).await.expect("the page");
    assert!(page.text.contains("#1") && page.text.contains("#6"), "{}", page.text);
    outside.presses(&link(&push)).await.expect("the page");
    world.settles().await;
    for number in 1..=6 {
        let thread = world.globex.channel.find_thread(&format!("#{number} ")).expect("its thread");
        thread.expect(&["On-call staff acknowledged"]).await;
    }
    let told = outside.skip();
    let counted = |words: &str| told.iter().filter(|said| said.contains(words)).count();
    assert_eq!(counted("acknowledge guichet-"), 5, "{told:#?}");
    assert_eq!(counted("resolve guichet-team-"), 1, "{told:#?}");
    assert_eq!(counted("tous les P1 sont pris en compte"), 1, "{told:#?}");
    support.skip();
    world.end().await;
}

/// An alarm that says it is a test goes by every route of the level; whoever presses its link is told that it
/// arrived.
#[tokio::test]
async fn a_test_says_so_and_is_answered() {
    let world = world().await;
    let outside = world.sandbox.outside();
    let (bob, support) = (&world.staff.bob, &world.staff.support);
    let sent = bob.types(support, "/on-call test level:1").await;
    assert!(sent.contains(&["night", "duty-phone"]) && !sent.contains(&["chef"]), "{}", sent.text());
    world.settles().await;
    let push = outside.expect_push("duty", &["alarme de test", "Bob"]).await;
    outside.expect_event(&["trigger", "alarme de test"]).await;
    let page = outside.opens(&link(&push)).await.expect("the page");
    assert!(page.text.contains("Bien reçue"), "{}", page.text);
    let arrived = outside.presses(&link(&push)).await.expect("the page");
    assert!(arrived.status == 200 && arrived.text.contains("est bien arrivée"), "{}", arrived.text);
    let shown = bob.types(support, "/on-call show").await;
    assert!(shown.contains(&["Outside Discord", "night", "chef"]), "{}", shown.text());
    world.end().await;
}

/// Discord is away with a P1 open: those of the desk's routes are told after two minutes, the ladder and the
/// warnings go on by routes, and back again the chat reads what it missed once.
#[tokio::test]
async fn while_discord_is_away_routes_go_on() {
    let world = world().await;
    let outside = world.sandbox.outside();
    let p1 = world.raises_p1(&world.acme, "Tout est arrêté").await;
    outside.expect_push("duty", &["P1 #1"]).await;
    outside.expect_event(&["trigger"]).await;
    world.sandbox.faults().away(true);
    until(|| world.desk().away.since().is_some()).await;
    world.turns(MINUTE * 3).await;
    in_the_end(async || world.counts(TOLD).await == 1).await;
    outside.expect_mail(&["Discord est injoignable", "1 P1 ouvert", "#1"]).await;
    world.turns(MINUTE * 2).await;
    outside.expect_push("duty", &["P1 #1", "Appel 2"]).await;
    outside.expect_event(&["trigger", "guichet-1"]).await;
    world.turns(MINUTE * 5).await;
    let push = outside.expect_push("duty", &["P1 #1", "Appel 3"]).await;
    outside.expect_hook("itsm", &["alarm.repeated"]).await;
    outside.presses(&link(&push)).await.expect("the page");
    outside.expect_push("duty", &["pris en compte"]).await;
    outside.expect_event(&["acknowledge"]).await;
    outside.expect_hook("itsm", &["alarm.acknowledged"]).await;
    // Half of the four hours are over, and nobody reads that in chat.
    world.turns(MINUTE * 25).await;
    outside.skip();
    world.turns(MINUTE * 85).await;
    assert!(outside.skip().iter().any(|said| said.contains("GTR consommée à 50")));

    world.sandbox.faults().away(false);
    in_the_end(async || world.counts(TOLD).await == 0).await;
    world.settles().await;
    assert!(outside.skip().iter().any(|said| said.contains("de nouveau joignable")));
    p1.thread.skip();
    let said = world.staff.support.skip();
    assert!(
        said.iter().filter(|one| one.text().contains("pas pu joindre Discord")).count() == 1,
        "{said:#?}"
    );
    world.end().await;
}
