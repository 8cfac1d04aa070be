//! A session told step by step.

use super::facts::{ANNA, DENIS, TEAM, TEAMS, at, days};
use crate::{
    desk::expertise::{FreeSlot, SessionFile, Slot},
    rules::{
        event::By,
        ids::{CustomerId, EventSeq, SessionId, TicketNumber},
        language::Language,
        session::{State, Step, Topic},
    },
    store::session::{SessionEvent, SessionRow},
};

pub(super) const EXPERT: By = By::staff(DENIS);

/// A session of an hour with Denis in two days, in that state.
pub(super) fn session(state: State) -> SessionFile {
    SessionFile {
        row: SessionRow {
            id: SessionId::new(5),
            customer: CustomerId::new(1),
            expert: DENIS,
            topic: Topic::Network,
            minutes: 60,
            starts_at: days(2),
            about: "How to *split* our networks".to_owned(),
            state,
            asked_by: ANNA,
            expires_at: days(1),
            channel: TEAMS,
            ticket: None,
            entry: None,
            entry_steps: 0,
        },
        customer: "Acme & *Sons*".to_owned(),
        language: Language::Fr,
        expert: "Denis _D_".to_owned(),
        events: Vec::new(),
    }
    .then(TEAM, Step::Asked, 0, "")
}

/// Help on a ticket, told as a session.
pub(super) fn help_session(state: State) -> SessionFile {
    let mut file = session(state);
    file.row.ticket = Some(TicketNumber::new(42));
    file.row.topic = Topic::Support;
    file
}

/// So many sessions, one a day.
pub(super) fn sessions(count: i64, state: State) -> Vec<SessionFile> {
    let one = |day| {
        let mut file = session(state);
        file.row.id = SessionId::new(day);
        file.row.starts_at = days(day);
        file
    };
    (1..=count).map(one).collect()
}

impl SessionFile {
    /// Something that happened to it, with what it cost and what was written.
    pub(super) fn then(mut self, by: By, step: Step, charged: i64, text: &str) -> Self {
        self.events.push(SessionEvent {
            seq: self.events.last().map_or(EventSeq::FIRST, |last| last.seq.next()),
            at: at(0),
            by,
            step,
            starts_at: self.row.starts_at,
            charged,
            text: text.to_owned(),
        });
        self
    }
}

/// Slots that are free, one a day.
pub(super) fn slots(count: i64) -> Vec<FreeSlot> {
    let one =
        |day| FreeSlot { slot: Slot { starts_at: days(day), expert: DENIS }, name: "Denis _D_".to_owned() };
    (1..=count).map(one).collect()
}
