//! The board of open P1s.

use chrono::{DateTime, Utc};

use super::said::{clock::guarantee, ticket};
use crate::{
    desk::ticket::file::TicketFile,
    discord::look::{
        card::{Card, Tone},
        cut::{cut, fitting},
        markdown::{person, plain, plain_line, relative},
    },
    rules::{language::Language, paging::Paging, typed::one_line},
    words,
};

/// How many P1s are shown.
const SHOWN: usize = 20;

/// How long all of them may be together, in characters.
const ROOM: usize = 3_400;

/// How much of a subject is shown, in characters.
const SUBJECT: usize = 60;

/// The board, as it is now.
pub fn board(files: &[TicketFile], now: DateTime<Utc>, language: Language) -> Card {
    let unanswered = files.iter().any(|file| matches!(file.ticket.paging, Paging::Climbing(_)));
    let tone = if unanswered {
        Tone::Alarm
    } else if files.is_empty() {
        Tone::Good
    } else {
        Tone::Warning
    };
    let lines: Vec<String> = files.iter().take(SHOWN).map(|file| line(file, now, language)).collect();
    let (mut body, shown) = fitting(&lines, ROOM);
    if files.is_empty() {
        body = words!(language, "board-none");
    }
    if files.len() > shown {
        body.push('\n');
        body.push_str(&words!(language, "board-more", count = files.len() - shown));
    }
    Card::framed(words!(language, "board-title"), body, tone)
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
