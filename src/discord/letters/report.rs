//! A month's report, as a letter.

use anyhow::Result;
use chrono::{DateTime, Utc};

use super::plan::Plan;
use crate::{
    delivery::letter::Letter,
    discord::{Face, report::card},
    rules::{calendar::Month, ids::CustomerId},
};

/// What is to be done for a report that is sent by itself.
///
/// # Errors
/// When the facts cannot be read.
pub async fn plan(
    face: &Face,
    letter: &Letter,
    customer: CustomerId,
    (month, due): (Month, DateTime<Utc>),
) -> Result<Plan> {
    let report = face.desk.report_to_send(letter.to, customer, month).await?;
    let Some(report) = report else { return Ok(Plan::Nothing) };
    let offer = &face.desk.offer;
    let late = (report.now - due > offer.announcements.late).then_some(due);
    Ok(Plan::Post(card(report, offer, late, letter.language).await?))
}
