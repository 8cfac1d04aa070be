//! The gateway's sessions, begun and kept.

use std::{
    collections::HashMap,
    convert::Infallible,
    sync::{Arc, OnceLock},
    time::Duration,
};

use anyhow::{Result, anyhow};
use futures::channel::mpsc::UnboundedReceiver;
use parking_lot::{Mutex, MutexGuard};
use serenity::{
    all::{RawEventHandler, ShardId},
    framework::Framework,
    gateway::{
        ConnectionStage, GatewayError, Shard, ShardManager, ShardManagerOptions, ShardMessenger, ShardRunner,
        ShardRunnerInfo, ShardRunnerMessage, ShardRunnerOptions,
    },
    model::gateway::{BotGateway, ShardInfo},
};
use tokio::{sync::OwnedMutexGuard, task::JoinSet, time::Instant};
use tokio_util::sync::CancellationToken;

use super::{
    overheard::{self, Session},
    starts::{self, Limit, Starts},
};
use crate::{
    desk::{Desk, away::Away},
    discord::{
        heard::unread::Unread,
        reach::client::{Api, INTENTS, NotLetIn, in_time, is_away},
    },
    metrics,
    pulse::Pulse,
};

/// How often the sessions are looked at.
pub(super) const LOOK: Duration = Duration::from_secs(1);

/// How long a connection may take, until the session is at work: one that hangs is given up.
pub(super) const CONNECTS_WITHIN: Duration = Duration::from_secs(45);

/// How often it is looked whether a connection hangs.
pub(super) const HANGS_LOOK: Duration = Duration::from_secs(5);

/// A session that lasted so long did not fail at once: the next one begins without a pause.
pub(super) const LASTED: Duration = Duration::from_mins(5);

/// How long the sessions may take to say goodbye.
pub(super) const GOODBYE: Duration = Duration::from_secs(3);

/// The sessions with Discord.
pub struct Gateway {
    pub(super) api: Api,
    /// What Discord asked for last.
    pub(super) asked: Mutex<Demand>,
    pub(super) manager: Arc<ShardManager>,
    pub(super) starts: Starts,
    /// Who is told whether it is served.
    pub(super) away: Arc<Away>,
    pub(super) sessions: Mutex<HashMap<ShardId, Arc<Session>>>,
    /// Who hears every event as it comes.
    pub(super) raw: Vec<Arc<dyn RawEventHandler>>,
    /// serenity would begin sessions by itself: it waits for an address that it never gets.
    pub(super) _nowhere: Option<OwnedMutexGuard<String>>,
    /// What serenity says when a session ended for good. It is known from the session itself.
    pub(super) _ends: UnboundedReceiver<Result<(), GatewayError>>,
}

impl std::fmt::Debug for Gateway {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gateway").finish_non_exhaustive()
    }
}

/// What Discord asks for.
#[derive(Clone, Debug)]
pub(super) struct Demand {
    pub(super) address: String,
    /// How many sessions share the servers.
    pub(super) shards: u32,
}

impl Demand {
    pub(super) fn of(asked: &BotGateway) -> Self {
        Self { address: asked.url.clone(), shards: asked.shards.max(1) }
    }
}

/// Why the sessions are ended.
pub(super) enum End {
    /// The program is told to stop.
    Told,
    /// Discord refuses one with this code, after which no further try can succeed.
    Closed(u16),
    /// The task of one broke off.
    Lost(anyhow::Error),
}

impl Gateway {
    /// A gateway of which Discord `asked` this, for a desk that is told whether all its sessions are at work.
    /// What the library cannot read comes to `unread`.
    pub fn new(api: Api, asked: &BotGateway, desk: &Desk, unread: Unread) -> Self {
        let address = Arc::new(tokio::sync::Mutex::new(String::new()));
        let nowhere = Arc::clone(&address).try_lock_owned().ok();
        let (manager, ends) = ShardManager::new(ShardManagerOptions {
            data: Arc::default(),
            event_handlers: Vec::new(),
            raw_event_handlers: Vec::new(),
            framework: Arc::new(OnceLock::new()),
            shard_index: 0,
            shard_init: 1,
            shard_total: 1,
            ws_url: address,
            http: Arc::clone(&api),
            intents: INTENTS,
            presence: None,
        });
        // Whatever it is told to begin from now on stands in line behind this one.
        if let Err(error) = manager.initialize() {
            tracing::debug!(%error, "serenity does not wait");
        }
        Self {
            api,
            asked: Mutex::new(Demand::of(asked)),
            manager,
            starts: Starts::new(Limit::of(asked, Instant::now()), desk.clock.clone()),
            away: Arc::clone(&desk.away),
            sessions: Mutex::default(),
            raw: vec![Arc::new(unread)],
            _nowhere: nowhere,
            _ends: ends,
        }
    }

    /// What poise wants to know of sessions.
    pub fn manager(&self) -> Arc<ShardManager> {
        Arc::clone(&self.manager)
    }

    pub(super) fn asked(&self) -> Demand {
        self.asked.lock().clone()
    }

    /// Serves the gateway until told to stop.
    ///
    /// # Errors
    /// [`NotLetIn`] when Discord refuses the bot for what a further try cannot mend; otherwise what ended it.
    pub async fn serve(
        self,
        driver: Arc<dyn Framework>,
        pulse: Pulse,
        stop: CancellationToken,
    ) -> Result<()> {
        let gateway = Arc::new(self);
        loop {
            let end = gateway.sessions(&driver, &pulse, &stop).await;
            gateway.away.gateway(false);
            metrics::shards(gateway.asked().shards, 0);
            match end {
                End::Told => return Ok(()),
                End::Lost(error) => return Err(error),
                End::Closed(code) => {
                    let heeded = stop.run_until_cancelled(gateway.heeds_in_the_end(code, &pulse)).await;
                    heeded.unwrap_or(Ok(()))?;
                }
            }
        }
    }

    /// Takes a code to heart, as soon as Discord can be asked what it wants.
    pub(super) async fn heeds_in_the_end(&self, code: u16, pulse: &Pulse) -> Result<()> {
        let mut unreached = 0;
        loop {
            pulse.beat();
            match in_time(self.heeds(code)).await {
                Err(error) if is_away(&error) => self.starts.rest(starts::unreached(unreached)).await,
                heeded => return heeded,
            }
            unreached += 1;
        }
    }

    /// Keeps as many sessions as were asked for, until something ends them all.
    pub(super) async fn sessions(
        self: &Arc<Self>,
        driver: &Arc<dyn Framework>,
        pulse: &Pulse,
        stop: &CancellationToken,
    ) -> End {
        let (shards, over) = (self.asked().shards, CancellationToken::new());
        let mut kept = JoinSet::new();
        for id in 0..shards {
            let info = ShardInfo { id: ShardId(id), total: shards };
            kept.spawn(Arc::clone(self).keeps(info, Arc::clone(driver), over.clone()));
        }
        let end = tokio::select! {
            () = stop.cancelled() => End::Told,
            Some(ended) = kept.join_next() => match ended {
                Ok(Some(code)) => End::Closed(code),
                Ok(None) => End::Lost(anyhow!("a session of the gateway ended by itself")),
                Err(_) => End::Lost(anyhow!("a session of the gateway broke off")),
            },
            never = self.watches(shards, pulse) => match never {},
        };
        over.cancel();
        for (id, one) in self.manager.runners.lock().await.iter() {
            one.runner_tx.send_to_shard(ShardRunnerMessage::Shutdown(*id, 1000));
        }
        let all = async { while kept.join_next().await.is_some() {} };
        if tokio::time::timeout(GOODBYE, all).await.is_err() {
            tracing::debug!("the gateway did not say goodbye");
        }
        end
    }

    /// Keeps one session after another; gives the code after which no further try can succeed, or nothing
    /// once all are over.
    pub(super) async fn keeps(
        self: Arc<Self>,
        info: ShardInfo,
        driver: Arc<dyn Framework>,
        over: CancellationToken,
    ) -> Option<u16> {
        let mut failed = 0;
        loop {
            let begun = over.run_until_cancelled(Box::pin(self.begins(info, failed))).await?;
            let since = Instant::now();
            if let Some(code) = Box::pin(self.session(info, begun, &driver)).await {
                return Some(code);
            }
            failed = if since.elapsed() > LASTED { 0 } else { failed + 1 };
        }
    }

    /// A connection, once a session may begin on it.
    pub(super) async fn begins(&self, info: ShardInfo, failed: u32) -> Shard {
        self.starts.rest(starts::pause(failed)).await;
        let mut unreached = 0;
        loop {
            self.starts.turn(&self.api, info.id.0).await;
            let address = Arc::new(tokio::sync::Mutex::new(self.asked().address));
            let connection = Shard::new(address, self.api.token(), info, INTENTS, None);
            match tokio::time::timeout(CONNECTS_WITHIN, connection).await {
                Ok(Ok(connection)) => return connection,
                Ok(Err(error)) => tracing::debug!(%error, "the gateway is not reached"),
                Err(_) => tracing::debug!("the gateway is not reached in time"),
            }
            // Nothing was said on it.
            self.starts.unused();
            self.starts.rest(starts::unreached(unreached)).await;
            unreached += 1;
        }
    }

    /// One session, from its beginning to its end; gives the code after which no further try can succeed.
    pub(super) async fn session(
        &self,
        info: ShardInfo,
        begun: Shard,
        driver: &Arc<dyn Framework>,
    ) -> Option<u16> {
        let mut task = ShardRunner::new(ShardRunnerOptions {
            data: Arc::default(),
            event_handlers: Vec::new(),
            raw_event_handlers: self.raw.clone(),
            framework: Some(Arc::clone(driver)),
            manager: Arc::clone(&self.manager),
            shard: begun,
            http: Arc::clone(&self.api),
        });
        let (id, stage) = (info.id, ConnectionStage::Disconnected);
        let known = ShardRunnerInfo { latency: None, runner_tx: ShardMessenger::new(&task), stage };
        let session = Session::new(id, ShardMessenger::new(&task));
        self.all().insert(id, Arc::clone(&session));
        self.manager.runners.lock().await.insert(id, known);
        // A session that wants another in its place waits for serenity's word that it has ended, which nobody
        // else would give.
        self.manager.shutdown_finished(id);
        let ended = tokio::select! {
            ended = overheard::of(Arc::clone(&session), task.run()) => ended,
            () = session.is_closed() => Ok(()),
            () = self.hangs(id, &session) => Ok(()),
        };
        self.manager.runners.lock().await.remove(&id);
        self.all().remove(&id);
        match ended {
            Err(serenity::Error::Gateway(GatewayError::InvalidAuthentication)) => Some(4004),
            Err(serenity::Error::Gateway(GatewayError::InvalidGatewayIntents)) => Some(4013),
            Err(serenity::Error::Gateway(GatewayError::DisallowedGatewayIntents)) => Some(4014),
            Ok(()) | Err(_) => session.closed(),
        }
    }

    pub(super) fn all(&self) -> MutexGuard<'_, HashMap<ShardId, Arc<Session>>> {
        self.sessions.lock()
    }

    /// Waits until a connection hangs: serenity would wait for it for ever.
    #[expect(clippy::disallowed_methods, reason = "looks at a connection; no promise waits for it")]
    pub(super) async fn hangs(&self, id: ShardId, session: &Session) {
        let begun = Instant::now();
        let mut was_served = false;
        loop {
            tokio::time::sleep(HANGS_LOOK).await;
            was_served |= self.stage(id).await == Some(ConnectionStage::Connected);
            let waited = if was_served { session.broken_for() } else { Some(begun.elapsed()) };
            if waited.is_some_and(|waited| waited > CONNECTS_WITHIN) {
                tracing::debug!("a connection to the gateway hangs; another is made");
                return;
            }
        }
    }

    pub(super) async fn stage(&self, id: ShardId) -> Option<ConnectionStage> {
        self.manager.runners.lock().await.get(&id).map(|one| one.stage)
    }

    /// How many sessions are at work.
    pub(super) async fn served(&self) -> u32 {
        let broken = |id: &ShardId| self.all().get(id).is_some_and(|one| one.broken_for().is_some());
        let runners = self.manager.runners.lock().await;
        let connected = |one: &ShardRunnerInfo| one.stage == ConnectionStage::Connected;
        let served = runners.iter().filter(|(id, one)| connected(one) && !broken(id)).count();
        u32::try_from(served).unwrap_or(u32::MAX)
    }

    /// Tells whether the gateway is served, and says in the log when it goes and comes back. However long it
    /// is away, it is tried: what hangs is given up, and the desk lives on.
    #[expect(clippy::disallowed_methods, reason = "looks at a connection; no promise waits for it")]
    pub(super) async fn watches(&self, shards: u32, pulse: &Pulse) -> Infallible {
        let mut away_since = Some(Instant::now());
        let mut was_served = false;
        loop {
            pulse.beat();
            tokio::time::sleep(LOOK).await;
            let at_work = self.served().await;
            metrics::shards(shards, at_work);
            let served = at_work == shards;
            self.away.gateway(served);
            match (served, away_since) {
                (true, Some(since)) => {
                    if was_served {
                        tracing::info!(away_ms = since.elapsed().as_millis(), "the gateway is back");
                    } else {
                        tracing::info!("the desk is open");
                    }
                    (was_served, away_since) = (true, None);
                }
                (false, None) => {
                    tracing::warn!("the gateway is gone; it is connected again");
                    away_since = Some(Instant::now());
                }
                (true, None) | (false, Some(_)) => {}
            }
        }
    }

    /// Takes to heart with which code Discord closed a session: where it wants more of them, or fewer, they
    /// are begun anew so.
    pub(super) async fn heeds(&self, code: u16) -> Result<()> {
        let refused = match code {
            4004 => NotLetIn::Token,
            4012 => NotLetIn::Version,
            4013 => NotLetIn::IntentsUnknown,
            4014 => NotLetIn::Intents,
            code => {
                let (was, asked) = (self.asked(), self.api.get_bot_gateway().await?);
                let now = Demand::of(&asked);
                self.starts.learn(Limit::of(&asked, Instant::now()));
                if now.shards > was.shards || (code == 4010 && now.shards != was.shards) {
                    tracing::warn!(
                        code,
                        was = was.shards,
                        now = now.shards,
                        "Discord wants the servers shared among other sessions"
                    );
                    *self.asked.lock() = now;
                    return Ok(());
                }
                NotLetIn::Shards { code, shards: was.shards }
            }
        };
        Err(refused.into())
    }
}
