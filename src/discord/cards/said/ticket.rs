//! A ticket's words.

use crate::{
    desk::ticket::file::TicketFile,
    discord::look::markdown::{person, plain_line},
    rules::{
        event::{About, Category, Event, Priority, Recorded, Side},
        language::Language,
        offer::{Component, Offer},
        ticket::{Acknowledgement, State},
        typed::one_line,
    },
    store::ticket::TicketRow,
    words,
};

/// The name of a ticket's threads.
pub fn thread_name(row: &TicketRow) -> String {
    format!("{} {}", row.number, one_line(&row.subject))
}

/// Who acknowledged, or by which route they were called.
pub fn acknowledged_by(seen: &Acknowledgement, language: Language) -> String {
    match (seen.by.person, seen.route) {
        (Some(who), _) => person(who),
        (None, Some(route)) => words!(language, "by-route", route = route.as_str()),
        (None, None) => String::new(),
    }
}

/// One event in one line, as the team reads it.
pub fn event_line(recorded: &Recorded, offer: &Offer, language: Language) -> Option<String> {
    let who = recorded.by.person.map(person).unwrap_or_default();
    Some(match &recorded.event {
        Event::Acknowledged => words!(language, "event-acknowledged", who = who),
        Event::AcknowledgedByRoute { route } => {
            words!(language, "event-acknowledged-by-route", route = route.as_str())
        }
        Event::Taken => words!(language, "event-taken", who = who),
        Event::Closed { .. } => words!(language, "event-closed", who = who),
        Event::Reopened { .. } => words!(language, "event-reopened", who = who),
        Event::Opened { .. } => words!(language, "event-opened", who = who),
        Event::PriorityChanged { to: Priority::P1, .. } => words!(language, "event-made-p1", who = who),
        Event::LevelUpgraded { terms, .. } => {
            words!(language, "event-level-upgraded", level = terms.level.to_string())
        }
        Event::Restored { .. } => words!(language, "event-restored", who = who),
        Event::Contested { .. } => words!(language, "event-contested", who = who),
        Event::Update { .. } => words!(language, "event-update", who = who),
        Event::Assigned { to, .. } => words!(language, "event-assigned", who = who, to = person(*to)),
        Event::Waiting { .. } => words!(language, "event-waiting", who = who),
        Event::Resumed => words!(language, "event-resumed", who = who),
        Event::PriorityChanged { from, to, .. } => {
            let (from, to) = (priority_word(*from, language), priority_word(*to, language));
            words!(language, "event-priority", who = who, from = from, to = to)
        }
        Event::ComponentChanged { about, .. } => {
            words!(language, "event-component", who = who, component = about_word(about, offer, language))
        }
        Event::ExpertAsked { .. } => words!(language, "event-expert-asked", who = who),
        Event::ExpertJoined => words!(language, "event-expert-joined", who = who),
        Event::ExpertDeclined { .. } => words!(language, "event-expert-declined", who = who),
        // Told in words of their own, or to staff alone.
        Event::TeamMessage { .. }
        | Event::StaffMessage { .. }
        | Event::Note { .. }
        | Event::MessageEdited { .. }
        | Event::MessageDeleted { .. }
        | Event::Paged { .. }
        | Event::Reminded
        | Event::PagingRestarted
        | Event::Warned { .. } => return None,
    })
}

/// Whether what was written in an event is for the team to read: a hand-over's note and a note of staff are
/// not.
pub fn shows_text(event: &Event) -> bool {
    !matches!(event, Event::Assigned { .. } | Event::Note { .. })
}

/// A priority in words.
pub fn priority_word(priority: Priority, language: Language) -> String {
    words!(language, &format!("choice-priority-{}", priority.as_str()))
}

/// A category in words.
pub fn category_word(category: Category, language: Language) -> String {
    words!(language, &format!("choice-category-{}", category.as_str()))
}

/// A state in words.
pub fn state_word(state: State, language: Language) -> String {
    words!(language, &format!("choice-state-{}", state.as_str().replace('_', "-")))
}

/// A state in words, as those read it who see the ticket's card: the team reads that it is asked for an
/// answer.
pub fn state_for(side: Side, state: State, language: Language) -> String {
    if matches!((side, state), (Side::Team, State::Waiting)) {
        words!(language, "state-waiting-for-you")
    } else {
        state_word(state, language)
    }
}

/// A ticket in one line: number, priority, subject.
pub fn title(file: &TicketFile) -> String {
    format!(
        "{} · {} · {}",
        file.row.number,
        file.row.priority.as_str().to_uppercase(),
        plain_line(&file.row.subject)
    )
}

/// The component that a ticket is about, in words; empty where none was named.
pub fn component(file: &TicketFile, offer: &Offer, language: Language) -> String {
    file.ticket.about.as_ref().map(|about| about_word(about, offer, language)).unwrap_or_default()
}

/// What a ticket is about, as the offer calls it; its key where the offer no longer has it.
fn about_word(about: &About, offer: &Offer, language: Language) -> String {
    let label =
        offer.component(&about.component).map_or(about.component.as_str(), |known| known.label.get(language));
    marked(label, about.beta, language)
}

/// A component of the offer in words, marked where it is in beta.
pub fn component_name(component: &Component, language: Language) -> String {
    marked(component.label.get(language), component.beta, language)
}

fn marked(label: &str, beta: bool, language: Language) -> String {
    if beta { words!(language, "ticket-beta", component = label) } else { label.to_owned() }
}
