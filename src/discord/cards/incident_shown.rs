//! What staff read of major incidents: what was done, one with its tickets and receipts, and the list.

use super::{
    incident::Told,
    said::{
        clock,
        ticket::{priority_word, state_word},
        window,
    },
    ticket_list,
};
use crate::{
    desk::{
        incidents::{Declared, IncidentFile, IncidentShown, TiedTicket, Told as Done},
        text_limits::NAME_MOST,
    },
    discord::look::{
        card::{BODY, Card, FIELD, Menu, Tone},
        custom_id::{CustomId, Verb},
        cut::{cut, ends, fitting},
        markdown::{moment, person, plain_line, relative},
    },
    rules::{
        ids::{EventSeq, TicketNumber},
        incident::{Event, Kind, Recorded, State},
        language::Language,
        offer::Offer,
        typed::one_line,
    },
    store::{find::TicketLine, incident::IncidentLine, incident_word::WordTally},
    words,
};
use chrono::{DateTime, Utc};

/// An incident was declared: the menu asks which tickets belong to it.
pub fn declared(declared: &Declared, offer: &Offer, language: Language) -> Card {
    let Declared { file, told, asked } = declared;
    let told = words!(language, "window-told", count = *told);
    let mut lines = vec![format!("{}\n{told}", one(file, "incident-declared", offer, language))];
    let Some((draft, tickets)) = asked else { return Card::line(lines.concat()) };
    lines.push(words!(language, "incident-which-tickets"));
    let option = |line| (line_value(line), ticket_list::label(line, true, language));
    let menu = Menu {
        id: CustomId::new(Verb::Confirm, *draft),
        placeholder: words!(language, "incident-choose-tickets"),
        options: tickets.iter().map(option).collect(),
        several: true,
    };
    Card { menu: Some(menu), ..Card::line(lines.join("\n")) }
}

fn line_value(line: &TicketLine) -> String {
    line.number.get().to_string()
}

/// A line about an incident with its title and its platform.
fn one(file: &IncidentFile, id: &str, offer: &Offer, language: Language) -> String {
    words!(
        language,
        id,
        incident = file.incident.number.to_string(),
        title = plain_line(file.title()),
        platform = window::platform(offer, &file.incident.platform, language)
    )
}

/// Tickets were tied to an incident.
pub fn tied(file: &IncidentFile, tickets: &[TicketNumber], language: Language) -> Card {
    let tickets = numbers(tickets);
    let incident = file.incident.number.to_string();
    Card::line(words!(language, "incident-tied", incident = incident, tickets = tickets))
}

/// A ticket is tied to an incident no longer.
pub fn dropped(file: &IncidentFile, ticket: TicketNumber, language: Language) -> Card {
    let incident = file.incident.number.to_string();
    Card::line(words!(language, "incident-dropped", incident = incident, ticket = ticket.to_string()))
}

/// An update was sent, the service is back, or it is over.
pub fn done(done: &Done, offer: &Offer, language: Language) -> Card {
    let Done { file, told, restored } = done;
    let id = match file.incident.state {
        State::Open => "incident-update-sent",
        State::Restored => "incident-is-restored",
        State::Closed => "incident-is-closed",
    };
    let mut lines = vec![one(file, id, offer, language)];
    if !restored.is_empty() {
        lines.push(words!(language, "incident-tickets-restored", tickets = numbers(restored)));
    }
    lines.push(words!(language, "window-told", count = *told));
    Card::line(lines.join("\n"))
}

fn numbers(tickets: &[TicketNumber]) -> String {
    tickets.iter().map(TicketNumber::to_string).collect::<Vec<_>>().join(", ")
}

/// An incident as a suggestion shows it.
pub fn label(line: &IncidentLine, offer: &Offer, language: Language) -> String {
    let platform =
        offer.platform(&line.platform).map_or(line.platform.as_str(), |known| known.label.get(language));
    let state = stands(line.state, language);
    format!("{} · {platform} · {} · {state}", line.number, one_line(&line.title))
}

fn stands(state: State, language: Language) -> String {
    words!(language, "incident-state", state = state.as_str())
}

/// Incidents, one a line.
pub fn list(lines: &[IncidentLine], offer: &Offer, language: Language) -> Card {
    if lines.is_empty() {
        return Card::line(words!(language, "incidents-none"));
    }
    let lines: Vec<String> = lines
        .iter()
        .map(|line| {
            let parts = [
                format!("**{}**", line.number),
                window::platform(offer, &line.platform, language),
                cut(&plain_line(&line.title), NAME_MOST),
                stands(line.state, language),
                words!(language, "incident-tickets", count = line.tickets),
                relative(line.opened_at),
            ];
            parts.join(" · ")
        })
        .collect();
    let (body, _) = fitting(&lines, BODY);
    Card::framed(words!(language, "incidents-title"), body, Tone::Plain)
}

/// An incident with its tickets and their clocks, what happened, and who was told.
pub fn shown(shown: &IncidentShown, offer: &Offer, language: Language) -> Card {
    let IncidentShown { file, tickets, tallies, now } = shown;
    let tickets: Vec<String> = tickets.iter().map(|one| ticket(one, *now, language)).collect();
    let happened: Vec<String> = file.events.iter().map(|one| event(one, language)).collect();
    let told: Vec<String> = tallies.iter().map(|tally| receipt(file, tally, language)).collect();
    let title =
        if tickets.is_empty() { words!(language, "incident-no-tickets") } else { fitting(&tickets, FIELD).0 };
    Told { file, offer, now: *now }
        .present(language)
        .fact(words!(language, "fact-incident-tickets"), title)
        .fact(words!(language, "fact-incident-events"), ends(&happened, FIELD))
        .fact(words!(language, "fact-incident-told"), ends(&told, FIELD))
}

/// A ticket of an incident in one line, with its clock.
fn ticket(file: &TiedTicket, now: DateTime<Utc>, language: Language) -> String {
    let mut parts = vec![
        format!("**{}**", file.row.number),
        priority_word(file.row.priority, language),
        cut(&plain_line(&file.customer), NAME_MOST),
        state_word(file.row.state, language),
        clock::guarantee(file, now, language),
    ];
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// An event in one line.
fn event(recorded: &Recorded, language: Language) -> String {
    format!("{} · {}", moment(recorded.at), happened(recorded, language))
}

/// What an event is, and whose it is.
pub fn happened(recorded: &Recorded, language: Language) -> String {
    let what = kind_word(recorded.event.kind(), language);
    let ticket = match recorded.event {
        Event::Tied { ticket } | Event::Untied { ticket } => format!(" {ticket}"),
        Event::Opened { .. } | Event::Updated { .. } | Event::Restored { .. } | Event::Closed { .. } => {
            String::new()
        }
    };
    let who = recorded.by.person.map(person).unwrap_or_default();
    format!("{what}{ticket} · {who}")
}

/// What an event of this kind is called.
pub fn kind_word(kind: Kind, language: Language) -> String {
    words!(language, "incident-event", kind = kind.as_str())
}

/// What became of what channels were told of an event.
pub fn receipt(file: &IncidentFile, tally: &WordTally, language: Language) -> String {
    let kind = file.event(tally.seq).map_or(Kind::Updated, |recorded| recorded.event.kind());
    let what = kind_word(kind, language);
    let notice = if tally.seq == EventSeq::FIRST { what } else { format!("{what} ({})", tally.seq) };
    words!(
        language,
        "window-list-notice",
        notice = notice,
        told = tally.told,
        waiting = tally.waiting,
        refused = tally.refused,
        useless = tally.useless
    )
}
