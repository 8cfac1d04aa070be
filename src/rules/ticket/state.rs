//! A ticket as it stands.

use chrono::{DateTime, Utc};

use crate::rules::{
    event::{About, By, Category, Near, Origin, Priority, Terms},
    gtr::{Clock, Threshold, Warning},
    ids::{CustomerId, EventSeq, IncidentNumber, PersonId, TicketNumber},
    level::Level,
    offer::Offer,
    on_call::RouteKey,
    paging::Paging,
    stored::stored_text,
};

stored_text! {
    /// Where a ticket stands.
    State {
        /// Nobody of the staff has done anything yet.
        New = "new",
        /// Someone of the staff has seen it.
        Acknowledged = "acknowledged",
        /// Someone of the staff has taken it.
        InProgress = "in_progress",
        /// Support waits for the customer.
        Waiting = "waiting",
        /// A P1 whose service is back.
        Restored = "restored",
        /// Done.
        Closed = "closed",
    }
}

/// Someone of the staff has seen it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acknowledgement {
    /// Who.
    pub by: By,
    /// When.
    pub at: DateTime<Utc>,
    /// By which route they were called, where that alone is known of them.
    pub route: Option<RouteKey>,
}

/// A ticket, worked out from its events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// Its number, for ever.
    pub number: TicketNumber,
    /// Whose it is: the team's, not the person's.
    pub customer: CustomerId,
    /// How it came.
    pub origin: Origin,
    /// How bad it is.
    pub priority: Priority,
    /// What it is about.
    pub category: Category,
    /// The part of the platform, where it was said.
    pub about: Option<About>,
    /// The maintenance that went on or was about to start when it was opened.
    pub near: Option<Near>,
    /// The major incident that was open on its platform when it was opened.
    pub during: Option<IncidentNumber>,
    /// Where it stands.
    pub state: State,
    /// Who works on it.
    pub assignee: Option<PersonId>,
    /// Who opened it.
    pub opened_by: By,
    /// When.
    pub opened_at: DateTime<Utc>,
    /// The last acknowledgement: of the ticket, or of the ladder that called people to it.
    pub acknowledged: Option<Acknowledgement>,
    /// The first acknowledgement, message or update by staff. A note, which the team does not see, is none.
    pub first_answer_at: Option<DateTime<Utc>>,
    /// Since when support waits for the customer, while it does.
    pub waiting_since: Option<DateTime<Utc>>,
    /// When the service of this P1 was said to be back, until that is contested. Closing a P1 says so too.
    pub restored_at: Option<DateTime<Utc>>,
    /// When it was closed, while it is.
    pub closed_at: Option<DateTime<Utc>>,
    /// When the next update is promised, if it is.
    pub next_update_at: Option<DateTime<Utc>>,
    /// What the level guarantees, as last frozen.
    pub terms: Terms,
    /// Every clock, in order; the last one's rank is their number.
    pub clocks: Vec<Clock>,
    /// How people are being called.
    pub paging: Paging,
    /// The rank of the last event.
    pub seq: EventSeq,
    /// The rank of the clock of the present P1, if it has one.
    pub(super) live: Option<usize>,
    /// The highest warning said of that clock.
    pub(super) warned: Option<Threshold>,
    /// The ladders there have been.
    pub(super) ladders: u32,
    /// The events that call for an answer, while there is none: what was written before them is none.
    pub(super) asked: Asked,
    /// The last sign of staff.
    pub(super) signed_at: Option<DateTime<Utc>>,
    /// A clock whose guarantee began while the service was said to be back: it counts if that is contested.
    pub(super) dormant: Option<Clock>,
}

/// The last events that called for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// Support began to wait.
    pub(super) wait: EventSeq,
    /// The ladder started.
    pub(super) ladder: EventSeq,
    /// People were called: the ladder started, or its last page.
    pub(super) call: EventSeq,
    /// It was closed.
    pub(super) closing: EventSeq,
}

impl Asked {
    pub(super) const fn all_by(seq: EventSeq) -> Self {
        Self { wait: seq, ladder: seq, call: seq, closing: seq }
    }
}

/// What is guaranteed for a ticket now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guarantee<'a> {
    /// A guaranteed time to restore.
    Clock(&'a Clock),
    /// None: only a P1 has one.
    NotP1,
    /// Best effort: this level has no guaranteed time.
    BestEffort(Level),
    /// No commitment: the component is in beta.
    Beta,
}

impl Ticket {
    /// Whether it is not closed.
    pub fn is_open(&self) -> bool {
        self.state != State::Closed
    }

    /// The events to which what was written before them is no answer, earliest first: the wait that lasts,
    /// the call that nobody acknowledged, the closing.
    pub fn unanswered(&self) -> Vec<EventSeq> {
        match (self.state, self.paging) {
            (State::Closed, _) => vec![self.asked.closing],
            (State::Waiting, _) => vec![self.asked.wait],
            (_, Paging::Climbing(_)) => vec![self.asked.ladder, self.asked.call],
            (State::New | State::Acknowledged | State::InProgress | State::Restored, _) => Vec::new(),
        }
    }

    /// Whether it is about a component in beta.
    pub fn is_beta(&self) -> bool {
        self.about.as_ref().is_some_and(|about| about.beta)
    }

    /// The clock of the present P1, running, paused or stopped; none where there is no guarantee.
    pub fn clock(&self) -> Option<&Clock> {
        self.clocks.get(self.live?)
    }

    /// What is guaranteed now, or why nothing is.
    pub fn guarantee(&self) -> Guarantee<'_> {
        match self.clock() {
            Some(clock) => Guarantee::Clock(clock),
            None if self.priority != Priority::P1 => Guarantee::NotP1,
            None if self.is_beta() => Guarantee::Beta,
            None => Guarantee::BestEffort(self.terms.level),
        }
    }

    /// The next warning of the present clock that was not said yet; due now where its moment is not after
    /// now.
    pub fn warning_due(&self, offer: &Offer, now: DateTime<Utc>) -> Option<Warning> {
        self.clock()?.threshold_due(self.warned, &offer.gtr, now)
    }

    /// Until when "restored" may be contested, this moment included; none where nothing is to contest.
    pub fn contestable_until(&self, offer: &Offer) -> Option<DateTime<Utc>> {
        self.restored_at.map(|at| at + offer.gtr.contest)
    }

    /// Whether reopening it now contests that the service was back: a P1, within the time for that.
    pub fn reopening_contests(&self, offer: &Offer, now: DateTime<Utc>) -> bool {
        self.priority == Priority::P1
            && self.state == State::Closed
            && self.contestable_until(offer).is_some_and(|until| now <= until)
    }
}
