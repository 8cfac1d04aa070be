//! The stage of every story: a Discord of our own, a support team, three customers, and a desk at work among
//! them.
//!
//! The clock stands still until a story turns it. At the end ([`World::end`]) nothing may be unread, refused,
//! failed, logged as an error, or due.

use std::{path::PathBuf, time::Duration};

use super::{apart::Apart, served::Served};
use chrono::{DateTime, TimeZone, Utc};
use chrono_tz::Europe::Paris;
use guichet::{
    clock::Clock,
    config::{Config, OtherDiscord},
    desk::Desk,
    play::follow,
    program::Program,
    routes::Routes,
    rules::{
        contract::first_row,
        event::By,
        ids::{ChannelId, CustomerId, GuildId, PersonId, RoleId},
        language::Language,
        level::Level,
        offer::{DEFAULT, Offer},
    },
    secret::Secret,
    store::{self, customer::NewLink, desk::Setup},
};
use sandbox::{Channel, Guild, Outside, Person, Role, Sandbox};
use tokio_util::sync::CancellationToken;

/// How long a story waits for something that should happen at once.
const PATIENCE: Duration = Duration::from_secs(20);

/// The support team's server.
pub(crate) struct Staff {
    /// The server; it reads French.
    pub(crate) guild: Guild,
    /// Cards and pages.
    pub(crate) support: Channel,
    /// Requests for the experts.
    pub(crate) experts: Channel,
    /// Support agents.
    pub(crate) support_role: Role,
    /// Experts.
    pub(crate) expert_role: Role,
    /// On call, levels 1 and 2; level 3 has no role.
    pub(crate) on_call: [Role; 2],
    /// The server's owner and administrator.
    pub(crate) olga: Person,
    /// A support agent, on call at level 1.
    pub(crate) bob: Person,
    /// Another support agent.
    pub(crate) carol: Person,
    /// An expert.
    pub(crate) nora: Person,
    /// Another expert.
    pub(crate) emil: Person,
}

/// A customer, its server and its people.
pub(crate) struct Customer {
    /// Its row.
    pub(crate) id: CustomerId,
    /// Its own server, where nobody of the staff is.
    pub(crate) guild: Guild,
    /// The channel that speaks for it.
    pub(crate) channel: Channel,
    /// A manager.
    pub(crate) manager: Person,
    /// A member.
    pub(crate) member: Person,
}

/// The stage.
pub(crate) struct World {
    /// The Discord of our own.
    pub(crate) sandbox: Sandbox,
    /// The support team.
    pub(crate) staff: Staff,
    /// Acme: Gold, French; Alice is its manager, Amine a member.
    pub(crate) acme: Customer,
    /// Globex: Bronze since last month, English; Grace and Gus.
    pub(crate) globex: Customer,
    /// Initech: Standard, English; Ivy and Ian.
    pub(crate) initech: Customer,
    pub(super) desk: Option<(Program, CancellationToken)>,
    /// Where it works, if that is not where the story does.
    pub(super) apart: Option<Apart>,
    pub(super) database: PathBuf,
    offer: Offer,
    /// `routes.toml`, where people are called outside chat too.
    routes: Option<String>,
    calendars: Option<Served>,
    pub(super) errors: super::log::Errors,
    _folder: tempfile::TempDir,
}

/// A moment of Paris, as people read it there.
pub(crate) fn paris(text: &str) -> DateTime<Utc> {
    let naive = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M")
        .expect("a moment such as 2026-11-23 10:00");
    Paris.from_local_datetime(&naive).earliest().expect("a moment that exists in Paris").to_utc()
}

/// The usual stage: Monday 23 November 2026, 10:00 in Paris.
pub(crate) async fn world() -> World {
    World::at("2026-11-23 10:00").await
}

impl World {
    /// The usual stage at another moment of Paris.
    pub(crate) async fn at(now: &str) -> Self {
        Self::with(now, Offer::parse(DEFAULT).expect("the embedded offer")).await
    }

    /// The usual stage, with people who are called outside chat too, by the routes of that file.
    pub(crate) async fn calling(now: &str, routes: fn(&Outside) -> String) -> Self {
        Self::set(now, Offer::parse(DEFAULT).expect("the embedded offer"), Some(routes)).await
    }

    /// The usual stage at another moment, with another offer.
    pub(crate) async fn with(now: &str, offer: Offer) -> Self {
        Self::set(now, offer, None).await
    }

    async fn set(now: &str, offer: Offer, routes: Option<fn(&Outside) -> String>) -> Self {
        let errors = super::log::Errors::listen();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let clock = sandbox::Clock::frozen(paris(now));
        let sandbox = Sandbox::builder().clock(clock).bot_name("guichet").start().await.expect("the sandbox");
        let staff = staff(&sandbox);
        let database = folder.path().join("guichet.db");
        let store = store::Store::open(&database).await.expect("the database");
        let now = sandbox.clock().now();
        let mut tx = store.begin().await.expect("a transaction");
        let setup = Setup {
            support_channel: ChannelId::new(staff.support.id().get()),
            experts_channel: ChannelId::new(staff.experts.id().get()),
            support_role: RoleId::new(staff.support_role.id().get()),
            expert_role: RoleId::new(staff.expert_role.id().get()),
            on_call_1: Some(RoleId::new(staff.on_call[0].id().get())),
            on_call_2: Some(RoleId::new(staff.on_call[1].id().get())),
            on_call_3: None,
            language: Language::Fr,
        };
        store::desk::set_up(&mut tx, &setup, person(&staff.olga), now).await.expect("the set-up");
        tx.commit().await.expect("the set-up");
        let seed = Seed { sandbox: &sandbox, store: &store, offer: &offer, now };
        let acme =
            seed.customer("Acme", Language::Fr, Level::Gold, "2026-01-15 00:00", ["Alice", "Amine"]).await;
        let globex =
            seed.customer("Globex", Language::En, Level::Bronze, "2026-10-05 00:00", ["Grace", "Gus"]).await;
        let initech =
            seed.customer("Initech", Language::En, Level::Standard, "2026-06-01 00:00", ["Ivy", "Ian"]).await;
        store.close().await;
        let mut world = Self {
            sandbox,
            staff,
            acme,
            globex,
            initech,
            desk: None,
            apart: None,
            database,
            offer,
            routes: None,
            calendars: None,
            errors,
            _folder: folder,
        };
        if let Some(routes) = routes {
            world.routes = Some(routes(&world.sandbox.outside()));
        }
        world.starts().await;
        world
    }

    /// The desk starts, and is at work when this returns.
    pub(crate) async fn starts(&mut self) {
        self.begins().await;
        until(|| self.desk().away.is_served()).await;
        self.settles().await;
    }

    /// The desk starts; Discord may be away.
    pub(crate) async fn begins(&mut self) {
        let (config, clock, stop) = self.settings();
        let program = Program::start(config, clock, stop.clone()).await.expect("the desk starts");
        self.desk = Some((program, stop));
    }

    /// What a desk starts with.
    pub(super) fn settings(&self) -> (Config, Clock, CancellationToken) {
        let authority = Some(self.sandbox.certificate().as_bytes().to_vec());
        let clock = follow(&self.sandbox.clock());
        let read = |text: &String| Routes::parse(text, &|_| None, authority.as_deref(), clock.clone());
        let routes = self.routes.as_ref().map(read).transpose().expect("the routes");
        let mut trusted = self.sandbox.certificate().as_bytes().to_vec();
        trusted.extend(self.calendars.iter().flat_map(|served| served.authority().to_vec()));
        let config = Config {
            token: Secret::new(self.sandbox.token()),
            staff_guild: GuildId::new(self.staff.guild.id().get()),
            database: self.database.clone(),
            http_address: ([127, 0, 0, 1], 0).into(),
            metrics_address: None,
            public_url: None,
            heartbeat: None,
            offer: self.offer.clone(),
            discord: Some(OtherDiscord { address: self.sandbox.api_address(), authority: authority.clone() }),
            routes,
            extra_ca: Some(trusted),
            private_hosts: vec!["localhost".to_owned()],
        };
        (config, clock, CancellationToken::new())
    }

    /// The desk starts again and trusts a server of calendars, which is as private as it can be.
    pub(crate) async fn reads_calendars(&mut self) {
        self.stops().await;
        self.calendars = Some(Served::start().await);
        self.starts().await;
    }

    /// The server of calendars.
    pub(crate) fn calendars(&self) -> &Served {
        self.calendars.as_ref().expect("a server of calendars")
    }

    /// From now on maintenance is announced to the three customers; stories that are not about it are not
    /// disturbed by it.
    pub(crate) async fn announces(&self) {
        let mut tx = self.desk().store.begin().await.expect("a transaction");
        sqlx::query("UPDATE channel_link SET announcements = 1").execute(&mut *tx).await.expect("the links");
        tx.commit().await.expect("the links");
    }

    /// The desk stops in order. Its library looks twice a second whether it is to stop, and whenever the
    /// gateway says something.
    pub(crate) async fn stops(&mut self) {
        let (program, stop) = self.desk.take().expect("the desk is at work");
        stop.cancel();
        let served = program.served();
        tokio::pin!(served);
        loop {
            tokio::select! {
                stopped = &mut served => return stopped.expect("the desk stops in order"),
                () = tokio::time::sleep(Duration::from_millis(5)) => self.sandbox.ask_for_heartbeat(),
            }
        }
    }

    /// The desk, for what no person can see.
    pub(crate) fn desk(&self) -> &Desk {
        &self.desk.as_ref().expect("the desk is at work").0.desk
    }

    /// Where the door for machines is, until the desk stops.
    pub(crate) fn door(&self) -> std::net::SocketAddr {
        self.desk.as_ref().expect("the desk is at work").0.http_address
    }

    /// Turns the clock forward and waits until all that falls due is done and said.
    pub(crate) async fn turns(&self, by: chrono::TimeDelta) {
        self.sandbox.clock().advance(by.to_std().expect("the clock is turned forward"));
        self.settles().await;
    }

    /// Turns the clock to a moment of Paris.
    pub(crate) async fn turns_to(&self, moment: &str) {
        self.sandbox.clock().set(paris(moment));
        self.settles().await;
    }

    /// Waits until nothing is due, nothing waits to be said and nothing is under way.
    pub(crate) async fn settles(&self) {
        let started = std::time::Instant::now();
        loop {
            let quiet = self.sandbox.idle_for(Duration::from_millis(40)).await;
            let (due, waiting, told) = self.left().await;
            if quiet
                && due == 0
                && waiting == 0
                && told == 0
                && !self.desk().vigil_is_due()
                && !self.reads().await
            {
                return;
            }
            assert!(
                started.elapsed() < PATIENCE,
                "still at work: {due} due, {waiting} to be said, {told} to be taken in\n{}",
                self.sandbox.history()
            );
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Whether a calendar is about to be read.
    async fn reads(&self) -> bool {
        !self.desk().calendars_due().await.expect("the database").is_empty()
    }

    /// How many promises are due, how many messages wait, and how much of what was told may be taken in.
    async fn left(&self) -> (i64, i64, i64) {
        let now = self.sandbox.clock().now().timestamp();
        let mut conn = self.desk().store.read().await.expect("the database");
        sqlx::query_as(
            "SELECT (SELECT count(*) FROM agenda WHERE done_at IS NULL AND due <= ?1),
                    (SELECT count(*) FROM outbox
                     WHERE state IN ('waiting', 'sending') AND behind IS NULL AND not_before <= ?1),
                    (SELECT count(*) FROM inbox AS this WHERE not_before <= ?1 AND NOT EXISTS (
                        SELECT 1 FROM inbox AS other WHERE other.channel = this.channel AND other.not_before > ?1
                        AND (other.message < this.message OR (other.message = this.message AND other.kind > this.kind))))",
        )
        .bind(now)
        .fetch_one(&mut *conn)
        .await
        .expect("the database")
    }

    /// One number from the database, for what no person can see.
    pub(crate) async fn counts(&self, sql: &str) -> i64 {
        let mut conn = self.desk().store.read().await.expect("the database");
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned()))
            .fetch_one(&mut *conn)
            .await
            .expect("the database")
    }

    /// Waits until so many messages are kept of all threads, and all that follows is said: what somebody
    /// writes waits for nobody.
    pub(crate) async fn keeps(&self, messages: i64) {
        self.comes("SELECT count(*) FROM ticket_message", messages).await;
    }

    /// Waits until the database counts so many, and all that follows is said.
    pub(crate) async fn comes(&self, sql: &str, many: i64) {
        for _ in 0..2_000 {
            if self.counts(sql).await == many {
                return self.settles().await;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("never {many}: {sql}\n{}", self.sandbox.history());
    }

    /// Something is lost from the database, as no person could make it.
    pub(crate) async fn forgets(&self, sql: &str) {
        let mut tx = self.desk().store.begin().await.expect("the database");
        sqlx::query(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut *tx).await.expect("the database");
        tx.commit().await.expect("the database");
    }

    /// The end of a story: nothing unread, refused, failed, logged as an error, or due.
    pub(crate) async fn end(mut self) {
        self.settles().await;
        // A customer is not in the staff's server: that Discord says so is how the desk knows.
        let members = format!("/guilds/{}/members/", self.staff.guild.id());
        while self.sandbox.refused().iter().any(|one| one.code == 10_007 && one.path.starts_with(&members)) {
            self.sandbox.expect_refusal(10_007);
        }
        self.sandbox.assert_quiet();
        self.stops().await;
        self.errors.assert_none();
    }
}

/// Waits until something is so.
pub(crate) async fn until(so: impl Fn() -> bool) {
    let started = std::time::Instant::now();
    while !so() {
        assert!(started.elapsed() < PATIENCE, "it did not happen");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// A person's id, as the desk knows it.
pub(crate) fn person(person: &Person) -> PersonId {
    PersonId::new(person.id().get())
}

fn staff(sandbox: &Sandbox) -> Staff {
    let someone = |name: &str, locale: &str| sandbox.person(name).locale(locale).create();
    let olga = someone("Olga", "fr");
    let guild = sandbox.guild("Support").locale("fr").owner(&olga).create();
    let support_role = guild.role("support").create();
    let expert_role = guild.role("experts").create();
    let on_call =
        [guild.role("on-call-1").mentionable().create(), guild.role("on-call-2").mentionable().create()];
    let staff = Staff {
        support: guild.channel("support").create(),
        experts: guild.channel("experts").create(),
        bob: someone("Bob", "en-GB"),
        carol: someone("Carol", "fr"),
        nora: someone("Nora", "fr"),
        emil: someone("Emil", "en-GB"),
        olga,
        support_role,
        expert_role,
        on_call,
        guild,
    };
    staff.bob.joins(&staff.guild, &[&staff.support_role, &staff.on_call[0]]);
    staff.carol.joins(&staff.guild, &[&staff.support_role]);
    staff.nora.joins(&staff.guild, &[&staff.expert_role]);
    staff.emil.joins(&staff.guild, &[&staff.expert_role]);
    staff
}

struct Seed<'a> {
    sandbox: &'a Sandbox,
    store: &'a store::Store,
    offer: &'a Offer,
    now: DateTime<Utc>,
}

impl Seed<'_> {
    async fn customer(
        &self,
        name: &str,
        language: Language,
        level: Level,
        since: &str,
        people: [&str; 2],
    ) -> Customer {
        let locale = match language {
            Language::Fr => "fr",
            Language::En => "en-US",
        };
        let [manager, member] = people.map(|name| self.sandbox.person(name).locale(locale).create());
        let guild = self.sandbox.guild(name).locale(locale).owner(&manager).create();
        member.joins(&guild, &[]);
        let channel = guild.channel("support").create();
        let by = PersonId::new(1);
        let mut tx = self.store.begin().await.expect("a transaction");
        let id = store::customer::insert(&mut tx, name, language, by, self.now)
            .await
            .expect("the database")
            .expect("a customer of a new name");
        let date = paris(since).with_timezone(&Paris).date_naive();
        let row = first_row(level, date, By::staff(by), &self.offer.calendar, self.now);
        store::contract::insert(&mut tx, id, &row).await.expect("the level");
        let link = NewLink {
            channel: ChannelId::new(channel.id().get()),
            guild: GuildId::new(guild.id().get()),
            customer: id,
            announcements: false,
            platform: None,
            by,
        };
        assert!(store::customer::link(&mut tx, &link, self.now).await.expect("the link"));
        // Stories that are not about hours that lapse are not disturbed by their offer.
        let settings = store::contract::Settings { unused_hours: false, monthly_report: false };
        store::contract::set(&mut tx, id, settings).await.expect("the settings");
        store::customer::name_manager(&mut tx, id, person(&manager), by, self.now)
            .await
            .expect("the manager");
        tx.commit().await.expect("the customer");
        Customer { id, guild, channel, manager, member }
    }
}
