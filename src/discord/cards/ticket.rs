//! A ticket's cards: its first message for the team, its card for staff, and what is told in its thread.

use chrono::{DateTime, Utc};

use super::{
    incident::{self, Told},
    said::{
        clock,
        ticket::{
            acknowledged_by, component, event_line, priority_word, shows_text, state_for, state_word, title,
        },
        window::{self, platform, range},
    },
};
use crate::{
    desk::{
        incidents::{Beside, IncidentFile, Stands},
        ticket::{file::TicketFile, open::Opened},
    },
    discord::look::{
        card::{Button, Card, Look, Tone},
        custom_id::{CustomId, Verb},
        markdown::{moment, person, plain_line, relative},
    },
    rules::{
        event::{Event, Origin, Priority, Side},
        gtr::Status,
        ids::{EventSeq, TicketNumber},
        language::Language,
        offer::Offer,
        ticket::{Act, State, TicketRefusal},
        window::Occurrence,
    },
    store::ticket::Text,
    words,
};

/// A ticket's first message in the team's channel, from which its thread is started.
#[derive(Debug)]
pub struct Posted<'a> {
    /// The ticket.
    pub file: &'a TicketFile,
    /// The major incident that was open when it was opened.
    pub during: Option<&'a IncidentFile>,
    /// The offer, for what can be done now.
    pub offer: &'a Offer,
    /// Now, UTC.
    pub now: DateTime<Utc>,
}

impl Posted<'_> {
    /// The message.
    pub fn render(&self, language: Language) -> Card {
        let Self { file, during, offer, now } = self;
        let mut card = facts(file, Side::Team, offer, *now, language);
        if let Some(during) = during {
            card = card.fact(words!(language, "fact-incident"), incident::during(during, language));
        }
        card.title = title(file);
        if file.row.priority == Priority::P1 && file.ticket.is_open() {
            card = card.fact(words!(language, "fact-support-phone"), offer.contact.phone.as_str());
        }
        with_buttons(described(card, file), file, Side::Team, offer, *now, language)
    }
}

/// A ticket's card in the support channel.
#[derive(Debug)]
pub struct StaffCard<'a> {
    /// The ticket.
    pub file: &'a TicketFile,
    /// Its major incident.
    pub beside: Option<&'a Beside>,
    /// The offer, for what can be done now.
    pub offer: &'a Offer,
    /// Now, UTC.
    pub now: DateTime<Utc>,
}

impl StaffCard<'_> {
    /// The card.
    pub fn render(&self, language: Language) -> Card {
        let Self { file, beside, offer, now } = self;
        let mut card = facts(file, Side::Staff, offer, *now, language);
        card.title = format!("{} · {}", title(file), plain_line(&file.customer));
        if let Some(since) = file.row.unheard_since {
            let told = words!(
                language,
                "ticket-unheard",
                customer = plain_line(&file.customer),
                since = moment(since)
            );
            card = card.fact(words!(language, "fact-team"), told);
        }
        if let Some(beside) = beside {
            card = card.fact(words!(language, "fact-incident"), incident::beside(beside, language));
        }
        let card = with_buttons(described(card, file), file, Side::Staff, offer, *now, language);
        match beside {
            Some(Beside { file: incident, stands: Stands::Offered }) => {
                card.button(incident::tie_button(incident, file.row.number, language))
            }
            _ => card,
        }
    }
}

/// The description; one that is too long for the frame goes whole into a file.
fn described(card: Card, file: &TicketFile) -> Card {
    card.long(&file.row.description, &format!("ticket-{}.txt", file.row.number.get()))
}

/// The private answer to whoever opened a ticket.
pub fn opened(opened: &Opened, offer: &Offer, now: DateTime<Utc>, language: Language) -> Card {
    let mut text = String::new();
    if let Some(window) = &opened.near {
        text = window::near(window, offer, now, language) + "\n";
    }
    text.push_str(&words!(language, "ticket-opened", ticket = opened.number.to_string()));
    if let Some(file) = &opened.during {
        text.push('\n');
        text.push_str(&Told { file, offer, now }.going_on(language));
    }
    if let Some(at) = opened.read_at {
        text.push('\n');
        text.push_str(&words!(language, "ticket-read-at", at = moment(at)));
    }
    Card::line(text)
}

/// What is told in the team's thread of an event; nothing for those that it does not see.
pub fn happened(
    file: &TicketFile,
    seq: EventSeq,
    text: Option<&Text>,
    offer: &Offer,
    now: DateTime<Utc>,
    language: Language,
) -> Option<Card> {
    let recorded = file.events.iter().find(|recorded| recorded.seq == seq)?;
    // Of the team's own messages only those are told that end the wait; what they say stands in the thread
    // already.
    let own = matches!(recorded.event, Event::TeamMessage { .. });
    let line = if own {
        words!(language, "event-resumed", who = recorded.by.person.map(person).unwrap_or_default())
    } else {
        event_line(recorded, offer, language)?
    };
    let mut card = Card::framed("", line, Tone::Plain);
    let name = format!("ticket-{}-{seq}.txt", file.row.number.get());
    if let Some(text) = text.filter(|_| !own && shows_text(&recorded.event)) {
        let line = std::mem::take(&mut card.body);
        card = if matches!(recorded.event, Event::Update { .. }) {
            super::p1::update(card, text, &name, language)
        } else {
            card.long(&text.body, &name)
        };
        card.body = format!("{line}\n{}", card.body);
    }
    if matches!(recorded.event, Event::Waiting { .. }) && file.ticket.state == State::Waiting {
        card.body.push('\n');
        card.body.push_str(&asked(file, language));
    }
    card = super::p1::told(card, file, recorded, (offer, now), language);
    Some(if recorded.seq == file.ticket.seq {
        with_buttons(card, file, Side::Team, offer, now, language)
    } else {
        card
    })
}

/// What the team is to do while support waits for it, and that its clock stands still meanwhile.
fn asked(file: &TicketFile, language: Language) -> String {
    let paused = file.ticket.clock().is_some_and(|clock| clock.status() == Status::Paused);
    words!(language, if paused { "event-waiting-clock" } else { "event-waiting-reply" })
}

/// Why something cannot be done with a ticket now.
pub fn refusal(language: Language, number: TicketNumber, refusal: &TicketRefusal) -> String {
    let ticket = number.to_string();
    match refusal {
        TicketRefusal::Closed { .. } => words!(language, "not-now-closed", ticket = ticket),
        TicketRefusal::NotClosed => words!(language, "not-now-not-closed", ticket = ticket),
        TicketRefusal::AlreadyAcknowledged(seen) => {
            let since = relative(seen.at);
            if let Some(route) = seen.route {
                let route = route.as_str();
                words!(
                    language,
                    "not-now-acknowledged-by-route",
                    ticket = ticket,
                    route = route,
                    since = since
                )
            } else {
                let who = acknowledged_by(seen, language);
                words!(language, "not-now-acknowledged", ticket = ticket, who = who, since = since)
            }
        }
        TicketRefusal::AlreadyWaiting { .. } => words!(language, "not-now-waiting", ticket = ticket),
        TicketRefusal::NotWaiting => words!(language, "not-now-not-waiting", ticket = ticket),
        TicketRefusal::AlreadyRestored { .. } => words!(language, "not-now-restored", ticket = ticket),
        TicketRefusal::NotRestored => words!(language, "not-now-not-restored", ticket = ticket),
        TicketRefusal::ContestOver { since } => {
            words!(language, "not-now-contest-over", ticket = ticket, since = moment(*since))
        }
        TicketRefusal::NotP1 { .. } => words!(language, "not-now-not-p1", ticket = ticket),
        TicketRefusal::SamePriority(priority) => {
            words!(
                language,
                "not-now-same-priority",
                ticket = ticket,
                priority = priority_word(*priority, language)
            )
        }
        TicketRefusal::AccountNeverP1 => words!(language, "not-now-account-never-p1", ticket = ticket),
    }
}

fn facts(file: &TicketFile, side: Side, offer: &Offer, now: DateTime<Utc>, language: Language) -> Card {
    let tone = match (file.row.priority, file.row.state) {
        (_, State::Closed) => Tone::Past,
        (_, State::Restored) => Tone::Good,
        (Priority::P1, _) => Tone::Alarm,
        (Priority::P2, _) => Tone::Warning,
        (Priority::P3 | Priority::P4, _) => Tone::Plain,
    };
    Card { tone, ..Card::default() }
        .fact(words!(language, "fact-state"), state_for(side, file.row.state, language))
        .fact(words!(language, "fact-priority"), priority_word(file.row.priority, language))
        .fact(words!(language, "fact-component"), component(file, offer, language))
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
        .fact(words!(language, "fact-source"), source(file, language))
        .fact(words!(language, "fact-maintenance"), near(file, offer, language))
        .fact(words!(language, "fact-gtr"), clock::guarantee(file, now, language))
}

/// Where it comes from, where that is not a command: a link to the message, or who called.
fn source(file: &TicketFile, language: Language) -> String {
    let row = &file.row;
    if let (Some(guild), Some(channel), Some(message)) =
        (row.source_guild, row.source_channel, row.source_message)
    {
        return format!("https://discord.com/channels/{guild}/{channel}/{message}");
    }
    match (file.ticket.origin, row.caller.as_deref()) {
        (Origin::Chat, _) => String::new(),
        (Origin::Phone, None) => words!(language, "ticket-by-phone"),
        (Origin::Phone, Some(caller)) => words!(language, "ticket-called", caller = plain_line(caller)),
    }
}

/// The maintenance with which it was marked when it was opened; empty where there was none.
fn near(file: &TicketFile, offer: &Offer, language: Language) -> String {
    let Some(near) = &file.ticket.near else { return String::new() };
    let place = Occurrence { starts_at: near.starts_at, ends_at: near.ends_at };
    format!("{} · {}", platform(offer, &near.platform, language), range(&place))
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
        Act::Answered => (Verb::Answered, "button-answered", Look::Main),
        Act::Wait => (Verb::Wait, "button-wait", Look::Other),
        Act::Resume => (Verb::Resume, "button-resume", Look::Other),
        Act::Update => (Verb::Update, "button-update", Look::Other),
        Act::Assign | Act::SetPriority(_) | Act::SetComponent | Act::Note | Act::AskExpert => {
            return None;
        }
    };
    Some(Button::new(CustomId::new(verb, ticket.get()), words!(language, word), look))
}

/// What a ticket has become, in one line, for whoever did it.
pub fn state_line(file: &TicketFile, language: Language) -> Card {
    let state = state_word(file.row.state, language);
    Card::line(words!(language, "ticket-is-now", ticket = file.row.number.to_string(), state = state))
}
