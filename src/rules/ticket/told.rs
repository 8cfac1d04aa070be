//! A P1's clock told as people tell it: what happened at which hour in Paris. The tables and the laws of the
//! clock are written with it.

use chrono::{DateTime, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::{Europe::Paris, Tz};

use super::{
    story::{ALICE, BOB, DESK, about, nothing, offer},
    *,
};
use crate::rules::{
    gtr::{Clock, Ending, Fact, Outcome, ReceiptLine, Status},
    ids::{PersonId, TicketNumber},
    level::Level,
};

/// The moment of an hour in Paris: `2026-03-28 23:00`, or `23:00` for the next one. The hour that occurs
/// twice is its first occurrence, and with ` CET` its second.
fn moment(text: &str, after: DateTime<Utc>) -> DateTime<Utc> {
    let (text, second) = text.strip_suffix(" CET").map_or((text, false), |text| (text, true));
    let place = |wall: NaiveDateTime| {
        let found = wall.and_local_timezone(Paris);
        let one = if second { found.latest() } else { found.earliest() };
        one.unwrap_or_else(|| panic!("{wall} does not exist in Paris")).to_utc()
    };
    if let Ok(wall) = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M") {
        return place(wall);
    }
    let time = NaiveTime::parse_from_str(text, "%H:%M").unwrap();
    let today = in_paris(after).date_naive();
    [today, today.succ_opt().unwrap()]
        .into_iter()
        .map(|day| place(day.and_time(time)))
        .find(|at| *at >= after)
        .unwrap()
}

fn in_paris(at: DateTime<Utc>) -> DateTime<Tz> {
    at.with_timezone(&Paris)
}

/// As `3:05`, or `-0:20`.
fn hours(time: TimeDelta) -> String {
    let minutes = time.num_minutes();
    let sign = if minutes < 0 { "-" } else { "" };
    format!("{sign}{}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

fn how(outcome: Outcome) -> String {
    match outcome {
        Outcome::Kept { left } => format!("kept {}", hours(left)),
        Outcome::Missed { by } => format!("missed {}", hours(by)),
        Outcome::Withdrawn => "withdrawn".to_owned(),
    }
}

/// A ticket as it is told, with the customer's level and the hour it has become.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) history: Vec<Recorded>,
    level: Level,
    pub(super) now: DateTime<Utc>,
}

/// A P1 that is opened at an hour of Paris.
pub(super) fn p1(level: Level, at: &str) -> Told {
    Told::opened(level, at, Priority::P1, false)
}

/// A P3 that is opened.
pub(super) fn p3(level: Level, at: &str) -> Told {
    Told::opened(level, at, Priority::P3, false)
}

/// A P1 on a component in beta.
pub(super) fn p1_in_beta(level: Level, at: &str) -> Told {
    Told::opened(level, at, Priority::P1, true)
}

impl Told {
    fn opened(level: Level, at: &str, priority: Priority, beta: bool) -> Self {
        let now = moment(at, DateTime::UNIX_EPOCH);
        let mut told = Self { history: Vec::new(), level, now };
        told.history.push(story::opened(now, priority, told.terms(), beta));
        told
    }

    fn terms(&self) -> Terms {
        Terms { level: self.level, gtr_minutes: offer().level(self.level).gtr_minutes }
    }

    pub(super) fn ticket(&self) -> Ticket {
        Ticket::replay(TicketNumber::new(42), &self.history).unwrap()
    }

    /// Something happens now.
    pub(super) fn happens(&mut self, by: By, event: Event) {
        let seq = self.history.last().unwrap().seq.next();
        self.history.push(Recorded { seq, at: self.now, by, event });
    }

    /// The event that somebody's act is now, where it is allowed.
    pub(super) fn does(&mut self, act: Act) -> Result<(), TicketRefusal> {
        let ticket = self.ticket();
        ticket.may(act, offer(), self.now)?;
        let (from, terms, written) = (ticket.priority, self.terms(), nothing());
        let changed = |to| Event::PriorityChanged { from, to, terms, written: nothing() };
        let (by, event) = match act {
            Act::Acknowledge => (BOB, Event::Acknowledged),
            Act::Take => (BOB, Event::Taken),
            Act::Assign => (BOB, Event::Assigned { to: PersonId::new(3), written }),
            Act::Wait => (BOB, Event::Waiting { written }),
            Act::Resume => (BOB, Event::Resumed),
            Act::Answered => (ALICE, Event::Resumed),
            Act::Restore => (BOB, Event::Restored { written }),
            Act::Contest => (ALICE, Event::Contested { written }),
            Act::Close => (BOB, Event::Closed { written }),
            Act::Reopen => {
                let contests = ticket.reopening_contests(offer(), self.now);
                (ALICE, Event::Reopened { contests, terms, written })
            }
            Act::Escalate => (ALICE, changed(Priority::P1)),
            Act::SetPriority(to) => (BOB, changed(to)),
            Act::SetComponent => {
                (BOB, Event::ComponentChanged { about: about(!ticket.is_beta()), terms, written })
            }
            Act::Reply => (BOB, Event::StaffMessage { written }),
            Act::Note => (BOB, Event::Note { written }),
            Act::Update => (BOB, Event::Update { next_at: None, written }),
            Act::AskExpert => (ALICE, Event::ExpertAsked { written }),
        };
        self.happens(by, event);
        Ok(())
    }

    /// The customer's level changes: an open P1 is told of a higher one, and of a lower one never.
    pub(super) fn level(&mut self, to: Level) {
        let from = std::mem::replace(&mut self.level, to);
        let ticket = self.ticket();
        if to > from && ticket.is_open() && ticket.priority == Priority::P1 {
            let terms = self.terms();
            self.happens(DESK, Event::LevelUpgraded { from, terms });
        }
    }

    /// It has become this hour.
    pub(super) fn seen(mut self, at: &str) -> Self {
        let now = moment(at, self.now);
        assert!(now >= self.now, "{at} is before what was told already");
        self.now = now;
        self
    }

    fn then(self, at: &str, act: Act) -> Self {
        let mut told = self.seen(at);
        told.does(act).unwrap_or_else(|refusal| panic!("{act:?} at {at}: {refusal:?}"));
        told
    }

    /// It is tried, and may not be done now.
    pub(super) fn may_not(self, at: &str, act: Act) -> Self {
        let mut told = self.seen(at);
        assert!(told.does(act).is_err(), "{act:?} at {at} is allowed");
        told
    }

    pub(super) fn waits(self, at: &str) -> Self {
        self.then(at, Act::Wait)
    }

    /// The team writes in the ticket's thread.
    pub(super) fn answers(self, at: &str) -> Self {
        let mut told = self.seen(at);
        told.happens(ALICE, Event::TeamMessage { written: nothing() });
        told
    }

    /// The team presses "I answered".
    pub(super) fn presses_answered(self, at: &str) -> Self {
        self.then(at, Act::Answered)
    }

    pub(super) fn resumes(self, at: &str) -> Self {
        self.then(at, Act::Resume)
    }

    /// Staff write to the team.
    pub(super) fn gets_a_reply(self, at: &str) -> Self {
        self.then(at, Act::Reply)
    }

    pub(super) fn restores(self, at: &str) -> Self {
        self.then(at, Act::Restore)
    }

    pub(super) fn contests(self, at: &str) -> Self {
        self.then(at, Act::Contest)
    }

    pub(super) fn closes(self, at: &str) -> Self {
        self.then(at, Act::Close)
    }

    pub(super) fn reopens(self, at: &str) -> Self {
        self.then(at, Act::Reopen)
    }

    pub(super) fn escalates(self, at: &str) -> Self {
        self.then(at, Act::Escalate)
    }

    pub(super) fn lowers(self, at: &str) -> Self {
        self.then(at, Act::SetPriority(Priority::P2))
    }

    /// The component is put right to one in beta, or from one.
    pub(super) fn changes_component(self, at: &str) -> Self {
        self.then(at, Act::SetComponent)
    }

    pub(super) fn becomes(self, at: &str, level: Level) -> Self {
        let mut told = self.seen(at);
        told.level(level);
        told
    }

    /// The last clock's deadline, with the zone in force then; `-` where there never was a clock.
    pub(super) fn deadline(&self) -> String {
        let ticket = self.ticket();
        let deadline = ticket.clocks.last().map(|clock| clock.deadline(self.now));
        deadline.map_or("-".to_owned(), |at| in_paris(at).format("%Y-%m-%d %H:%M %Z").to_string())
    }

    /// What each clock has come to, and why there is none now where there is none.
    pub(super) fn result(&self) -> String {
        let ticket = self.ticket();
        let clocks = ticket.clocks.iter().map(|clock| match (clock.outcome(), clock.status()) {
            (Some(outcome), _) => how(outcome),
            (None, Status::Paused) => format!("waits {}", hours(clock.left(self.now))),
            (None, _) => format!("runs {}", hours(clock.left(self.now))),
        });
        let none = match ticket.guarantee() {
            Guarantee::Clock(_) => None,
            Guarantee::NotP1 => Some("no P1"),
            Guarantee::BestEffort(_) => Some("best effort"),
            Guarantee::Beta => Some("beta"),
        };
        clocks.chain(none.map(str::to_owned)).collect::<Vec<_>>().join(", ")
    }

    /// The month of each clock; `-` for one that runs.
    pub(super) fn months(&self) -> String {
        let month = |clock: &Clock| clock.month(&offer().calendar).map_or("-".into(), |one| one.to_string());
        self.ticket().clocks.iter().map(month).collect::<Vec<_>>().join(", ")
    }

    /// The last clock's arithmetic.
    pub(super) fn receipt(&self) -> Vec<String> {
        let ticket = self.ticket();
        ticket.clocks.last().unwrap().receipt(self.now).iter().map(line).collect()
    }

    /// What support is warned of until an hour, by a desk that looks every minute but while it is `away`.
    pub(super) fn warnings(&self, until: &str, away: Option<(&str, &str)>) -> String {
        let (first, rest) = self.history.split_first().unwrap();
        let (until, mut now) = (moment(until, self.now), first.at);
        let away = away.map(|(from, to)| (moment(from, first.at), moment(to, first.at)));
        let mut ticket = Ticket::opened(TicketNumber::new(42), first).unwrap();
        let mut rest = rest.iter().peekable();
        let mut said = Vec::new();
        while now <= until {
            while let Some(recorded) = rest.next_if(|recorded| recorded.at <= now) {
                ticket.apply(&Recorded { seq: ticket.seq.next(), ..recorded.clone() }).unwrap();
            }
            let here = away.is_none_or(|(from, to)| now < from || to <= now);
            while let Some(due) = ticket.warning_due(offer(), now).filter(|due| here && due.at <= now) {
                let threshold = due.threshold;
                let event = Event::Warned { clock: ticket.clock().unwrap().number, threshold };
                ticket.apply(&Recorded { seq: ticket.seq.next(), at: now, by: DESK, event }).unwrap();
                said.push(format!("{}% {}", threshold.percent(), in_paris(now).format("%H:%M")));
            }
            now += TimeDelta::minutes(1);
        }
        said.join(", ")
    }
}

fn line(line: &ReceiptLine) -> String {
    let what = match line.fact {
        Fact::Started(commitment) => format!("starts with {}", hours(commitment.time())),
        Fact::Paused => "waits".to_owned(),
        Fact::Resumed { paused } => format!("goes on after {}", hours(paused)),
        Fact::Upgraded { to, left_before } => {
            format!("upgraded to {} from {}", hours(to.time()), hours(left_before))
        }
        Fact::Contested { stopped_at } => format!("contests {}", in_paris(stopped_at).format("%H:%M %Z")),
        Fact::Stopped(Ending::Restored) => "restored".to_owned(),
        Fact::Stopped(Ending::Closed) => "closed".to_owned(),
        Fact::Stopped(Ending::Lowered) => "lowered".to_owned(),
        Fact::Stopped(Ending::Beta) => "in beta".to_owned(),
        Fact::Now(status) => format!("{status:?}").to_lowercase(),
        Fact::Deadline => "deadline".to_owned(),
        Fact::Result(outcome) => how(outcome),
    };
    let at = in_paris(line.at).format("%H:%M %Z");
    format!("{at} {what} ({} + {})", hours(line.running), hours(line.left))
}
