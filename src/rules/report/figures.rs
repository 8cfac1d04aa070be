//! What a month's report counts.

use chrono::{DateTime, TimeDelta, Utc};

use crate::rules::{
    calendar::{Calendar, Month},
    gtr::{Clock, Ending, Outcome},
    ids::{CustomerId, TicketNumber},
    session::Topic,
    ticket::{BrokenHistory, Category, Guarantee, Priority, Recorded, Ticket},
};

/// A month of tickets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Those that were opened or closed in it, were still open at its end, or had a clock judged in it; by
    /// number.
    pub tickets: Vec<Counted>,
}

/// A ticket in the month's figures, as it stood at the month's end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Its number.
    pub number: TicketNumber,
    /// Whose it is.
    pub customer: CustomerId,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// When it was closed, where it was closed at the month's end.
    pub closed_at: Option<DateTime<Utc>>,
    /// How bad it was.
    pub priority: Priority,
    /// What it is about.
    pub category: Category,
    /// The key of its component, where one was said.
    pub component: Option<String>,
    /// Whether it was opened in the month.
    pub opened: bool,
    /// Whether it was closed in the month, and still was at its end.
    pub closed: bool,
    /// How long the first acknowledgement, message or update by staff took, whenever it came.
    pub first_answer: Option<TimeDelta>,
    /// Its clocks that belong to the month, in order.
    pub judged: Vec<Judged>,
}

/// A P1 whose clock ended in the month, or which had none and was over in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// What became of the guaranteed time.
    pub verdict: Verdict,
    /// The last stop.
    pub stopped_at: DateTime<Utc>,
    /// The clock, with all that its arithmetic needs; none where nothing was guaranteed.
    pub clock: Option<Clock>,
}

/// What became of a guaranteed time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As the clock says.
    Clock(Outcome),
    /// There was none.
    BestEffort,
}

/// How many tickets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Opened in the month.
    pub opened: usize,
    /// Closed in it.
    pub closed: usize,
    /// Open at its end.
    pub open: usize,
}

/// How many P1s of each verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdicts {
    /// Restored in time.
    pub kept: usize,
    /// Too late.
    pub missed: usize,
    /// Lowered, or put right to a beta component.
    pub withdrawn: usize,
    /// Without a guaranteed time.
    pub best_effort: usize,
}

/// How soon staff answered the tickets that were opened in the month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FirstAnswers {
    /// How many were answered.
    pub answered: usize,
    /// How many are not answered yet.
    pub unanswered: usize,
    /// Half of the answered ones took no longer; of an even number the middle of the two in the middle.
    pub median: Option<TimeDelta>,
    /// The longest.
    pub longest: Option<TimeDelta>,
}

/// The expertise hours of a month, in minutes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hours {
    /// Included in the month by the level.
    pub included: i64,
    /// Used for sessions of the month, from what it includes.
    pub used_of_month: i64,
    /// Used for sessions of the month, from packs.
    pub used_of_packs: i64,
    /// Held for sessions of the month that are not settled.
    pub held: i64,
    /// Held for sessions of the month, and free again when they were settled.
    pub given_back: i64,
    /// Packs granted in the month.
    pub packs_granted: i64,
    /// What packs that are not over have left now.
    pub packs_left: i64,
    /// What was used, by topic, in the order of the topics; those for which nothing was used are left out.
    pub by_topic: Vec<(Topic, i64)>,
}

impl Hours {
    /// All that was used.
    pub const fn used(&self) -> i64 {
        self.used_of_month + self.used_of_packs
    }
}

impl Figures {
    /// Counts a month, from the whole history of each ticket that may have a part in it.
    ///
    /// # Errors
    ///
    /// When the events of a ticket are not a history.
    pub fn count<'h>(
        histories: impl IntoIterator<Item = (TicketNumber, &'h [Recorded])>,
        month: Month,
        calendar: &Calendar,
    ) -> Result<Self, BrokenHistory> {
        let mut tickets = Vec::new();
        for (number, history) in histories {
            tickets.extend(counted(number, history, month, calendar)?);
        }
        Ok(Self { tickets })
    }

    /// How many tickets, of those that a question picks out.
    pub fn tally(&self, picked: impl Fn(&Counted) -> bool) -> Tally {
        self.tickets.iter().filter(|ticket| picked(ticket)).fold(Tally::default(), |tally, ticket| Tally {
            opened: tally.opened + usize::from(ticket.opened),
            closed: tally.closed + usize::from(ticket.closed),
            open: tally.open + usize::from(ticket.is_open()),
        })
    }

    /// Every P1 that was judged in the month, by its last stop.
    pub fn judged(&self) -> Vec<(&Counted, &Judged)> {
        let mut judged: Vec<_> = self
            .tickets
            .iter()
            .flat_map(|ticket| ticket.judged.iter().map(move |judged| (ticket, judged)))
            .collect();
        judged.sort_by_key(|(_, judged)| judged.stopped_at);
        judged
    }

    /// How many of each verdict.
    pub fn verdicts(&self) -> Verdicts {
        let mut verdicts = Verdicts::default();
        for judged in self.tickets.iter().flat_map(|ticket| &ticket.judged) {
            let count = match judged.verdict {
                Verdict::Clock(Outcome::Kept { .. }) => &mut verdicts.kept,
                Verdict::Clock(Outcome::Missed { .. }) => &mut verdicts.missed,
                Verdict::Clock(Outcome::Withdrawn) => &mut verdicts.withdrawn,
                Verdict::BestEffort => &mut verdicts.best_effort,
            };
            *count += 1;
        }
        verdicts
    }

    /// How soon staff answered.
    pub fn first_answers(&self) -> FirstAnswers {
        let opened = || self.tickets.iter().filter(|ticket| ticket.opened);
        let mut took: Vec<TimeDelta> = opened().filter_map(|ticket| ticket.first_answer).collect();
        took.sort();
        let middle = |from_end: usize| took.len().checked_sub(from_end).and_then(|rest| took.get(rest / 2));
        // The two in the middle; of an odd number they are one and the same.
        let median = middle(1).zip(middle(0)).map(|(lower, upper)| (*lower + *upper) / 2);
        FirstAnswers {
            answered: took.len(),
            unanswered: opened().count() - took.len(),
            median,
            longest: took.last().copied(),
        }
    }
}

impl Counted {
    /// Whether it was open at the month's end.
    pub const fn is_open(&self) -> bool {
        self.closed_at.is_none()
    }

    /// The judgement that stands for the ticket where there is room for one: a miss, else the last.
    pub fn verdict(&self) -> Option<&Judged> {
        let missed = |judged: &&Judged| matches!(judged.verdict, Verdict::Clock(Outcome::Missed { .. }));
        self.judged.iter().find(missed).or(self.judged.last())
    }
}

/// A ticket's part in a month, if it has one.
pub(super) fn counted(
    number: TicketNumber,
    history: &[Recorded],
    month: Month,
    calendar: &Calendar,
) -> Result<Option<Counted>, BrokenHistory> {
    let (start, end) = (month.start(calendar), month.end(calendar));
    let until = history.iter().take_while(|recorded| recorded.at < end).count();
    if until == 0 && !history.is_empty() {
        return Ok(None);
    }
    let now = Ticket::replay(number, history)?;
    let then = Ticket::replay(number, &history[..until])?;
    let opened = then.opened_at >= start;
    let closed = then.closed_at.is_some_and(|at| at >= start);
    let judged = judged(&now, month, calendar);
    if !opened && !closed && !then.is_open() && judged.is_empty() {
        return Ok(None);
    }
    Ok(Some(Counted {
        number,
        customer: then.customer,
        opened_at: then.opened_at,
        closed_at: then.closed_at,
        priority: then.priority,
        category: then.category,
        component: then.about.map(|about| about.component),
        opened,
        closed,
        first_answer: now.first_answer_at.map(|at| at - now.opened_at),
        judged,
    }))
}

pub(super) fn judged(ticket: &Ticket, month: Month, calendar: &Calendar) -> Vec<Judged> {
    let mut judged: Vec<Judged> = ticket
        .clocks
        .iter()
        .filter(|clock| clock.month(calendar) == Some(month))
        .filter_map(|clock| {
            let verdict = Verdict::Clock(clock.outcome()?);
            Some(Judged { verdict, stopped_at: clock.stop?.at, clock: Some(clock.clone()) })
        })
        .collect();
    let unguaranteed = match ticket.guarantee() {
        Guarantee::BestEffort(_) => true,
        // Put right to a beta component: withdrawn already says what became of it.
        Guarantee::Beta => {
            !ticket.clocks.last().and_then(|clock| clock.stop).is_some_and(|stop| stop.how == Ending::Beta)
        }
        Guarantee::Clock(_) | Guarantee::NotP1 => false,
    };
    let over = ticket.restored_at.filter(|at| unguaranteed && calendar.month_of(*at) == month);
    judged.extend(over.map(|at| Judged { verdict: Verdict::BestEffort, stopped_at: at, clock: None }));
    judged
}
