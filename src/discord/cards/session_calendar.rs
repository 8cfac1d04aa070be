//! Sessions as entries of a calendar: a feed for an expert, a file for a team.
//!
//! A file says `METHOD:PUBLISH`, or `METHOD:CANCEL` for what is not to be: it is handed out in chat, and
//! nobody is invited by mail, as `REQUEST` would have it, with an answer that nobody reads. Calendars take
//! both by the entry's UID and its rising SEQUENCE.
//!
//! Some calendars show an entry alike whatever its STATUS, so that what is off, and what nobody agreed on
//! yet, says so in its first words.

use chrono::TimeDelta;

use super::said::session::{state_word, topic_word};
use crate::{
    desk::expertise::{Feed, SessionFile},
    discord::look::card::CardFile,
    ics,
    rules::{
        language::Language,
        offer::Offer,
        session::{Party, State},
        uids::Uids,
    },
    words,
};

/// The private calendar of an expert.
pub fn feed(feed: &Feed, language: Language) -> String {
    let events: Vec<ics::Event> =
        feed.sessions.iter().map(|file| entry(file, Party::Expert, &feed.uids, language)).collect();
    ics::calendar(&words!(language, "session-calendar", who = feed.name.clone()), &events)
}

/// The file that goes with what a team is told of a session, where the session is in the team's calendar.
pub fn file(file: &SessionFile, uids: &Uids, offer: &Offer, language: Language) -> Option<CardFile> {
    if !file.in_teams_calendar() {
        return None;
    }
    let event = entry(file, Party::Team, uids, language);
    let text = ics::told(&event, &offer.contact.mail);
    Some(CardFile { name: format!("session-{}.ics", file.entry()), bytes: text.into_bytes(), alt: None })
}

fn entry(file: &SessionFile, side: Party, uids: &Uids, language: Language) -> ics::Event {
    let row = &file.row;
    let who = match side {
        Party::Team => file.expert.clone(),
        Party::Expert => file.customer.clone(),
    };
    let topic = topic_word(row.topic, language);
    let state = state_word(row.state, language);
    let mut description = vec![words!(language, "session-is", state = state)];
    if !row.about.is_empty() {
        description.push(row.about.clone());
    }
    ics::Event {
        uid: uids.session(file.entry()),
        sequence: u32::try_from(file.revision()).unwrap_or(u32::MAX),
        changed_at: file.events.last().map_or(row.starts_at, |event| event.at),
        starts_at: row.starts_at,
        ends_at: row.starts_at + TimeDelta::minutes(row.minutes),
        summary: summary(
            words!(language, "session-entry", topic = topic, who = who),
            status(row.state),
            language,
        ),
        description: description.join("\n"),
        status: Some(status(row.state)),
    }
}

/// What an entry is called where its status may not be shown.
pub fn summary(what: String, status: ics::Status, language: Language) -> String {
    match status {
        ics::Status::Confirmed => what,
        ics::Status::Tentative => words!(language, "calendar-unconfirmed", what = what),
        ics::Status::Cancelled => words!(language, "calendar-cancelled", what = what),
    }
}

fn status(state: State) -> ics::Status {
    match state {
        State::Requested | State::Proposed => ics::Status::Tentative,
        State::Confirmed | State::Delivered | State::NoShow => ics::Status::Confirmed,
        State::Declined | State::Withdrawn | State::Released | State::Cancelled => ics::Status::Cancelled,
    }
}
