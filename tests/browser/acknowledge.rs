//! An alarm's link, from the phone that is called to the card that says who saw it.

use fantoccini::{error::CmdError, key::Key};

use crate::{
    axe::{axe, is_clear},
    chromium::Screen,
    page::Page,
    played,
};

#[tokio::test]
async fn a_p1_is_acknowledged_by_the_link_of_its_alarm() {
    for (screen, at) in [(Screen::Desk, "desk"), (Screen::Phone, "phone")] {
        played(screen, async |page| {
            page.arrives("Alice", "support").await;
            page.holds(
                "count the days gone by as read",
                "return !document.querySelector('[data-test=outside-unread]')",
            )
            .await;
            page.types(
                r#"/ticket open priority:P1 subject:"Plus aucun accès" description:"Toutes nos machines.""#,
            )
            .await;
            page.presses(&["Plus aucun accès"], "confirm").await;
            if let Screen::Phone = screen {
                page.clicks("[data-test=open-bar]").await;
            }
            page.shows_text("[data-test=outside-unread]", "2").await;
            page.clicks("[data-test=tab-outside]").await;
            page.shows_text(PHONE, "P1 #11").await;
            page.shows(&format!("alarms-{at}")).await;
            let chat = page.window.window().await.expect("the chat's window");
            page.clicks(&format!("{PHONE} [data-test=outside-link]")).await;
            is_acknowledged_with_the_keys(&page, at).await;
            page.window.close_window().await.expect("it is closed");
            page.window.switch_to_window(chat).await.expect("the chat's window");
            page.arrives("Bob", "support").await;
            page.reads(&["Plus aucun accès", "State\nacknowledged"]).await;
            page.reads(&["P1 #11", "acknowledged by on-call staff (night)"]).await;
            page.is_at_the_newest().await;
            page.shows(&format!("acknowledged-card-{at}")).await;
        })
        .await;
    }
}

/// What a phone was sent last, with a button.
const PHONE: &str = ":nth-child(1 of [data-test=outside-item]:has([data-test=outside-tap]))";

/// The page asks for no script, and nothing serious is found in it; the keys alone are enough.
async fn is_acknowledged_with_the_keys(page: &Page<'_>, at: &str) {
    page.until("go where the link leads", async || {
        let all = page.window.windows().await?;
        match all.into_iter().nth(1) {
            Some(new) => page.window.switch_to_window(new).await,
            None => Err(CmdError::WaitTimeout),
        }
    })
    .await;
    page.shows_text("main", "Nobody has acknowledged this yet").await;
    page.holds("need no script", "return document.scripts.length === 0").await;
    page.holds(
        "have room",
        "return document.documentElement.scrollWidth <= document.documentElement.clientWidth",
    )
    .await;
    page.shows(&format!("acknowledge-{at}")).await;
    let axe = axe();
    if let Some(axe) = &axe {
        is_clear(page, axe, "the page of an alarm").await;
    }
    page.tabs_to("button").await;
    page.shows(&format!("acknowledge-keys-{at}")).await;
    page.key(Key::Enter).await;
    page.shows_text("main", "Acknowledged by on-call through \"night\"").await;
    page.shows(&format!("acknowledge-done-{at}")).await;
    if let Some(axe) = &axe {
        is_clear(page, axe, "the page of an alarm that was seen").await;
    }
}
