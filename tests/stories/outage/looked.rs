//! What is on both sides, held against what was to be: each call once and in time, every word in chat once.

use std::collections::BTreeMap;

use guichet::{
    rules::{ids::TicketNumber, ticket::Guarantee},
    store::customer::Reach,
};
use sandbox::{Channel, SeenMessage};

use super::{
    figures::Figures,
    ladder::{Call, P1},
    plan::MINUTE,
    replay::{CALLED_WITHIN, Replay, moment},
};
use crate::discord_away::TOLD;

/// How long Discord is away before deadlines are warned of by routes, with a look at each second; and the
/// same after a start, which sees nothing of what was before.
const UNTOLD: i64 = 2 * MINUTE + CALLED_WITHIN;

/// A row of the outbox.
#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: i64,
    key: String,
    destination: String,
    state: String,
    message: Option<i64>,
    error: Option<String>,
}

impl Replay {
    /// When what is due at that moment can be done at the latest: while the desk is down nothing is.
    fn may_be_done(&self, due: i64) -> i64 {
        self.down.iter().fold(due, |at, (from, to)| if (*from..=*to).contains(&at) { *to } else { at })
    }

    async fn rows(&self) -> Vec<Row> {
        let mut conn = self.world.desk().store.read().await.expect("the database");
        let sql = "SELECT id, key, destination, state, message, error FROM outbox WHERE edit_of IS NULL ORDER BY id";
        sqlx::query_as(sql).fetch_all(&mut *conn).await.expect("the database")
    }

    /// Whoever acknowledged and gave no sign was reminded, and then called anew: both when it was due, or when
    /// the desk was started after it was.
    pub(super) async fn follows_silence(&mut self) {
        let now = self.now();
        let may_be_done = |replay: &Self, due| replay.may_be_done(due) + CALLED_WITHIN;
        for at in 0..self.p1s.len() {
            let (number, watched) = (self.p1s[at].number, !self.p1s[at].climbs());
            let due = self.p1s[at].next(now);
            if !watched || due > now {
                continue;
            }
            let begins = self.p1s[at].reminded.len() == self.p1s[at].acknowledged.len();
            let (kind, rank) = if begins {
                ("paging_restarted", self.p1s[at].ladders.len() - 1)
            } else {
                ("reminded", self.p1s[at].reminded.len())
            };
            let mut conn = self.world.desk().store.read().await.expect("the database");
            let found: Option<i64> = sqlx::query_scalar(
                "SELECT at FROM ticket_event WHERE ticket = ? AND event ->> 'kind' = ? ORDER BY seq LIMIT 1 OFFSET ?",
            )
            .bind(number)
            .bind(kind)
            .bind(i64::try_from(rank).expect("few"))
            .fetch_optional(&mut *conn)
            .await
            .expect("the database");
            let Some(found) = found else { continue };
            assert!(
                (due..=may_be_done(self, due)).contains(&found),
                "{kind} of #{number}: {found}, due {due}"
            );
            let p1 = &mut self.p1s[at];
            if begins { p1.ladders.push(found) } else { p1.reminded.push(found) }
        }
    }

    /// Calls that are due and have not come by one of the routes.
    pub(super) async fn missing(&self) -> Vec<(Call, &'static str)> {
        let now = self.now();
        let due: Vec<Call> = self.p1s.iter().flat_map(|one| one.calls(now)).collect();
        let (hooks, pushes) = (self.hooks(), self.pushes());
        let names: BTreeMap<String, String> =
            self.rows().await.into_iter().map(|row| (row.key.clone(), name(&row))).collect();
        let mut missing = Vec::new();
        for call in due {
            if !hooks.contains_key(&(call.ticket, call.at)) {
                missing.push((call, "itsm"));
            }
            if names.get(&key(&call, "night")).is_none_or(|name| !pushes.contains_key(name)) {
                missing.push((call, "night"));
            }
        }
        missing
    }

    /// What came by the webhook to call somebody: of which P1, when it was due; when each came.
    fn hooks(&self) -> BTreeMap<(i64, i64), Vec<i64>> {
        let mut came: BTreeMap<_, Vec<i64>> = BTreeMap::new();
        for call in self.world.sandbox.outside().hooks("itsm") {
            let facts = &call.body["data"];
            let due = facts["due"].as_str().and_then(|due| due.parse::<chrono::DateTime<chrono::Utc>>().ok());
            if let (Some(ticket), Some(_), Some(due)) =
                (facts["ticket"].as_i64(), facts["rung"].as_i64(), due)
            {
                came.entry((ticket, due.timestamp())).or_default().push(call.at.timestamp());
            }
        }
        came
    }

    /// What stands on the phone, by its name; when each came last.
    fn pushes(&self) -> BTreeMap<String, i64> {
        let pushes = self.world.sandbox.outside().pushes("duty");
        pushes.into_iter().map(|push| (push.sequence_id, push.at.timestamp())).collect()
    }

    pub(super) fn notes_what_came(&mut self) {
        for (name, at) in self.pushes() {
            self.came.entry(name).or_insert(at);
        }
    }

    /// The end: what is wrong fails it.
    pub(super) async fn ends_as_it_should(mut self) -> Figures {
        let mut wrong = Vec::new();
        self.calls_are_as_due(&mut wrong).await;
        self.deadlines_are_as_ever(&mut wrong).await;
        self.chat_says_it_once(&mut wrong).await;
        assert!(
            wrong.is_empty(),
            "{wrong:#?}\n{:#?}\n{:?}\n{}",
            self.p1s,
            self.down,
            self.world.sandbox.history()
        );
        let world = &self.world;
        for room in [&world.acme.channel, &world.globex.channel, &world.initech.channel, &world.staff.support]
        {
            room.skip();
            room.threads().iter().for_each(|thread| drop(thread.skip()));
        }
        world.sandbox.outside().skip();
        // A thread whose start was answered to nobody is started again, and then known.
        while world.sandbox.refused().iter().any(|one| one.code == 160_004) {
            world.sandbox.expect_refusal(160_004);
        }
        self.figures.p1s = self.p1s.len();
        let Self { world, figures, .. } = self;
        world.end().await;
        figures
    }

    async fn calls_are_as_due(&mut self, wrong: &mut Vec<String>) {
        let due: Vec<Call> = self.p1s.iter().flat_map(|one| one.calls(self.now())).collect();
        let (mut hooks, rows) = (self.hooks(), self.rows().await);
        for call in &due {
            let could = self.may_be_done(call.at);
            let came = hooks.remove(&(call.ticket, call.at)).unwrap_or_default();
            let row = rows.iter().find(|row| row.key == key(call, "night"));
            let push = row.and_then(|row| self.came.get(&name(row)));
            if came.len() != 1 || push.is_none() {
                wrong.push(format!(
                    "{call:?} came {} times by webhook and as {push:?} to the phone",
                    came.len()
                ));
            }
            for came in came.iter().chain(push) {
                let late = came - could;
                self.figures.latest = self.figures.latest.max(late);
                if *came < call.at || late > CALLED_WITHIN {
                    wrong.push(format!("{call:?} came at {came}, {late} s late"));
                }
            }
        }
        self.figures.calls = due.len();
        wrong.extend(
            hooks.into_iter().map(|(call, came)| format!("{call:?} was not due and came at {came:?}")),
        );
        self.alarms_are_on_record(&rows, wrong);
        let warned: Vec<String> = self.p1s.iter().filter_map(|p1| self.warning(p1)).collect();
        for key in warned {
            if !rows.iter().any(|row| row.key == key && row.state == "sent") {
                wrong.push(format!("{key} was not told"));
            }
        }
    }

    /// Whatever went by a route is one row's, and whatever row was sent is there.
    fn alarms_are_on_record(&self, rows: &[Row], wrong: &mut Vec<String>) {
        let outside = self.world.sandbox.outside();
        let hooks: Vec<String> = outside.hooks("itsm").into_iter().map(|call| call.id).collect();
        let pushes: Vec<String> = outside.pushes("duty").into_iter().map(|push| push.sequence_id).collect();
        for (route, there) in [("route:itsm", hooks), ("route:night", pushes)] {
            let mut left = there;
            for row in rows.iter().filter(|row| row.destination == route) {
                let before = left.len();
                left.retain(|one| *one != name(row));
                let times = before - left.len();
                // One that was overtaken may have been on its way when the desk died.
                let fits = times == 1 || (times == 0 && row.state == "useless");
                if !fits || !matches!(row.state.as_str(), "sent" | "useless") {
                    wrong
                        .push(format!("{} ({}, {:?}) is there {times} times", row.key, row.state, row.error));
                }
            }
            wrong.extend(left.into_iter().map(|one| format!("{one} came by {route} and is on no record")));
        }
    }

    /// The warning by the phone's route that half of the guaranteed time is over, where it is certain that the
    /// desk knew by then that Discord is away.
    fn warning(&self, p1: &P1) -> Option<String> {
        let at = p1.half()?;
        let (from, to) = self.away;
        let began = self.down.iter().any(|(from, to)| *from - CALLED_WITHIN <= at && at <= to + UNTOLD);
        let is_certain = (from + UNTOLD..to).contains(&at) && !began;
        is_certain.then(|| format!("ticket:{}:alarm-warned:1:50:night", p1.number))
    }

    /// No outage, no start and no acknowledgement changes when a P1 is due: on record, and in each alarm.
    async fn deadlines_are_as_ever(&self, wrong: &mut Vec<String>) {
        for p1 in &self.p1s {
            let file = self.world.desk().file(Reach::Staff, TicketNumber::new(p1.number)).await;
            let file = file.expect("the database").expect("the P1");
            let deadline = match file.ticket.guarantee() {
                Guarantee::Clock(clock) => Some(clock.deadline(moment(self.now())).timestamp()),
                Guarantee::NotP1 | Guarantee::Beta | Guarantee::BestEffort(_) => None,
            };
            if deadline != p1.deadline() {
                wrong.push(format!("{p1:?} is due at {deadline:?}"));
            }
        }
        for call in self.world.sandbox.outside().hooks("itsm") {
            let facts = &call.body["data"];
            let Some(p1) = self.p1s.iter().find(|one| Some(one.number) == facts["ticket"].as_i64()) else {
                continue;
            };
            let told = facts["deadline"]
                .as_str()
                .map(|at| at.parse::<chrono::DateTime<chrono::Utc>>().expect("a moment"));
            if told.map(|at| at.timestamp()) != p1.deadline() {
                wrong.push(format!("{p1:?} was told as due at {told:?}"));
            }
        }
    }

    /// Each P1 has its thread, its first message and its card; each message is one row's, and each row's
    /// message is there.
    async fn chat_says_it_once(&mut self, wrong: &mut Vec<String>) {
        let world = &self.world;
        let rooms = [&world.acme.channel, &world.globex.channel, &world.initech.channel];
        let staff = [&world.staff.support, &world.staff.experts];
        let places: Vec<Channel> = rooms
            .into_iter()
            .chain(staff)
            .flat_map(|room| [room.threads(), vec![room.clone()]].concat())
            .collect();
        let said: Vec<SeenMessage> =
            places.iter().flat_map(Channel::messages).filter(|one| one.by_bot).collect();
        let mut times = BTreeMap::<String, usize>::new();
        for one in &said {
            *times.entry(reference(one)).or_default() += 1;
        }
        let rows = self.rows().await;
        for row in rows.iter().filter(|row| !row.destination.starts_with("route:")) {
            let there = times.remove(&format!("g{:x}", row.id)).unwrap_or_default();
            let expected = usize::from(row.state == "sent" && row.message.is_some());
            if there != expected || row.state == "failed" {
                wrong.push(format!("{} ({}, {:?}) is there {there} times", row.key, row.state, row.error));
            }
        }
        wrong.extend(
            times.into_iter().map(|(of, times)| format!("{of:?} is there {times} times and no row's")),
        );
        for p1 in &self.p1s {
            let (of, own) = (format!("#{} ", p1.number), self.customer(p1.team));
            let threads = own.channel.threads().iter().filter(|thread| thread.name().contains(&of)).count();
            let subject = format!("Down {}x", p1.number);
            let first = own
                .channel
                .messages()
                .iter()
                .filter(|one| one.thread.is_some() && one.contains(&[&subject]))
                .count();
            let card = format!("ticket:{}:card", p1.number);
            let cards = rows.iter().filter(|row| row.key == card && row.state == "sent").count();
            if (threads, first, cards) != (1, 1, 1) {
                wrong.push(format!("{p1:?}: {threads} threads, {first} first messages, {cards} cards"));
            }
        }
        let told = said.iter().filter(|one| one.contains(&["pas pu joindre Discord"])).count();
        if told != 1 || world.counts(TOLD).await != 0 {
            wrong.push(format!("that Discord was away is told {told} times"));
        }
        self.figures.said = said.len();
    }
}

fn key(call: &Call, route: &str) -> String {
    format!("ticket:{}:alarm:{}:{}:{route}", call.ticket, call.ladder, call.rung)
}

/// By what the other side knows a row.
fn name(row: &Row) -> String {
    format!("guichet-g{:x}", row.id)
}

/// The last word of a message's footer.
fn reference(message: &SeenMessage) -> String {
    let footer = message.embeds.iter().find_map(|embed| embed.footer.as_ref());
    footer.and_then(|footer| footer.text.rsplit(' ').next()).unwrap_or_default().to_owned()
}
