//! Opening a ticket while maintenance goes on or is about to start: it is said first, and the ticket is
//! marked with it.

use crate::world::{World, paris};

/// How a window stands on a card: `<t:start:F> – <t:end:F>`.
fn stamp(text: &str) -> String {
    format!("<t:{}:F>", paris(text).timestamp())
}

const OPEN: &str = r#"/ticket open subject:"Portal gone" description:"502 on every page.""#;

/// A window of NGP starts on Wednesday 2 December 2026 at 00:00.
async fn at(moment: &str) -> World {
    World::at(moment).await
}

/// "Opening a ticket during (or an hour before) a window says so first and tags it": the answer begins with
/// it, and both sides read it on the ticket for as long as it lives.
#[tokio::test]
async fn during_a_window_it_is_said_first_and_the_ticket_is_marked() {
    let world = at("2026-12-02 02:10").await;
    let globex = &world.globex;
    let (start, end) = (stamp("2026-12-02 00:00"), stamp("2026-12-02 06:00"));
    let answer = globex.member.types(&globex.channel, OPEN).await;
    let text = answer.text();
    assert!(text.starts_with("NGP maintenance is in progress"), "{text}");
    assert!(answer.contains(&[&start, &end, "vCloud Director", "#1"]), "{text}");
    globex.channel.expect(&["#1", "Maintenance", "NGP", &start, &end]).await;
    world.staff.support.expect(&["#1", "Maintenance", "NGP", &start, &end]).await;

    // The window is over; the ticket keeps its mark.
    world.turns_to("2026-12-02 09:30").await;
    let shown = globex.member.types(&globex.channel, "/ticket show ticket:1").await;
    assert!(shown.contains(&["#1", "Maintenance", &start]), "{}", shown.text());
    world.end().await;
}

/// An hour before to the minute, and not a minute earlier; in French to whoever reads French.
#[tokio::test]
async fn from_an_hour_before_and_not_earlier() {
    let world = at("2026-12-01 22:59").await;
    let acme = &world.acme;
    let line = r#"/ticket open subject:"Sauvegarde" description:"Elle échoue.""#;
    let early = acme.member.types(&acme.channel, line).await;
    assert!(!early.contains(&["aintenance"]), "{}", early.text());
    let first = acme.channel.expect(&["#1"]).await;
    assert!(!first.contains(&["aintenance"]), "{}", first.text());
    world.staff.support.expect(&["#1"]).await;

    world.turns_to("2026-12-01 23:00").await;
    let answer = acme.member.types(&acme.channel, line).await;
    let text = answer.text();
    assert!(text.starts_with("Maintenance NGP dans moins d'une heure"), "{text}");
    acme.channel.expect(&["#2", "Maintenance", "NGP"]).await;
    world.staff.support.expect(&["#2", "Maintenance"]).await;
    world.end().await;
}

/// A P1 in a window is still a P1: its confirmation says what goes on, its clock runs and people are called.
#[tokio::test]
async fn a_p1_in_a_window_is_still_a_p1() {
    let world = at("2026-12-02 03:00").await;
    let acme = &world.acme;
    let asked = acme
        .member
        .types(&acme.channel, r#"/escalate subject:"Tout est arrêté" impact:"Plus de production.""#)
        .await;
    assert!(asked.contains(&["Maintenance NGP en cours", "P1"]), "{}", asked.text());
    let opened = acme.member.presses(&asked, "Ouvrir le P1").await;
    let deadline = stamp("2026-12-02 07:00");
    assert!(opened.contains(&["#1", deadline.trim_end_matches("F>")]), "{}", opened.text());
    acme.channel.expect(&["#1", "P1", "Maintenance", "NGP"]).await;
    let (card, _page) = world.card_and_page(&["#1"]).await;
    assert!(card.contains(&["Maintenance", "NGP"]), "{}", card.text());
    world.end().await;
}

/// A window that was cancelled touches nothing.
#[tokio::test]
async fn a_cancelled_window_marks_nothing() {
    let world = at("2026-12-01 20:00").await;
    let (globex, staff) = (&world.globex, &world.staff);
    staff
        .bob
        .types(
            &staff.support,
            r#"/window cancel window:"2026-12-02 00:00" reason:"Reporté" reason-en:"Put off""#,
        )
        .await;
    world.turns_to("2026-12-02 00:30").await;
    let answer = globex.member.types(&globex.channel, OPEN).await;
    assert!(!answer.contains(&["aintenance"]), "{}", answer.text());
    let first = globex.channel.expect(&["#1"]).await;
    assert!(!first.contains(&["aintenance"]), "{}", first.text());
    staff.support.expect(&["#1"]).await;
    world.end().await;
}
