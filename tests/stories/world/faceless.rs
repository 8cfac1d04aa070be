//! A desk without a face: its use cases on a database of its own, and a hand on the clock. For what is done
//! far too often to be typed.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU64, Ordering},
};

use chrono::{DateTime, Utc};
use guichet::{
    clock::Clock,
    desk::{
        Desk, Stop,
        actor::{Actor, Asking},
        refusal::reason::Done,
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

const SUPPORT_CHANNEL: u64 = 10;
const EXPERTS_CHANNEL: u64 = 11;
const SUPPORT_ROLE: u64 = 2;
const EXPERT_ROLE: u64 = 3;
const AGENT: u64 = 300;

/// The desk: set up, without a customer.
pub(crate) struct Faceless {
    pub(crate) desk: Desk,
    now: Arc<Mutex<DateTime<Utc>>>,
    _folder: tempfile::TempDir,
}

impl Faceless {
    pub(crate) async fn at(now: DateTime<Utc>) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = store::Store::open(&folder.path().join("guichet.db")).await.expect("the database");
        let offer = Offer::parse(DEFAULT).expect("the embedded offer");
        let now = Arc::new(Mutex::new(now));
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

    /// A customer of that level from today on, with a channel and perhaps a manager.
    pub(crate) async fn customer(
        &self,
        name: &str,
        level: Level,
        channel: u64,
        manager: Option<u64>,
    ) -> CustomerId {
        let (by, now) = (PersonId::new(1), self.desk.clock.now());
        let calendar = &self.desk.offer.calendar;
        let mut tx = self.desk.store.begin().await.expect("a transaction");
        let customer = store::customer::insert(&mut tx, name, Language::En, by, now)
            .await
            .expect("the database")
            .expect("a customer of a new name");
        let row = first_row(level, calendar.date_of(now), By::staff(by), calendar, now);
        store::contract::insert(&mut tx, customer, &row).await.expect("the level");
        let link = NewLink {
            channel: ChannelId::new(channel),
            guild: GuildId::new(1),
            customer,
            announcements: false,
            platform: None,
            by,
        };
        assert!(store::customer::link(&mut tx, &link, now).await.expect("the link"));
        if let Some(manager) = manager {
            let manager = PersonId::new(manager);
            store::customer::name_manager(&mut tx, customer, manager, by, now).await.expect("the manager");
        }
        tx.commit().await.expect("the customer");
        customer
    }

    /// The clock is turned, and what falls due is done.
    pub(crate) async fn turns_to(&self, now: DateTime<Utc>) {
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

    /// Somebody of the team of a channel.
    pub(crate) async fn of_team(&self, person: u64, channel: u64) -> Actor {
        self.actor(person, channel, &[]).await
    }

    pub(crate) async fn expert(&self, person: u64) -> Actor {
        self.actor(person, EXPERTS_CHANNEL, &[EXPERT_ROLE]).await
    }

    /// What an agent does is done once for each command: this is another one each time.
    pub(crate) async fn agent(&self) -> Actor {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let mut agent = self.actor(AGENT, SUPPORT_CHANNEL, &[SUPPORT_ROLE]).await;
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
            writes: true,
            staff_guild: GuildId::new(2),
            what: String::new(),
        };
        self.desk.actor(asking).await.expect("who asks")
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
