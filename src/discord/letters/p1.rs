//! What else a P1 says in the support channel: warnings of its guaranteed time, and the reminder of whoever
//! acknowledged.

use anyhow::Result;

use super::plan::Plan;
use crate::{
    desk::say::message::Say,
    discord::{Face, cards::page},
    rules::language::Language,
};

/// What is to be done for it; nothing where it is no longer true.
///
/// # Errors
/// When the facts cannot be read.
pub async fn plan(face: &Face, say: &Say, language: Language) -> Result<Plan> {
    let (offer, now) = (&face.desk.offer, face.desk.clock.now());
    let card = if let Say::Warning { ticket, clock, percent, due } = say {
        let file = face.desk.ticket_told(*ticket).await?;
        let warned = page::Warned { file: &file, clock: *clock, percent: *percent, due: *due, offer, now };
        warned.render(language)
    } else if let Say::Reminder { ticket } = say {
        let file = face.desk.ticket_told(*ticket).await?;
        page::reminder(&file, offer, now, language)
    } else {
        None
    };
    Ok(card.map_or(Plan::Nothing, Plan::Post))
}
