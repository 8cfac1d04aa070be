//! Whether what the database holds is what the desk wrote: each ticket's events against their hashes, its row
//! against its events, what people wrote against the events that tell of it; the ledger of hours, which is
//! never below zero. Nothing is changed, and nobody has to be at work. Major incidents are looked at beside
//! it, in [`super::incident_integrity`].

use std::collections::HashMap;

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};

use crate::{
    rules::{
        event::{Event, Recorded, Sha256Hex, verify},
        ids::{EventSeq, TicketNumber},
        level::Level,
        offer::Offer,
        ticket::Ticket,
    },
    store::{
        self, Conn,
        attachment::OldFile as TellsOfFile,
        file::attached::{self, Files},
        integrity::{Derived, Overdrawn},
        ticket::Text,
    },
};

/// Something of a ticket, or of a major incident, that is not what was written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Broken {
    /// It has no event at all.
    NoEvent,
    /// The first event that is not the one written, or does not follow the one before.
    Chain(EventSeq),
    /// Its row says otherwise than its events.
    Row,
    /// A major incident's row, or the tickets tied to it, say otherwise than its events.
    Ties,
    /// The text that came with an event is not the one written.
    Text(EventSeq),
    /// The text that came with an event is not kept.
    NoText(EventSeq),
    /// The files that came with an event are not those that it tells of.
    Files(EventSeq),
    /// A file that came with an event is not there.
    NoFile(EventSeq),
}

/// What was looked at in the histories of one kind, and found.
#[derive(Clone, Debug)]
pub struct Histories<N> {
    /// How many histories.
    pub histories: usize,
    /// How many events.
    pub events: usize,
    /// What is wrong, by whose history it is.
    pub broken: Vec<(N, Broken)>,
}

impl<N> Default for Histories<N> {
    fn default() -> Self {
        Self { histories: 0, events: 0, broken: Vec::new() }
    }
}

/// Looks at every ticket, and at its files.
///
/// # Errors
/// When the database fails, or a file cannot be read.
pub async fn tickets(conn: &mut Conn, stored: &Files) -> Result<Histories<TicketNumber>> {
    let mut found = Histories::default();
    for told in store::integrity::tickets(conn).await? {
        found.histories += 1;
        let events = store::integrity::events(conn, told.number).await?;
        found.events += events.len();
        let broken = match readable(told.number, events) {
            Err(broken) => vec![broken],
            Ok(events) => {
                let texts = store::ticket::texts(conn, told.number).await?;
                let files = store::attachment::told(conn, told.number).await?;
                let bytes = bytes(conn, stored, &files).await?;
                let written = events.iter().filter_map(|one| untrue(&told, one, &texts, &files));
                let mut broken: Vec<Broken> = projected(&told, &events).into_iter().chain(written).collect();
                broken.extend(bytes);
                broken.dedup();
                broken
            }
        };
        found.broken.extend(broken.into_iter().map(|broken| (told.number, broken)));
    }
    Ok(found)
}

/// A ticket's events, where all of them are what was written.
fn readable(
    number: TicketNumber,
    events: Vec<Result<(Recorded, Sha256Hex), EventSeq>>,
) -> Result<Vec<Recorded>, Broken> {
    sound(events, |read| verify(number, read.iter().map(|(recorded, hash)| (recorded, hash))))
}

/// The events of a history that can be read to its end, and that its hashes bear out.
pub(super) fn sound<R>(
    events: Vec<Result<(R, Sha256Hex), EventSeq>>,
    verify: impl FnOnce(&[(R, Sha256Hex)]) -> Result<(), EventSeq>,
) -> Result<Vec<R>, Broken> {
    let unreadable = events.iter().find_map(|event| event.as_ref().err().copied());
    let read: Vec<(R, Sha256Hex)> = events.into_iter().map_while(Result::ok).collect();
    verify(&read).map_err(Broken::Chain)?;
    match unreadable {
        Some(seq) => Err(Broken::Chain(seq)),
        None if read.is_empty() => Err(Broken::NoEvent),
        None => Ok(read.into_iter().map(|(recorded, _)| recorded).collect()),
    }
}

/// Whether a ticket's row says what its events do. Where the last of them were taken away, it is the row that
/// shows it.
fn projected(told: &Derived, events: &[Recorded]) -> Option<Broken> {
    let so = Ticket::replay(told.number, events).is_ok_and(|ticket| {
        let component = ticket.about.as_ref().map(|about| about.component.as_str());
        (ticket.state, ticket.priority, ticket.assignee, component)
            == (told.state, told.priority, told.assignee, told.component.as_deref())
    });
    (!so).then_some(Broken::Row)
}

/// What of an event's text, subject or files is not what it tells of.
fn untrue(
    told: &Derived,
    recorded: &Recorded,
    texts: &HashMap<EventSeq, Text>,
    files: &[TellsOfFile],
) -> Option<Broken> {
    let seq = recorded.seq;
    if let Event::Opened { subject, .. } = &recorded.event
        && Sha256Hex::of(told.subject.as_bytes()) != *subject
    {
        return Some(Broken::Text(seq));
    }
    let written = recorded.event.written();
    if let Some(hash) = written.and_then(|written| written.text.as_ref()) {
        match texts.get(&seq) {
            None => return Some(Broken::NoText(seq)),
            Some(text) if Sha256Hex::of(text.body.as_bytes()) != *hash => return Some(Broken::Text(seq)),
            Some(_) => {}
        }
    }
    // A file that could not be had when it came has no hash, in neither place.
    let files: Vec<&TellsOfFile> =
        files.iter().filter(|file| file.seq == seq && file.sha256.is_some()).collect();
    let told_of = written.map_or(&[][..], |written| &written.attachments);
    let noted = files.iter().filter_map(|file| file.sha256.as_deref());
    (!noted.eq(told_of.iter().map(Sha256Hex::as_str))).then_some(Broken::Files(seq))
}

/// Files of which the bytes are not there, or are not those that came; a piece at a time, however large they
/// are.
async fn bytes(conn: &mut Conn, stored: &Files, files: &[TellsOfFile]) -> Result<Vec<Broken>> {
    let mut found = Vec::new();
    for file in files {
        let Some(told) = &file.sha256 else { continue };
        let hash = match told.parse() {
            _ if file.inside => Some(store::attachment::hash_inside(conn, file.id).await?),
            Ok(named) => {
                let path = stored.path(&named);
                attached::hash_of(&path).with_context(|| format!("reading {}", path.display()))?
            }
            Err(_) => None,
        };
        match hash {
            None => found.push(Broken::NoFile(file.seq)),
            Some(hash) if hash.as_str() != told => found.push(Broken::Files(file.seq)),
            Some(_) => {}
        }
    }
    Ok(found)
}

/// Sources of hours from which more was taken than they had: packs and months to which more came back than
/// was taken, and months from now on of which more was taken than any level that the customer ever had
/// includes.
pub async fn ledger(conn: &mut Conn, offer: &Offer, now: DateTime<Utc>) -> Result<Vec<Overdrawn>> {
    let mut found = store::integrity::below_zero(conn).await?;
    let month = offer.calendar.month_of(now).to_string();
    for (customer, month, taken) in store::integrity::taken_from_months(conn, &month).await? {
        let history = store::contract::history(conn, customer).await?;
        let most = history
            .rows()
            .iter()
            .map(|row| row.level)
            .chain([Level::Standard])
            .map(|level| offer.level(level).minutes_a_month)
            .max();
        if most.is_some_and(|most| taken > most) {
            let customer = store::customer::get(conn, customer).await?.name;
            found.push(Overdrawn { customer, source: month });
        }
    }
    Ok(found)
}
