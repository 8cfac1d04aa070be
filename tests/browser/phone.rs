//! The page on a phone of 390 pixels: all is reached, and nothing is pushed to the side.

use crate::{chromium::Screen, outside::is_said, page::Page, played};

#[tokio::test]
async fn all_is_within_reach_on_a_phone() {
    played(Screen::Phone, async |page| {
        a_ticket_is_opened_with_a_finger(&page).await;
        channels_and_panels_are_unfolded(&page).await;
        french_has_room_too(&page).await;
    })
    .await;
}

async fn a_ticket_is_opened_with_a_finger(page: &Page<'_>) {
    page.arrives("Amine", "support").await;
    fits(page).await;
    page.writes("/ticket ").await;
    page.shows_text("[data-test=offers]", "/ticket ouvrir").await;
    fits(page).await;
    page.shows("phone-suggestions").await;
    page.types("/ticket ouvrir").await;
    page.fills("subject", "Les sauvegardes échouent").await;
    page.fills("description", "Depuis cette nuit, sur trois machines.").await;
    fits(page).await;
    page.shows("phone-form").await;
    page.clicks("[data-test=form-submit]").await;
    page.reads(&["Les sauvegardes échouent", "P3"]).await;
    page.types("/ticket lister").await;
    page.reads(&["/ticket list", "Les sauvegardes échouent"]).await;
    fits(page).await;
    page.shows("phone").await;
}

async fn channels_and_panels_are_unfolded(page: &Page<'_>) {
    page.clicks("[data-test=open-tree]").await;
    page.shows_text("[data-test=tree]", "Acme").await;
    fits(page).await;
    page.shows("phone-channels").await;
    page.clicks("[data-test=channel][data-name*='Les sauvegardes']").await;
    page.shows_text("[data-test=channel-name]", "Les sauvegardes").await;
    page.holds(
        "close the drawer",
        "return !document.querySelector('[data-test=tree]').matches(':popover-open')",
    )
    .await;
    page.types("Le portail aussi.").await;
    page.reads(&["Le portail aussi."]).await;
    fits(page).await;
    page.shows("phone-thread").await;
    is_said(page).await;
    panels_fit(page, "").await;
    page.clicks("[data-test=close-panel]").await;
    page.turns("plus-1h").await;
    page.clicks("[data-test=parent]").await;
    page.shows_text("[data-test=channel-name]", "support").await;
}

async fn french_has_room_too(page: &Page<'_>) {
    page.clicks("[data-test=language]").await;
    page.holds("see French", "return document.documentElement.lang === 'fr'").await;
    panels_fit(page, "-french").await;
}

/// Each panel is unfolded; its picture has that ending.
async fn panels_fit(page: &Page<'_>, ending: &str) {
    page.clicks("[data-test=open-bar]").await;
    for panel in ["members", "outside", "log", "faults"] {
        page.clicks(&format!("[data-test=tab-{panel}]")).await;
        page.holds("see the panel", "return document.getElementById('panel-inside').childElementCount > 0")
            .await;
        fits(page).await;
        page.shows(&format!("phone-{panel}{ending}")).await;
    }
}

/// Nothing is wider than the screen, and nothing that is touched is smaller than a finger's tip: 24 pixels, and 44
/// what is touched most. Links within a text are as high as their line.
async fn fits(page: &Page<'_>) {
    let found = page
        .asks(
            "const name = (one) => one.dataset.test || one.id || one.outerHTML.slice(0, 120); \
             const wide = ['html', '#messages', '#tree', '#panel', '#form'].map((one) => document.querySelector(one)) \
                 .filter((one) => one.scrollWidth > one.clientWidth).map((one) => `${name(one)} scrolls sideways`); \
             const most = ['send', 'attach', 'composer', 'open-tree', 'open-bar', 'person', 'channel', 'offer', 'button', 'form-submit', 'form-cancel']; \
             const small = [...document.querySelectorAll('button, select, summary, textarea, input:not([type=checkbox]), [role=option], a:not(.content a, .value a, .description a)')] \
                 .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches('.skip')) \
                 .map((one) => [one, one.getBoundingClientRect()]) \
                 .filter(([one, { width, height }]) => Math.min(width, height) < (most.includes(one.dataset.test) ? 43 : 24)) \
                 .map(([one, { width, height }]) => `${name(one)} is ${width} × ${height}`); \
             return [...wide, ...small]",
        )
        .await;
    assert_eq!(found, serde_json::json!([]), "what does not fit");
}
