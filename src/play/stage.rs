//! The play itself: the sandbox, the desk in front of it, and the days behind them.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use anyhow::{Context, Result, bail};
use sandbox::Sandbox;
use tokio_util::sync::CancellationToken;

use super::{
    cast::{self, Cast},
    furnish,
    hands::Hands,
    history, routes,
    time::follow,
};
use crate::{
    clock::Clock,
    config::{Config, OtherDiscord},
    program::Program,
    rules::{ids::GuildId, offer::Offer},
    secret::Secret,
    store::{self, Store},
};

/// How long the desk may take to be connected.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// What a play is asked to be like.
#[derive(Debug)]
pub struct Stage {
    /// Where the page is served.
    pub page: SocketAddr,
    /// The desk's database; a temporary file where there is none.
    pub database: Option<PathBuf>,
    /// The offer that is sold.
    pub offer: Offer,
    /// The hour at which the play begins, and that the days gone by lead to.
    pub clock: Clock,
}

/// A desk that is played with.
#[derive(Debug)]
pub struct Play {
    pub(super) page: SocketAddr,
    pub(super) program: Program,
    pub(super) stop: CancellationToken,
    pub(super) sandbox: Sandbox,
    pub(super) _folder: Option<tempfile::TempDir>,
}

impl Play {
    /// Sets the stage, starts the desk and lives through the days gone by. The clock shows the real hour when
    /// this returns, or that of the database where it is later, and runs.
    ///
    /// # Errors
    /// When the page's address is taken, the database is refused, or the desk does not do what belongs to the
    /// days gone by.
    pub async fn open(stage: Stage) -> Result<Self> {
        let sandbox = Sandbox::builder()
            .bot_name("guichet")
            .clock(sandbox::Clock::frozen(cast::founding()?))
            // The days gone by are lived through in seconds; the limits hold from then on.
            .rate_limits(false)
            .start()
            .await?;
        let page = sandbox
            .serve_page(stage.page)
            .await
            .with_context(|| format!("serving the page on {}", stage.page))?;
        let cast = Cast::enters(&sandbox);
        let (database, folder) = if let Some(file) = stage.database {
            (file, None)
        } else {
            let folder = tempfile::tempdir().context("making a folder for the database")?;
            (folder.path().join("guichet.db"), Some(folder))
        };
        let now = stage.clock.now();
        let before = if folder.is_some() { None } else { last_moment(&database).await? };
        let calendar = stage.offer.calendar.clone();
        let begins = before.map_or_else(|| history::begins(&calendar, now), |before| before.max(now));
        sandbox.clock().set(begins);
        let stop = CancellationToken::new();
        let config = Config {
            token: Secret::new(sandbox.token()),
            staff_guild: GuildId::new(cast.staff.id().get()),
            database,
            http_address: ([127, 0, 0, 1], 0).into(),
            metrics_address: None,
            public_url: None,
            heartbeat: None,
            offer: stage.offer,
            discord: Some(OtherDiscord {
                address: sandbox.api_address(),
                authority: Some(sandbox.certificate().as_bytes().to_vec()),
            }),
            routes: Some(routes::routes(&sandbox)?),
            extra_ca: Some(sandbox.certificate().as_bytes().to_vec()),
            private_hosts: Vec::new(),
        };
        let program = Program::start(config, follow(&sandbox.clock()), stop.clone()).await?;
        routes::come_back(&sandbox, &program);
        if !sandbox.bot_is_online(PATIENCE).await {
            bail!("the desk was not connected to the local Discord in time");
        }
        let hands = Hands::new(&sandbox, &program.desk);
        furnish::furnish(&hands, &cast, calendar.date_of(now)).await?;
        if before.is_none() {
            history::happens(&hands, &calendar, now).await?;
        }
        // What was said outside on those days is no news.
        sandbox.outside().skip();
        sandbox.rate_limits(true);
        sandbox.clock().set(begins.max(stage.clock.now()));
        sandbox.clock().run();
        Ok(Self { page, program, stop, sandbox, _folder: folder })
    }

    /// Where the page is.
    pub fn page(&self) -> SocketAddr {
        self.page
    }

    /// The local Discord, for whoever shares the process with it.
    pub fn sandbox(&self) -> &Sandbox {
        &self.sandbox
    }

    /// Plays until `told`, then ends in order.
    ///
    /// # Errors
    /// What ended the desk, when nobody asked it to end.
    pub async fn served(self, told: impl Future<Output = ()>) -> Result<()> {
        let served = self.program.served();
        tokio::pin!(served);
        tokio::select! {
            result = &mut served => return result,
            () = told => self.stop.cancel(),
        }
        served.await
    }
}

/// The last moment that a database tells of; none where there is no desk in it.
pub(super) async fn last_moment(database: &std::path::Path) -> Result<Option<chrono::DateTime<chrono::Utc>>> {
    let store = Store::open(database).await?;
    let mut conn = store.read().await?;
    let set_up = store::desk::setup(&mut conn).await?.is_some();
    let last = if set_up { store::desk::last_moment(&mut conn).await? } else { None };
    // Closing waits for whoever still reads.
    drop(conn);
    store.close().await;
    Ok(last)
}
