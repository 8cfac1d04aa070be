//! What a major incident's file says in words: what happened, its tickets and their clocks, who was told
//! when.

use anyhow::Result;
use chrono::{DateTime, Utc};

use super::plain::Plain;
use crate::{
    desk::incidents::{IncidentExport, TiedTicket},
    discord::{
        cards::{
            clock::ClockReceipt,
            incident_shown,
            said::ticket::{priority_word, state_word},
        },
        look::csv,
    },
    rules::{ids::EventSeq, language::Language, offer::Offer, typed::one_line},
    store::{incident_word::WordReceipt, window::Texts},
    words,
};

/// Puts a major incident's file in words.
pub(super) struct Words<'a> {
    /// What is kept.
    pub(super) export: &'a IncidentExport,
    /// The offer, for its zone and the names of platforms.
    pub(super) offer: &'a Offer,
    /// The reader's language.
    pub(super) language: Language,
    plain: Plain<'a>,
}

impl<'a> Words<'a> {
    pub(super) fn new(export: &'a IncidentExport, offer: &'a Offer, language: Language) -> Self {
        let author = |seq| export.kept.get(&seq).map(|text| text.author.as_str());
        let events = export.shown.file.events.iter();
        let names = events.filter_map(|one| Some((one.by.person?.to_string(), author(one.seq)?))).collect();
        Self { export, offer, language, plain: Plain { offer, names } }
    }

    /// Which incident it is.
    pub(super) fn title(&self) -> String {
        let file = &self.export.shown.file;
        let number = words!(self.language, "incident-number", incident = file.incident.number.to_string());
        format!("{number} · {}", one_line(file.title()))
    }

    /// What its platform is called.
    pub(super) fn platform(&self) -> &'a str {
        let key = self.export.shown.file.incident.platform.as_str();
        self.offer.platform(key).map_or(key, |platform| platform.label.get(self.language))
    }

    /// A moment on the desk's wall.
    pub(super) fn wall(&self, at: DateTime<Utc>) -> String {
        self.plain.wall(at)
    }

    /// The events: when, what in a line, and what was written in it.
    pub(super) fn happened(&self) -> impl Iterator<Item = (String, String, Vec<String>)> {
        self.export.shown.file.events.iter().map(|one| {
            let line = self.plain.readable(&incident_shown::happened(one, self.language));
            (self.wall(one.at), line, self.written(one.seq))
        })
    }

    /// What was written in an event, part by part, in each language in which it was.
    fn written(&self, seq: EventSeq) -> Vec<String> {
        let Some(written) = self.export.shown.file.texts.get(&seq) else { return Vec::new() };
        let language = self.language;
        let impact = |text: &str| words!(language, "update-impact", impact = text).replace("**", "");
        let action = |text: &str| words!(language, "update-action", action = text).replace("**", "");
        let title = written.title.iter().map(|title| one_line(title));
        title
            .chain(each(&written.impact, impact))
            .chain(each(&written.action, action))
            .chain(each(&written.note, str::to_owned))
            .collect()
    }

    /// What happened, each at its moment, to be read by people.
    pub(super) fn transcript(&self) -> String {
        let zone = words!(self.language, "export-zone", zone = self.offer.calendar.zone.to_string());
        let mut lines = vec![self.title(), zone, String::new()];
        for (at, line, texts) in self.happened() {
            lines.push(format!("{at}  {line}"));
            let texts = texts.iter().flat_map(|text| text.lines());
            lines.extend(texts.map(|line| format!("    {line}")));
        }
        lines.join("\n") + "\n"
    }

    /// Its tickets, one a line.
    pub(super) fn tickets(&self) -> Vec<String> {
        self.export.shown.tickets.iter().map(|one| self.ticket(one)).collect()
    }

    fn ticket(&self, file: &TiedTicket) -> String {
        let parts = [
            file.row.number.to_string(),
            priority_word(file.row.priority, self.language),
            one_line(&file.customer),
            one_line(&file.row.subject),
            state_word(file.row.state, self.language),
        ];
        parts.join(" · ")
    }

    /// The arithmetic of every clock, line by line, ticket by ticket.
    pub(super) fn clocks(&self) -> Vec<String> {
        let (offer, now) = (self.offer, self.export.shown.now);
        let of = |file: &TiedTicket| {
            let receipt = ClockReceipt { file, offer, now }.render(self.language);
            let lines = receipt.body.lines().map(|line| self.plain.readable(line).replace("**", ""));
            std::iter::once(self.ticket(file)).chain(lines).collect::<Vec<_>>()
        };
        self.export.shown.tickets.iter().flat_map(of).collect()
    }

    /// How many channels were told of each event.
    pub(super) fn told(&self) -> Vec<String> {
        let shown = &self.export.shown;
        shown.tallies.iter().map(|tally| incident_shown::receipt(&shown.file, tally, self.language)).collect()
    }

    /// Who was told when, as a table: a row for each channel and each ticket's thread.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn receipts(&self) -> Result<Vec<u8>> {
        let language = self.language;
        let header = vec![
            words!(language, "csv-told-event"),
            words!(language, "csv-told-what"),
            words!(language, "csv-customer"),
            words!(language, "csv-told-ticket"),
            words!(language, "csv-told-channel"),
            words!(language, "csv-told-state"),
            words!(language, "csv-told-at", zone = self.offer.calendar.zone.to_string()),
            words!(language, "csv-told-message"),
            words!(language, "csv-told-error"),
        ];
        let rows = self.export.told.iter().map(|one| self.receipt(one));
        csv::csv(std::iter::once(header).chain(rows), language)
    }

    fn receipt(&self, one: &WordReceipt) -> Vec<String> {
        let what = self.export.shown.file.event(one.seq).map(|told| told.event.kind());
        vec![
            one.seq.to_string(),
            what.map(|kind| incident_shown::kind_word(kind, self.language)).unwrap_or_default(),
            one.customer.clone(),
            one.ticket.map(|ticket| ticket.to_string()).unwrap_or_default(),
            one.channel.map(|channel| channel.to_string()).unwrap_or_default(),
            words!(self.language, "incident-told-state", state = one.state.as_str()),
            one.at.map(|at| self.wall(at)).unwrap_or_default(),
            one.message.map(|message| message.to_string()).unwrap_or_default(),
            one.error.clone().unwrap_or_default(),
        ]
    }
}

/// A part in each language in which it was written.
fn each(texts: &Texts, said: impl Fn(&str) -> String) -> Vec<String> {
    let both = [(Language::Fr, &texts.fr), (Language::En, &texts.en)];
    let written = both.into_iter().filter_map(|(language, text)| Some((language, text.as_ref()?)));
    written.map(|(language, text)| format!("[{}] {}", language.as_str(), said(text))).collect()
}
