//! The whole program put together: database, desk, loops, Discord and the door for machines; started and stopped in order.

use std::{
    fs::File,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use anyhow::{Context, Result, bail};
use tokio::task::JoinHandle;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    clock::Clock,
    config::Config,
    delivery::{agenda, outbox::Outbox},
    desk::Desk,
    discord::{Driver, Face, Known, client, commands, limits, sender::Sender},
    figures, http,
    store::{Store, lock},
};

/// How long the gateway may take to say goodbye once the program is told to stop.
const GOODBYE: Duration = Duration::from_secs(3);

/// How long what is under way may take after that; what is not said by then is said at the next start.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// How long the database may take to close: a statement that hangs then is undone by the next start.
const CLOSING: Duration = Duration::from_secs(1);

/// How often it is looked whether another program wrote.
const HEEDING: Duration = Duration::from_secs(1);

/// A running desk.
#[derive(Debug)]
pub struct Program {
    /// The desk, for who shares the process with it.
    pub desk: Desk,
    /// Where the door for machines is.
    pub http_address: SocketAddr,
    ready: Arc<AtomicBool>,
    gateway: JoinHandle<Result<()>>,
    loops: Vec<JoinHandle<()>>,
    under_way: TaskTracker,
    stop: CancellationToken,
    _only_one: File,
}

impl Program {
    /// Starts a desk. It is at work when this returns, but for the gateway, which says when it is [ready](Program::is_ready).
    ///
    /// # Errors
    /// When another copy runs on the same database, the database is refused, or Discord does not let the bot in. Nothing is left running.
    pub async fn start(config: Config, clock: Clock, stop: CancellationToken) -> Result<Self> {
        figures::collect()?;
        let only_one = lock::hold(&config.database)?;
        let store = Store::open(&config.database).await?;
        let started = Box::pin(Self::at_work(config, store.clone(), clock, stop.clone(), only_one)).await;
        if started.is_err() {
            stop.cancel();
            close(&store).await;
        }
        started
    }

    async fn at_work(
        config: Config,
        store: Store,
        clock: Clock,
        stop: CancellationToken,
        only_one: File,
    ) -> Result<Self> {
        let desk = Desk::new(store, config.offer, clock);
        let ready = Arc::new(AtomicBool::new(false));
        let (http_address, door) =
            http::open(config.http_address, desk.clone(), Arc::clone(&ready), stop.clone()).await?;
        let reached = client::reach(&config.token, config.discord.as_ref()).await?;
        let known = Known {
            files: reached.files,
            staff_guild: config.staff_guild,
            application: reached.application,
            bot: reached.bot,
            places: Arc::default(),
            public_url: config.public_url.unwrap_or_else(|| format!("http://{http_address}")),
            turns: Arc::default(),
            stop: stop.clone(),
        };
        let under_way = TaskTracker::new();
        let driver = Driver::new(desk.clone(), known.clone(), Arc::clone(&ready), under_way.clone());
        let client = client::gateway(reached.http, &reached.gateway, driver).await?;
        let api = Arc::clone(&client.http);
        commands::register(&api, &desk.store, &desk.offer, known.application, known.staff_guild).await?;
        desk.keep_vigil().await?;
        desk.open().await?;
        let face = Arc::new(Face::new(desk.clone(), Arc::clone(&api), &known));
        let loops = vec![
            tokio::spawn(agenda::run(desk.clone(), stop.clone())),
            tokio::spawn(heed_others(desk.store.clone(), stop.clone())),
            tokio::spawn(limits::forget_idle(api, stop.clone())),
            tokio::spawn(Outbox::new(desk.clone(), Sender(face), known.turns).run(stop.clone())),
            door,
        ];
        let gateway = tokio::spawn(serve(client, Arc::clone(&ready), stop.clone()));
        Ok(Self { desk, http_address, ready, gateway, loops, under_way, stop, _only_one: only_one })
    }

    /// Whether the gateway is served.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.ready.load(Ordering::Relaxed)
    }

    /// Serves until told to stop, then ends in order: no new event is taken, what is under way is finished, the database is closed.
    ///
    /// # Errors
    /// What ended the gateway, when nobody asked it to end.
    pub async fn served(self) -> Result<()> {
        let result = self.gateway.await.context("the gateway broke off");
        let asked = self.stop.is_cancelled();
        self.stop.cancel();
        self.under_way.close();
        let all = async {
            self.under_way.wait().await;
            for one in self.loops {
                if let Err(error) = one.await {
                    tracing::error!(%error, "a loop broke off");
                }
            }
        };
        if tokio::time::timeout(LAST_WORDS, all).await.is_err() {
            tracing::warn!("what was under way is left for the next start");
        }
        if !matches!(tokio::time::timeout(CLOSING, self.desk.write_answers()).await, Ok(Ok(()))) {
            tracing::warn!("the last answers could not be noted");
        }
        close(&self.desk.store).await;
        match result? {
            Ok(()) if asked => Ok(()),
            Ok(()) => bail!("the gateway ended by itself"),
            Err(error) => Err(error),
        }
    }
}

/// Serves the gateway until it ends, stays away for too long, or the program is told to stop.
async fn serve(client: serenity::Client, ready: Arc<AtomicBool>, stop: CancellationToken) -> Result<()> {
    let shards = Arc::clone(&client.shard_manager);
    let result = tokio::select! {
        served = client::serve(client) => served,
        lost = client::watch(&shards, &ready) => Err(lost),
        () = stop.cancelled() => {
            if tokio::time::timeout(GOODBYE, shards.shutdown_all()).await.is_err() {
                tracing::debug!("the gateway did not say goodbye");
            }
            Ok(())
        }
    };
    ready.store(false, Ordering::Relaxed);
    result
}

/// Looks again and again whether another program wrote.
#[expect(clippy::disallowed_methods, reason = "looks at the database; no promise waits for it")]
async fn heed_others(store: Store, stop: CancellationToken) {
    let heeded = async || {
        tokio::time::sleep(HEEDING).await;
        if let Err(fault) = store.heed_others().await {
            tracing::warn!(error = format!("{fault:#}"), "it is not known whether another program wrote");
        }
    };
    while stop.run_until_cancelled(heeded()).await.is_some() {}
}

async fn close(store: &Store) {
    if tokio::time::timeout(CLOSING, store.close()).await.is_err() {
        tracing::warn!("the database was still in use");
    }
}
