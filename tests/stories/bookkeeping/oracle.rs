//! The books kept a second time, by somebody who has read what the desk promises and none of its code: days
//! are counted, an hour is two half hours in a list, and a balance is what is found when the lists are gone
//! through.

use std::collections::{BTreeMap, BTreeSet};

use crate::years::{days, last_sunday, weekday};

/// A time on the wall in Paris: the day since 1970, and the minute of it.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Wall {
    pub(crate) day: i64,
    pub(crate) minute: i64,
}

const DAY: i64 = 24 * 60;
const OPENS: i64 = 9 * 60;
const CLOSES: i64 = 18 * 60;

impl Wall {
    pub(crate) fn new(day: i64, minute: i64) -> Self {
        Self { day, minute }
    }

    /// Minutes since 1970, in UTC. Hours that occur twice or not at all are not asked for.
    pub(crate) fn utc(self) -> i64 {
        let summer = (2026..=2028).any(|year| {
            let begins = Self::new(last_sunday(year, 3), 2 * 60);
            let ends = Self::new(last_sunday(year, 10), 3 * 60);
            begins <= self && self < ends
        });
        self.day * DAY + self.minute - if summer { 120 } else { 60 }
    }

    /// The month: 0 is January of year 0.
    pub(crate) fn month(self) -> i64 {
        let (year, month, _) = date(self.day);
        year * 12 + month - 1
    }

    /// As people type it.
    pub(crate) fn typed(self) -> String {
        let (year, month, day) = date(self.day);
        format!("{year:04}-{month:02}-{day:02} {:02}:{:02}", self.minute / 60, self.minute % 60)
    }
}

/// Year, month and day of a day.
pub(crate) fn date(day: i64) -> (i64, i64, i64) {
    let year = (2025..2031).find(|year| day < days(year + 1, 1, 1)).expect("a year of the test");
    let next = |month: i64| if month == 12 { days(year + 1, 1, 1) } else { days(year, month + 1, 1) };
    let month = (1..=12).find(|month| day < next(*month)).expect("a month");
    (year, month, day - days(year, month, 1) + 1)
}

/// The first day of a month.
pub(crate) fn first(month: i64) -> i64 {
    days(month.div_euclid(12), month.rem_euclid(12) + 1, 1)
}

/// The public holidays of France, as printed in a diary.
const HOLIDAYS: [(i64, i64, i64); 25] = [
    (2026, 1, 1),
    (2026, 4, 6),
    (2026, 5, 1),
    (2026, 5, 8),
    (2026, 5, 14),
    (2026, 5, 25),
    (2026, 7, 14),
    (2026, 8, 15),
    (2026, 11, 1),
    (2026, 11, 11),
    (2026, 12, 25),
    (2027, 1, 1),
    (2027, 3, 29),
    (2027, 5, 1),
    (2027, 5, 6),
    (2027, 5, 8),
    (2027, 5, 17),
    (2027, 7, 14),
    (2027, 8, 15),
    (2027, 11, 1),
    (2027, 11, 11),
    (2027, 12, 25),
    (2028, 1, 1),
    (2028, 4, 17),
    (2028, 5, 1),
];

pub(crate) fn is_business_day(day: i64) -> bool {
    weekday(day) < 5 && !HOLIDAYS.iter().any(|(year, month, date)| days(*year, *month, *date) == day)
}

fn next_business_day(day: i64) -> i64 {
    (day + 1..day + 30).find(|day| is_business_day(*day)).expect("a business day")
}

/// "Released by the same hour of the next business day (asked outside business hours: counted from the next
/// opening)."
fn same_hour_next_business_day(asked: Wall) -> Wall {
    let counted = if !is_business_day(asked.day) || asked.minute >= CLOSES {
        Wall::new(next_business_day(asked.day), OPENS)
    } else {
        Wall::new(asked.day, asked.minute.max(OPENS))
    };
    Wall::new(next_business_day(counted.day), counted.minute)
}

/// 0 Standard, 1 Bronze, 2 Silver, 3 Gold.
pub(crate) type Level = usize;

/// A row of a contract.
#[derive(Clone, Debug)]
struct Row {
    level: Level,
    /// UTC.
    from: i64,
    month: i64,
    cancelled: bool,
}

/// Where a half hour comes from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum From {
    Month(i64),
    Pack(usize),
}

/// A pack: its half hours, and the first minute for which it does not pay.
#[derive(Clone, Debug)]
pub(crate) struct Pack {
    pub(crate) half_hours: usize,
    pub(crate) last_day: i64,
    pub(crate) ends: i64,
}

/// A customer's books: each list has one entry for each half hour.
#[derive(Clone, Debug, Default)]
pub(crate) struct Customer {
    rows: Vec<Row>,
    pub(crate) packs: Vec<Pack>,
    used: Vec<From>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum State {
    Requested,
    Proposed,
    Confirmed,
    Over,
}

#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub(crate) customer: usize,
    pub(crate) expert: usize,
    pub(crate) start: Wall,
    pub(crate) half_hours: usize,
    pub(crate) state: State,
    released: i64,
    held: Vec<From>,
}

/// An expert: when they are there, in minutes of each weekday, and whether they say yes at once.
#[derive(Clone, Debug)]
pub(crate) struct Expert {
    pub(crate) hours: Vec<(i64, i64, i64)>,
    pub(crate) at_once: bool,
}

/// What became of a settled session, in half hours.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Settled {
    pub(crate) charged: usize,
    pub(crate) given_back: usize,
    pub(crate) beyond: usize,
}

/// All the books.
#[derive(Clone, Debug)]
pub(crate) struct Books {
    pub(crate) now: Wall,
    pub(crate) customers: Vec<Customer>,
    pub(crate) experts: Vec<Expert>,
    /// By the number that the desk gave them.
    pub(crate) sessions: BTreeMap<i64, Session>,
    taken: BTreeSet<(usize, i64)>,
}

impl Books {
    pub(crate) fn new(now: Wall, experts: Vec<Expert>) -> Self {
        let (customers, sessions, taken) = (Vec::new(), BTreeMap::new(), BTreeSet::new());
        Self { now, customers, experts, sessions, taken }
    }

    pub(crate) fn adds(&mut self, level: Level, since: i64) {
        let from = Wall::new(since, 0);
        let row = Row { level, from: from.utc(), month: from.month(), cancelled: false };
        self.customers.push(Customer { rows: vec![row], ..Customer::default() });
    }

    /// The clock is turned; requests that nobody answered are released.
    pub(crate) fn turns_to(&mut self, now: Wall) {
        self.now = now;
        let over: Vec<i64> = self
            .sessions
            .iter()
            .filter(|(_, session)| matches!(session.state, State::Requested | State::Proposed))
            .filter(|(_, session)| session.released <= now.utc())
            .map(|(id, _)| *id)
            .collect();
        for id in over {
            self.ends(id, 0);
        }
    }

    /// The level at a moment: the row that began last, and of those that began together the last written.
    fn level(&self, customer: usize, at: i64) -> Level {
        let mut found = (i64::MIN, 0);
        for row in self.customers[customer].rows.iter().filter(|row| !row.cancelled && row.from <= at) {
            if row.from >= found.0 {
                found = (row.from, row.level);
            }
        }
        found.1
    }

    pub(crate) fn level_now(&self, customer: usize) -> Level {
        self.level(customer, self.now.utc())
    }

    /// Half hours included in a month: by the level of now, in a month to come by that of its beginning, in
    /// one that is over by its last.
    pub(crate) fn included(&self, customer: usize, month: i64) -> usize {
        let at = match month.cmp(&self.now.month()) {
            std::cmp::Ordering::Less => Wall::new(first(month + 1), 0).utc() - 1,
            std::cmp::Ordering::Equal => self.now.utc(),
            std::cmp::Ordering::Greater => Wall::new(first(month), 0).utc(),
        };
        match self.level(customer, at) {
            1 => {
                let bronze = |row: &&Row| row.level == 1 && !row.cancelled && row.from <= at;
                let began = self.customers[customer].rows.iter().filter(bronze).map(|row| row.month).min();
                if began.is_some_and(|began| month < began + 3) { 4 } else { 0 }
            }
            2 => 4,
            3 => 8,
            _ => 0,
        }
    }

    pub(crate) fn used(&self, customer: usize, from: From) -> usize {
        self.customers[customer].used.iter().filter(|one| **one == from).count()
    }

    pub(crate) fn held(&self, customer: usize, from: From) -> usize {
        let theirs = self.sessions.values().filter(|session| session.customer == customer);
        theirs.flat_map(|session| &session.held).filter(|one| **one == from).count()
    }

    /// What a month has left: never below zero.
    fn month_left(&self, customer: usize, month: i64) -> usize {
        let spoken_for = self.used(customer, From::Month(month)) + self.held(customer, From::Month(month));
        self.included(customer, month).saturating_sub(spoken_for)
    }

    pub(crate) fn pack_left(&self, customer: usize, pack: usize) -> usize {
        let spoken_for = self.used(customer, From::Pack(pack)) + self.held(customer, From::Pack(pack));
        self.customers[customer].packs[pack].half_hours - spoken_for
    }

    /// Half hours for a session that starts then: the month's first, then packs, the one that expires first
    /// first.
    fn pays(&self, customer: usize, start: Wall, half_hours: usize) -> Option<Vec<From>> {
        let month = start.month();
        let mut all = vec![From::Month(month); self.month_left(customer, month)];
        let packs = &self.customers[customer].packs;
        let mut order: Vec<usize> = (0..packs.len()).filter(|pack| start.utc() < packs[*pack].ends).collect();
        order.sort_by_key(|pack| (packs[*pack].ends, *pack));
        for pack in order {
            all.extend(vec![From::Pack(pack); self.pack_left(customer, pack)]);
        }
        (all.len() >= half_hours).then(|| all[..half_hours].to_vec())
    }

    /// Whether an expert can have a session then; the half hours of `but` count as free.
    fn is_free(&self, expert: usize, start: Wall, half_hours: usize, but: Option<i64>) -> bool {
        let length = i64::try_from(half_hours).expect("few") * 30;
        let end = start.minute + length;
        let own: Vec<i64> = but.map(|id| times(&self.sessions[&id])).unwrap_or_default();
        let theirs = self.experts[expert].hours.iter();
        start.utc() > self.now.utc()
            && start.month() <= self.now.month() + 1
            && start.minute % 30 == 0
            && is_business_day(start.day)
            && OPENS <= start.minute
            && end <= CLOSES
            && theirs
                .clone()
                .any(|(day, from, to)| *day == weekday(start.day) && *from <= start.minute && end <= *to)
            && (0..length / 30)
                .map(|unit| start.utc() + unit * 30)
                .all(|unit| own.contains(&unit) || !self.taken.contains(&(expert, unit)))
    }

    /// Whether a customer could book, and from where it would be paid.
    fn bookable(&self, customer: usize, expert: usize, start: Wall, half_hours: usize) -> Option<Vec<From>> {
        self.is_free(expert, start, half_hours, None).then(|| self.pays(customer, start, half_hours))?
    }

    pub(crate) fn may_book(&self, customer: usize, expert: usize, start: Wall, half_hours: usize) -> bool {
        self.bookable(customer, expert, start, half_hours).is_some()
    }

    /// The session that the desk booked under this number.
    pub(crate) fn books(
        &mut self,
        id: i64,
        (customer, expert): (usize, usize),
        start: Wall,
        half_hours: usize,
        by_expert: bool,
    ) {
        let held = self.bookable(customer, expert, start, half_hours).expect("what the desk booked");
        let state = match (by_expert, self.experts[expert].at_once) {
            (true, _) => State::Proposed,
            (false, true) => State::Confirmed,
            (false, false) => State::Requested,
        };
        let released = same_hour_next_business_day(self.now).utc().min(start.utc());
        let session = Session { customer, expert, start, half_hours, state, released, held };
        self.taken.extend(times(&session).into_iter().map(|unit| (expert, unit)));
        self.sessions.insert(id, session);
    }

    pub(crate) fn may_accept(&self, id: i64, by_expert: bool) -> bool {
        let session = &self.sessions[&id];
        let asked = if by_expert { State::Requested } else { State::Proposed };
        session.state == asked && self.now.utc() < session.start.utc()
    }

    pub(crate) fn accepts(&mut self, id: i64) {
        self.sessions.get_mut(&id).expect("a session").state = State::Confirmed;
    }

    /// Whether another time can be put to the other side.
    pub(crate) fn may_propose(&self, id: i64, by_expert: bool, start: Wall) -> bool {
        let session = &self.sessions[&id];
        if !self.may_accept(id, by_expert)
            || start == session.start
            || !self.is_free(session.expert, start, session.half_hours, Some(id))
        {
            return false;
        }
        // What it holds is free again before it is held anew.
        let mut free = self.clone();
        free.sessions.remove(&id);
        free.pays(session.customer, start, session.half_hours).is_some()
    }

    pub(crate) fn proposes(&mut self, id: i64, start: Wall) {
        let mut session = self.sessions.remove(&id).expect("a session");
        for unit in times(&session) {
            self.taken.remove(&(session.expert, unit));
        }
        session.held = self.pays(session.customer, start, session.half_hours).expect("hours for it");
        session.start = start;
        session.released = same_hour_next_business_day(self.now).utc().min(start.utc());
        session.state = if session.state == State::Requested { State::Proposed } else { State::Requested };
        self.taken.extend(times(&session).into_iter().map(|unit| (session.expert, unit)));
        self.sessions.insert(id, session);
    }

    /// Whether an expert can say no, or call off what they accepted: always free of charge.
    pub(crate) fn may_decline(&self, id: i64) -> bool {
        matches!(self.sessions[&id].state, State::Requested | State::Proposed | State::Confirmed)
    }

    /// Whether the team can call it off, and then how many half hours it costs.
    pub(crate) fn cost(&self, id: i64) -> Option<usize> {
        let session = &self.sessions[&id];
        let before = session.start.utc() - self.now.utc();
        match session.state {
            State::Requested | State::Proposed => Some(0),
            State::Confirmed if before <= 0 => None,
            State::Confirmed if before >= DAY => Some(0),
            State::Confirmed => Some(session.half_hours),
            State::Over => None,
        }
    }

    /// A session is over: so many half hours of it are used, in the order in which they were held; the rest
    /// goes back.
    pub(crate) fn ends(&mut self, id: i64, used: usize) -> Settled {
        let session = self.sessions.get_mut(&id).expect("a session");
        let held = std::mem::take(&mut session.held);
        session.state = State::Over;
        let charged = used.min(held.len());
        let (customer, expert, units) = (session.customer, session.expert, times(session));
        self.customers[customer].used.extend(&held[..charged]);
        for unit in units {
            self.taken.remove(&(expert, unit));
        }
        Settled { charged, given_back: held.len() - charged, beyond: used - charged }
    }

    pub(crate) fn may_settle(&self, id: i64) -> bool {
        let session = &self.sessions[&id];
        session.state == State::Confirmed && session.start.utc() <= self.now.utc()
    }

    /// Whether the team has the hours for more than was booked.
    pub(crate) fn may_agree(&self, id: i64, half_hours: usize) -> bool {
        let session = &self.sessions[&id];
        self.pays(session.customer, session.start, half_hours).is_some()
    }

    pub(crate) fn agrees(&mut self, id: i64, half_hours: usize) {
        let session = &self.sessions[&id];
        let customer = session.customer;
        let more = self.pays(customer, session.start, half_hours).expect("hours for it");
        self.customers[customer].used.extend(more);
    }

    /// A pack: "valid until 00:00 of the same date 12 months on (29 February: the 28th)".
    pub(crate) fn grants(&mut self, customer: usize, hours: usize) {
        let (year, month, day) = date(self.now.day);
        let day = if (month, day) == (2, 29) { 28 } else { day };
        let end = Wall::new(days(year + 1, month, day), 0);
        self.customers[customer].packs.push(Pack {
            half_hours: 2 * hours,
            last_day: end.day - 1,
            ends: end.utc(),
        });
    }

    /// A customer moves up by itself: at once, and what was to come later is cancelled.
    pub(crate) fn upgrades(&mut self, customer: usize, to: Level) -> bool {
        let now = self.now;
        to > self.level_now(customer) && self.changes(customer, to, now)
    }

    /// Staff change a level from a day on; without one, up today and down on the first of the next month.
    pub(crate) fn staff_change(&mut self, customer: usize, to: Level, day: Option<i64>) -> bool {
        let today = self.now.day;
        let usual = if to > self.level_now(customer) { today } else { first(self.now.month() + 1) };
        let day = day.unwrap_or(usual);
        let from = if day == today { self.now } else { Wall::new(day, 0) };
        day >= today && to != self.level(customer, from.utc()) && self.changes(customer, to, from)
    }

    fn changes(&mut self, customer: usize, to: Level, from: Wall) -> bool {
        let up = to > self.level(customer, from.utc());
        let rows = &mut self.customers[customer].rows;
        for row in rows.iter_mut().filter(|row| up && row.from > from.utc()) {
            row.cancelled = true;
        }
        rows.push(Row { level: to, from: from.utc(), month: from.month(), cancelled: false });
        true
    }
}

/// The half hours that a session takes, by their starts in UTC.
fn times(session: &Session) -> Vec<i64> {
    (0..i64::try_from(session.half_hours).expect("few")).map(|unit| session.start.utc() + unit * 30).collect()
}
