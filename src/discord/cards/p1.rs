//! What the team is told in its thread of what happens to a P1, beside the line and the text of every event.

use chrono::{DateTime, Utc};

use super::said::{
    self,
    clock::{guarantee, guaranteed},
    moment::near,
};
use crate::{
    desk::ticket::{file::TicketFile, next_update::parts},
    discord::look::{
        card::{Card, Tone},
        markdown::{moment, person, plain, relative},
    },
    rules::{
        event::{Event, Priority, Recorded},
        gtr::Clock,
        language::Language,
        offer::Offer,
        ticket::State,
    },
    store::ticket::Text,
    words,
};

/// The longest update that is shown in its frame, in characters.
const FRAMED: usize = 3_000;

/// Adds to what is told of an event what it means for the guaranteed time, and for an update its parts.
pub fn told(
    mut card: Card,
    file: &TicketFile,
    recorded: &Recorded,
    (offer, now): (&Offer, DateTime<Utc>),
    language: Language,
) -> Card {
    let mut lines = Vec::new();
    match &recorded.event {
        Event::PriorityChanged { to: Priority::P1, .. } | Event::Contested { .. } => {
            card.tone = Tone::Alarm;
            lines.push(guaranteed(file, offer, now, language));
        }
        // Whether it contests or not, the clock runs and people are called again.
        Event::Reopened { .. } if file.row.priority == Priority::P1 => {
            card.tone = Tone::Alarm;
            lines.push(guaranteed(file, offer, now, language));
        }
        Event::LevelUpgraded { .. } => {
            return card.fact(words!(language, "fact-gtr"), guarantee(file, now, language));
        }
        Event::Restored { .. } => {
            card.tone = Tone::Good;
            lines.extend(restored(file, recorded, (offer, now), language));
        }
        Event::Update { next_at: Some(at), .. } => {
            let next = near(*at, (offer, now), language);
            lines.push(words!(language, "event-update-next", at = next, left = relative(*at)));
        }
        Event::Opened { .. }
        | Event::Acknowledged
        | Event::AcknowledgedByRoute { .. }
        | Event::Taken
        | Event::Assigned { .. }
        | Event::Waiting { .. }
        | Event::Resumed
        | Event::PriorityChanged { .. }
        | Event::ComponentChanged { .. }
        | Event::Closed { .. }
        | Event::Reopened { .. }
        | Event::TeamMessage { .. }
        | Event::StaffMessage { .. }
        | Event::Note { .. }
        | Event::MessageEdited { .. }
        | Event::MessageDeleted { .. }
        | Event::Update { next_at: None, .. }
        | Event::ExpertAsked { .. }
        | Event::ExpertJoined
        | Event::ExpertDeclined { .. }
        | Event::Paged { .. }
        | Event::Reminded
        | Event::PagingRestarted
        | Event::Warned { .. } => {}
    }
    for line in lines.into_iter().filter(|line| !line.is_empty()) {
        card.body.push('\n');
        card.body.push_str(&line);
    }
    card
}

/// How the clock did, and until when it may be denied.
fn restored(
    file: &TicketFile,
    recorded: &Recorded,
    (offer, now): (&Offer, DateTime<Utc>),
    language: Language,
) -> Vec<String> {
    if file.ticket.state != State::Restored || file.ticket.restored_at != Some(recorded.at) {
        return Vec::new();
    }
    let outcome = file.ticket.clock().and_then(Clock::outcome);
    let result = outcome.map(|outcome| said::clock::result(outcome, language));
    let until = file.ticket.contestable_until(offer).map(|until| {
        let id = if now <= until { "event-restored-until" } else { "event-restored-over" };
        words!(language, id, until = moment(until), phone = offer.contact.phone.as_str())
    });
    result.into_iter().chain(until).collect()
}

/// An update in its frame: what the customer notices, what support is doing.
pub fn update(mut card: Card, text: &Text, name: &str, language: Language) -> Card {
    let (impact, action) = parts(&text.body);
    let impact = words!(language, "update-impact", impact = plain(impact));
    let action = words!(language, "update-action", action = plain(action));
    let framed = format!("{impact}\n{action}");
    if framed.chars().count() > FRAMED {
        // What is too long for the frame goes whole into a file, as any text does.
        return card.long(&text.body, name);
    }
    card.body = framed;
    card
}

/// Staff are reminded of an update that they promised; nothing where it is no longer owed.
pub fn update_reminder(
    file: &TicketFile,
    recorded: &Recorded,
    (offer, now): (&Offer, DateTime<Utc>),
    language: Language,
) -> Option<Card> {
    let (who, at) = (recorded.by.person?, file.ticket.next_update_at?);
    if !file.is_promised(recorded.seq) {
        return None;
    }
    let reminder = words!(
        language,
        "update-reminder",
        who = person(who),
        ticket = file.row.number.to_string(),
        at = near(at, (offer, now), language),
        left = relative(at)
    );
    Some(Card { calls_people: vec![who], tone: Tone::Warning, ..Card::line(reminder) })
}
