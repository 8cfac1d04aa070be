//! A team's note of a session: the message that asks for it, and the answers to whoever leaves one.

use super::said::session::title;
use crate::{
    desk::expertise::SessionFile,
    discord::look::{
        card::{Button, Card, Look, Tone},
        custom_id::{CustomId, Verb},
        duration::duration,
        markdown::{moment, person, plain},
    },
    rules::{
        language::Language,
        session::{Party, Step},
    },
    store::session::SessionEvent,
    words,
};

/// The team is told what a session used, with what its expert wrote of it, and is asked for a note; once that
/// is there, who left it.
pub fn asked(file: &SessionFile, language: Language) -> Card {
    let charged = duration(file.charged());
    let mut lines = vec![match file.row.ticket {
        None => {
            let at = moment(file.row.starts_at);
            words!(language, "session-step-delivered", at = at, charged = charged)
        }
        Some(ticket) => {
            let (who, ticket) = (plain(&file.expert), ticket.to_string());
            words!(language, "session-help-delivered", who = who, ticket = ticket, charged = charged)
        }
    }];
    let delivered = file.events.iter().find(|event| event.step == Step::Delivered);
    lines.extend(delivered.map(|event| plain(&event.text)).filter(|notes| !notes.is_empty()));
    let ask = Button::new(
        CustomId::new(Verb::Note, file.row.id.get()),
        words!(language, "button-session-note"),
        Look::Main,
    );
    let buttons = match file.note() {
        None => {
            lines.push(words!(language, "session-note-ask"));
            vec![ask]
        }
        Some(note) => {
            lines.push(words!(language, "session-note-left", who = author(note), at = moment(note.at)));
            Vec::new()
        }
    };
    let title = title(file, Party::Team, language);
    Card { buttons, ..Card::framed(title, lines.join("\n"), Tone::Past) }
}

/// The answer to whoever left a note.
pub fn left(file: &SessionFile, language: Language) -> Card {
    Card::line(words!(language, "session-note-thanks", who = plain(&file.expert)))
}

fn author(note: &SessionEvent) -> String {
    note.by.person.map(person).unwrap_or_default()
}
