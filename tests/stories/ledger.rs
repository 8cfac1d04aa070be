//! The ledger of hours: conserved, never below zero, whatever happens in whichever order and however many
//! press at once.

use chrono::TimeDelta;
use guichet::{
    desk::{
        Desk,
        actor::Actor,
        expertise::{Availability, Booking, Delivery, Wanted},
    },
    rules::{
        allowance::included,
        calendar::Month,
        event::By,
        ids::{CustomerId, PersonId, SessionId},
        level::Level,
        session::Topic,
    },
    store,
};
use proptest::prelude::*;

use crate::world::{
    faceless::{Faceless, done, unless_refused},
    hours::Ledger,
    paris, world,
};

/// A hundred people press at once for the same few slots: as many sessions as there are slots, no slot twice,
/// every hour accounted for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_bookings_at_once_are_conserved() {
    let world = world().await;
    let (acme, globex, staff) = (&world.acme, &world.globex, &world.staff);
    world.is_there(&staff.nora, &["Thursday"], "09:00", "11:00").await;
    world.is_there(&staff.emil, &["Thursday"], "09:00", "10:00").await;
    let slots = ["09:00", "09:30", "10:00", "10:30"];
    let asked = (0..100).map(|number| {
        let customer = if number % 2 == 0 { acme } else { globex };
        let slot = slots[number / 2 % slots.len()];
        customer.books(format!("topic:other minutes:30 slot:2026-11-26 {slot}").leak())
    });
    let answers = futures::future::join_all(asked).await;
    let booked = answers.iter().filter(|answer| answer.contains(&["<t:"]) && answer.contains(&["30 min"]));
    let booked = booked.filter(|answer| !answer.contains(&["libre le"]) && !answer.contains(&["is free on"]));
    assert_eq!(booked.count(), 6, "four slots of Nora and two of Emil");
    world.settles().await;
    for channel in [&acme.channel, &globex.channel, &staff.experts] {
        channel.skip();
    }
    assert_eq!(world.counts("SELECT count(*) FROM session WHERE state = 'requested'").await, 6);
    assert_eq!(world.counts("SELECT count(*) FROM expert_half_hour").await, 6);
    let twice = "SELECT count(*) FROM (SELECT 1 FROM session GROUP BY expert, starts_at HAVING count(*) > 1)";
    assert_eq!(world.counts(twice).await, 0);
    let (acmes, globexs) = (world.ledger(acme).await, world.ledger(globex).await);
    assert_eq!(acmes.held + globexs.held, 6 * 30);
    world.end().await;
}

/// A hundred at once for the last two hours: four sessions of 30 minutes, and not one minute below zero.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_hours_are_never_booked_twice() {
    let world = world().await;
    let globex = &world.globex;
    world.nora_is_there().await;
    let slots = ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30", "14:00", "14:30", "15:00", "15:30"];
    let asked = (0..100).map(|number| {
        let (day, slot) = (24 + number % 4, slots[number % slots.len()]);
        globex.books(format!("topic:other minutes:30 slot:2026-11-{day} {slot}").leak())
    });
    let answers = futures::future::join_all(asked).await;
    assert_eq!(answers.iter().filter(|answer| answer.contains(&["Request sent to Nora"])).count(), 4);
    assert!(answers.iter().any(|answer| answer.contains(&["No hours are left for November 2026"])));
    world.settles().await;
    globex.channel.skip();
    world.staff.experts.skip();
    assert_eq!(world.ledger(globex).await, Ledger { used: 0, held: 120 });
    world.end().await;
}

/// One thing that people, or time, do.
#[derive(Clone, Debug)]
enum Deed {
    Book { slot: usize, minutes: i64 },
    Accept(usize),
    Decline(usize),
    OtherTime { session: usize, slot: usize },
    Cancel(usize),
    Move { session: usize, slot: usize },
    Done { session: usize, minutes: i64, no_show: bool },
    Pack(i64),
    Upgrade(Level),
    Wait(i64),
}

fn deed() -> impl Strategy<Value = Deed> {
    let minutes = prop::sample::select(vec![30_i64, 60, 90, 120]);
    let level = prop::sample::select(vec![Level::Bronze, Level::Silver, Level::Gold]);
    prop_oneof![
        6 => (0..60_usize, minutes).prop_map(|(slot, minutes)| Deed::Book { slot, minutes }),
        3 => (0..12_usize).prop_map(Deed::Accept),
        1 => (0..12_usize).prop_map(Deed::Decline),
        1 => (0..12_usize, 0..60_usize).prop_map(|(session, slot)| Deed::OtherTime { session, slot }),
        2 => (0..12_usize).prop_map(Deed::Cancel),
        2 => (0..12_usize, 0..60_usize).prop_map(|(session, slot)| Deed::Move { session, slot }),
        2 => (0..12_usize, 0..200_i64, any::<bool>())
            .prop_map(|(session, minutes, no_show)| Deed::Done { session, minutes, no_show }),
        1 => (1..4_i64).prop_map(Deed::Pack),
        1 => level.prop_map(Deed::Upgrade),
        2 => (1..40_i64).prop_map(Deed::Wait),
    ]
}

/// A desk without a face, with one customer and one expert.
struct Stage {
    faceless: Faceless,
    desk: Desk,
    customer: CustomerId,
}

const TEAM_CHANNEL: u64 = 20;
const MEMBER: u64 = 100;
const EXPERT: u64 = 200;

impl Stage {
    async fn new() -> Self {
        let faceless = Faceless::at(paris("2026-11-23 10:00")).await;
        let desk = faceless.desk.clone();
        let customer = faceless.customer("Acme", Level::Standard, TEAM_CHANNEL, None).await;
        let expert = faceless.expert(EXPERT).await;
        for day in [chrono::Weekday::Mon, chrono::Weekday::Tue, chrono::Weekday::Wed, chrono::Weekday::Thu] {
            let first = ("9".to_owned(), "18".to_owned());
            let hours = Availability { day, first, second: (None, None) };
            done(desk.set_hours(&expert, &hours).await);
        }
        Self { faceless, desk, customer }
    }

    async fn member(&self) -> Actor {
        self.faceless.of_team(MEMBER, TEAM_CHANNEL).await
    }

    async fn expert(&self) -> Actor {
        self.faceless.expert(EXPERT).await
    }

    /// A half hour of the days to come, as a person would type it.
    fn slot(&self, number: usize) -> String {
        let number = i64::try_from(number).expect("a small number");
        let calendar = &self.desk.offer.calendar;
        let day = calendar.date_of(self.desk.clock.now()) + TimeDelta::days(number / 6);
        format!("{day} {:02}:{:02}", 9 + number % 6, number % 2 * 30)
    }

    async fn sessions(&self) -> Vec<SessionId> {
        let mut conn = self.desk.store.read().await.expect("the database");
        let ids: Vec<i64> = sqlx::query_scalar("SELECT id FROM session ORDER BY id DESC LIMIT 12")
            .fetch_all(&mut *conn)
            .await
            .expect("ids");
        ids.into_iter().map(SessionId::new).collect()
    }

    async fn does(&self, deed: &Deed) {
        let sessions = self.sessions().await;
        let id = |number: usize| sessions.get(number % sessions.len().max(1)).copied();
        let (member, expert) = (self.member().await, self.expert().await);
        let calendar = &self.desk.offer.calendar;
        let wanted = |slot: usize| Wanted::read(calendar, &self.slot(slot)).expect("a moment");
        match deed {
            Deed::Book { slot, minutes } => {
                let booking = Booking { topic: Topic::Other, minutes: *minutes, about: String::new() };
                unless_refused(self.desk.book(&member, &booking, wanted(*slot)).await);
            }
            Deed::Accept(number) => {
                let Some(id) = id(*number) else { return };
                if unless_refused(self.desk.accept_session(&expert, id).await).is_none() {
                    unless_refused(self.desk.accept_session(&member, id).await);
                }
            }
            Deed::Decline(number) => {
                let Some(id) = id(*number) else { return };
                unless_refused(self.desk.decline_session((&expert).into(), id, "no").await);
            }
            Deed::OtherTime { session, slot } => {
                let Some(id) = id(*session) else { return };
                unless_refused(self.desk.propose_time((&expert).into(), id, &self.slot(*slot), "").await);
            }
            Deed::Cancel(number) => {
                let Some(id) = id(*number) else { return };
                if let Some(preview) =
                    unless_refused(self.desk.preview_cancel(&member, &id.to_string()).await)
                {
                    done(self.desk.call_off(&member, preview.draft).await);
                }
            }
            Deed::Move { session, slot } => {
                let Some(id) = id(*session) else { return };
                let preview = self.desk.preview_move(&member, &id.to_string(), wanted(*slot)).await;
                if let Some(preview) = unless_refused(preview) {
                    done(self.desk.call_off(&member, preview.draft).await);
                }
            }
            Deed::Done { session, minutes, no_show } => {
                let Some(id) = id(*session) else { return };
                let delivery = Delivery { minutes: Some(*minutes), notes: String::new(), no_show: *no_show };
                unless_refused(self.desk.deliver(&expert, &id.to_string(), &delivery).await);
                self.agrees(&member).await;
            }
            Deed::Pack(hours) => {
                let agent = self.faceless.agent().await;
                done(self.desk.grant_pack(&agent, "Acme", *hours, None).await);
            }
            Deed::Upgrade(level) => self.upgrades(*level).await,
            Deed::Wait(hours) => {
                self.faceless.turns_to(self.desk.clock.now() + TimeDelta::hours(*hours)).await;
            }
        }
    }

    /// The team agrees to whatever took longer, where its hours do.
    async fn agrees(&self, member: &Actor) {
        let mut conn = self.desk.store.read().await.expect("the database");
        let open = "SELECT id FROM draft WHERE used_at IS NULL AND person = 0 ORDER BY id";
        let drafts: Vec<i64> = sqlx::query_scalar(open).fetch_all(&mut *conn).await.expect("drafts");
        drop(conn);
        for draft in drafts {
            unless_refused(self.desk.agree_to_more(member, draft).await);
        }
    }

    async fn upgrades(&self, level: Level) {
        let mut work = self.desk.work().await.expect("a transaction");
        let (now, by) = (work.now, By::team(PersonId::new(MEMBER)));
        let history = store::contract::history(work.conn(), self.customer).await.expect("the contract");
        if let Ok(change) = history.upgrade(level, by, &self.desk.offer, now) {
            store::contract::insert(work.conn(), self.customer, &change.row).await.expect("the level");
        }
        work.commit().await.expect("the level");
    }

    async fn number(&self, sql: &str) -> i64 {
        let mut conn = self.desk.store.read().await.expect("the database");
        let sql = sqlx::AssertSqlSafe(sql.to_owned());
        sqlx::query_scalar(sql).fetch_one(&mut *conn).await.expect("a number")
    }

    /// What must hold whatever happened.
    async fn holds(&self) {
        let held = self
            .number("SELECT coalesce(-sum(minutes), 0) FROM hours_entry WHERE kind IN ('hold', 'release')");
        let open = "state IN ('requested', 'proposed', 'confirmed')";
        let booked =
            self.number(&format!("SELECT coalesce(sum(minutes), 0) FROM session WHERE {open}")).await;
        assert_eq!(held.await, booked, "what is held is what is booked");
        let taken = self.number("SELECT 30 * count(*) FROM expert_half_hour").await;
        assert_eq!(taken, booked, "the expert's time is what is booked");
        let used = self.number("SELECT coalesce(-sum(minutes), 0) FROM hours_entry WHERE kind = 'use'").await;
        let charged = self.number("SELECT coalesce(sum(charged), 0) FROM session_event").await;
        assert_eq!(used, charged, "what is used is what was told to be charged");
        let overdrawn = "SELECT count(*) FROM (SELECT pack FROM hours_entry WHERE pack IS NOT NULL
                                               GROUP BY pack HAVING sum(minutes) < 0)";
        assert_eq!(self.number(overdrawn).await, 0, "no pack is below zero");
        let overlap = format!(
            "SELECT count(*) FROM session AS a JOIN session AS b ON a.expert = b.expert AND a.id < b.id
             WHERE a.{open} AND b.{open} AND a.starts_at < b.starts_at + 60 * b.minutes AND b.starts_at < a.starts_at + 60 * a.minutes"
        );
        assert_eq!(self.number(&overlap).await, 0, "never two sessions at a time");
        self.months_hold().await;
    }

    async fn months_hold(&self) {
        let now = self.desk.clock.now();
        let mut conn = self.desk.store.read().await.expect("the database");
        let history = store::contract::history(&mut conn, self.customer).await.expect("the contract");
        let first: Month = "2026-11".parse().expect("a month");
        for month in (0..4).map(|months| first.plus(months)) {
            let drawn = store::hours::drawn(&mut conn, self.customer, month).await.expect("the ledger");
            let included = included(&history, month, &self.desk.offer, now);
            assert!(drawn.used >= 0 && drawn.held >= 0, "{month}: {drawn:?}");
            assert!(drawn.used + drawn.held <= included, "{month} includes {included}: {drawn:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 200, ..ProptestConfig::default() })]

    /// Whatever people do in whichever order: hours and time are conserved, and never below zero.
    #[test]
    fn the_ledger_holds_whatever_happens(deeds in prop::collection::vec(deed(), 10..60)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let stage = Stage::new().await;
            for deed in &deeds {
                stage.does(deed).await;
                stage.holds().await;
            }
        });
    }
}
