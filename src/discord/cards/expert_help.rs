//! The expertise cell's help on a ticket: the request to the experts, what is told of it, and the question of
//! the time it took.

use chrono::{DateTime, Utc};

use super::said::ticket::title;
use crate::{
    desk::{
        expertise::{HelpFile, SessionFile},
        ticket::file::TicketFile,
    },
    discord::look::{
        card::{Button, Card, Look, Tone},
        custom_id::{CustomId, Verb},
        duration::duration,
        markdown::{moment, person, plain},
    },
    rules::{
        ids::{PersonId, RoleId, TicketNumber},
        language::Language,
        level::Level,
        session::ExpertHelpState,
        typed::one_line,
    },
    words,
};

/// A request for help, in the experts' channel. The experts are called by it while it waits for one of them.
pub fn request(help: &HelpFile, experts: RoleId, language: Language) -> Card {
    let (file, row) = (&help.ticket, &help.row);
    let ticket = file.row.number.to_string();
    let who = row.expert.map(person).unwrap_or_default();
    let (line, tone) = match row.state {
        ExpertHelpState::Asked => {
            let customer = plain(&file.customer);
            (words!(language, "help-asked-of-experts", customer = customer, ticket = ticket), Tone::Warning)
        }
        ExpertHelpState::Accepted => {
            (words!(language, "help-accepted", who = who, ticket = ticket), Tone::Good)
        }
        ExpertHelpState::Declined => {
            (words!(language, "help-declined", who = who, ticket = ticket), Tone::Past)
        }
        ExpertHelpState::Ended if row.expert.is_some() => {
            (words!(language, "help-over", who = who, ticket = ticket), Tone::Past)
        }
        ExpertHelpState::Ended => (words!(language, "help-ended", ticket = ticket), Tone::Past),
    };
    let mut card = Card::framed(format!("{} · {}", title(file), plain(&file.customer)), "", tone);
    if let Some(about) = &help.about {
        card = card.long(&about.body, &format!("help-{}.txt", row.id));
    }
    card.body = if card.body.is_empty() { line } else { format!("{line}\n{}", card.body) };
    if row.state != ExpertHelpState::Asked {
        return card;
    }
    card.content = crate::discord::look::markdown::role(experts);
    card.calls_roles.push(experts);
    let button = |verb, id, look| Button::new(CustomId::new(verb, row.id.get()), words!(language, id), look);
    card.button(button(Verb::Accept, "button-session-accept", Look::Main)).button(button(
        Verb::Decline,
        "button-session-decline",
        Look::Danger,
    ))
}

/// The staff's thread is told who helps; the expert is called into it.
pub fn joined(help: &HelpFile, language: Language) -> Card {
    let expert = help.row.expert;
    let who = expert.map(person).unwrap_or_default();
    let ticket = help.ticket.row.number.to_string();
    let mut card =
        Card::framed("", words!(language, "help-joined", who = who.clone(), ticket = ticket), Tone::Good);
    card.content = who;
    card.calls_people.extend(expert);
    card
}

/// The answer to the expert who accepts.
pub fn joined_by_you(file: &TicketFile, language: Language) -> Card {
    Card::line(words!(language, "help-joined-by-you", ticket = file.row.number.to_string()))
}

/// The answer to the expert who declines.
pub fn declined_by_you(file: &TicketFile, language: Language) -> Card {
    Card::line(words!(language, "help-declined-by-you", ticket = file.row.number.to_string()))
}

/// The answer to whoever asks for help; outside business hours with when it is read.
pub fn asked(file: &TicketFile, read_from: Option<DateTime<Utc>>, language: Language) -> Card {
    let mut text = words!(language, "help-asked", ticket = file.row.number.to_string());
    if let Some(at) = read_from {
        text.push(' ');
        text.push_str(&words!(language, "help-read-from", at = moment(at)));
    }
    Card::line(text)
}

/// A ticket with help, as a suggestion shows it.
pub fn label(file: &TicketFile, language: Language) -> String {
    let (ticket, customer) = (file.row.number.to_string(), file.customer.clone());
    words!(
        language,
        "help-label",
        ticket = ticket,
        subject = one_line(&file.row.subject),
        customer = customer
    )
}

/// The tickets on which an expert helps, line by line.
pub fn lines(files: &[TicketFile]) -> String {
    let line = |file: &TicketFile| format!("{} · {}", title(file), plain(&file.customer));
    files.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The answer to an expert who told what time help took.
pub fn time_told(ticket: TicketNumber, minutes: i64, language: Language) -> Card {
    Card::line(words!(language, "help-time-told", ticket = ticket.to_string(), time = duration(minutes)))
}

/// The team is asked whether the time that help took may be charged.
pub fn time(file: &SessionFile, ticket: TicketNumber, minutes: i64, language: Language) -> Card {
    let (who, ticket, time) = (plain(&file.expert), ticket.to_string(), duration(minutes));
    let mut body = words!(language, "help-time", who = who, ticket = ticket, time = time);
    if let Some(notes) = file.events.first().filter(|event| !event.text.is_empty()) {
        body.push('\n');
        body.push_str(&plain(&notes.text));
    }
    Card::framed(words!(language, "help-time-title"), body, Tone::Warning)
}

/// What the team answered.
pub fn time_answered(
    ticket: TicketNumber,
    minutes: i64,
    agreed: bool,
    by: PersonId,
    language: Language,
) -> Card {
    let (ticket, time, who) = (ticket.to_string(), duration(minutes), person(by));
    let id = if agreed { "help-time-agreed" } else { "help-time-refused" };
    let body = words!(language, id, ticket = ticket, time = time, who = who);
    Card::framed(words!(language, "help-time-title"), body, Tone::Past)
}

/// Why the experts do not help on tickets, and what to do instead.
pub fn no_access(level: Level, packs: bool, language: Language) -> String {
    let level = level.to_string();
    if packs {
        words!(language, "refusal-no-access-packs", level = level)
    } else {
        words!(language, "refusal-no-access", level = level)
    }
}

/// That help was asked for, or is given already.
pub fn asked_before(ticket: TicketNumber, expert: Option<PersonId>, language: Language) -> String {
    let ticket = ticket.to_string();
    match expert {
        Some(id) => words!(language, "refusal-help-given", ticket = ticket, who = person(id)),
        None => words!(language, "refusal-help-asked", ticket = ticket),
    }
}

/// That a request waits for no answer any more.
pub fn answered_before(ticket: TicketNumber, expert: Option<PersonId>, language: Language) -> String {
    let ticket = ticket.to_string();
    match expert {
        Some(id) => words!(language, "refusal-help-answered", ticket = ticket, who = person(id)),
        None => words!(language, "refusal-help-ended", ticket = ticket),
    }
}
