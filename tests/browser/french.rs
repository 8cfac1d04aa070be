//! The page in French, and back.

use fantoccini::key::Key;

use crate::{chromium::Screen, page::Page, played};

#[tokio::test]
async fn the_page_speaks_french() {
    played(Screen::Desk, async |page| {
        page.arrives("Amine", "support").await;
        page.shows_text("[data-test=tab-members]", "Members").await;
        page.clicks("[data-test=language]").await;
        all_is_labelled_in_french(&page).await;
        a_ticket_is_opened_by_these_labels(&page).await;
        the_language_is_remembered(&page).await;
        the_keys_lead_back_to_english(&page).await;
    })
    .await;
}

async fn all_is_labelled_in_french(page: &Page<'_>) {
    page.shows_text("[data-test=tab-members]", "Membres").await;
    page.holds("be in French", "return document.documentElement.lang === 'fr'").await;
    page.holds(
        "be invited in French",
        "return document.getElementById('box').placeholder === 'Écrire dans #support, ou / pour une commande'",
    )
    .await;
    page.holds(
        "read a day in French",
        "return /^(lun|mar|mer|jeu|ven|sam|dim)\\. /.test(document.querySelector('[data-test=clock-face]').textContent)",
    )
    .await;
    page.holds(
        "find marks set as in French",
        "return document.querySelector('[data-test=clock-freeze]').title === 'L’horloge tourne\\u00a0; la figer'",
    )
    .await;
    page.clicks("[data-test=tab-log]").await;
    page.holds(
        "read the log",
        "return document.getElementById('panel').innerText.toLowerCase().includes('requêtes, les plus récentes d’abord')",
    )
    .await;
    page.shows("french-log").await;
    page.clicks("[aria-label='Fermer le panneau']").await;
}

async fn a_ticket_is_opened_by_these_labels(page: &Page<'_>) {
    page.writes("/ticket ouvrir").await;
    page.clicks("[aria-label='Envoyer']").await;
    page.fills("subject", "Le portail est lent").await;
    page.fills("description", "Depuis midi.").await;
    page.shows_text("[data-test=form-cancel]", "Annuler").await;
    page.shows_text("[data-test=form-submit]", "Envoyer").await;
    page.shows("french-form").await;
    page.clicks("[data-test=form-submit]").await;
    page.reads(&["Le portail est lent", "P3"]).await;
    page.clicks("[data-test=message]:last-of-type [aria-label='Menu du message']").await;
    page.shows_text("[data-test=copy-id]", "Copier l’identifiant").await;
    page.shows("french").await;
}

async fn the_language_is_remembered(page: &Page<'_>) {
    page.arrives("Amine", "general").await;
    page.shows_text("[data-test=tab-faults]", "Pannes").await;
}

async fn the_keys_lead_back_to_english(page: &Page<'_>) {
    page.tabs_back_to("[data-test=language]").await;
    page.key(Key::Enter).await;
    page.shows_text("[data-test=tab-faults]", "Faults").await;
    page.holds("be in English", "return document.documentElement.lang === 'en'").await;
    page.holds(
        "be invited in English",
        "return document.getElementById('box').placeholder === 'Message #general, or / for a command'",
    )
    .await;
}
