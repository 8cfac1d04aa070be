//! From events to the ticket as it stands. An event says what was decided; here is what follows from it.

use chrono::{DateTime, Utc};

use super::{
    About, Acknowledgement, By, Event, Priority, Recorded, Side, State, Terms, Ticket, state::Asked,
};
use crate::rules::{
    gtr::{Clock, Ending, Threshold},
    ids::{EventSeq, PersonId, TicketNumber},
    paging::{Ladder, Paging, Watch},
};

/// A ticket's events are not a history: the database was written by something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BrokenHistory {
    /// There is no event.
    #[error("ticket {0} has no event")]
    Empty(TicketNumber),
    /// The first event is not its opening, or another one is.
    #[error("ticket {0} is not opened by its first event alone (event {1})")]
    Opening(TicketNumber, EventSeq),
    /// An event does not follow the one before.
    #[error("ticket {0} has event {1} where event {2} was expected")]
    Order(TicketNumber, EventSeq, EventSeq),
}

impl Ticket {
    /// Works a ticket out from all of its events, in order.
    ///
    /// # Errors
    ///
    /// When they are not a history: none, not opened first, or with a gap.
    pub fn replay(number: TicketNumber, history: &[Recorded]) -> Result<Self, BrokenHistory> {
        let (first, rest) = history.split_first().ok_or(BrokenHistory::Empty(number))?;
        let mut ticket = Self::opened(number, first)?;
        rest.iter().try_for_each(|recorded| ticket.apply(recorded))?;
        Ok(ticket)
    }

    /// The ticket that its first event opens.
    ///
    /// # Errors
    ///
    /// When this event opens no ticket, or is not the first.
    pub fn opened(number: TicketNumber, first: &Recorded) -> Result<Self, BrokenHistory> {
        let Recorded { seq, at, by, event } = first;
        let Event::Opened { customer, origin, priority, category, about, near, during, terms, .. } = event
        else {
            return Err(BrokenHistory::Opening(number, *seq));
        };
        if *seq != EventSeq::FIRST {
            return Err(BrokenHistory::Order(number, *seq, EventSeq::FIRST));
        }
        let mut ticket = Self {
            number,
            customer: *customer,
            origin: *origin,
            priority: *priority,
            category: *category,
            about: about.clone(),
            near: near.clone(),
            during: *during,
            state: State::New,
            assignee: None,
            opened_by: *by,
            opened_at: *at,
            acknowledged: None,
            first_answer_at: None,
            waiting_since: None,
            restored_at: None,
            closed_at: None,
            next_update_at: None,
            terms: *terms,
            clocks: Vec::new(),
            paging: Paging::Off,
            seq: *seq,
            live: None,
            warned: None,
            ladders: 0,
            asked: Asked::all_by(*seq),
            signed_at: None,
            dormant: None,
        };
        if ticket.priority == Priority::P1 {
            ticket.start_clock(*at, *terms);
            ticket.start_ladder(*at);
        }
        Ok(ticket)
    }

    /// Takes in the next event.
    ///
    /// # Errors
    ///
    /// When it is not the next, or opens the ticket a second time.
    pub fn apply(&mut self, recorded: &Recorded) -> Result<(), BrokenHistory> {
        let Recorded { seq, at, by, event } = recorded;
        if *seq != self.seq.next() {
            return Err(BrokenHistory::Order(self.number, *seq, self.seq.next()));
        }
        self.staff_sign(*at, *by, event);
        self.seq = *seq;
        match event {
            Event::Opened { .. } => return Err(BrokenHistory::Opening(self.number, *seq)),
            Event::Acknowledged
            | Event::AcknowledgedByRoute { .. }
            | Event::StaffMessage { .. }
            | Event::Note { .. }
            | Event::MessageEdited { .. }
            | Event::MessageDeleted { .. }
            | Event::ExpertAsked { .. }
            | Event::ExpertJoined
            | Event::ExpertDeclined { .. } => {}
            Event::Taken => self.assign(by.person),
            Event::Assigned { to, .. } => self.assign(Some(*to)),
            Event::Waiting { .. } => self.wait(*at),
            Event::Resumed => self.resume(*at),
            Event::TeamMessage { .. } => self.answer(*at, event),
            Event::PriorityChanged { to, terms, .. } => self.change_priority(*at, *to, *terms),
            Event::ComponentChanged { about, terms, .. } => self.change_component(*at, about, *terms),
            Event::LevelUpgraded { terms, .. } => self.upgrade(*at, *terms),
            Event::Restored { .. } => self.restore(*at),
            Event::Contested { .. } => self.contest(*at),
            Event::Closed { .. } => self.close(*at),
            Event::Reopened { contests, terms, .. } => self.reopen(*at, *contests, *terms),
            Event::Update { next_at, .. } => self.next_update_at = *next_at,
            Event::Paged { ladder, rung } => self.paged(*ladder, *rung),
            Event::Reminded => {
                if let Paging::Watched(watch) = &mut self.paging {
                    watch.reminded_at = Some(*at);
                }
            }
            Event::PagingRestarted => self.start_ladder(*at),
            Event::Warned { clock, threshold } => self.warned(*clock, *threshold),
        }
        Ok(())
    }

    /// Any act of staff on the ticket acknowledges it, ends the ladder and breaks the silence. Raising it to
    /// P1 is no such act: it is what people are called for. Nor is what was written before the last call,
    /// however late it is read, nor an edit: neither answers.
    fn staff_sign(&mut self, at: DateTime<Utc>, by: By, event: &Event) {
        let raised = matches!(event, Event::PriorityChanged { to: Priority::P1, .. });
        if by.side != Side::Staff || raised || matches!(event, Event::MessageEdited { .. }) {
            return;
        }
        let late = event.was_read_late();
        if !matches!(event, Event::Note { .. }) {
            let first = self.first_answer_at.filter(|first| !late || *first <= at);
            self.first_answer_at = Some(first.unwrap_or(at.max(self.opened_at)));
        }
        self.signed_at = self.signed_at.max(Some(at));
        let unheard = matches!(self.paging, Paging::Climbing(_)) && event.is_before(self.asked.call);
        if unheard {
            return;
        }
        if self.state == State::New {
            self.state = State::Acknowledged;
            self.acknowledged = Some(Acknowledgement { by, at, route: event.route() });
        }
        match self.paging {
            Paging::Off => {}
            Paging::Climbing(_) => {
                self.acknowledged = Some(Acknowledgement { by, at, route: event.route() });
                self.watch(at);
            }
            Paging::Watched(watch) if late => self.paging = Paging::Watched(watch.with_earlier_sign(at)),
            Paging::Watched(_) => self.watch(at),
        }
    }

    /// The team wrote: that ends the wait, unless it was written before it. Read too late, it ended a wait
    /// that something else ended since.
    fn answer(&mut self, at: DateTime<Utc>, event: &Event) {
        let late = event.was_read_late();
        if self.state == State::Waiting && !event.is_before(self.asked.wait) {
            let signed = self.signed_at.filter(|signed| late && *signed > at);
            self.resume(at);
            if let (Some(signed), Paging::Watched(watch)) = (signed, self.paging) {
                self.paging = Paging::Watched(watch.with_earlier_sign(signed));
            }
        } else if late {
            for clock in &mut self.clocks {
                clock.answered(at);
            }
        }
    }

    fn watch(&mut self, silent_since: DateTime<Utc>) {
        self.paging = Paging::Watched(Watch { silent_since, reminded_at: None });
    }

    fn start_ladder(&mut self, at: DateTime<Utc>) {
        self.ladders += 1;
        (self.asked.ladder, self.asked.call) = (self.seq, self.seq);
        self.paging = Paging::Climbing(Ladder::start(self.ladders, at));
    }

    fn paged(&mut self, number: u32, rung: u32) {
        if let Paging::Climbing(ladder) = &mut self.paging
            && ladder.number == number
        {
            ladder.paged = ladder.paged.max(Some(rung));
            self.asked.call = self.seq;
        }
    }

    fn warned(&mut self, clock: u32, threshold: Threshold) {
        if self.clock().is_some_and(|live| live.number == clock) {
            self.warned = self.warned.max(Some(threshold));
        }
    }

    /// The state of a ticket that is open and waits for nobody.
    fn underway(&self) -> State {
        match (self.assignee, self.acknowledged) {
            (Some(_), _) => State::InProgress,
            (None, Some(_)) => State::Acknowledged,
            (None, None) => State::New,
        }
    }

    fn assign(&mut self, to: Option<PersonId>) {
        self.assignee = to;
        if matches!(self.state, State::New | State::Acknowledged) {
            self.state = State::InProgress;
        }
    }

    /// Starts a clock where something is guaranteed. One that begins while support waits is paused; one that
    /// would begin while the service is said to be back sleeps until that is contested.
    fn start_clock(&mut self, at: DateTime<Utc>, terms: Terms) {
        self.live = None;
        self.warned = None;
        self.dormant = None;
        let Some(commitment) = terms.commitment().filter(|_| !self.is_beta()) else {
            return;
        };
        let number = u32::try_from(self.clocks.len()).unwrap_or(u32::MAX).saturating_add(1);
        let mut clock = Clock::start(number, at, commitment);
        if self.state == State::Restored {
            self.dormant = Some(clock);
            return;
        }
        if self.state == State::Waiting {
            clock.pause(at);
        }
        self.enliven(clock);
    }

    fn enliven(&mut self, clock: Clock) {
        self.live = Some(self.clocks.len());
        self.clocks.push(clock);
    }

    fn live_clock(&mut self) -> Option<&mut Clock> {
        self.clocks.get_mut(self.live?)
    }

    fn stop_clock(&mut self, at: DateTime<Utc>, how: Ending) {
        if let Some(clock) = self.live_clock() {
            clock.stop(at, how);
        }
    }

    fn wait(&mut self, at: DateTime<Utc>) {
        self.state = State::Waiting;
        self.asked.wait = self.seq;
        self.waiting_since = Some(at);
        self.paging = Paging::Off;
        if let Some(clock) = self.live_clock() {
            clock.pause(at);
        }
    }

    /// Ends the wait, if there is one: any message of the team does.
    fn resume(&mut self, at: DateTime<Utc>) {
        if self.state != State::Waiting {
            return;
        }
        self.state = self.underway();
        self.waiting_since = None;
        if let Some(clock) = self.live_clock() {
            clock.resume(at);
        }
        if self.priority == Priority::P1 {
            // Whoever asked the customer is on it: from here on the silence counts again.
            self.watch(at);
        }
    }

    fn change_priority(&mut self, at: DateTime<Utc>, to: Priority, terms: Terms) {
        let from = std::mem::replace(&mut self.priority, to);
        self.terms = terms;
        if to == Priority::P1 && from != Priority::P1 {
            // Service is down: nobody waits for the customer any more.
            self.resume(at);
            self.start_clock(at, terms);
            self.start_ladder(at);
        } else if from == Priority::P1 && to != Priority::P1 {
            self.stop_clock(at, Ending::Lowered);
            self.live = None;
            self.dormant = None;
            self.restored_at = None;
            self.paging = Paging::Off;
            if self.state == State::Restored {
                self.state = self.underway();
            }
        }
    }

    fn change_component(&mut self, at: DateTime<Utc>, about: &About, terms: Terms) {
        let was_beta = self.is_beta();
        self.about = Some(about.clone());
        if self.priority != Priority::P1 || !self.is_open() {
            return;
        }
        self.terms = terms;
        if about.beta {
            self.stop_clock(at, Ending::Beta);
            self.live = None;
            self.dormant = None;
        } else if was_beta {
            // It should never have been without its guarantee; the time before is not counted against
            // support.
            self.start_clock(at, terms);
        }
    }

    fn upgrade(&mut self, at: DateTime<Utc>, terms: Terms) {
        if self.priority != Priority::P1 {
            return;
        }
        self.terms = terms;
        let Some(commitment) = terms.commitment() else {
            return;
        };
        if let Some(clock) = self.dormant.as_mut() {
            clock.upgrade(at, commitment);
        } else if let Some(clock) = self.live_clock() {
            clock.upgrade(at, commitment);
        } else {
            self.start_clock(at, terms);
        }
    }

    fn restore(&mut self, at: DateTime<Utc>) {
        self.stop_clock(at, Ending::Restored);
        self.state = State::Restored;
        self.waiting_since = None;
        self.restored_at = Some(at);
        self.next_update_at = None;
        self.paging = Paging::Off;
    }

    fn contest(&mut self, at: DateTime<Utc>) {
        self.state = self.underway();
        self.restored_at = None;
        if let Some(clock) = self.dormant.take() {
            self.enliven(clock);
        } else if let Some(clock) = self.live_clock() {
            clock.contest(at);
        }
        self.start_ladder(at);
    }

    fn close(&mut self, at: DateTime<Utc>) {
        self.state = State::Closed;
        self.asked.closing = self.seq;
        self.closed_at = Some(at);
        self.waiting_since = None;
        self.next_update_at = None;
        self.paging = Paging::Off;
        if self.priority == Priority::P1 {
            self.stop_clock(at, Ending::Closed);
            self.restored_at.get_or_insert(at);
        }
    }

    fn reopen(&mut self, at: DateTime<Utc>, contests: bool, terms: Terms) {
        self.closed_at = None;
        self.state = self.underway();
        let before = std::mem::replace(&mut self.terms, terms);
        if self.priority != Priority::P1 {
            return;
        }
        if contests {
            self.contest(at);
            if terms.level > before.level {
                // A level raised while it was closed helps from here on.
                self.upgrade(at, terms);
            }
        } else {
            self.restored_at = None;
            self.start_clock(at, terms);
            self.start_ladder(at);
        }
    }
}
