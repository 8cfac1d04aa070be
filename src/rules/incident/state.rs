//! Where a major incident stands, and what can be done with it now.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::event::{Event, Recorded};
use crate::rules::{
    ids::{EventSeq, IncidentNumber, TicketNumber},
    stored::stored_text,
};

stored_text! {
    /// Where it stands.
    State {
        /// The service is not back.
        Open = "open",
        /// The service is back.
        Restored = "restored",
        /// It is over.
        Closed = "closed",
    }
}

/// Something that staff do to an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// That ticket tells of it.
    Tie(TicketNumber),
    /// That ticket does not.
    Untie(TicketNumber),
    /// Tell customers where it stands.
    Update,
    /// The service is back.
    Restore,
    /// It is over.
    Close,
}

/// Why something cannot be done with an incident now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IncidentRefusal {
    /// It is over.
    Closed {
        /// Since when.
        at: DateTime<Utc>,
    },
    /// The service was already said to be back.
    AlreadyRestored {
        /// When.
        at: DateTime<Utc>,
    },
    /// The ticket is tied to it already.
    AlreadyTied(TicketNumber),
    /// The ticket is not tied to it.
    NotTied(TicketNumber),
}

/// Events that are no history of an incident: the database was written by something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the major incident {0} does not begin with its opening")]
pub struct BrokenHistory(IncidentNumber);

/// A major incident, from what happened to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// Its number, for ever.
    pub number: IncidentNumber,
    /// On which platform, by its key in the offer.
    pub platform: String,
    /// In which part of it, by its key in the offer.
    pub component: Option<String>,
    /// Where it stands.
    pub state: State,
    /// The tickets that tell of it.
    pub tickets: BTreeSet<TicketNumber>,
    /// When it was declared, UTC.
    pub opened_at: DateTime<Utc>,
    /// When service was said to be back, UTC.
    pub restored_at: Option<DateTime<Utc>>,
    /// When it was closed, UTC.
    pub closed_at: Option<DateTime<Utc>>,
    /// The last update, and when it promised the next one, UTC.
    pub updated: Option<(EventSeq, DateTime<Utc>)>,
}

impl Incident {
    /// The incident of a history.
    ///
    /// # Errors
    ///
    /// [`BrokenHistory`] where it does not begin with its opening.
    pub fn replay(number: IncidentNumber, events: &[Recorded]) -> Result<Self, BrokenHistory> {
        let Some((Recorded { at, event: Event::Opened { platform, component, .. }, .. }, later)) =
            events.split_first()
        else {
            return Err(BrokenHistory(number));
        };
        let mut incident = Self {
            number,
            platform: platform.clone(),
            component: component.clone(),
            state: State::Open,
            tickets: BTreeSet::new(),
            opened_at: *at,
            restored_at: None,
            closed_at: None,
            updated: None,
        };
        for recorded in later {
            incident.apply(recorded);
        }
        Ok(incident)
    }

    /// Goes on with the next event.
    pub fn apply(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::Opened { .. } => {}
            Event::Tied { ticket } => {
                self.tickets.insert(*ticket);
            }
            Event::Untied { ticket } => {
                self.tickets.remove(ticket);
            }
            Event::Updated { next_at, .. } => self.updated = Some((recorded.seq, *next_at)),
            Event::Restored { .. } => {
                (self.state, self.restored_at) = (State::Restored, Some(recorded.at));
            }
            Event::Closed { .. } => (self.state, self.closed_at) = (State::Closed, Some(recorded.at)),
        }
    }

    /// When the next update is promised, UTC; none where nobody waits for one.
    pub fn next_update_at(&self) -> Option<DateTime<Utc>> {
        self.updated.filter(|_| self.state == State::Open).map(|(_, next_at)| next_at)
    }

    /// Whether the update promised by that event is still owed.
    pub fn is_promised(&self, seq: EventSeq) -> bool {
        self.state == State::Open && self.updated.is_some_and(|(last, _)| last == seq)
    }

    /// Whether this can be done now. Tickets may be tied until it is closed: its record is complete then.
    ///
    /// # Errors
    ///
    /// Why it cannot.
    pub fn may(&self, act: Act) -> Result<(), IncidentRefusal> {
        if let Some(at) = self.closed_at {
            return Err(IncidentRefusal::Closed { at });
        }
        match (act, self.restored_at) {
            (Act::Tie(ticket), _) if self.tickets.contains(&ticket) => {
                Err(IncidentRefusal::AlreadyTied(ticket))
            }
            (Act::Untie(ticket), _) if !self.tickets.contains(&ticket) => {
                Err(IncidentRefusal::NotTied(ticket))
            }
            (Act::Update | Act::Restore, Some(at)) => Err(IncidentRefusal::AlreadyRestored { at }),
            (Act::Tie(_) | Act::Untie(_) | Act::Close, _) | (Act::Update | Act::Restore, None) => Ok(()),
        }
    }
}
