//! A month's report, as a letter.

use anyhow::Result;
use chrono::{DateTime, Utc};

use super::{plan::Plan, session};
use crate::{
    delivery::letter::Letter,
    discord::{Face, report},
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
    // Linked to another customer since, the channel hears nothing.
    if !session::speaks_for(&mut *face.desk.store.read().await?, letter.to, customer).await? {
        return Ok(Plan::Nothing);
    }
    let Some(month) = face.desk.report_to_send(customer, month).await? else { return Ok(Plan::Nothing) };
    let offer = &face.desk.offer;
    let late = (month.now - due > offer.announcements.late).then_some(due);
    Ok(Plan::Post(report::card(month, offer, late, letter.language).await?))
}
