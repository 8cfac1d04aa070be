//! A P1 is confirmed by a press: what is promised before it, what is opened by it, and what is not.

use guichet::rules::language::Language;

use crate::world::{paris, said::refused_as, world};

/// A moment as a message shows it: with its date, or as the hour alone where it is today.
fn shown(moment: &str) -> String {
    format!("<t:{}:", paris(moment).timestamp())
}

/// Gold: nothing before the press; the press is the moment, and four hours from it the deadline.
#[tokio::test]
async fn a_gold_p1_is_opened_by_the_press_and_due_four_hours_later() {
    let world = world().await;
    let acme = &world.acme;
    let line = r#"/ticket open subject:"Tout est arrêté" description:"Depuis 9 h." priority:P1"#;
    let asked = acme.member.types(&acme.channel, line).await;
    assert!(asked.is_private());
    assert!(
        asked.contains(&["Tout est arrêté", "4 h", "Gold", &shown("2026-11-23 14:00")]),
        "{}",
        asked.text()
    );
    assert_eq!(asked.buttons(), ["Ouvrir le P1", "Annuler"]);
    world.turns(chrono::TimeDelta::minutes(3)).await;
    assert_eq!(world.counts("SELECT count(*) FROM ticket").await, 0);

    let opened = acme.member.presses(&asked, "confirm").await;
    assert!(opened.contains(&["#1", &shown("2026-11-23 14:03")]), "{}", opened.text());
    assert!(opened.buttons().is_empty());
    world.settles().await;
    acme.channel.expect(&["#1", "P1", "Tout est arrêté", &shown("2026-11-23 14:03")]).await;
    let words = ["#1", "P1", "Acme", "Tout est arrêté", &shown("2026-11-23 14:03")];
    let (card, page) = world.card_and_page(&words).await;
    assert!(card.contains(&["Depuis 9 h"]), "{}", card.text());
    assert_eq!(page.notified, ["on-call-1"]);
    assert!(page.content.contains("#1"));
    assert_eq!(page.labels(), ["Prendre en compte", "Prendre le ticket"]);
    world.end().await;
}

/// Bronze: eight hours.
#[tokio::test]
async fn a_bronze_p1_is_due_eight_hours_later() {
    let world = world().await;
    let p1 = world.raises_p1(&world.globex, "All is down").await;
    assert!(p1.answer.contains(&["#1", &shown("2026-11-23 18:00")]), "{}", p1.answer.text());
    assert!(p1.page.contains(&[&shown("2026-11-23 18:00")]));
    world.end().await;
}

/// Standard: best effort, said plainly before and after, with the phone number; the people on call are paged
/// all the same.
#[tokio::test]
async fn a_standard_p1_has_no_guaranteed_time_and_is_paged_all_the_same() {
    let world = world().await;
    let initech = &world.initech;
    let line = r#"/ticket open subject:"All is down" description:"Since nine." priority:P1"#;
    let asked = initech.member.types(&initech.channel, line).await;
    assert!(asked.contains(&["No guaranteed time to restore", "+33 (1) 85 14 93 56"]), "{}", asked.text());
    let opened = initech.member.presses(&asked, "confirm").await;
    assert!(opened.contains(&["#1", "No guaranteed time to restore", "+33 (1) 85 14 93 56"]));
    assert!(!opened.contains(&["<t:"]), "{}", opened.text());
    world.settles().await;
    initech.channel.expect(&["guaranteed time"]).await;
    let (_, page) = world.card_and_page(&["#1", "Sans GTR"]).await;
    assert_eq!(page.notified, ["on-call-1"]);
    world.turns(chrono::TimeDelta::minutes(1)).await;
    world.end().await;
}

/// Beta: no commitment, whatever the level.
#[tokio::test]
async fn a_p1_on_a_beta_component_has_no_guaranteed_time() {
    let world = world().await;
    let acme = &world.acme;
    let line =
        r#"/ticket open subject:"Cluster perdu" description:"Depuis 9 h." priority:P1 component:kubernetes"#;
    let asked = acme.member.types(&acme.channel, line).await;
    assert!(asked.contains(&["bêta", "Pas de GTR", "+33 (1) 85 14 93 56"]), "{}", asked.text());
    let opened = acme.member.presses(&asked, "confirm").await;
    assert!(opened.contains(&["#1", "Pas de GTR", "+33 (1) 85 14 93 56"]), "{}", opened.text());
    world.settles().await;
    acme.channel.expect(&["#1", "bêta"]).await;
    world.staff.support.expect(&["#1"]).await;
    world.staff.support.expect(&["#1", "bêta"]).await;
    world.end().await;
}

/// An account question is no P1: it is said what to do instead, and nothing is opened.
#[tokio::test]
async fn an_account_question_cannot_be_a_p1() {
    let world = world().await;
    let globex = &world.globex;
    let line = r#"/ticket open subject:"The bill" description:"It is wrong." priority:P1 category:account"#;
    let refused = globex.member.types(&globex.channel, line).await;
    assert!(refused.contains(&["be a P1", "open an incident"]), "{}", refused.text());
    assert_eq!(world.counts("SELECT count(*) FROM ticket").await, 0);
    world.end().await;
}

/// Two presses open one P1; the second is told which.
#[tokio::test]
async fn pressed_twice_it_opens_once() {
    let world = world().await;
    let globex = &world.globex;
    let line = r#"/ticket open subject:"All is down" description:"Since nine." priority:P1"#;
    let asked = globex.member.types(&globex.channel, line).await;
    let (one, other) =
        tokio::join!(globex.member.presses(&asked, "confirm"), globex.member.presses(&asked, "confirm"));
    assert!(one.contains(&["#1"]) && other.contains(&["#1"]), "{}\n{}", one.text(), other.text());
    assert!(one.contains(&["already confirmed"]) != other.contains(&["already confirmed"]));
    world.settles().await;
    assert_eq!(world.counts("SELECT count(*) FROM ticket").await, 1);
    globex.channel.expect(&["#1"]).await;
    world.staff.support.expect(&["#1"]).await;
    world.staff.support.expect(&["#1"]).await;
    world.end().await;
}

/// Let go, nothing is opened and nothing is lost: the form opens filled in, and leads to the confirmation
/// again.
#[tokio::test]
async fn let_go_it_can_be_taken_up_again() {
    let world = world().await;
    let globex = &world.globex;
    let line = r#"/ticket open subject:"All is down" description:"Since nine." priority:P1"#;
    let asked = globex.member.types(&globex.channel, line).await;
    let left = globex.member.presses(&asked, "dismiss").await;
    assert!(left.contains(&["Nothing was opened"]), "{}", left.text());
    assert_eq!(world.counts("SELECT count(*) FROM ticket").await, 0);

    let form = globex.member.presses(&left, "form").await;
    assert_eq!(form.form().fields[0].value, "All is down");
    assert_eq!(form.form().fields[1].value, "Since nine.");
    let asked = globex.member.fills(&form, &[("description", "Since ten.")]).await;
    assert!(asked.contains(&["All is down", "8 h"]), "{}", asked.text());
    let opened = globex.member.presses(&asked, "confirm").await;
    assert!(opened.contains(&["#1"]));
    world.settles().await;
    globex.channel.expect(&["#1", "Since ten."]).await;
    world.staff.support.expect(&["#1"]).await;
    world.staff.support.expect(&["#1"]).await;
    world.end().await;
}

/// An open ticket becomes a P1: its clock starts at the press, the thread is told, the first message and the
/// card follow.
#[tokio::test]
async fn an_open_ticket_is_escalated() {
    let world = world().await;
    let (acme, staff) = (&world.acme, &world.staff);
    acme.member
        .types(&acme.channel, r#"/ticket open subject:"Le portail est lent" description:"Depuis 9 h.""#)
        .await;
    world.settles().await;
    let first = acme.channel.expect(&["#1", "P3"]).await;
    staff.support.expect(&["#1"]).await;

    world.turns(chrono::TimeDelta::minutes(30)).await;
    let asked = acme.manager.presses(&first, "Passer en P1").await;
    assert!(asked.contains(&["#1", "P3", "Le portail est lent", "4 h"]), "{}", asked.text());
    let left = acme.manager.presses(&asked, "dismiss").await;
    assert!(left.contains(&["#1", "ne change pas"]), "{}", left.text());
    let asked = acme.manager.presses(&left, "escalate").await;
    let done = acme.manager.presses(&asked, "confirm").await;
    assert!(done.contains(&["#1", &shown("2026-11-23 14:30")]), "{}", done.text());
    world.settles().await;
    let thread = acme.channel.find_thread("#1").expect("the ticket's thread");
    thread.expect(&["P1", &acme.manager.mention(), &shown("2026-11-23 14:30")]).await;
    acme.channel.expect_update(&["#1", "P1"]).await;
    staff.support.expect_update(&["#1", "P1"]).await;
    let page = staff.support.expect(&["#1", "Passé en P1"]).await;
    assert_eq!(page.notified, ["on-call-1"]);

    let again = acme.manager.presses(&first, "Fermer le ticket").await;
    assert!(again.contains(&["#1"]));
    let late = acme.member.types(&acme.channel, r#"/escalate ticket:#1 impact:"Tout""#).await;
    assert!(late.contains(&["#1 est fermé"]), "{}", late.text());
    world.settles().await;
    thread.expect(&["Fermé"]).await;
    world.end().await;
}

/// Without a ticket: none open, a new one is asked for; some open, a menu with "a new P1".
#[tokio::test]
async fn escalate_without_a_ticket_asks_which() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    let form = globex.member.types(&globex.channel, "/escalate").await;
    let asked = globex
        .member
        .fills(&form, &[("Subject, in one line", "All is down"), ("impact", "Every site.")])
        .await;
    assert!(asked.contains(&["All is down", "8 h"]), "{}", asked.text());
    globex.member.presses(&asked, "confirm").await;
    world.settles().await;
    globex.channel.expect(&["#1", "P1", "Every site."]).await;
    staff.support.expect(&["#1"]).await;
    staff.support.expect(&["#1"]).await;

    globex
        .member
        .types(&globex.channel, r#"/ticket open subject:"Slow" description:"A bit." priority:P3"#)
        .await;
    globex
        .member
        .types(&globex.channel, r#"/ticket open subject:"Bill" description:"A bit." category:account"#)
        .await;
    world.settles().await;
    globex.channel.skip();
    staff.support.skip();
    let which = globex.member.types(&globex.channel, r#"/escalate impact:"Every site.""#).await;
    let menu = &which.message().expect("a menu").menus[0];
    let labels: Vec<&str> = menu.options.iter().map(|(label, _)| label.as_str()).collect();
    assert_eq!(labels, ["New P1", "#2 Slow"]);
    let form = globex.member.chooses(&which, "New P1").await;
    assert_eq!(form.form().fields[1].value, "Every site.");

    let which = globex.member.types(&globex.channel, r#"/escalate impact:"Every site.""#).await;
    let asked = globex.member.chooses(&which, "#2 Slow").await;
    assert!(asked.contains(&["#2", "Slow"]), "{}", asked.text());
    globex.member.presses(&asked, "confirm").await;
    world.settles().await;
    let thread = globex.channel.find_thread("#2").expect("the ticket's thread");
    thread.expect(&["raised this ticket to P1", "Every site."]).await;
    staff.support.expect(&["#2", "Passé en P1"]).await;
    world.end().await;
}

/// In a ticket's thread it is that ticket; a question about the account is refused, and staff escalate
/// otherwise.
#[tokio::test]
async fn escalate_in_a_thread_means_its_ticket() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    globex.member.types(&globex.channel, r#"/ticket open subject:"Slow" description:"A bit.""#).await;
    globex
        .member
        .types(&globex.channel, r#"/ticket open subject:"Bill" description:"A bit." category:account"#)
        .await;
    world.settles().await;
    globex.channel.skip();
    staff.support.skip();
    let thread = globex.channel.find_thread("#1").expect("the ticket's thread");
    let form = globex.member.types(&thread, "/escalate").await;
    assert_eq!(form.form().title, "Raise #1 to P1");
    let asked = globex.member.fills(&form, &[("impact", "Every site.")]).await;
    assert!(asked.contains(&["Raise #1 to P1"]), "{}", asked.text());

    let account = globex.member.types(&globex.channel, r#"/escalate ticket:#2 impact:"Every site.""#).await;
    assert!(account.contains(&["#2", "be a P1"]), "{}", account.text());

    let ian = &world.initech.member;
    let others = ian.types(&world.initech.channel, r#"/escalate ticket:#1 impact:"Every site.""#).await;
    assert_eq!(others.text(), refused_as(Language::En, "refusal-no-such-ticket", false));
    let choices = globex.member.suggestions(&globex.channel, "/escalate ticket:").await;
    assert_eq!(choices.iter().map(|choice| choice.name.as_str()).collect::<Vec<_>>(), ["#1 · Slow"]);
    assert!(ian.suggestions(&world.initech.channel, "/escalate ticket:").await.is_empty());
    world.end().await;
}
