//! A ticket is opened, confirmed and answered with the keys alone.

use fantoccini::key::Key;

use crate::{chromium::Screen, page::Page, played};

#[tokio::test]
async fn the_keys_are_enough() {
    played(Screen::Desk, async |page| {
        a_ticket_is_opened(&page).await;
        what_opened_is_left_with_escape(&page).await;
        what_is_drawn_anew_keeps_the_focus(&page).await;
        a_p1_is_confirmed_and_answered(&page).await;
    })
    .await;
}

/// The command is chosen among suggestions, and its form filled.
async fn a_ticket_is_opened(page: &Page<'_>) {
    page.arrives("Amine", "support").await;
    page.is_on("#box").await;
    page.keys("/ticket ").await;
    page.shows_text("[data-test=offer][data-label='/ticket ouvrir']", "Ouvrir un ticket").await;
    page.key(Key::Down).await;
    page.key(Key::Down).await;
    page.key(Key::Up).await;
    page.shows_text("[role=option][aria-selected=true]", "/ticket ouvrir").await;
    page.shows("suggestions").await;
    page.key(Key::Enter).await;
    page.holds(
        "take the suggestion",
        "return document.getElementById('box').value.startsWith('/ticket ouvrir')",
    )
    .await;
    page.shows_text("[data-test=offers]", "priorité").await;
    page.key(Key::Enter).await;
    page.is_on("[data-field=subject]").await;
    page.keys("Le portail est lent").await;
    page.key(Key::Tab).await;
    page.keys("Depuis midi.").await;
    page.tabs_to("[data-test=form-submit]").await;
    page.key(Key::Enter).await;
    page.reads(&["Le portail est lent", "P3"]).await;
    page.is_on("#box").await;
}

/// Suggestions, a form, the menu of a message, a panel: the keys go back to where they were.
async fn what_opened_is_left_with_escape(page: &Page<'_>) {
    page.keys("/ticket ").await;
    page.shows_text("[data-test=offers]", "/ticket ouvrir").await;
    page.key(Key::Escape).await;
    page.holds("close the suggestions", "return document.querySelector('[data-test=offers]').hidden").await;
    page.keys("ouvrir ").await;
    page.shows_text("[data-test=offers]", "priorité").await;
    page.key(Key::Enter).await;
    page.is_on("[data-field=subject]").await;
    page.key(Key::Escape).await;
    page.holds("close the form", "return !document.getElementById('form').open").await;
    page.is_on("#box").await;
    page.tabs_back_to("[data-test=message-menu]").await;
    page.key(Key::Enter).await;
    page.is_on("[role=menuitem]").await;
    page.key(Key::Escape).await;
    page.is_on("[data-test=message-menu]").await;
    page.tabs_back_to("[data-test=tab-log]").await;
    page.key(Key::Enter).await;
    page.is_on("[data-test=panel]").await;
    page.key(Key::Escape).await;
    page.is_on("[data-test=tab-log]").await;
    page.tabs_back_to("[data-test=clock-set]").await;
    page.key(Key::Enter).await;
    page.is_on("[data-test=clock-to]").await;
    page.key(Key::Escape).await;
    page.is_on("[data-test=clock-set]").await;
    page.tabs_back_to("#skip").await;
    page.key(Key::Enter).await;
    page.is_on("#box").await;
}

/// While others write, the keys stay where they are.
async fn what_is_drawn_anew_keeps_the_focus(page: &Page<'_>) {
    page.tabs_back_to("[data-test=button]").await;
    page.hears("Alice", "Moi aussi").await;
    page.is_on("[data-test=button]").await;
    page.tabs_back_to("[data-test=channel][data-name=general]").await;
    page.hears("Alice", "Encore").await;
    page.is_on("[data-test=channel][data-name=general]").await;
    page.tabs_to("#box").await;
}

async fn a_p1_is_confirmed_and_answered(page: &Page<'_>) {
    page.arrives("Alice", "support").await;
    page.is_on("#box").await;
    page.keys(r#"/ticket ouvrir priorité:P1 sujet:"Plus rien" description:"Toutes les machines.""#).await;
    page.key(Key::Enter).await;
    page.reads(&["Plus rien", "P1"]).await;
    page.tabs_back_to("[data-test=button][data-custom-id^='confirm:']").await;
    page.shows("confirm").await;
    page.key(Key::Enter).await;
    page.shows_text("[data-test=thread-link]:last-of-type", "#").await;
    page.holds(
        "be in the messages",
        "return document.getElementById('messages').contains(document.activeElement)",
    )
    .await;
    page.tabs_to("#box").await;
    page.tabs_back_to("[data-test=thread-link]").await;
    page.key(Key::Enter).await;
    page.shows_text("[data-test=channel-name]", "Plus rien").await;
    page.is_on("#box").await;
    page.keys("Le pare-feu aussi.").await;
    page.key(Key::Enter).await;
    page.reads(&["Le pare-feu aussi."]).await;
}
