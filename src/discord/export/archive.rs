//! A ticket as one ZIP file: a page and a transcript to read, the events with their hashes, the contract, the
//! clock, the maintenance windows, and the files with their hashes.

use std::{fmt::Write as _, fs::File};

use anyhow::{Context, Result};
use serde_json::json;

use super::{page, safe_names::path, text::Words, zipped::Zipped};
use crate::{
    desk::ticket::{export::Export, export_file::Unfinished},
    rules::{event::Sha256Hex, language::Language, offer::Offer},
};

/// Writes it, a piece of each file at a time, however large they are.
///
/// # Errors
/// When something of it cannot be written, or a file cannot be read.
pub(super) fn write(export: &Export, offer: &Offer, language: Language, to: &Unfinished) -> Result<()> {
    let words = Words::new(export, offer, language);
    let mut zip = Zipped::begin(to)?;
    zip.put("index.html", &mut page::page(&words).as_bytes())?;
    zip.put("transcript.txt", &mut words.transcript().as_bytes())?;
    zip.put("events.json", &mut events(export)?.as_slice())?;
    zip.put_lines("contract.txt", words.contract())?;
    zip.put_lines("clock.txt", words.clock())?;
    zip.put_lines("maintenance.txt", words.windows())?;
    let mut sums = String::new();
    for (rank, file) in export.files.iter().enumerate() {
        let path = path(rank, &file.kept);
        if let Some(sum) = &file.kept.sha256 {
            // The format of `sha256sum`, which checks it.
            writeln!(sums, "{sum}  {path}").context("writing the sums")?;
        }
        if let Some(at) = &file.at {
            let mut bytes = File::open(at).with_context(|| format!("reading {}", at.display()))?;
            zip.put(&path, &mut bytes)?;
        }
    }
    zip.put("SHA256SUMS", &mut sums.as_bytes())?;
    zip.end()
}

/// The events as they are kept, each with its hash: in the order in which the desk knew of them, in which
/// each hash covers the one before.
fn events(export: &Export) -> Result<Vec<u8>> {
    let all: Vec<_> = export
        .file
        .events
        .iter()
        .map(|one| {
            let text = export.texts.get(&one.seq);
            json!({
                "seq": one.seq, "at": one.at, "person": one.by.person, "side": one.by.side, "event": one.event,
                "text": text.map(|text| &text.body), "author": text.map(|text| &text.author),
                "hash": export.hashes.get(&one.seq).map(Sha256Hex::as_str),
            })
        })
        .collect();
    serde_json::to_vec_pretty(&all).context("writing the events")
}
