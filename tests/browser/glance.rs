//! What is read in a hurry, in both languages, on a desk and on a phone: a clock's arithmetic, a month, a
//! window and a P1. Their pictures are for whoever judges whether three seconds are enough.

use crate::{chromium::Screen, page::Page, played};

#[tokio::test]
async fn what_counts_is_read_at_a_glance() {
    for (screen, at) in [(Screen::Desk, "desk"), (Screen::Phone, "phone")] {
        played(screen, async |page| {
            page.arrives("Amine", "support").await;
            reads(&page, "/ticket gtr ticket:#5", "GTR respectée", &format!("glance-clock-fr-{at}")).await;
            reads(&page, "/rapport", "rapport mensuel", &format!("glance-report-fr-{at}")).await;
            reads(&page, "/maintenance prochaine", "NGP", &format!("glance-window-fr-{at}")).await;
            reads(&page, "/escalader impact:Tout subject:Panne", "GTR Gold", &format!("glance-p1-fr-{at}"))
                .await;
            page.arrives("Bob", "support").await;
            reads(&page, "/ticket clock ticket:#5", "Guaranteed time met", &format!("glance-clock-en-{at}"))
                .await;
            reads(&page, "/report", "monthly report", &format!("glance-report-en-{at}")).await;
        })
        .await;
    }
}

async fn reads(page: &Page<'_>, line: &str, words: &str, picture: &str) {
    page.types(line).await;
    page.reads(&[words]).await;
    page.is_at_the_newest().await;
    page.shows(picture).await;
}
