//! A session's cards: its message on each side, what is told of it, and reminders.

use chrono::{DateTime, Utc};

use super::said::session::{state_word, title};
use crate::{
    desk::expertise::SessionFile,
    discord::look::{
        card::{Button, Card, Look, Tone},
        custom_id::{CustomId, Verb},
        duration::duration,
        markdown::{moment, person, plain, relative},
    },
    rules::{
        event::Side,
        ids::EventSeq,
        language::Language,
        session::{Party, State, Step},
    },
    store::session::SessionEvent,
    words,
};

/// A session as one side sees it.
#[derive(Debug)]
pub struct SessionCard<'a> {
    /// The session.
    pub file: &'a SessionFile,
    /// Who reads it.
    pub side: Party,
    /// Now, UTC: what can still be done follows from it.
    pub now: DateTime<Utc>,
}

impl SessionCard<'_> {
    /// The session's message. The expert who is asked is called by it.
    pub fn render(&self, language: Language) -> Card {
        let Self { file, side, .. } = self;
        let mut card = self.facts(language);
        card.title = title(file, *side, language);
        card.body = standing(file, *side, language);
        card.tone = tone(file.row.state);
        if *side == Party::Expert && file.row.state == State::Requested {
            self.call_expert(&mut card);
        }
        self.with_buttons(card, language)
    }

    /// What happened, in a message of its own; with what can be answered, where it was the last thing that
    /// happened.
    pub fn happened(&self, seq: EventSeq, language: Language) -> Option<Card> {
        let Self { file, side, .. } = self;
        let event = file.events.iter().find(|event| event.seq == seq)?;
        let mut card = Card::framed(title(file, *side, language), step_line(file, event, *side, language), {
            tone(file.row.state)
        });
        if !event.text.is_empty() {
            card.body.push('\n');
            card.body.push_str(&plain(&event.text));
        }
        if *side == Party::Expert {
            self.call_expert(&mut card);
        }
        let answers = event.step == Step::OtherTime && file.last() == seq;
        Some(if answers { self.with_buttons(card, language) } else { card })
    }

    /// A reminder that the session is soon.
    pub fn reminder(&self, language: Language) -> Card {
        let Self { file, side, .. } = self;
        let mut card = self.facts(language);
        card.title = title(file, *side, language);
        let at = file.row.starts_at;
        card.body = words!(language, "session-reminder", at = moment(at), left = relative(at));
        if *side == Party::Expert {
            self.call_expert(&mut card);
        }
        card
    }

    fn call_expert(&self, card: &mut Card) {
        card.content = person(self.file.row.expert);
        card.calls_people.push(self.file.row.expert);
    }

    fn facts(&self, language: Language) -> Card {
        let Self { file, side, .. } = self;
        let row = &file.row;
        let when =
            words!(language, "session-when", at = moment(row.starts_at), left = relative(row.starts_at));
        Card::default()
            .fact(words!(language, "fact-when"), when)
            .fact(words!(language, "fact-length"), duration(row.minutes))
            .fact(words!(language, "fact-expert"), expert(file, *side))
            .fact(words!(language, "fact-about"), plain(&row.about))
    }

    fn with_buttons(&self, card: Card, language: Language) -> Card {
        let Self { file, side, now } = self;
        if *now >= file.row.starts_at {
            return card;
        }
        let button = |verb, id: &str, look| {
            Button::new(CustomId::new(verb, file.row.id.get()), words!(language, id), look)
        };
        match (file.row.state, side) {
            (State::Requested, Party::Expert) | (State::Proposed, Party::Team) => card
                .button(button(Verb::Accept, "button-session-accept", Look::Main))
                .button(button(Verb::Decline, "button-session-decline", Look::Danger))
                .button(button(Verb::Propose, "button-session-propose", Look::Other)),
            (State::Requested, Party::Team) => {
                card.button(button(Verb::Decline, "button-session-withdraw", Look::Other))
            }
            (State::Proposed, Party::Expert) => {
                card.button(button(Verb::Decline, "button-session-withdraw-offer", Look::Other))
            }
            (State::Confirmed, _) => {
                card.button(button(Verb::Decline, "button-session-call-off", Look::Danger))
            }
            (
                State::Delivered
                | State::Declined
                | State::Withdrawn
                | State::Released
                | State::Cancelled
                | State::NoShow,
                _,
            ) => card,
        }
    }
}

/// The expert: staff know each other by mention, a customer's server may not know them at all.
fn expert(file: &SessionFile, side: Party) -> String {
    match side {
        Party::Team => plain(&file.expert),
        Party::Expert => person(file.row.expert),
    }
}

fn tone(state: State) -> Tone {
    match state {
        State::Requested | State::Proposed => Tone::Warning,
        State::Confirmed => Tone::Good,
        State::Delivered
        | State::Declined
        | State::Withdrawn
        | State::Released
        | State::Cancelled
        | State::NoShow => Tone::Past,
    }
}

/// Where it stands and who is to do what by when.
fn standing(file: &SessionFile, side: Party, language: Language) -> String {
    let until = moment(file.row.expires_at);
    let who = expert(file, side);
    match (file.row.state, side) {
        (State::Requested, Party::Expert) => {
            let customer = plain(&file.customer);
            words!(language, "session-asked-of-expert", customer = customer, who = who, until = until)
        }
        (State::Requested, Party::Team) => {
            words!(language, "session-asked-by-team", who = who, until = until)
        }
        (State::Proposed, Party::Expert) => {
            words!(language, "session-offered-by-expert", customer = plain(&file.customer), until = until)
        }
        (State::Proposed, Party::Team) => {
            words!(language, "session-offered-to-team", who = who, until = until)
        }
        (
            State::Confirmed
            | State::Delivered
            | State::Declined
            | State::Withdrawn
            | State::Released
            | State::Cancelled
            | State::NoShow,
            _,
        ) => over(file, language),
    }
}

/// A state in which nobody is to answer, with what it cost.
fn over(file: &SessionFile, language: Language) -> String {
    let state = state_word(file.row.state, language);
    match file.charged() {
        0 => words!(language, "session-is", state = state),
        charged => words!(language, "session-is-charged", state = state, charged = duration(charged)),
    }
}

/// What happened, in one line.
fn step_line(file: &SessionFile, event: &SessionEvent, side: Party, language: Language) -> String {
    let who = match (event.by.side, event.by.person) {
        (Side::Staff, Some(id)) if id == file.row.expert => expert(file, side),
        (Side::Staff | Side::Team | Side::Desk, Some(id)) => person(id),
        (_, None) => String::new(),
    };
    let (at, charged) = (moment(event.starts_at), duration(event.charged));
    if event.by.side == Side::Desk && matches!(event.step, Step::Declined | Step::Withdrawn | Step::Cancelled)
    {
        return words!(language, "session-step-expert-left", who = plain(&file.expert), at = at);
    }
    match event.step {
        Step::Asked => words!(language, "session-step-asked", who = who, at = at),
        Step::Offered => words!(language, "session-step-offered", who = who, at = at),
        Step::Accepted => words!(language, "session-step-accepted", who = who, at = at),
        Step::Declined => words!(language, "session-step-declined", who = who, at = at),
        Step::OtherTime => {
            let until = moment(file.row.expires_at);
            words!(language, "session-step-other-time", who = who, at = at, until = until)
        }
        // A team withdraws what it asked for, an expert what they proposed.
        Step::Withdrawn if event.by.side == Side::Team => {
            words!(language, "session-step-withdrawn", who = who, at = at)
        }
        Step::Withdrawn => words!(language, "session-step-offer-withdrawn", who = who, at = at),
        Step::Released => words!(language, "session-step-released", at = at),
        Step::Cancelled if event.charged == 0 => {
            words!(language, "session-step-cancelled", who = who, at = at)
        }
        Step::Cancelled => {
            words!(language, "session-step-cancelled-charged", who = who, at = at, charged = charged)
        }
        Step::Moved if event.charged == 0 => words!(language, "session-step-moved", who = who, at = at),
        Step::Moved => words!(language, "session-step-moved-charged", who = who, at = at, charged = charged),
        Step::Delivered => words!(language, "session-step-delivered", at = at, charged = charged),
        Step::NoShow => words!(language, "session-step-no-show", at = at, charged = charged),
        Step::MoreUsed => match file.row.ticket {
            None => words!(language, "session-step-more-used", who = who, at = at, charged = charged),
            Some(ticket) => {
                let ticket = ticket.to_string();
                words!(language, "session-step-help-used", who = who, ticket = ticket, charged = charged)
            }
        },
        Step::Noted => words!(language, "session-step-noted", who = who, at = at),
    }
}
