//! The whole program put together: database, desk, loops, Discord and the door for machines; started and stopped in order.

use std::{
    fs::{File, TryLockError},
    net::SocketAddr,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use anyhow::{Context, Result, bail};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::{
    clock::Clock,
    config::Config,
    delivery::{agenda, outbox::Outbox},
    desk::Desk,
    discord::{Driver, Face, Known, client, commands, sender::Sender},
    http,
    store::Store,
};

/// How long what is under way may take once the program is told to stop.
const LAST_WORDS: Duration = Duration::from_secs(8);

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
    stop: CancellationToken,
    _only_one: File,
}

impl Program {
    /// Starts a desk. It is at work when this returns, but for the gateway, which says when it is [ready](Program::is_ready).
    ///
    /// # Errors
    /// When another copy runs on the same database, the database is refused, or Discord does not let the bot in.
    pub async fn start(config: Config, clock: Clock, stop: CancellationToken) -> Result<Self> {
        let only_one = only_one(&config.database)?;
        let store = Store::open(&config.database).await?;
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
        };
        let driver = Driver::new(desk.clone(), known.clone(), Arc::clone(&ready));
        let client = client::gateway(reached.http, &reached.gateway, driver).await?;
        let api = Arc::clone(&client.http);
        commands::register(&api, &desk.store, known.application, known.staff_guild).await?;
        desk.open();
        let face = Arc::new(Face::new(desk.clone(), api, &known));
        let loops = vec![
            tokio::spawn(agenda::run(desk.clone(), stop.clone())),
            tokio::spawn(Outbox::new(desk.clone(), Sender(face)).run(stop.clone())),
            door,
        ];
        let shards = Arc::clone(&client.shard_manager);
        let stopping = stop.clone();
        let gateway = tokio::spawn(async move {
            tokio::select! {
                served = client::serve(client) => served,
                () = stopping.cancelled() => {
                    shards.shutdown_all().await;
                    Ok(())
                }
            }
        });
        Ok(Self { desk, http_address, ready, gateway, loops, stop, _only_one: only_one })
    }

    /// Whether the gateway is served.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.ready.load(Ordering::Relaxed)
    }

    /// Serves until told to stop, then ends in order: what is under way is finished, the database is closed.
    ///
    /// # Errors
    /// What ended the gateway, when nobody asked it to end.
    pub async fn served(self) -> Result<()> {
        let result = self.gateway.await.context("the gateway broke off");
        let asked = self.stop.is_cancelled();
        self.stop.cancel();
        let all = async {
            for one in self.loops {
                if let Err(error) = one.await {
                    tracing::error!(%error, "a loop broke off");
                }
            }
        };
        if tokio::time::timeout(LAST_WORDS, all).await.is_err() {
            tracing::warn!("what was under way is left for the next start");
        }
        self.desk.store.close().await;
        match result? {
            Ok(()) if asked => Ok(()),
            Ok(()) => bail!("the gateway ended by itself"),
            Err(error) => Err(error),
        }
    }
}

/// Holds the database for this copy alone: a second one must not log in to Discord.
fn only_one(database: &Path) -> Result<File> {
    let mut path = database.as_os_str().to_owned();
    path.push(".lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .with_context(|| format!("opening {}", Path::new(&path).display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            bail!("another copy is running on {}: stop it first", database.display())
        }
        Err(TryLockError::Error(error)) => Err(error).context("locking the database for this copy"),
    }
}
