//! A major incident's file is made, and handed out. It holds texts alone, which Discord takes: what came with
//! its tickets is in theirs.

use std::sync::Arc;

use anyhow::Context;

use super::{
    give::{TEXTS, written},
    incident_archive,
};
use crate::{
    desk::{actor::Actor, refusal::reason::Done},
    discord::{answer::ask::Ask, look::card::Card},
    words,
};

/// Answers with the file of the incident that was typed.
///
/// # Errors
/// As [`crate::desk::Desk::export_incident`], and where the disk has no room for it.
pub async fn incident(ask: &Ask<'_>, actor: &Actor, typed: &str) -> Done<Card> {
    let (desk, language) = (ask.desk(), ask.language());
    let export = desk.export_incident(actor, typed).await?;
    let number = export.shown.file.incident.number.to_string();
    let turn = Arc::clone(&desk.exporting).lock_owned().await;
    let offer = Arc::clone(&desk.offer);
    let write = move |to: &_| incident_archive::write(&export, &offer, language, to);
    let file = written(desk, TEXTS, turn, write).await?;
    let bytes = std::fs::read(file.path()).context("reading a major incident's file")?;
    let said = words!(language, "incident-exported", incident = number.as_str());
    Ok(Card::line(said).file(&format!("incident-{number}.zip"), bytes))
}
