//! What a ticket's file says in words: what happened, the contract, the clock, the maintenance windows.

use chrono::{DateTime, Utc};

use super::plain::Plain;
use crate::{
    desk::ticket::export::Export,
    discord::cards::{clock::ClockReceipt, said, ticket_shown},
    rules::{
        event::{Recorded, as_written},
        language::Language,
        offer::Offer,
        typed::one_line,
    },
    store::window::Window,
    words,
};

/// Puts a ticket's file in words.
pub(super) struct Words<'a> {
    /// What is kept.
    pub(super) export: &'a Export,
    /// The offer, for its zone and the names of platforms.
    pub(super) offer: &'a Offer,
    /// The reader's language.
    pub(super) language: Language,
    plain: Plain<'a>,
}

impl<'a> Words<'a> {
    pub(super) fn new(export: &'a Export, offer: &'a Offer, language: Language) -> Self {
        let names = export
            .file
            .events
            .iter()
            .filter_map(|one| Some((one.by.person?.to_string(), export.texts.get(&one.seq)?.author.as_str())))
            .collect();
        Self { export, offer, language, plain: Plain { offer, names } }
    }

    /// Which ticket it is.
    pub(super) fn title(&self) -> String {
        let file = &self.export.file;
        format!("{} · {} · {}", file.row.number, one_line(&file.customer), one_line(&file.row.subject))
    }

    /// In which zone hours are.
    pub(super) fn zone(&self) -> String {
        words!(self.language, "export-zone", zone = self.offer.calendar.zone.to_string())
    }

    /// The events that are told, in the order in which they happened, each in a line.
    pub(super) fn told(&self) -> impl Iterator<Item = (&'a Recorded, String)> {
        let number = |seq| self.export.numbers.get(&seq).copied();
        as_written(&self.export.file.events, number).into_iter().filter_map(|one| {
            let line = said::ticket::event_line(one, self.offer, self.language)
                .or_else(|| ticket_shown::said(one, true, self.language))?;
            let line = self.plain.readable(&line);
            let read = one.event.written().and_then(|written| written.read_at);
            Some((one, read.map_or_else(|| line.clone(), |at| format!("{line} ({})", self.read(at)))))
        })
    }

    /// When something was read that was written before.
    fn read(&self, at: DateTime<Utc>) -> String {
        words!(self.language, "export-read", at = self.wall(at))
    }

    /// What happened, each at its moment, to be read by people.
    pub(super) fn transcript(&self) -> String {
        let mut lines = vec![self.title(), self.zone(), String::new()];
        for (one, line) in self.told() {
            lines.push(format!("{}  {line}", self.wall(one.at)));
            if let Some(text) = self.export.texts.get(&one.seq) {
                lines.extend(text.body.lines().map(|line| format!("    {line}")));
            }
            let files = self.export.files.iter().filter(|file| file.kept.seq == one.seq);
            lines.extend(files.map(|file| format!("    [{}]", file.kept.name)));
        }
        lines.join("\n") + "\n"
    }

    /// The contract when the ticket was opened, and how it came to be.
    pub(super) fn contract(&self) -> Vec<String> {
        let (history, at) = (&self.export.history, self.export.file.row.opened_at);
        let level = history.level_at(at).to_string();
        let now = words!(self.language, "export-contract", level = level, at = self.wall(at));
        let rows = history.rows().iter().map(|row| {
            let (level, since) = (row.level.to_string(), self.wall(row.effective_at));
            words!(self.language, "export-level", level = level, since = since)
        });
        std::iter::once(now).chain(rows).collect()
    }

    /// The arithmetic of every clock, line by line, or why there is none.
    pub(super) fn clock(&self) -> Vec<String> {
        let (offer, now) = (self.offer, self.export.now);
        let receipt = ClockReceipt { file: &self.export.file, offer, now }.render(self.language);
        receipt.body.lines().map(|line| self.plain.readable(line).replace("**", "")).collect()
    }

    /// The maintenance windows while the ticket was open.
    pub(super) fn windows(&self) -> Vec<String> {
        self.export.windows.iter().map(|window| self.window(window)).collect()
    }

    fn window(&self, window: &Window) -> String {
        let platform = self.offer.platform(&window.platform);
        let platform =
            platform.map_or(window.platform.as_str(), |platform| platform.label.get(self.language));
        let (from, to) = (self.wall(window.place.starts_at), self.wall(window.place.ends_at));
        let reason = window.reason.get(self.language).unwrap_or_default();
        format!("{platform} · {from} – {to} · {reason}")
    }

    /// A moment on the desk's wall.
    pub(super) fn wall(&self, at: DateTime<Utc>) -> String {
        self.plain.wall(at)
    }
}
