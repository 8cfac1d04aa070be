//! What one does oneself comes into sight; what others write moves nobody who reads above.

use fantoccini::key::Key;

use crate::{chromium::Screen, page::Page, played};

#[tokio::test]
async fn who_reads_above_stays_there_until_they_act() {
    played(Screen::Desk, async |page| {
        there_is_much_to_read(&page).await;
        what_others_write_is_told_of(&page).await;
        what_one_does_comes_into_sight(&page).await;
        a_picture_moves_nobody_from_the_newest(&page).await;
    })
    .await;
}

async fn there_is_much_to_read(page: &Page<'_>) {
    page.arrives("Amine", "support").await;
    page.types(r#"/ticket open priority:P3 subject:"Le certificat expire" description:"Dans dix jours.""#)
        .await;
    page.reads(&["Le certificat expire", "P3"]).await;
    for number in 1..=30 {
        page.types(&format!("Line {number} of many")).await;
    }
    page.reads(&["Line 30 of many"]).await;
    page.is_at_the_newest().await;
}

/// The page stays put, and says how much came; the way there leads to the first of it, and it is gone once read.
async fn what_others_write_is_told_of(page: &Page<'_>) {
    page.scrolls_to(100).await;
    page.hears("Alice", "Said meanwhile").await;
    page.shows_text("[data-test=newer]", "1 new message ↓").await;
    let many = "And that.\n".repeat(40);
    page.hears("Aude", many.trim_end()).await;
    page.hears("Alice", "The last word").await;
    page.shows_text("[data-test=newer]", "3 new messages ↓").await;
    page.holds("be told", "return document.querySelector('[data-test=newer-told][role=status]').textContent === '3 new messages below'").await;
    assert_eq!(page.asks("return document.getElementById('messages').scrollTop").await, 100);
    page.shows("newer").await;
    page.clicks("[data-test=composer]").await;
    page.tabs_back_to("[data-test=newer]").await;
    page.key(Key::Enter).await;
    page.holds(
        "be at the first new message",
        "const [at, list] = [document.activeElement, document.getElementById('messages')]; \
         return at.textContent.includes('Said meanwhile') && Math.abs(at.getBoundingClientRect().top - list.getBoundingClientRect().top) < 5",
    )
    .await;
    page.shows_text("[data-test=newer]", "1 new message ↓").await;
    page.clicks("[data-test=newer]").await;
    page.is_at_the_newest().await;
    page.holds("have read all", "return document.querySelector('[data-test=newer]').hidden").await;
}

/// A message, a command, and a press on a card that is answered with a message.
async fn what_one_does_comes_into_sight(page: &Page<'_>) {
    page.scrolls_to(0).await;
    page.types("Said from above").await;
    page.reads(&["Said from above"]).await;
    page.is_at_the_newest().await;
    page.scrolls_to(0).await;
    page.types("/ticket list").await;
    page.reads(&["/ticket list"]).await;
    page.is_at_the_newest().await;
    page.presses(&["Le certificat expire", "P3", "Fermer"], "escalate").await;
    page.is_at_the_newest().await;
}

async fn a_picture_moves_nobody_from_the_newest(page: &Page<'_>) {
    page.grows_above().await;
    page.is_at_the_newest().await;
}
