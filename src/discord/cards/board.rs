//! The board of open major incidents and P1s.

use chrono::{DateTime, Utc};

use super::said::{clock::guarantee, ticket, window};
use crate::{
    desk::{incidents::IncidentFile, p1::board::Board, ticket::file::TicketFile},
    discord::look::{
        card::{Card, Tone},
        cut::{cut, fitting},
        markdown::{moment, person, plain, plain_line, relative},
    },
    rules::{language::Language, offer::Offer, paging::Paging, typed::one_line},
    words,
};

/// How many P1s are shown.
const SHOWN: usize = 20;

/// How long all of it may be together, in characters.
const ROOM: usize = 3_400;

/// How much of that incidents may take: what is left shows P1s.
const INCIDENTS: usize = 1_400;

/// How much of a subject is shown, in characters.
const SUBJECT: usize = 60;

/// The board, as it is now.
pub fn board(board: &Board, offer: &Offer, language: Language) -> Card {
    let Board { incidents, p1s, now } = board;
    let unanswered = p1s.iter().any(|file| matches!(file.ticket.paging, Paging::Climbing(_)));
    let tone = if unanswered {
        Tone::Alarm
    } else if p1s.is_empty() && incidents.is_empty() {
        Tone::Good
    } else {
        Tone::Warning
    };
    let title = if incidents.is_empty() { "board-title" } else { "board-title-incidents" };
    let lines: Vec<String> = incidents.iter().map(|file| incident(file, offer, language)).collect();
    let (first, shown) = fitting(&lines, INCIDENTS);
    let mut parts = vec![first];
    if lines.len() > shown {
        parts.push(words!(language, "board-more-incidents", count = lines.len() - shown));
    }
    let lines: Vec<String> = p1s.iter().take(SHOWN).map(|file| line(file, *now, language)).collect();
    let taken: usize = parts.iter().map(|part| part.chars().count() + 1).sum();
    let (second, shown) = fitting(&lines, ROOM - taken);
    parts.push(if p1s.is_empty() { words!(language, "board-none") } else { second });
    if p1s.len() > shown {
        parts.push(words!(language, "board-more", count = p1s.len() - shown));
    }
    parts.retain(|part| !part.is_empty());
    Card::framed(words!(language, title), parts.join("\n"), tone)
}

/// A major incident: what it is, since when, how many tickets tell of it, and when customers hear of it next.
fn incident(file: &IncidentFile, offer: &Offer, language: Language) -> String {
    let incident = &file.incident;
    let next = incident
        .next_update_at()
        .map(|at| words!(language, "board-incident-next", at = moment(at), left = relative(at)));
    let mut stands = vec![
        words!(language, "incident-state", state = incident.state.as_str()),
        words!(language, "board-incident-since", since = relative(incident.opened_at)),
        words!(language, "incident-tickets", count = incident.tickets.len()),
    ];
    stands.extend(next);
    words!(
        language,
        "board-incident",
        incident = incident.number.to_string(),
        title = plain(&cut(&one_line(file.title()), SUBJECT)),
        platform = window::platform(offer, &incident.platform, language),
        stands = stands.join(" · ")
    )
}

/// A board in whose place another was posted.
pub fn moved(language: Language) -> Card {
    Card::framed("", words!(language, "board-moved"), Tone::Past)
}

fn line(file: &TicketFile, now: DateTime<Utc>, language: Language) -> String {
    let seen = || file.ticket.acknowledged.map(|seen| ticket::acknowledged_by(&seen, language));
    let who = file.row.assignee.map(person).or_else(seen);
    let state = match (file.ticket.paging, who) {
        (Paging::Climbing(ladder), _) => {
            words!(language, "board-unanswered", since = relative(ladder.started_at))
        }
        (Paging::Off | Paging::Watched(_), Some(who)) => {
            let state = ticket::state_word(file.row.state, language);
            words!(language, "board-with", state = state, who = who)
        }
        (Paging::Off | Paging::Watched(_), None) => ticket::state_word(file.row.state, language),
    };
    words!(
        language,
        "board-line",
        ticket = file.row.number.to_string(),
        customer = plain_line(&file.customer),
        subject = plain(&cut(&one_line(&file.row.subject), SUBJECT)),
        guarantee = guarantee(file, now, language),
        state = state
    )
}
