//! A ticket's cards: its first message for the team, its card for staff, and what is told in its thread.

use chrono::{DateTime, Utc};

use crate::{
    desk::{file::TicketFile, ticket::Opened},
    discord::{
        card::{Button, Card, Look, Tone},
        custom_id::{CustomId, Verb},
        markdown::{moment, person, plain, relative},
    },
    rules::{
        event::{Event, Priority, Recorded, Side},
        ids::{EventSeq, TicketNumber},
        language::Language,
        offer::Offer,
        ticket::{Act, Guarantee, Refusal, State},
    },
    store::ticket::Text,
    words,
};

/// A ticket's first message in the team's channel, from which its thread is started.
#[derive(Debug)]
pub struct Posted<'a> {
    /// The ticket.
    pub file: &'a TicketFile,
    /// The offer, for what can be done now.
    pub offer: &'a Offer,
    /// Now, UTC.
    pub now: DateTime<Utc>,
}

impl Posted<'_> {
    /// The message.
    #[must_use]
    pub fn render(&self, language: Language) -> Card {
        let Self { file, offer, now } = self;
        let mut card = facts(file, offer, *now, language);
        card.title = title(file);
        card.body = plain(&file.row.description);
        with_buttons(card, file, Side::Team, offer, *now, language)
    }
}

/// A ticket's card in the support channel.
#[derive(Debug)]
pub struct StaffCard<'a> {
    /// The ticket.
    pub file: &'a TicketFile,
    /// The offer, for what can be done now.
    pub offer: &'a Offer,
    /// Now, UTC.
    pub now: DateTime<Utc>,
}

impl StaffCard<'_> {
    /// The card.
    #[must_use]
    pub fn render(&self, language: Language) -> Card {
        let Self { file, offer, now } = self;
        let mut card = facts(file, offer, *now, language);
        card.title = format!("{} · {}", title(file), plain(&file.customer));
        card.body = plain(&file.row.description);
        with_buttons(card, file, Side::Staff, offer, *now, language)
    }
}

/// The private answer to who opened a ticket.
#[must_use]
pub fn opened(opened: &Opened, language: Language) -> Card {
    let mut text = words!(language, "ticket-opened", ticket = opened.number.to_string());
    if let Some(at) = opened.read_at {
        text.push('\n');
        text.push_str(&words!(language, "ticket-read-at", at = moment(at)));
    }
    Card::line(text)
}

/// The name of a ticket's threads.
#[must_use]
pub fn thread_name(file: &TicketFile) -> String {
    format!("{} {}", file.row.number, file.row.subject)
}

/// What is told in the team's thread of an event; nothing for those that it does not see.
#[must_use]
pub fn happened(
    file: &TicketFile,
    seq: EventSeq,
    text: Option<&Text>,
    offer: &Offer,
    now: DateTime<Utc>,
    language: Language,
) -> Option<Card> {
    let recorded = file.events.iter().find(|recorded| recorded.seq == seq)?;
    let line = event_line(recorded, language)?;
    let mut card = Card::framed("", line, Tone::Plain);
    if matches!(recorded.event, Event::PriorityChanged { to: Priority::P1, .. }) {
        let phone = offer.contact.phone.as_str();
        card.tone = Tone::Alarm;
        card.body.push('\n');
        card.body.push_str(&super::escalate::guaranteed(file, phone, now, language));
    }
    if let Some(text) = text {
        card.body.push('\n');
        card.body.push_str(&plain(&text.body));
    }
    Some(if recorded.seq == file.ticket.seq {
        with_buttons(card, file, Side::Team, offer, now, language)
    } else {
        card
    })
}

/// One event in one line, as the team reads it.
#[must_use]
pub fn event_line(recorded: &Recorded, language: Language) -> Option<String> {
    let who = recorded.by.person.map(person).unwrap_or_default();
    Some(match &recorded.event {
        Event::Acknowledged => words!(language, "event-acknowledged", who = who),
        Event::Taken => words!(language, "event-taken", who = who),
        Event::Closed { .. } => words!(language, "event-closed", who = who),
        Event::Reopened { .. } => words!(language, "event-reopened", who = who),
        Event::Opened { .. } => words!(language, "event-opened", who = who),
        Event::PriorityChanged { to: Priority::P1, .. } => words!(language, "event-made-p1", who = who),
        _ => return None,
    })
}

/// Why something cannot be done with a ticket now.
#[must_use]
pub fn refusal(language: Language, number: TicketNumber, refusal: &Refusal) -> String {
    let ticket = number.to_string();
    match refusal {
        Refusal::Closed { .. } => words!(language, "not-now-closed", ticket = ticket),
        Refusal::NotClosed => words!(language, "not-now-not-closed", ticket = ticket),
        Refusal::AlreadyAcknowledged(seen) => {
            let who = seen.by.person.map(person).unwrap_or_default();
            words!(language, "not-now-acknowledged", ticket = ticket, who = who, since = relative(seen.at))
        }
        Refusal::AlreadyWaiting { .. } => words!(language, "not-now-waiting", ticket = ticket),
        Refusal::NotWaiting => words!(language, "not-now-not-waiting", ticket = ticket),
        Refusal::AlreadyRestored { .. } => words!(language, "not-now-restored", ticket = ticket),
        Refusal::NotRestored => words!(language, "not-now-not-restored", ticket = ticket),
        Refusal::ContestOver { since } => {
            words!(language, "not-now-contest-over", ticket = ticket, since = moment(*since))
        }
        Refusal::NotP1 { .. } => words!(language, "not-now-not-p1", ticket = ticket),
        Refusal::SamePriority(priority) => {
            words!(
                language,
                "not-now-same-priority",
                ticket = ticket,
                priority = priority_word(*priority, language)
            )
        }
        Refusal::AccountNeverP1 => words!(language, "not-now-account-never-p1", ticket = ticket),
    }
}

/// A priority in words.
#[must_use]
pub fn priority_word(priority: Priority, language: Language) -> String {
    words!(language, &format!("choice-priority-{}", priority.as_str()))
}

/// A state in words.
#[must_use]
pub fn state_word(state: State, language: Language) -> String {
    words!(language, &format!("choice-state-{}", state.as_str().replace('_', "-")))
}

/// A ticket in one line: number, priority, subject.
#[must_use]
pub fn title(file: &TicketFile) -> String {
    format!(
        "{} · {} · {}",
        file.row.number,
        file.row.priority.as_str().to_uppercase(),
        plain(&file.row.subject)
    )
}

fn facts(file: &TicketFile, offer: &Offer, now: DateTime<Utc>, language: Language) -> Card {
    let tone = match (file.row.priority, file.row.state) {
        (_, State::Closed) => Tone::Past,
        (_, State::Restored) => Tone::Good,
        (Priority::P1, _) => Tone::Alarm,
        (Priority::P2, _) => Tone::Warning,
        (Priority::P3 | Priority::P4, _) => Tone::Plain,
    };
    let component = file.ticket.about.as_ref().map(|about| {
        let label = offer
            .component(&about.component)
            .map_or(about.component.as_str(), |known| known.label.get(language));
        if about.beta { words!(language, "ticket-beta", component = label) } else { label.to_owned() }
    });
    Card { tone, ..Card::default() }
        .fact(words!(language, "fact-state"), state_word(file.row.state, language))
        .fact(words!(language, "fact-priority"), priority_word(file.row.priority, language))
        .fact(words!(language, "fact-component"), component.unwrap_or_default())
        .fact(words!(language, "fact-assignee"), file.row.assignee.map(person).unwrap_or_default())
        .fact(
            words!(language, "fact-opened"),
            words!(
                language,
                "ticket-opened-by",
                who = person(file.row.opened_by),
                at = moment(file.row.opened_at)
            ),
        )
        .fact(words!(language, "fact-gtr"), guarantee(file, now, language))
}

/// What is guaranteed, in words; nothing where there is nothing to say.
fn guarantee(file: &TicketFile, now: DateTime<Utc>, language: Language) -> String {
    match file.ticket.guarantee() {
        Guarantee::NotP1 => String::new(),
        Guarantee::BestEffort(_) => words!(language, "gtr-best-effort"),
        Guarantee::Beta => words!(language, "gtr-beta"),
        Guarantee::Clock(clock) => {
            let deadline = clock.deadline(now);
            words!(language, "gtr-deadline", at = moment(deadline), left = relative(deadline))
        }
    }
}

fn with_buttons(
    card: Card,
    file: &TicketFile,
    side: Side,
    offer: &Offer,
    now: DateTime<Utc>,
    language: Language,
) -> Card {
    file.ticket
        .acts(side, offer, now)
        .into_iter()
        .filter_map(|act| button(act, file.row.number, language))
        .fold(card, Card::button)
}

/// The button of an act, where it has one; what the desk cannot do by a press has none.
fn button(act: Act, ticket: TicketNumber, language: Language) -> Option<Button> {
    let (verb, word, look) = match act {
        Act::Acknowledge => (Verb::Ack, "button-ack", Look::Main),
        Act::Take => (Verb::Take, "button-take", Look::Other),
        Act::Restore => (Verb::Restore, "button-restore", Look::Main),
        Act::Contest => (Verb::Contest, "button-contest", Look::Danger),
        Act::Close => (Verb::Close, "button-close", Look::Other),
        Act::Reopen => (Verb::Reopen, "button-reopen", Look::Other),
        Act::Escalate => (Verb::Escalate, "button-escalate", Look::Danger),
        Act::Reply => (Verb::Reply, "button-reply", Look::Other),
        Act::Answered
        | Act::Wait
        | Act::Resume
        | Act::Update
        | Act::Assign
        | Act::SetPriority(_)
        | Act::SetComponent
        | Act::Note
        | Act::AskExpert => return None,
    };
    Some(Button::new(CustomId::new(verb, ticket.get()), words!(language, word), look))
}

/// What a ticket has become, in one line, for who did it.
#[must_use]
pub fn state_line(file: &TicketFile, language: Language) -> Card {
    let state = state_word(file.row.state, language);
    Card::line(words!(language, "ticket-is-now", ticket = file.row.number.to_string(), state = state))
}
