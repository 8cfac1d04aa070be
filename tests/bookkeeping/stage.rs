//! A desk without a face: many customers, a few experts, an agent, and a hand on the clock.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU64, Ordering},
};

use chrono::{DateTime, Utc};
use guichet::{
    clock::Clock,
    desk::{
        Desk, Done, Stop,
        actor::{Actor, Asking},
        expertise::Availability,
    },
    rules::{
        contract::first_row,
        event::By,
        ids::{ChannelId, CustomerId, GuildId, PersonId, RoleId},
        language::Language,
        level::Level,
        offer::{DEFAULT, Offer},
    },
    store::{self, customer::NewLink, desk::Setup},
};

use super::oracle::{self, Wall};

const SUPPORT_CHANNEL: u64 = 10;
const EXPERTS_CHANNEL: u64 = 11;
const SUPPORT_ROLE: u64 = 2;
const EXPERT_ROLE: u64 = 3;
const AGENT: u64 = 300;

/// The desk.
pub(crate) struct Stage {
    pub(crate) desk: Desk,
    now: Arc<Mutex<DateTime<Utc>>>,
    _folder: tempfile::TempDir,
}

/// A time on the wall as the desk knows it.
pub(crate) fn moment(wall: Wall) -> DateTime<Utc> {
    DateTime::from_timestamp(wall.utc() * 60, 0).expect("a moment")
}

/// The person who is that customer's member and manager.
fn member(customer: usize) -> u64 {
    2_000 + u64::try_from(customer).expect("few")
}

fn channel(customer: usize) -> u64 {
    1_000 + u64::try_from(customer).expect("few")
}

/// The person who is that expert.
pub(crate) fn person(expert: usize) -> u64 {
    200 + u64::try_from(expert).expect("few")
}

pub(crate) fn name(customer: usize) -> String {
    format!("Customer {customer:02}")
}

pub(crate) const LEVELS: [Level; 4] = [Level::Standard, Level::Bronze, Level::Silver, Level::Gold];

impl Stage {
    pub(crate) async fn new(now: Wall) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = store::Store::open(&folder.path().join("guichet.db")).await.expect("the database");
        let offer = Offer::parse(DEFAULT).expect("the embedded offer");
        let now = Arc::new(Mutex::new(moment(now)));
        let hand = Arc::clone(&now);
        let (_turned, jumps) = tokio::sync::watch::channel(());
        let clock = Clock::turned_by(move || *hand.lock().expect("the clock"), jumps);
        let setup = Setup {
            support_channel: ChannelId::new(SUPPORT_CHANNEL),
            experts_channel: ChannelId::new(EXPERTS_CHANNEL),
            support_role: RoleId::new(SUPPORT_ROLE),
            expert_role: RoleId::new(EXPERT_ROLE),
            on_call_1: None,
            on_call_2: None,
            on_call_3: None,
            language: Language::En,
        };
        let mut tx = store.begin().await.expect("a transaction");
        store::desk::set_up(&mut tx, &setup, PersonId::new(1), clock.now()).await.expect("the set-up");
        tx.commit().await.expect("the set-up");
        Self { desk: Desk::new(store, offer, clock), now, _folder: folder }
    }

    /// A customer of that level since the first of the month, with a channel and a manager.
    pub(crate) async fn adds(&self, customer: usize, level: Level) -> CustomerId {
        let (by, now) = (PersonId::new(1), self.desk.clock.now());
        let calendar = &self.desk.offer.calendar;
        let mut tx = self.desk.store.begin().await.expect("a transaction");
        let id = store::customer::insert(&mut tx, &name(customer), Language::En, by, now)
            .await
            .expect("the database")
            .expect("a customer of a new name");
        let row = first_row(level, calendar.date_of(now), By::staff(by), calendar, now);
        store::contract::insert(&mut tx, id, &row).await.expect("the level");
        let link = NewLink {
            channel: ChannelId::new(channel(customer)),
            guild: GuildId::new(1),
            customer: id,
            announcements: false,
            platform: None,
            by,
        };
        assert!(store::customer::link(&mut tx, &link, now).await.expect("the link"));
        let manager = PersonId::new(member(customer));
        store::customer::name_manager(&mut tx, id, manager, by, now).await.expect("the manager");
        tx.commit().await.expect("the customer");
        id
    }

    /// An expert says when they are there.
    pub(crate) async fn hires(&self, expert: usize, settings: &oracle::Expert) {
        let actor = self.expert(expert).await;
        let hour = |minute: i64| format!("{:02}:{:02}", minute / 60, minute % 60);
        for weekday in 0..5_u8 {
            let mut of_day = settings
                .hours
                .iter()
                .filter(|(day, ..)| *day == i64::from(weekday))
                .map(|(_, from, to)| (hour(*from), hour(*to)));
            let Some(first) = of_day.next() else { continue };
            let second = of_day.next().map_or((None, None), |(from, to)| (Some(from), Some(to)));
            let day = chrono::Weekday::try_from(weekday).expect("a day of the week");
            done(self.desk.set_hours(&actor, &Availability { day, first, second }).await);
        }
        done(self.desk.expert_settings(&actor, Some(settings.at_once), false).await);
    }

    /// The clock is turned, and what falls due is done.
    pub(crate) async fn turns_to(&self, wall: Wall) {
        let now = moment(wall);
        *self.now.lock().expect("the clock") = now;
        loop {
            let mut conn = self.desk.store.read().await.expect("the database");
            let due = store::agenda::due(&mut conn, now, 50).await.expect("the agenda");
            drop(conn);
            if due.is_empty() {
                return;
            }
            let mut work = self.desk.work().await.expect("a transaction");
            for row in due {
                assert!(store::agenda::done(work.conn(), row.id, now).await.expect("the agenda"));
                let due = serde_json::from_str(&row.body).expect("a promise");
                work.fall_due(&due, row.due).await.expect("what falls due is done");
            }
            work.commit().await.expect("what falls due is done");
        }
    }

    pub(crate) async fn team(&self, customer: usize) -> Actor {
        self.actor(member(customer), channel(customer), &[]).await
    }

    pub(crate) async fn expert(&self, expert: usize) -> Actor {
        self.actor(person(expert), EXPERTS_CHANNEL, &[EXPERT_ROLE]).await
    }

    pub(crate) async fn agent(&self) -> Actor {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let mut agent = self.actor(AGENT, SUPPORT_CHANNEL, &[SUPPORT_ROLE]).await;
        // What an agent does is done once for each command.
        agent.asking.interaction = Some(NEXT.fetch_add(1, Ordering::Relaxed));
        agent
    }

    async fn actor(&self, person: u64, channel: u64, roles: &[u64]) -> Actor {
        let asking = Asking {
            interaction: None,
            person: PersonId::new(person),
            name: "somebody".to_owned(),
            language: Language::En,
            guild: Some(GuildId::new(1)),
            channel: ChannelId::new(channel),
            parent: None,
            staff_roles: roles.iter().copied().map(RoleId::new).collect(),
            administrator: false,
            staff_guild: GuildId::new(2),
            what: String::new(),
        };
        self.desk.actor(asking).await.expect("who asks")
    }

    /// The draft that was made last: what a team is asked about a session that took longer.
    pub(crate) async fn last_draft(&self) -> i64 {
        let mut conn = self.desk.store.read().await.expect("the database");
        sqlx::query_scalar("SELECT max(id) FROM draft").fetch_one(&mut *conn).await.expect("a draft")
    }
}

pub(crate) fn done<T>(result: Done<T>) -> T {
    match result {
        Ok(value) => value,
        Err(stop) => panic!("it is done, not stopped: {stop:?}"),
    }
}

/// What was done; none where it was refused. A fault is neither.
pub(crate) fn unless_refused<T>(result: Done<T>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(Stop::Refused(_)) => None,
        Err(Stop::Fault(fault)) => panic!("a fault: {fault:#}"),
    }
}
