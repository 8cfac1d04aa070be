//! The sandbox itself: where it is, what it is told to do, what it tells.

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use twilight_model::gateway::Intents;

use crate::{
    clock::Clock,
    control,
    faults::Faults,
    ids::{ApplicationId, UserId},
    log::{Refused, Request},
    outside::Outside,
    privileged::PrivilegedIntents,
    server,
    sessions::{Out, SessionLimit},
    shared::Shared,
    state::{Dispatch, World},
    world::{Guild, GuildBuilder, Person, PersonBuilder},
};

/// A Discord on loopback. It ends when this is dropped.
#[derive(Debug)]
pub struct Sandbox {
    shared: Arc<Shared>,
    authority: String,
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.shared.stop.cancel();
    }
}

impl Sandbox {
    pub(crate) fn new(shared: Arc<Shared>, authority: String) -> Self {
        Self { shared, authority }
    }

    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    /// Where the API is: `https://127.0.0.1:PORT`. A client that calls itself `discord.com` is served there.
    #[must_use]
    pub fn api_url(&self) -> String {
        format!("https://{}", self.shared.addresses.https)
    }

    /// The address behind [`Self::api_url`], for a resolver that sends `discord.com` there.
    #[must_use]
    pub fn api_address(&self) -> SocketAddr {
        self.shared.addresses.https
    }

    /// The API without TLS, for clients that cannot be told whom to trust: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn plain_url(&self) -> String {
        format!("http://{}", self.shared.addresses.plain)
    }

    /// Where the gateway is: `ws://127.0.0.1:PORT`, as `/gateway/bot` tells.
    #[must_use]
    pub fn gateway_url(&self) -> String {
        self.shared.gateway_url()
    }

    /// Serves a page to look at all of this and to play in it, with the control API behind it, over plain
    /// HTTP. Returns its address; port 0 takes any that is free.
    ///
    /// # Errors
    ///
    /// When the address is not on loopback, for whoever reaches the page drives the sandbox; or when it is
    /// taken.
    pub async fn serve_page(&self, address: SocketAddr) -> Result<SocketAddr> {
        ensure!(
            address.ip().is_loopback(),
            "the page is for this machine alone, and {address} is not on loopback"
        );
        let listener = TcpListener::bind(address).await.context("cannot listen for the page")?;
        let bound = listener.local_addr().context("no address for the page")?;
        tokio::spawn(server::serve(Arc::clone(&self.shared), listener, control::router(&self.shared)));
        Ok(bound)
    }

    /// The certificate of the authority to trust, in PEM.
    #[must_use]
    pub fn certificate(&self) -> &str {
        &self.authority
    }

    /// The bot's token, without `Bot `.
    #[must_use]
    pub fn token(&self) -> String {
        self.shared.look(|world| world.app.token.clone())
    }

    /// The bot's application.
    #[must_use]
    pub fn application_id(&self) -> ApplicationId {
        self.shared.look(|world| world.app.id)
    }

    /// The bot's account.
    #[must_use]
    pub fn bot_user_id(&self) -> UserId {
        self.shared.look(|world| world.app.bot)
    }

    /// The clock that people in the sandbox read.
    #[must_use]
    pub fn clock(&self) -> Clock {
        self.shared.clock.clone()
    }

    /// Things that go wrong on request.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.shared.faults
    }

    /// What is said outside Discord: mails, pushes, events for PagerDuty, webhooks.
    #[must_use]
    pub fn outside(&self) -> Outside {
        Outside::new(Arc::clone(&self.shared))
    }

    /// Whether Discord's rate limits hold from now on.
    pub fn rate_limits(&self, on: bool) {
        self.shared.limits.hold(on);
    }

    /// Switches privileged intents, as the bot's author does in the developer portal.
    pub fn privileged_intents(&self, privileged: PrivilegedIntents) {
        self.shared.change(|world| world.app.privileged = privileged);
    }

    /// Changes the bot's token: the old one is refused from now on.
    pub fn set_token(&self, token: &str) {
        self.shared.change(|world| token.clone_into(&mut world.app.token));
    }

    /// A new server.
    pub fn guild(&self, name: &str) -> GuildBuilder {
        GuildBuilder::new(Arc::clone(&self.shared), name)
    }

    /// A new person.
    pub fn person(&self, name: &str) -> PersonBuilder {
        PersonBuilder::new(Arc::clone(&self.shared), name)
    }

    /// The server of that name.
    #[must_use]
    pub fn find_guild(&self, name: &str) -> Option<Guild> {
        let id =
            self.shared.look(|world| world.guilds.values().find(|one| one.name == name).map(|one| one.id));
        id.map(|id| Guild::new(Arc::clone(&self.shared), id))
    }

    /// The person of that name.
    #[must_use]
    pub fn find_person(&self, name: &str) -> Option<Person> {
        let id = self
            .shared
            .look(|world| world.users.values().find(|one| !one.bot && one.name == name).map(|one| one.id));
        id.map(|id| Person::new(Arc::clone(&self.shared), id))
    }

    /// Waits until the bot is connected and was told of its servers. Whether it was, within `patience` of
    /// real time.
    pub async fn bot_is_online(&self, patience: Duration) -> bool {
        let shared = &self.shared;
        shared
            .wait(Instant::now() + patience, |_| (shared.sessions.connected() > 0).then_some(()))
            .await
            .is_some()
    }

    /// How many connections of the bot are up.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.shared.sessions.connected()
    }

    /// How often the bot identified or resumed, attempts to resume that failed included.
    #[must_use]
    pub fn logins(&self) -> u64 {
        self.shared.sessions.made()
    }

    /// How often somebody with the bot's token identified, or was closed at it.
    #[must_use]
    pub fn identifies(&self) -> u64 {
        self.shared.starts.identified()
    }

    /// How many sessions the bot may begin from now on. What remains is counted down; whoever identifies when
    /// nothing does loses the token, and all sessions end (4004). More than `max_concurrency` within five
    /// seconds are told that theirs is invalid.
    pub fn session_limit(&self, limit: SessionLimit) {
        self.shared.starts.limit(limit);
    }

    /// Among how many sessions the bot's servers must be shared at least: `/gateway/bot` says so, and a bot
    /// that comes with fewer is closed (4011). Sessions that are there go on.
    pub fn require_shards(&self, shards: u32) {
        self.shared.starts.require(shards);
    }

    /// Whether a command of that name is registered, for everyone or on a server.
    #[must_use]
    pub fn has_command(&self, name: &str) -> bool {
        self.shared.look(|world| world.commands.iter().any(|one| one.name == name))
    }

    /// Waits until a command of that name is registered. Whether it was, within `patience` of real time.
    pub async fn command_is_registered(&self, name: &str, patience: Duration) -> bool {
        let found = |world: &World| world.commands.iter().any(|one| one.name == name).then_some(());
        self.shared.wait(Instant::now() + patience, found).await.is_some()
    }

    /// Cuts the gateway's connections without a word; sessions can be resumed.
    pub fn drop_connections(&self) {
        self.shared.sessions.to_all(&Out::Drop);
    }

    /// Closes the gateway's connections with a code.
    pub fn close_connections(&self, code: u16) {
        self.shared.sessions.to_all(&Out::Close(code));
    }

    /// Tells the bot an event of that name, of a server or of none, that says whatever is given: nothing of
    /// it need be true, or even readable.
    pub fn tells(&self, guild: Option<&Guild>, name: &str, data: Value) {
        self.shared.change(|world| {
            world.outgoing.push(Dispatch {
                name: name.to_owned().into(),
                data,
                guild: guild.map(Guild::id),
                intents: Intents::empty(),
                redact: false,
            });
        });
    }

    /// Asks the bot to connect again (op 7).
    pub fn ask_to_reconnect(&self) {
        self.shared.sessions.to_all(&Out::Frame(json!({ "op": 7, "d": null })));
    }

    /// Asks for a heartbeat at once (op 1).
    pub fn ask_for_heartbeat(&self) {
        self.shared.sessions.to_all(&Out::Frame(json!({ "op": 1, "d": null })));
    }

    /// Tells the bot that its session is no longer valid (op 9); where it is not resumable it has to identify
    /// anew.
    pub fn invalidate_sessions(&self, resumable: bool) {
        self.shared.sessions.invalidate(resumable);
    }

    /// Every request of the bot, in the order of their answers.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.shared.log.requests()
    }

    /// How many requests used a route (`"POST"`, `"/channels/{channel}/messages"`).
    #[must_use]
    pub fn count(&self, method: &str, route: &str) -> usize {
        self.shared.log.count(method, route)
    }

    /// How many requests were answered with 429, those of planned faults included.
    #[must_use]
    pub fn count_429(&self) -> usize {
        self.shared.log.limited()
    }

    /// The requests that were answered with another 4xx and were not expected; planned faults are not among
    /// them.
    #[must_use]
    pub fn refused(&self) -> Vec<Refused> {
        self.shared.log.all_refused()
    }

    /// The interactions that the bot left without an answer for three seconds, and that were not expected.
    #[must_use]
    pub fn failures(&self) -> Vec<String> {
        self.shared.log.failures()
    }

    /// Waits until no request was under way for `quiet` of real time, for ten seconds at most. Whether that
    /// came true.
    pub async fn idle_for(&self, quiet: Duration) -> bool {
        let end = Instant::now() + Duration::from_secs(10) + quiet;
        loop {
            let (under_way, last) = self.shared.activity();
            let still = last.elapsed();
            if under_way == 0 && still >= quiet {
                return true;
            }
            if Instant::now() >= end {
                return false;
            }
            let nap = if under_way == 0 { quiet.saturating_sub(still) } else { Duration::from_millis(5) };
            tokio::time::sleep(nap.max(Duration::from_millis(1))).await;
        }
    }

    /// Ends it as Discord does for a restart: bots that are connected are told (1001). Waits until they were,
    /// for a second of real time at most.
    pub async fn close(self) {
        self.shared.stop.cancel();
        let gone = |_: &World| (self.shared.sessions.connected() == 0).then_some(());
        // One that does not listen is left behind.
        let _ = self.shared.wait(Instant::now() + Duration::from_secs(1), gone).await;
    }
}
