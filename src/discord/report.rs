//! A month's report, drawn and put together: a command answers it, a letter sends it.

use anyhow::{Result, anyhow};
use chrono::{DateTime, Utc};

use crate::{
    desk::customers::report::Report,
    discord::{
        cards::report::{Picture, ReportCard},
        look::card::Card,
    },
    logging,
    rules::{language::Language, offer::Offer},
};

/// The report, with its picture and its table. A picture that cannot be drawn is left out: the figures are
/// told all the same.
///
/// # Errors
/// When the table cannot be written.
pub async fn card(
    report: Report,
    offer: &Offer,
    late: Option<DateTime<Utc>>,
    language: Language,
) -> Result<Card> {
    let picture = Picture::of(&report, language);
    let drawn = tokio::task::spawn_blocking({
        let picture = picture.clone();
        move || picture.png()
    });
    let drawn = drawn.await.map_err(|error| anyhow!("drawing a report: {}", logging::broke_off(&error)));
    let png = drawn
        .flatten()
        .inspect_err(|error| tracing::error!(error = format!("{error:#}"), "a report has no picture"))
        .ok();
    ReportCard { report: &report, offer, late }.with_files(&picture, png, language)
}
