//! The clock of a P1 from end to end: paused, restored, contested; its arithmetic; the updates that the
//! customer is promised.

use chrono::TimeDelta;

use crate::world::{World, paris, world};

const MINUTE: TimeDelta = TimeDelta::minutes(1);

/// A moment as a message shows it.
fn shown(moment: &str) -> String {
    format!("<t:{}:", paris(moment).timestamp())
}

/// Acme's P1 of 10:00, acknowledged by Bob; what was posted of it is read.
async fn acknowledged(world: &World) -> crate::world::P1 {
    let p1 = world.raises_p1(&world.acme, "Tout est arrêté").await;
    world.staff.bob.presses(&p1.page, "ack").await;
    world.settles().await;
    p1.thread.expect(&["a pris en compte"]).await;
    p1
}

/// Restored by an agent: the clock stops, the team is told and may contest for 60 minutes; then the button is
/// gone.
#[tokio::test]
async fn restored_it_may_be_contested_for_an_hour() {
    let world = world().await;
    let staff = &world.staff;
    let p1 = acknowledged(&world).await;
    world.turns(MINUTE * 20).await;
    let done = staff.bob.types(&staff.support, r#"/agent restore ticket:#1 note:"Cable put back.""#).await;
    assert!(
        done.contains(&["#1", "restored", "Guaranteed time met, with 3 h 40 min to spare"]),
        "{}",
        done.text()
    );
    world.settles().await;
    let told = p1
        .thread
        .expect(&["déclare le service rétabli", "Cable put back.", &shown("2026-11-23 11:20")])
        .await;
    assert!(told.labels().contains(&"Toujours en panne"), "{:?}", told.labels());
    let again = staff.carol.types(&staff.support, r#"/agent restore ticket:#1 note:"Encore""#).await;
    assert!(again.contains(&["#1", "déjà été déclaré rétabli"]), "{}", again.text());

    world.turns(MINUTE * 60).await;
    let last = p1.thread.messages().pop().expect("what was told");
    assert!(last.labels().contains(&"Toujours en panne"), "the last moment still counts");
    world.turns(TimeDelta::seconds(1)).await;
    let over =
        p1.thread.expect_update(&["déclare le service rétabli", "délai pour contester a expiré"]).await;
    assert!(!over.labels().contains(&"Toujours en panne"), "{:?}", over.labels());
    let late = world.acme.member.presses(&over, "close").await;
    assert!(late.contains(&["#1"]), "{}", late.text());
    world.settles().await;
    p1.thread.expect(&["Fermé"]).await;
    world.end().await;
}

/// Contested: the clock goes on as if it had never stopped, the ladder starts again, and the receipt has it
/// all.
#[tokio::test]
async fn contested_the_clock_goes_on_as_if_it_had_never_stopped() {
    let world = world().await;
    let (acme, staff) = (&world.acme, &world.staff);
    let p1 = acknowledged(&world).await;
    world.turns(MINUTE * 20).await;
    let form = staff.bob.presses(&p1.card, "restore").await;
    staff.bob.fills(&form, &[("text", "Câble rebranché.")]).await;
    world.settles().await;
    let told = p1.thread.expect(&["déclare le service rétabli", "Câble rebranché."]).await;

    world.turns(MINUTE * 30).await;
    let form = acme.member.presses(&told, "contest").await;
    let contested = acme.member.fills(&form, &[("text", "Toujours rien.")]).await;
    assert!(contested.contains(&["#1", "pris en compte"]), "{}", contested.text());
    world.settles().await;
    p1.thread
        .expect(&[
            "signale que le service est toujours en panne",
            "Toujours rien.",
            &shown("2026-11-23 14:00"),
        ])
        .await;
    let page = staff.support.expect(&["#1", "Rétablissement contesté", &shown("2026-11-23 14:00")]).await;
    assert_eq!(page.notified, ["on-call-1"]);
    let gone = p1.thread.expect_update(&["déclare le service rétabli"]).await;
    assert!(gone.buttons.is_empty());
    staff.support.find_thread("#1").expect("the staff's thread").expect(&["Toujours rien."]).await;

    let twice = acme.manager.presses(&told, "contest").await;
    assert!(twice.impossible().is_some(), "the button is gone: {twice:?}");
    let receipt = acme.member.types(&acme.channel, "/ticket clock ticket:#1").await;
    for line in [
        "GTR de 4 h (Gold)",
        "contesté",
        "écoulé : 50 min · reste : 3 h 10 min",
        "en marche",
        &shown("2026-11-23 14:00"),
    ] {
        assert!(receipt.contains(&[line]), "{line}: {}", receipt.text());
    }
    staff.bob.presses(&page, "ack").await;
    world.settles().await;
    p1.thread.expect(&["a pris en compte"]).await;
    world.end().await;
}

/// The clock is paused while support waits for the customer: nobody is paged or warned, and the deadline
/// moves by as much.
#[tokio::test]
async fn waiting_for_the_customer_pauses_the_clock() {
    let world = world().await;
    let (globex, staff) = (&world.globex, &world.staff);
    let p1 = world.raises_p1(globex, "All is down").await;
    world.turns(MINUTE * 2).await;
    staff.bob.types(&staff.support, r#"/agent wait ticket:#1 reason:"Which site?""#).await;
    world.settles().await;
    let waits = p1.thread.expect(&["Which site?"]).await;
    world.turns(TimeDelta::hours(9)).await;
    let answered = globex.member.presses(&waits, "answered").await;
    assert!(answered.contains(&["#1"]), "{}", answered.text());
    world.settles().await;
    p1.thread.skip();

    let receipt = globex.member.types(&globex.channel, "/ticket clock ticket:#1").await;
    for line in [
        "8 h guaranteed (Bronze)",
        "paused",
        "after a pause of 9 h",
        "2 min elapsed · 7 h 58 min left",
        &shown("2026-11-24 03:00"),
    ] {
        assert!(receipt.contains(&[line]), "{line}: {}", receipt.text());
    }
    let all = staff.bob.types(&staff.support, "/ticket clock ticket:#1").await;
    assert!(all.contains(&["8 h guaranteed (Bronze)"]), "{}", all.text());
    world.end().await;
}

/// What has no clock says so.
#[tokio::test]
async fn a_ticket_without_a_clock_says_so() {
    let world = world().await;
    let initech = &world.initech;
    world.raises_p1(initech, "All is down").await;
    let none = initech.member.types(&initech.channel, "/ticket clock ticket:#1").await;
    assert!(none.contains(&["no guaranteed time to restore", "Standard"]), "{}", none.text());
    world.end().await;
}

/// An update goes to the team in its frame, with the promised time of the next; staff are reminded 5 minutes
/// before, unless there was one.
#[tokio::test]
async fn an_update_promises_the_next_one() {
    let world = world().await;
    let staff = &world.staff;
    let p1 = acknowledged(&world).await;
    let line = r#"/agent update ticket:#1 impact:"Le **portail** ne répond pas" action:"On remplace un câble" next:20"#;
    let done = staff.bob.types(&staff.support, line).await;
    assert!(done.contains(&["#1", &shown("2026-11-23 10:20")]), "{}", done.text());
    world.settles().await;
    p1.thread
        .expect(&[
            r"Impact :** Le \*\*portail\*\* ne répond pas",
            "Action :** On remplace un câble",
            &shown("2026-11-23 10:20"),
        ])
        .await;
    world.turns(MINUTE * 14).await;
    world.turns(MINUTE).await;
    let reminder = staff.support.expect(&["#1", "promis un point"]).await;
    assert_eq!(reminder.notified, ["Bob"]);

    let form = staff.bob.presses(&p1.card, "update").await;
    let refused = staff
        .bob
        .fills(&form, &[("impact", "Toujours pareil"), ("action", "On attend la pièce"), ("next", "bientôt")])
        .await;
    assert!(refused.contains(&["bientôt", "a number of minutes"]), "{}", refused.text());
    let form = staff.bob.presses(&refused, "form").await;
    assert_eq!(form.form().fields[0].value, "Toujours pareil");
    staff.bob.fills(&form, &[("next", "8")]).await;
    world.settles().await;
    p1.thread.expect(&["Toujours pareil", &shown("2026-11-23 10:23")]).await;
    world.turns(MINUTE * 3).await;
    world.turns(MINUTE).await;
    staff.support.expect(&["#1", "promis un point"]).await;

    staff.bob.types(&staff.support, r#"/agent restore ticket:#1 note:"C'est revenu.""#).await;
    world.settles().await;
    p1.thread.expect(&["déclare le service rétabli"]).await;
    world.turns(MINUTE * 10).await;
    world.end().await;
}

/// The night on which the clocks go back: four hours are four hours.
#[tokio::test]
async fn four_hours_are_four_hours_when_the_clocks_go_back() {
    let world = World::at("2026-10-25 01:00").await;
    let p1 = world.raises_p1(&world.acme, "Tout est arrêté").await;
    let deadline = paris("2026-10-25 01:00") + TimeDelta::hours(4);
    assert!(p1.answer.contains(&[&format!("<t:{}:", deadline.timestamp())]), "{}", p1.answer.text());
    assert_eq!(deadline, paris("2026-10-25 04:00"));
    world.end().await;
}

/// Lowered, the clock is withdrawn, and nothing is warned of it any more; raised again, a new one starts and
/// the first stays on record.
#[tokio::test]
async fn lowered_and_raised_again_it_has_another_clock() {
    let world = world().await;
    let (acme, staff) = (&world.acme, &world.staff);
    let p1 = acknowledged(&world).await;
    world.turns(MINUTE * 20).await;
    staff.bob.types(&staff.support, "/agent priority ticket:#1 priority:P2 reason:\"Un seul site\"").await;
    world.settles().await;
    p1.thread.expect(&["de P1 à P2", "Un seul site"]).await;
    let receipt = acme.member.types(&acme.channel, "/ticket clock ticket:#1").await;
    assert!(receipt.contains(&["GTR annulée"]), "{}", receipt.text());
    world.turns(TimeDelta::hours(5)).await;

    let asked = acme.member.types(&acme.channel, "/escalate ticket:#1 impact:\"Tous les sites\"").await;
    let raised = acme.member.presses(&asked, "confirm").await;
    assert!(raised.contains(&["#1", &shown("2026-11-23 19:20")]), "{}", raised.text());
    world.settles().await;
    p1.thread.expect(&["P1", &shown("2026-11-23 19:20")]).await;
    let page = staff.support.expect(&["#1", "Passé en P1"]).await;
    staff.bob.presses(&page, "ack").await;
    world.settles().await;
    p1.thread.expect(&["a pris en compte"]).await;
    let both = acme.member.types(&acme.channel, "/ticket clock ticket:#1").await;
    assert!(both.contains(&["GTR annulée", "en marche", &shown("2026-11-23 19:20")]), "{}", both.text());
    world.end().await;
}

/// Put right to a component in beta, the clock is withdrawn: no commitment, said plainly, and no warning.
#[tokio::test]
async fn put_right_to_beta_it_is_withdrawn() {
    let world = world().await;
    let (acme, staff) = (&world.acme, &world.staff);
    let p1 = acknowledged(&world).await;
    world.turns(MINUTE * 20).await;
    let line = "/agent component ticket:#1 component:kubernetes reason:\"C'est le cluster\"";
    let done = staff.bob.types(&staff.support, line).await;
    assert!(done.contains(&["#1"]), "{}", done.text());
    world.settles().await;
    p1.thread.expect(&["a corrigé le composant", "C'est le cluster"]).await;
    let receipt = acme.member.types(&acme.channel, "/ticket clock ticket:#1").await;
    assert!(receipt.contains(&["bêta", "GTR annulée"]), "{}", receipt.text());
    for _ in 0..5 {
        world.turns(MINUTE * 29).await;
        staff.bob.types(&staff.support, "/agent note ticket:#1 text:Vu").await;
        world.settles().await;
        staff.support.find_thread("#1").expect("the staff's thread").expect(&["Vu"]).await;
    }
    world.turns(MINUTE * 29).await;
    world.end().await;
}

/// "Maintenance windows do not pause it": a P1 of the night of a window is due as any other.
#[tokio::test]
async fn a_maintenance_window_pauses_nothing() {
    let world = World::at("2026-12-01 23:00").await;
    let (acme, staff) = (&world.acme, &world.staff);
    let p1 = acknowledged(&world).await;
    world.turns_to("2026-12-01 23:29").await;
    staff.bob.types(&staff.support, "/agent restore ticket:#1 note:Rebranché").await;
    world.settles().await;
    p1.thread.expect(&["déclare le service rétabli"]).await;
    world.turns_to("2026-12-02 00:20").await;
    let form = acme.member.types(&acme.channel, "/ticket clock ticket:#1").await;
    assert!(form.contains(&[&shown("2026-12-02 03:00")]), "{}", form.text());
    let told = p1.thread.messages().pop().expect("what was told");
    let form = acme.member.presses(&told, "contest").await;
    let contested = acme.member.fills(&form, &[("text", "Toujours rien.")]).await;
    assert!(contested.contains(&["#1"]), "{}", contested.text());
    world.settles().await;
    p1.thread.expect(&["Toujours rien.", &shown("2026-12-02 03:00")]).await;
    staff.support.find_thread("#1").expect("the staff's thread").skip();
    let page = staff.support.expect(&["#1", &shown("2026-12-02 03:00")]).await;
    staff.bob.presses(&page, "ack").await;
    world.settles().await;
    p1.thread.skip();
    world.turns_to("2026-12-02 00:49").await;
    staff.bob.types(&staff.support, "/agent restore ticket:#1 note:Rebranché").await;
    world.settles().await;
    p1.thread.expect(&["déclare le service rétabli", "2 h 11 min"]).await;
    world.end().await;
}

/// Closed before its deadline, a P1 is never said to have missed it.
#[tokio::test]
async fn a_closed_ticket_is_not_warned_of() {
    let world = world().await;
    let (acme, staff) = (&world.acme, &world.staff);
    let p1 = acknowledged(&world).await;
    world.turns(MINUTE * 25).await;
    let closed = acme.member.types(&acme.channel, "/ticket close ticket:#1").await;
    assert!(closed.contains(&["#1"]), "{}", closed.text());
    world.settles().await;
    p1.thread.expect(&["Fermé"]).await;
    staff.support.skip();
    world.turns(TimeDelta::hours(9)).await;
    assert!(staff.support.skip().is_empty(), "{}", world.sandbox.history());
    let receipt = acme.member.types(&acme.channel, "/ticket clock ticket:#1").await;
    assert!(receipt.contains(&["3 h 35 min"]), "{}", receipt.text());
    world.end().await;
}
