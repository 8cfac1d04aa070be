//! A ticket as `/ticket show` shows it: where it stands, and what happened last.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::{
    said::ticket::{event_line, shows_text},
    ticket::{Posted, StaffCard},
};
use crate::{
    desk::{
        incidents::{Beside, IncidentFile},
        ticket::file::TicketFile,
    },
    discord::look::{
        card::{Card, FIELD},
        cut::{cut, fitting},
        markdown::{person, plain, relative},
    },
    rules::{
        event::{Event, OfMessage, Recorded, as_written},
        ids::EventSeq,
        language::Language,
        offer::Offer,
    },
    store::ticket::Text,
    words,
};

/// How many events are shown.
const EVENTS: usize = 6;

/// How much of each text is shown, in characters.
const TEXT: usize = 120;

/// A ticket with its last events.
#[derive(Debug)]
pub struct TicketCard<'a> {
    /// The ticket.
    pub file: &'a TicketFile,
    /// The major incident that was open when it was opened, for the team.
    pub during: Option<&'a IncidentFile>,
    /// Its major incident, for staff.
    pub beside: Option<&'a Beside>,
    /// What was written in its events.
    pub texts: &'a HashMap<EventSeq, Text>,
    /// Discord's numbers of what they came of.
    pub numbers: &'a HashMap<EventSeq, u64>,
    /// Whether staff ask, who see notes too.
    pub staff: bool,
    /// The offer, for what can be done now.
    pub offer: &'a Offer,
    /// Now, UTC.
    pub now: DateTime<Utc>,
}

impl TicketCard<'_> {
    /// The card.
    pub fn render(&self, language: Language) -> Card {
        let Self { file, during, beside, offer, now, .. } = *self;
        let card = if self.staff {
            StaffCard { file, beside, offer, now }.render(language)
        } else {
            Posted { file, during, offer, now }.render(language)
        };
        let events = as_written(&file.events, |seq| self.numbers.get(&seq).copied());
        let mut lines: Vec<String> =
            events.into_iter().rev().filter_map(|one| self.line(one, language)).take(EVENTS).collect();
        let (_, newest) = fitting(&lines, FIELD);
        lines.truncate(newest);
        lines.reverse();
        card.fact(words!(language, "fact-last-events"), lines.join("\n"))
    }

    fn line(&self, recorded: &Recorded, language: Language) -> Option<String> {
        let line =
            event_line(recorded, self.offer, language).or_else(|| said(recorded, self.staff, language))?;
        let mut line = format!("{} {line}", relative(recorded.at));
        if !matches!(recorded.event, Event::Opened { .. })
            && (self.staff || shows_text(&recorded.event))
            && let Some(text) = self.texts.get(&recorded.seq)
        {
            line.push_str(" — ");
            line.push_str(&plain(&cut(&text.body.replace('\n', " "), TEXT)));
        }
        Some(line)
    }
}

/// What is a message rather than a happening: told in its own words in the thread, here in a line.
pub fn said(recorded: &Recorded, staff: bool, language: Language) -> Option<String> {
    let who = recorded.by.person.map(person).unwrap_or_default();
    Some(match recorded.event.of_message()? {
        OfMessage::Team(_) | OfMessage::Staff(_) => words!(language, "event-wrote", who = who),
        OfMessage::Note(_) if !staff => return None,
        OfMessage::Note(_) => words!(language, "event-noted", who = who),
        OfMessage::Edited { .. } => words!(language, "event-edited", who = who),
        OfMessage::Deleted { .. } => words!(language, "event-deleted"),
    })
}
