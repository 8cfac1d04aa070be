//! A ticket as one ZIP file: a transcript to read, the events with their hashes, the contract, and the files with theirs.

use std::{
    collections::HashMap,
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use serde_json::json;
use serenity::all::CreateAttachment;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{
    ask::{Answer, Ask},
    card::Card,
    cards::{ticket, ticket_shown},
};
use crate::{
    desk::{Done, actor::Actor, export::Export},
    rules::{calendar::Calendar, event::Sha256Hex, ids::TicketNumber, language::Language, offer::Offer},
    words,
};

/// How large an answer's file may be, in bytes: what Discord takes of a bot in any server.
const UPLOAD: usize = 10 * 1024 * 1024;

/// Answers with the ticket's file. What is too large for Discord goes without the attachments, which are named with their hashes.
///
/// # Errors
/// As [`crate::desk::Desk::export`].
pub async fn answer(ask: &Ask<'_>, actor: &Actor, number: TicketNumber) -> Done<Answer> {
    let export = ask.desk().export(actor, number).await?;
    let (offer, language) = (&ask.desk().offer, ask.language());
    let name = format!("ticket-{}.zip", number.get());
    let whole = zipped(&export, offer, language, true)?;
    let (word, bytes) = if whole.len() <= UPLOAD {
        ("ticket-exported", whole)
    } else {
        ("ticket-exported-without-files", zipped(&export, offer, language, false)?)
    };
    let card = Card::line(words!(language, word, ticket = number.to_string()));
    Ok(Answer::Files(card, vec![CreateAttachment::bytes(bytes, name)]))
}

fn zipped(export: &Export, offer: &Offer, language: Language, with_files: bool) -> Result<Vec<u8>> {
    let mut parts: Vec<(String, Vec<u8>)> = vec![
        ("transcript.txt".to_owned(), transcript(export, offer, language).into_bytes()),
        ("events.json".to_owned(), events(export)?),
        ("contract.txt".to_owned(), contract(export, &offer.calendar, language).into_bytes()),
    ];
    let mut sums = String::new();
    for (rank, kept) in export.files.iter().enumerate() {
        let path = format!("files/{}-{}-{}", kept.seq, rank + 1, file_name(&kept.name));
        let sum = kept.sha256.as_deref().unwrap_or("-");
        // The format of `sha256sum`, which checks it.
        writeln!(sums, "{sum}  {path}").context("writing the sums")?;
        if let (Some(bytes), true) = (&kept.bytes, with_files) {
            parts.push((path, bytes.clone()));
        }
    }
    parts.push(("SHA256SUMS".to_owned(), sums.into_bytes()));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in parts {
        zip.start_file(path, SimpleFileOptions::default()).context("writing a ZIP file")?;
        zip.write_all(&bytes).context("writing a ZIP file")?;
    }
    Ok(zip.finish().context("writing a ZIP file")?.into_inner())
}

/// A name that is a name wherever the file is unpacked.
fn file_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|letter| if letter.is_control() || "/\\:*?\"<>|".contains(letter) { '_' } else { letter })
        .collect();
    plain.trim_start_matches('.').to_owned()
}

/// What happened, in the order in which it did, to be read by people.
fn transcript(export: &Export, offer: &Offer, language: Language) -> String {
    let file = &export.file;
    let names: HashMap<String, &str> = file
        .events
        .iter()
        .filter_map(|one| Some((one.by.person?.to_string(), export.texts.get(&one.seq)?.author.as_str())))
        .collect();
    let mut lines = vec![
        format!("{} · {} · {}", file.row.number, file.customer, file.row.subject),
        words!(language, "export-zone", zone = offer.calendar.zone.to_string()),
        String::new(),
    ];
    for one in &file.events {
        let Some(line) =
            ticket::event_line(one, language).or_else(|| ticket_shown::said(one, true, language))
        else {
            continue;
        };
        lines.push(format!("{}  {}", wall(one.at, &offer.calendar), unmentioned(&line, &names)));
        if let Some(text) = export.texts.get(&one.seq) {
            lines.extend(text.body.lines().map(|line| format!("    {line}")));
        }
        let files = export.files.iter().filter(|kept| kept.seq == one.seq);
        lines.extend(files.map(|kept| format!("    [{}]", kept.name)));
    }
    lines.join("\n") + "\n"
}

/// Where Discord would show a name, the name that was shown then; somebody who wrote nothing has a number.
fn unmentioned(line: &str, names: &HashMap<String, &str>) -> String {
    let mut parts = line.split("<@");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('>') {
            Some((id, rest)) => {
                plain.push_str(names.get(id).copied().unwrap_or(id));
                plain.push_str(rest);
            }
            None => plain.push_str(part),
        }
    }
    plain
}

fn wall(at: DateTime<Utc>, calendar: &Calendar) -> String {
    calendar.local(at).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// The events as they are kept, each with its hash.
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

/// What the contract was when the ticket was opened.
fn contract(export: &Export, calendar: &Calendar, language: Language) -> String {
    let at = export.file.row.opened_at;
    let level = export.history.level_at(at).to_string();
    let mut text = words!(language, "export-contract", level = level, at = wall(at, calendar));
    text.push('\n');
    for row in export.history.rows() {
        let line = words!(
            language,
            "export-level",
            level = row.level.to_string(),
            since = wall(row.effective_at, calendar)
        );
        text.push_str(&line);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_name("log.txt", "log.txt")]
    #[case::a_way_out("../../etc/passwd", "_.._etc_passwd")]
    #[case::a_drive("C:\\x", "C__x")]
    fn a_files_name_leads_nowhere(#[case] name: &str, #[case] kept: &str) {
        assert_eq!(file_name(name), kept);
    }

    #[test]
    fn a_mention_becomes_the_name_that_was_shown() {
        let names = HashMap::from([("5".to_owned(), "Bob")]);
        assert_eq!(unmentioned("<@5> and <@6>.", &names), "Bob and 6.");
    }
}
