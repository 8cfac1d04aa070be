//! What a person does in a browser reaches the desk, and what the desk says reaches everyone's page.

use crate::{chromium::Screen, page::Page, played};

#[tokio::test]
async fn the_desk_is_played_with_in_a_browser() {
    played(Screen::Desk, async |page| {
        a_ticket_is_opened_and_taken(&page).await;
        what_is_missing_is_asked_for_in_a_form(&page).await;
        a_p1_calls_up_the_ladder(&page).await;
    })
    .await;
}

async fn a_ticket_is_opened_and_taken(page: &Page<'_>) {
    page.is("Amine", "support").await;
    page.writes("/ticket ").await;
    page.shows("command").await;
    page.types(r#"/ticket open priority:P2 subject:"Les sauvegardes échouent" description:"Depuis cette nuit, sur trois machines.""#)
        .await;
    page.reads(&["Les sauvegardes échouent", "P2"]).await;
    page.shows("ticket").await;
    page.is("Bob", "support").await;
    page.presses(&["Les sauvegardes échouent", "Acme"], "take").await;
    page.reads(&["Les sauvegardes échouent", "in progress"]).await;
    page.shows("card").await;
    page.is("Amine", "Les sauvegardes").await;
    page.reads(&["Bob"]).await;
    page.shows("thread").await;
}

/// A command that lacks something opens a form, and what is sent with it is carried out.
async fn what_is_missing_is_asked_for_in_a_form(page: &Page<'_>) {
    page.is("Amine", "support").await;
    page.types("/ticket open priority:P3").await;
    page.fills("subject", "Le certificat expire").await;
    page.fills("description", "Dans dix jours, sur le portail.").await;
    page.shows("form").await;
    page.clicks("[data-test=form-submit]").await;
    page.reads(&["Le certificat expire", "P3"]).await;
}

/// The people on call are called at once, again after 5 minutes, and the next level after 10; then somebody
/// answers.
async fn a_p1_calls_up_the_ladder(page: &Page<'_>) {
    page.clicks("[data-test=clock-freeze]").await;
    page.is("Alice", "support").await;
    page.types(r#"/ticket open priority:P1 subject:"Plus aucun accès" description:"Toutes nos machines sont injoignables.""#)
        .await;
    page.presses(&["Plus aucun accès"], "confirm").await;
    page.reads(&["Plus aucun accès", "P1"]).await;
    page.is("Bob", "support").await;
    page.counts(&["@on-call 1", "Plus aucun accès"], 1).await;
    page.turns("plus-5m").await;
    page.counts(&["@on-call 1", "Plus aucun accès"], 2).await;
    page.turns("plus-5m").await;
    page.counts(&["@on-call 2", "Plus aucun accès"], 1).await;
    page.shows("p1").await;
    page.presses(&["@on-call 2", "Plus aucun accès"], "ack").await;
    page.is("Alice", "Plus aucun accès").await;
    page.reads(&["Bob", "a pris en compte"]).await;
    page.shows("p1-seen").await;
    page.clicks("[data-test=clock-freeze]").await;
}
