//! `/ticket export`: attached where Discord takes it, behind a private link where it is too large.

mod page;
mod text;
mod zipped;

use anyhow::Result;
use serenity::all::CreateAttachment;

use super::{
    ask::{Answer, Ask},
    card::Card,
    markdown::moment,
};
use crate::{
    desk::{Desk, Done, actor::Actor, export::Export},
    logging,
    rules::{ids::TicketNumber, language::Language},
    words,
};

/// Answers with the ticket's file, or with a private link to it.
///
/// # Errors
/// As [`Desk::export`].
pub async fn answer(ask: &Ask<'_>, actor: &Actor, number: TicketNumber) -> Done<Answer> {
    let export = ask.desk().export(actor, number).await?;
    let language = ask.language();
    let bytes = zipped(ask.desk(), export, language).await?;
    let ticket = number.to_string();
    if bytes.len() <= ask.upload_limit() {
        let card = Card::line(words!(language, "ticket-exported", ticket = ticket));
        return Ok(Answer::Files(card, vec![CreateAttachment::bytes(bytes, name(number))]));
    }
    let (token, ends_at) = ask.desk().link_export(actor, number, language).await?;
    let url = format!("{}/exports/{token}", ask.face().public_url);
    Ok(Card::line(words!(
        language,
        "ticket-export-link",
        ticket = ticket,
        url = url,
        until = moment(ends_at)
    ))
    .into())
}

/// The name of a ticket's file.
#[must_use]
pub fn name(number: TicketNumber) -> String {
    format!("ticket-{}.zip", number.get())
}

/// A ticket's file. Made on a thread for what computes for long: it may hold many files.
///
/// # Errors
/// When it cannot be written.
pub async fn zipped(desk: &Desk, export: Export, language: Language) -> Result<Vec<u8>> {
    let offer = std::sync::Arc::clone(&desk.offer);
    tokio::task::spawn_blocking(move || zipped::zipped(&export, &offer, language))
        .await
        .map_err(|error| anyhow::anyhow!("making a ticket's file: {}", logging::broke_off(&error)))?
}
