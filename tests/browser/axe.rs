//! axe-core looks at the page as those do who cannot see it, or not well, and finds nothing serious.

use std::path::Path;

use crate::{chromium::Screen, left_out, outside::is_said, page::Page, played};

#[tokio::test]
async fn nothing_serious_is_found_on_a_desk() {
    looked_at(Screen::Desk).await;
}

#[tokio::test]
async fn nothing_serious_is_found_on_a_phone() {
    looked_at(Screen::Phone).await;
}

/// axe-core, where `npm install` has put it.
pub(crate) fn axe() -> Option<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/node_modules/axe-core/axe.min.js");
    let found = std::fs::read_to_string(file).ok();
    if found.is_none() {
        left_out("axe-core is not there: `npm install` in tests/browser");
    }
    found
}

async fn looked_at(screen: Screen) {
    let Some(axe) = axe() else { return };
    played(screen, async |page| {
        page.arrives("Alice", "support").await;
        page.types(
            r#"/ticket open priority:P1 subject:"Plus aucun accès" description:"Toutes nos machines.""#,
        )
        .await;
        page.presses(&["Plus aucun accès"], "confirm").await;
        page.reads(&["Plus aucun accès", "P1", "#11"]).await;
        is_clear(&page, &axe, "a channel with cards").await;
        page.writes("/ticket ").await;
        page.shows_text("[data-test=offers]", "/ticket ouvrir").await;
        is_clear(&page, &axe, "suggestions").await;
        page.writes("/ticket ouvrir ").await;
        page.shows_text("[data-test=offers]", "priorité").await;
        is_clear(&page, &axe, "what a command takes").await;
        page.types("/ticket ouvrir").await;
        page.fills("subject", "Le portail est lent").await;
        is_clear(&page, &axe, "a form").await;
        page.clicks("[data-test=form-cancel]").await;
        page.clicks("[data-test=message]:last-of-type [data-test=message-menu]").await;
        is_clear(&page, &axe, "the menu of a message").await;
        page.arrives("Bob", "support").await;
        page.reads(&["@on-call 1", "Plus aucun accès"]).await;
        is_clear(&page, &axe, "a channel where one is called").await;
        page.arrives("Alice", "support").await;
        page.clicks("[data-test=message]:last-of-type [data-test=thread-link]").await;
        page.types("Le pare-feu **aussi**, voir https://example.org/").await;
        page.reads(&["Le pare-feu"]).await;
        is_clear(&page, &axe, "a thread").await;
        if let Screen::Phone = screen {
            page.clicks("[data-test=open-bar]").await;
        }
        is_said(&page).await;
        for panel in ["members", "outside", "log", "faults"] {
            page.clicks(&format!("[data-test=tab-{panel}]")).await;
            page.holds(
                "see the panel",
                "return document.getElementById('panel-inside').childElementCount > 0",
            )
            .await;
            is_clear(&page, &axe, panel).await;
        }
        if let Screen::Phone = screen {
            page.clicks("[data-test=close-panel]").await;
            page.clicks("[data-test=open-tree]").await;
            is_clear(&page, &axe, "the channels").await;
        }
    })
    .await;
}

/// Nothing serious or critical is found in what the page shows now.
pub(crate) async fn is_clear(page: &Page<'_>, axe: &str, view: &str) {
    let look = "const done = arguments[arguments.length - 1]; \
                axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => done(violations \
                    .filter((one) => ['serious', 'critical'].includes(one.impact)) \
                    .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html} ${node.failureSummary}`))));";
    page.window.execute(axe, Vec::new()).await.expect("axe-core is loaded");
    let found = page.window.execute_async(look, Vec::new()).await.expect("it has looked");
    assert_eq!(found, serde_json::json!([]), "in {view}");
}
