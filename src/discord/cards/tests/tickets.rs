//! A ticket told event by event.

use super::facts::{ANNA, STAFF, SUPPORT, TEAM, TEAMS, at};
use crate::{
    desk::ticket::file::TicketFile,
    rules::{
        event::{About, By, Category, Event, Near, Origin, Priority, Recorded, Sha256Hex, Terms, Written},
        ids::{CustomerId, EventSeq, TicketNumber},
        language::Language,
        level::Level,
        ticket::Ticket,
    },
    store::ticket::{Events, TicketRow},
};

pub(super) const STANDARD: Terms = Terms { level: Level::Standard, gtr_minutes: None };
pub(super) const SILVER: Terms = Terms { level: Level::Silver, gtr_minutes: Some(480) };
pub(super) const GOLD: Terms = Terms { level: Level::Gold, gtr_minutes: Some(240) };

/// A ticket of Acme about the portal, opened in chat at ten.
pub(super) fn ticket(priority: Priority) -> Tale {
    Tale {
        number: 42,
        customer: "Acme & *Sons*".to_owned(),
        subject: "Portal is slow".to_owned(),
        description: "Since this morning, about 10 s for every page.".to_owned(),
        priority,
        origin: Origin::Chat,
        category: Category::Incident,
        about: Some(About { component: "portal".to_owned(), beta: false }),
        terms: GOLD,
        near: None,
        later: Vec::new(),
    }
}

pub(super) fn p1() -> Tale {
    ticket(Priority::P1).subject("Portal is down")
}

/// What is known of a ticket before it is a file.
#[derive(Clone)]
pub(super) struct Tale {
    pub(super) number: i64,
    pub(super) customer: String,
    pub(super) subject: String,
    pub(super) description: String,
    pub(super) priority: Priority,
    pub(super) origin: Origin,
    pub(super) category: Category,
    pub(super) about: Option<About>,
    pub(super) terms: Terms,
    pub(super) near: Option<Near>,
    pub(super) later: Vec<(i64, By, Event)>,
}

impl Tale {
    pub(super) fn subject(self, subject: &str) -> Self {
        Self { subject: subject.to_owned(), ..self }
    }

    /// Something that happened so many minutes after it was opened.
    pub(super) fn then(mut self, minutes: i64, by: By, event: Event) -> Self {
        self.later.push((minutes, by, event));
        self
    }

    pub(super) fn acknowledged(self, minutes: i64) -> Self {
        self.then(minutes, STAFF, Event::Acknowledged)
    }

    pub(super) fn taken(self, minutes: i64) -> Self {
        self.then(minutes, STAFF, Event::Taken)
    }

    pub(super) fn waiting(self, minutes: i64) -> Self {
        self.then(minutes, STAFF, Event::Waiting { written: nothing() })
    }

    pub(super) fn restored(self, minutes: i64) -> Self {
        self.then(minutes, STAFF, Event::Restored { written: nothing() })
    }

    pub(super) fn closed(self, minutes: i64) -> Self {
        self.then(minutes, STAFF, Event::Closed { written: nothing() })
    }

    /// On the level without a guaranteed time.
    pub(super) fn best_effort(self) -> Self {
        Self { terms: STANDARD, ..self }
    }

    /// About a component in beta.
    pub(super) fn beta(self) -> Self {
        Self { about: Some(About { component: "kubernetes".to_owned(), beta: true }), ..self }
    }

    pub(super) fn file(&self) -> TicketFile {
        self.file_with(|_| {})
    }

    /// The file of a row that was changed.
    pub(super) fn file_with(&self, change: impl FnOnce(&mut TicketRow)) -> TicketFile {
        let number = TicketNumber::new(self.number);
        let opened = Event::Opened {
            customer: CustomerId::new(1),
            origin: self.origin,
            priority: self.priority,
            category: self.category,
            about: self.about.clone(),
            terms: self.terms,
            near: self.near.clone(),
            during: None,
            subject: Sha256Hex::of(self.subject.as_bytes()),
            written: Written::text(&self.description),
        };
        let by = if self.origin == Origin::Chat { TEAM } else { STAFF };
        let mut events = vec![Recorded { seq: EventSeq::FIRST, at: at(0), by, event: opened }];
        for (minutes, by, event) in self.later.clone() {
            let seq = events.last().unwrap().seq.next();
            events.push(Recorded { seq, at: at(minutes), by, event });
        }
        let ticket = Ticket::replay(number, &events).unwrap();
        let mut row = TicketRow {
            number,
            customer: CustomerId::new(1),
            customer_name: self.customer.clone(),
            customer_language: Language::Fr,
            subject: self.subject.clone(),
            description: self.description.clone(),
            priority: ticket.priority,
            category: ticket.category,
            component: ticket.about.as_ref().map(|about| about.component.clone()),
            state: ticket.state,
            assignee: ticket.assignee,
            opened_by: by.person.unwrap_or(ANNA),
            opened_at: at(0),
            touched_at: events.last().unwrap().at,
            team_channel: TEAMS,
            team_message: None,
            team_thread: None,
            card_channel: SUPPORT,
            card_message: None,
            staff_thread: None,
            source_guild: None,
            source_channel: None,
            source_message: None,
            caller: None,
            speaks: true,
            unheard_since: None,
            events: Events(events.into_iter().map(|one| (one, Sha256Hex::of(b"its hash"))).collect()),
        };
        change(&mut row);
        TicketFile::of(row).unwrap()
    }
}

pub(super) fn nothing() -> Written {
    Written::default()
}
