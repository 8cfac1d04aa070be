//! A major incident as one ZIP file: a page and a transcript to read, the events with their hashes, its
//! tickets with their clocks, and who was told when.

use anyhow::{Context, Result};
use serde_json::json;

use super::{incident_page, incident_text::Words, zipped::Zipped};
use crate::{
    desk::{incidents::IncidentExport, ticket::export_file::Unfinished},
    rules::{event::Sha256Hex, language::Language, offer::Offer},
};

/// Writes it.
///
/// # Errors
/// When something of it cannot be written.
pub(super) fn write(
    export: &IncidentExport,
    offer: &Offer,
    language: Language,
    to: &Unfinished,
) -> Result<()> {
    let words = Words::new(export, offer, language);
    let mut zip = Zipped::begin(to)?;
    zip.put("index.html", &mut incident_page::page(&words).as_bytes())?;
    zip.put("transcript.txt", &mut words.transcript().as_bytes())?;
    zip.put("events.json", &mut events(export)?.as_slice())?;
    zip.put_lines("tickets.txt", words.tickets())?;
    zip.put_lines("clocks.txt", words.clocks())?;
    zip.put("told.csv", &mut words.receipts()?.as_slice())?;
    zip.end()
}

/// The events as they are kept, each with its hash, which covers the one before.
fn events(export: &IncidentExport) -> Result<Vec<u8>> {
    let all: Vec<_> = export
        .shown
        .file
        .events
        .iter()
        .map(|one| {
            let text = export.kept.get(&one.seq);
            json!({
                "seq": one.seq, "at": one.at, "person": one.by.person, "side": one.by.side, "event": one.event,
                "text": text.map(|text| &text.body), "author": text.map(|text| &text.author),
                "hash": export.hashes.get(&one.seq).map(Sha256Hex::as_str),
            })
        })
        .collect();
    serde_json::to_vec_pretty(&all).context("writing the events")
}
