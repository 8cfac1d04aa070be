//! A ticket as one ZIP file: a page and a transcript to read, the events with their hashes, the contract, the
//! clock, the maintenance windows, and the files with their hashes.

use std::{
    fmt::Write as _,
    fs::File,
    io::{self, BufWriter, Read, Write as _},
};

use anyhow::{Context, Result};
use serde_json::json;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{page, safe_names::path, text::Words};
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
    let lines =
        |lines: Vec<String>| lines.into_iter().map(|line| line + "\n").collect::<String>().into_bytes();
    let file = to.create().context("making a ZIP file")?;
    let mut zip = ZipWriter::new(BufWriter::new(file));
    // Quickly rather than tightly: somebody waits for it.
    let options = SimpleFileOptions::default().compression_level(Some(1));
    let mut put = |path: &str, bytes: &mut dyn Read| -> Result<()> {
        zip.start_file(path, options).context("writing a ZIP file")?;
        io::copy(bytes, &mut zip).context("writing a ZIP file").map(drop)
    };
    put("index.html", &mut page::page(&words).as_bytes())?;
    put("transcript.txt", &mut words.transcript().as_bytes())?;
    put("events.json", &mut events(export)?.as_slice())?;
    put("contract.txt", &mut lines(words.contract()).as_slice())?;
    put("clock.txt", &mut lines(words.clock()).as_slice())?;
    put("maintenance.txt", &mut lines(words.windows()).as_slice())?;
    let mut sums = String::new();
    for (rank, file) in export.files.iter().enumerate() {
        let path = path(rank, &file.kept);
        if let Some(sum) = &file.kept.sha256 {
            // The format of `sha256sum`, which checks it.
            writeln!(sums, "{sum}  {path}").context("writing the sums")?;
        }
        if let Some(at) = &file.at {
            let mut bytes = File::open(at).with_context(|| format!("reading {}", at.display()))?;
            put(&path, &mut bytes)?;
        }
    }
    put("SHA256SUMS", &mut sums.as_bytes())?;
    zip.finish().context("writing a ZIP file")?.flush().context("writing a ZIP file")
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
