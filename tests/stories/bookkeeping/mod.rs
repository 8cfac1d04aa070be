//! Two years of hours: 50 customers book, move, cancel, change level and buy packs day by day, and the desk's
//! ledger is held against books that are kept a second time.

mod oracle;
mod stage;

use guichet::{
    desk::expertise::{Booking, Delivery, Wanted},
    rules::{
        ids::{CustomerId, SessionId},
        session::{Cost, Topic},
    },
};

use self::{
    oracle::{Books, Expert, From, Settled, State, Wall, date, first, is_business_day},
    stage::{LEVELS, Stage, name, person},
};
use crate::{
    dice::Dice,
    world::faceless::{done, unless_refused},
    years::days,
};

const CUSTOMERS: usize = 50;

/// The desk and the books, side by side.
struct Years {
    stage: Stage,
    books: Books,
    ids: Vec<CustomerId>,
    dice: Dice,
    /// What was done, and how often it was refused.
    done: usize,
    refused: usize,
}

fn experts() -> Vec<Expert> {
    let always = |from: i64, to: i64| (0..5).map(move |day| (day, 60 * from, 60 * to));
    let split = || always(9, 12).chain(always(14, 18)).collect();
    vec![
        Expert { hours: always(9, 18).collect(), at_once: true },
        Expert { hours: split(), at_once: false },
        Expert { hours: always(9, 18).filter(|(day, ..)| *day < 3).collect(), at_once: false },
        Expert { hours: always(8, 20).collect(), at_once: true },
        Expert { hours: split(), at_once: false },
    ]
}

impl Years {
    async fn begin(start: Wall, seed: u64) -> Self {
        let stage = Stage::new(start).await;
        let mut books = Books::new(start, experts());
        for (expert, settings) in experts().iter().enumerate() {
            stage.hires(expert, settings).await;
        }
        let mut ids = Vec::new();
        for customer in 0..CUSTOMERS {
            let level = customer % LEVELS.len();
            ids.push(stage.adds(customer, LEVELS[level]).await);
            books.adds(level, start.day);
        }
        Self { stage, books, ids, dice: Dice::new(seed), done: 0, refused: 0 }
    }

    /// The desk and the books agree whether something is done.
    fn agree<T>(&mut self, what: &str, desk: Option<T>, books: bool) -> Option<T> {
        assert_eq!(
            desk.is_some(),
            books,
            "{} {what}: the desk on the left, the books on the right",
            self.books.now.typed()
        );
        if books {
            self.done += 1;
        } else {
            self.refused += 1;
        }
        desk
    }

    async fn turns_to(&mut self, now: Wall) {
        self.stage.turns_to(now).await;
        self.books.turns_to(now);
    }

    /// A half hour of the days to come; now and then one that cannot be.
    fn slot(&mut self) -> Wall {
        let day = self.books.now.day + self.dice.number(45);
        let minute = 8 * 60 + 30 + 30 * self.dice.number(20);
        let day = if self.dice.one_of(12) {
            day
        } else {
            (day..day + 30).find(|day| is_business_day(*day)).unwrap_or(day)
        };
        Wall::new(day, if self.dice.one_of(40) { minute + 10 } else { minute })
    }

    /// Where a pack of a customer is about to end: on its last day, or on the day after.
    fn at_the_end_of_a_pack(&mut self, customer: usize) -> Option<Wall> {
        let today = self.books.now.day;
        let mut packs = self.books.customers[customer].packs.iter();
        let last_day = packs.find(|pack| (today..today + 30).contains(&pack.last_day))?.last_day;
        let minute = 9 * 60 + 30 * self.dice.number(18);
        Some(Wall::new(last_day + self.dice.number(2), minute))
    }

    /// A session that is in one of these states, if there is one.
    fn session(&mut self, states: &[State]) -> Option<i64> {
        let found: Vec<i64> = self
            .books
            .sessions
            .iter()
            .filter(|(_, session)| states.contains(&session.state))
            .map(|(id, _)| *id)
            .collect();
        (!found.is_empty()).then(|| found[self.dice.below(found.len())])
    }

    async fn does_something(&mut self) {
        match self.dice.below(20) {
            0..=6 => self.books_a_session().await,
            7 | 8 => self.offers_a_session().await,
            9..=12 => self.answers().await,
            13 => self.calls_off().await,
            14 => self.moves().await,
            15 => self.says_no().await,
            16 => self.grants_a_pack().await,
            17 => self.upgrades().await,
            18 => self.staff_change_a_level().await,
            _ => self.proposes_another_time().await,
        }
    }

    async fn books_a_session(&mut self) {
        let (customer, expert) = (self.dice.below(CUSTOMERS), self.dice.below(5));
        let (start, half_hours) = (self.slot(), 1 + self.dice.below(4));
        let start = self.at_the_end_of_a_pack(customer).unwrap_or(start);
        let may = self.books.may_book(customer, expert, start, half_hours);
        let team = self.stage.team(customer).await;
        let booked = self.stage.desk.book(&team, &booking(half_hours), self.wanted(start, expert)).await;
        let what = format!("{customer} books {half_hours} with {expert} at {}", start.typed());
        if let Some(file) = self.agree(&what, unless_refused(booked), may) {
            self.books.books(file.row.id.get(), (customer, expert), start, half_hours, false);
        }
    }

    async fn offers_a_session(&mut self) {
        let (customer, expert) = (self.dice.below(CUSTOMERS), self.dice.below(5));
        let (start, half_hours) = (self.slot(), 1 + self.dice.below(4));
        let may = self.books.may_book(customer, expert, start, half_hours);
        let actor = self.stage.expert(expert).await;
        let wanted = self.wanted(start, expert);
        let offered =
            self.stage.desk.offer_session(&actor, &name(customer), &booking(half_hours), wanted).await;
        let what = format!("{expert} offers {half_hours} to {customer} at {}", start.typed());
        if let Some(file) = self.agree(&what, unless_refused(offered), may) {
            self.books.books(file.row.id.get(), (customer, expert), start, half_hours, true);
        }
    }

    fn wanted(&self, start: Wall, expert: usize) -> Wanted {
        let typed = format!("{} @{}", start.typed(), person(expert));
        Wanted::read(&self.stage.desk.offer.calendar, &typed).expect("a moment")
    }

    /// Whoever is asked says yes; or the other side tries to.
    async fn answers(&mut self) {
        let Some(id) = self.session(&[State::Requested, State::Proposed]) else { return };
        let (customer, expert) = (self.books.sessions[&id].customer, self.books.sessions[&id].expert);
        let asked = self.books.sessions[&id].state == State::Requested;
        let by_expert = if self.dice.one_of(8) { !asked } else { asked };
        let may = self.books.may_accept(id, by_expert);
        let actor = if by_expert { self.stage.expert(expert).await } else { self.stage.team(customer).await };
        let accepted = self.stage.desk.accept_session(&actor, SessionId::new(id)).await;
        if self.agree(&format!("{id} is accepted"), unless_refused(accepted), may).is_some() {
            self.books.accepts(id);
        }
    }

    async fn proposes_another_time(&mut self) {
        let Some(id) = self.session(&[State::Requested, State::Proposed]) else { return };
        let (customer, expert) = (self.books.sessions[&id].customer, self.books.sessions[&id].expert);
        let by_expert = self.books.sessions[&id].state == State::Requested;
        let start = self.slot();
        let may = self.books.may_propose(id, by_expert, start);
        let actor = if by_expert { self.stage.expert(expert).await } else { self.stage.team(customer).await };
        let put = self.stage.desk.propose_time((&actor).into(), SessionId::new(id), &start.typed(), "").await;
        if self.agree(&format!("{id} is put to {}", start.typed()), unless_refused(put), may).is_some() {
            self.books.proposes(id, start);
        }
    }

    /// An expert says no to what is open, or calls off what they accepted.
    async fn says_no(&mut self) {
        let Some(id) = self.session(&[State::Requested, State::Proposed, State::Confirmed]) else { return };
        let actor = self.stage.expert(self.books.sessions[&id].expert).await;
        let may = self.books.may_decline(id);
        let declined = self.stage.desk.decline_session((&actor).into(), SessionId::new(id), "").await;
        if self.agree(&format!("{id} is declined"), unless_refused(declined), may).is_some() {
            self.books.ends(id, 0);
        }
    }

    async fn calls_off(&mut self) {
        let Some(id) = self.session(&[State::Requested, State::Proposed, State::Confirmed]) else { return };
        let team = self.stage.team(self.books.sessions[&id].customer).await;
        let cost = self.books.cost(id);
        let preview = self.stage.desk.preview_cancel(&team, &id.to_string()).await;
        let preview = self.agree(&format!("{id} is called off"), unless_refused(preview), cost.is_some());
        if let (Some(preview), Some(cost)) = (preview, cost) {
            assert_eq!(preview.cost == Cost::Charged, cost > 0, "{} {id}", self.books.now.typed());
            done(self.stage.desk.call_off(&team, preview.draft).await);
            self.books.ends(id, cost);
        }
    }

    /// A move is a cancellation and a new booking.
    async fn moves(&mut self) {
        let Some(id) = self.session(&[State::Requested, State::Proposed, State::Confirmed]) else { return };
        let (customer, half_hours) = (self.books.sessions[&id].customer, self.books.sessions[&id].half_hours);
        let (start, expert) = (self.slot(), self.dice.below(5));
        let (old, old_expert) = (self.books.sessions[&id].start, self.books.sessions[&id].expert);
        let cost = self.books.cost(id);
        let mut after = self.books.clone();
        let may = cost.is_some_and(|cost| {
            after.ends(id, cost);
            (start, expert) != (old, old_expert) && after.may_book(customer, expert, start, half_hours)
        });
        let team = self.stage.team(customer).await;
        let wanted = self.wanted(start, expert);
        let preview = self.stage.desk.preview_move(&team, &id.to_string(), wanted).await;
        let what = format!("{id} is moved to {} with {expert}", start.typed());
        if let Some(preview) = self.agree(&what, unless_refused(preview), may) {
            let moved = done(self.stage.desk.call_off(&team, preview.draft).await);
            let instead = moved.instead.expect("another session");
            self.books = after;
            self.books.books(instead.row.id.get(), (customer, expert), start, half_hours, false);
        }
    }

    async fn grants_a_pack(&mut self) {
        let (customer, hours) = (self.dice.below(CUSTOMERS), 1 + self.dice.below(6));
        let agent = self.stage.agent().await;
        let given = i64::try_from(hours).expect("few");
        done(self.stage.desk.grant_pack(&agent, &name(customer), given, None).await);
        self.books.grants(customer, hours);
    }

    async fn upgrades(&mut self) {
        if !self.dice.one_of(4) {
            return;
        }
        let (customer, to) = (self.dice.below(CUSTOMERS), self.dice.below(4));
        let team = self.stage.team(customer).await;
        let may = self.books.upgrades(customer, to);
        let asked = unless_refused(self.stage.desk.ask_upgrade(&team, LEVELS[to]).await);
        if let Some((_, draft)) = self.agree(&format!("{customer} upgrades to {to}"), asked, may) {
            let again = self.stage.team(customer).await;
            done(self.stage.desk.upgrade(&again, draft).await);
        }
    }

    async fn staff_change_a_level(&mut self) {
        if !self.dice.one_of(2) {
            return;
        }
        let (customer, to) = (self.dice.below(CUSTOMERS), self.dice.below(4));
        let day = (!self.dice.one_of(3)).then(|| self.books.now.day - 2 + self.dice.number(50));
        let agent = self.stage.agent().await;
        let date = day.map(|day| {
            let (year, month, day) = date(day);
            self.stage.desk.offer.calendar.parse_date(&format!("{year}-{month:02}-{day:02}")).expect("a date")
        });
        let changed = self.stage.desk.change_level(&agent, &name(customer), LEVELS[to], date).await;
        let may = self.books.staff_change(customer, to, day);
        self.agree(&format!("{customer} becomes {to} on {date:?}"), unless_refused(changed), may);
    }

    /// Experts say of what is over how long it took; of some they say so much later.
    async fn settles(&mut self) {
        let open: Vec<i64> = self
            .books
            .sessions
            .iter()
            .filter(|(_, session)| session.state == State::Confirmed)
            .map(|(id, _)| *id)
            .collect();
        for id in open {
            if self.dice.one_of(3) || (!self.books.may_settle(id) && !self.dice.one_of(60)) {
                continue;
            }
            let booked = self.books.sessions[&id].half_hours;
            let no_show = self.dice.one_of(10);
            let minutes = self.dice.number(booked * 30 + 45);
            let actor = self.stage.expert(self.books.sessions[&id].expert).await;
            let delivery = Delivery { minutes: Some(minutes), notes: String::new(), no_show };
            let may = self.books.may_settle(id);
            let settled = self.stage.desk.deliver(&actor, &id.to_string(), &delivery).await;
            let Some(settled) = self.agree(&format!("{id} took {minutes}"), unless_refused(settled), may)
            else {
                continue;
            };
            let half_hours = usize::try_from((minutes + 29) / 30).expect("few");
            let counted = self.books.ends(id, if no_show { booked } else { half_hours });
            let of_desk = [settled.charged, settled.given_back, settled.beyond];
            let Settled { charged, given_back, beyond } = counted;
            assert_eq!(of_desk, [charged, given_back, beyond].map(minutes_of), "{id}");
            if beyond > 0 {
                self.asks_for_more(id, beyond).await;
            }
        }
    }

    async fn asks_for_more(&mut self, id: i64, half_hours: usize) {
        let team = self.stage.team(self.books.sessions[&id].customer).await;
        let draft = self.stage.last_draft().await;
        if self.dice.one_of(4) {
            done(self.stage.desk.refuse_more(&team, draft).await);
            return;
        }
        let may = self.books.may_agree(id, half_hours);
        let agreed = unless_refused(self.stage.desk.agree_to_more(&team, draft).await);
        if self.agree(&format!("{id}: {half_hours} more"), agreed, may).is_some() {
            self.books.agrees(id, half_hours);
        }
    }

    /// The ledger of a customer is what the books say: this month, the one before and the one to come, and
    /// every pack.
    async fn compares(&self, customer: usize, months: impl Iterator<Item = i64>) {
        let team = self.stage.team(customer).await;
        for month in months {
            let (year, number, _) = date(first(month));
            let typed = format!("{year}-{number:02}");
            let shown = done(self.stage.desk.hours(&team, Some(&typed)).await);
            let balance = &shown.balance;
            let of_desk = [balance.included, balance.used, balance.held];
            let from = From::Month(month);
            let counted = [
                self.books.included(customer, month),
                self.books.used(customer, from),
                self.books.held(customer, from),
            ];
            assert_eq!(
                of_desk,
                counted.map(minutes_of),
                "{} in {typed}, seen {}: included, used, held",
                name(customer),
                self.books.now.typed()
            );
        }
        let shown = done(self.stage.desk.hours(&team, None).await);
        let mut of_desk: Vec<i64> = shown.packs.iter().map(|row| row.pack.left).collect();
        of_desk.sort_unstable();
        let packs = self.books.customers[customer].packs.iter().enumerate();
        let lasting = packs.filter(|(_, pack)| pack.ends > self.books.now.utc());
        let mut counted: Vec<i64> =
            lasting.map(|(pack, _)| minutes_of(self.books.pack_left(customer, pack))).collect();
        counted.sort_unstable();
        assert_eq!(of_desk, counted, "{}'s packs on {}", name(customer), self.books.now.typed());
    }

    /// Every customer, whatever the month.
    async fn compares_all(&self, from: i64, to: i64) {
        for customer in 0..self.ids.len() {
            self.compares(customer, from..=to).await;
        }
    }
}

fn booking(half_hours: usize) -> Booking {
    Booking { topic: Topic::Other, minutes: minutes_of(half_hours), about: String::new() }
}

fn minutes_of(half_hours: usize) -> i64 {
    30 * i64::try_from(half_hours).expect("few")
}

/// 2026 and 2027, all four changes of clocks, each day at some hours of the day or the night.
#[tokio::test]
async fn two_years_of_hours_are_as_kept_by_hand() {
    let (start, end) = (days(2026, 1, 1), days(2028, 1, 1));
    let mut years = Years::begin(Wall::new(start, 10 * 60), 0x6775_6963_6865_7421).await;
    let months = |day: i64| Wall::new(day, 0).month();
    for day in start + 1..end {
        let mut hours = [4 * 60 + years.dice.number(20 * 60), 4 * 60 + years.dice.number(20 * 60)];
        hours.sort_unstable();
        // Around midnight a month of Paris is not one of UTC.
        if years.dice.one_of(6) {
            hours[0] = years.dice.number(110);
        }
        for minute in hours {
            years.turns_to(Wall::new(day, minute.min(24 * 60 - 1))).await;
            years.settles().await;
            for _ in 0..4 {
                years.does_something().await;
            }
        }
        let customer = years.dice.below(CUSTOMERS);
        let month = months(day);
        years.compares(customer, month - 1..=month + 1).await;
    }
    let last = months(end - 1);
    years.compares_all(months(start), last).await;
    assert!(years.done > 3_000 && years.refused > 1_000, "{} done, {} refused", years.done, years.refused);
}

/// "A pack pays for sessions that start before its end": also for what such a session took beyond its
/// booking, told after that end.
#[tokio::test]
async fn a_pack_pays_for_all_of_a_session_that_began_before_its_end() {
    let mut years = Years::begin(Wall::new(days(2026, 6, 10), 10 * 60), 1).await;
    let agent = years.stage.agent().await;
    done(years.stage.desk.grant_pack(&agent, &name(0), 2, None).await);
    years.turns_to(Wall::new(days(2027, 6, 8), 10 * 60)).await;
    let start = Wall::new(days(2027, 6, 9), 16 * 60);
    let team = years.stage.team(0).await;
    let booked = done(years.stage.desk.book(&team, &booking(2), years.wanted(start, 0)).await);
    years.turns_to(Wall::new(days(2027, 6, 10), 9 * 60)).await;
    let (expert, id) = (years.stage.expert(0).await, booked.row.id.to_string());
    let took = |minutes| Delivery { minutes: Some(minutes), ..Delivery::default() };
    let settled = done(years.stage.desk.deliver(&expert, &id, &took(90)).await);
    assert_eq!((settled.charged, settled.beyond), (60, 30));
    let draft = years.stage.last_draft().await;
    let (_, more) = done(years.stage.desk.agree_to_more(&team, draft).await);
    assert_eq!(more, 30);
    let shown = done(years.stage.desk.hours(&team, None).await);
    assert!(shown.packs.is_empty(), "it is over, and no longer shown: {:?}", shown.packs);
}
