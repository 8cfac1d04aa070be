//! The page of `guichet sandbox` in a browser: on a desk and on a phone, with the mouse, a finger and the keys
//! alone.
//!
//! Pictures of it are left in `target/screenshots`.

#![expect(clippy::expect_used, reason = "a story that cannot go on fails where it stands")]
#![expect(clippy::disallowed_methods, reason = "who watches a page waits in the machine's own time")]

mod acknowledge;
mod axe;
mod chromium;
mod desk;
mod french;
mod glance;
mod keyboard;
mod keys;
mod outside;
mod page;
mod phone;
mod reading;

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

use crate::{
    chromium::{Chromium, Screen},
    page::Page,
};

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

/// Plays on a screen.
async fn played(screen: Screen, story: impl AsyncFnOnce(Page<'_>)) {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(browser) = Chromium::starts(folder.path(), screen).await else {
        left_out("chromium and chromedriver are not on this machine");
        return;
    };
    let (mut play, address) = play(folder.path()).await;
    let pictures = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots");
    story(Page::opens(&browser.window, &address, &pictures).await).await;
    browser.ends().await;
    play.kill().await.expect("it ends");
}

/// Says why a test is passed over; on a machine that must check everything (`CI` is set) it fails.
fn left_out(why: &str) {
    assert!(std::env::var_os("CI").is_none_or(|ci| ci.is_empty()), "{why}");
    writeln!(stderr(), "left out: {why}").expect("a line");
}
