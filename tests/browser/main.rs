//! The page of `guichet sandbox` in a browser: somebody opens a ticket, somebody else takes it, the clock is
//! turned.
//!
//! Pictures of it are left in `target/screenshots`.

#![expect(clippy::expect_used, reason = "a story that cannot go on fails where it stands")]
#![expect(clippy::disallowed_methods, reason = "who watches a page waits in the machine's own time")]

mod chromium;
mod page;

use std::{
    io::{Write, stderr},
    path::Path,
    process::Stdio,
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

use crate::{chromium::Chromium, page::Page};

/// How long the play may take to open.
const OPENS: Duration = Duration::from_mins(1);

/// The built program, playing; with the address of its page.
async fn play(folder: &Path) -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_guichet"))
        .args(["sandbox", "--page", "127.0.0.1:0"])
        .env_clear()
        .env("TMPDIR", folder)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("it starts");
    let mut lines = BufReader::new(child.stdout.take().expect("its stdout")).lines();
    let line = tokio::time::timeout(OPENS, lines.next_line()).await.expect("in time").expect("text");
    let line = line.expect("a line that says where");
    let address = line.split_whitespace().find(|word| word.starts_with("http://"));
    (child, address.expect("the page's address").to_owned())
}

/// What a person does in a browser reaches the desk, and what the desk says reaches everyone's page.
#[tokio::test]
async fn the_desk_is_played_with_in_a_browser() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(browser) = Chromium::starts(folder.path()).await else {
        assert!(
            std::env::var_os("CI").is_none_or(|ci| ci.is_empty()),
            "chromium and chromedriver are missing"
        );
        writeln!(stderr(), "left out: chromium and chromedriver are not on this machine").expect("a line");
        return;
    };
    let (mut play, address) = play(folder.path()).await;
    let pictures = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots");
    let page = Page::opens(&browser.window, &address, &pictures).await;

    a_ticket_is_opened_and_taken(&page).await;
    what_is_missing_is_asked_for_in_a_form(&page).await;
    a_p1_calls_up_the_ladder(&page).await;
    what_is_new_is_told_where_an_older_place_is_shown(&page).await;

    browser.ends().await;
    play.kill().await.expect("it ends");
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

/// Who looks at an older place is told how much is new below, and gets there with a click, or by writing; a
/// picture that is loaded late moves nobody away from the newest message.
async fn what_is_new_is_told_where_an_older_place_is_shown(page: &Page<'_>) {
    page.is("Amine", "support").await;
    for number in 1..=12 {
        page.types(&format!("Line {number} of many")).await;
    }
    page.reads(&["Line 12 of many"]).await;
    page.scrolls_to(0).await;
    page.hears("Said meanwhile").await;
    page.hears("And that").await;
    page.shows_text("[data-test=newer]", "2 new messages").await;
    page.clicks("[data-test=newer]").await;
    page.is_at_the_newest().await;
    page.scrolls_to(0).await;
    page.types("/ticket list").await;
    page.is_at_the_newest().await;
    page.grows_above().await;
    page.is_at_the_newest().await;
}
