//! The whole program put together: database, desk, loops, Discord and the door for machines; started and
//! stopped in order.

use std::{
    fs::File,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use anyhow::{Result, anyhow};
use tokio::{task::JoinHandle, time::Instant};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    calendars::Reader,
    clock::Clock,
    config::Config,
    delivery::{self, agenda, inbox, outbox::Outbox, vigil},
    desk::Desk,
    discord::{
        Driver, Face, Home, commands,
        gateway::Gateway,
        heard::{keep::Hearing, rounds, unread::Unread},
        letters::spot::Sender,
        reach::{client, experts::Seeing, limits},
    },
    http, metrics,
    pulse::{Loops, Pulse, Pulses},
    store::{Store, file::lock},
};

/// How long what is under way may take after that; what is not said by then is said at the next start.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// How long the database may take to close: a statement that hangs then is undone by the next start.
const CLOSING: Duration = Duration::from_secs(1);

/// How often it is looked whether another program wrote.
const HEEDING: Duration = Duration::from_secs(1);

/// How often it is looked whether the house is to be kept, and how often it is.
const HOUSEKEEPING_LOOK: Duration = Duration::from_secs(1);
const HOUSEKEEPING: Duration = Duration::from_hours(24);

/// A running desk.
#[derive(Debug)]
pub struct Program {
    /// The desk, for whoever shares the process with it.
    pub desk: Desk,
    /// Where the door for machines is.
    pub http_address: SocketAddr,
    /// Where figures are, if that is elsewhere.
    pub metrics_address: Option<SocketAddr>,
    ready: Arc<AtomicBool>,
    gateway: JoinHandle<Result<()>>,
    loops: Loops,
    under_way: TaskTracker,
    stop: CancellationToken,
    _only_one: File,
}

impl Program {
    /// Starts a desk. It is at work when this returns, except for the gateway, which says when it is
    /// [ready](Program::is_ready).
    ///
    /// # Errors
    /// When another copy runs on the same database, the database is refused, or Discord does not let the bot
    /// in. Nothing is left running.
    pub async fn start(config: Config, clock: Clock, stop: CancellationToken) -> Result<Self> {
        metrics::collect()?;
        let only_one = lock::hold(&config.database)?;
        let store = Store::open(&config.database).await?;
        // Nobody else works on it: what was begun and is not whole is of a program that died.
        store.files().sweep_unfinished()?;
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
        let pulses = Pulses::default();
        let mut loops = Loops::new(pulses.clone());
        let doors = http::Doors::open(config.http_address, config.metrics_address).await?;
        let (http_address, metrics_address) = (doors.address(), doors.metrics_address());
        doors.keep(&mut loops, &desk, &ready, &pulses, &stop);
        let client = client::reach(&config.token, config.discord.as_ref()).await?;
        let calendars = Reader::new(config.extra_ca.as_deref(), &config.private_hosts)?;
        let home = Home {
            files: client.files,
            calendars: calendars.clone(),
            staff_guild: config.staff_guild,
            application: client.application,
            bot: client.bot,
            places: Arc::default(),
            public_url: config.public_url.unwrap_or_else(|| format!("http://{http_address}")),
            turns: Arc::default(),
            stop: stop.clone(),
        };
        let under_way = TaskTracker::new();
        let api = Arc::new(client.http);
        let turns = Arc::clone(&home.turns);
        let face = Arc::new(Face::new(desk.clone(), Arc::clone(&api), home));
        let unread = Unread::new(&face, under_way.clone());
        let sessions =
            Gateway::new(Arc::clone(&api), &client.gateway, Arc::clone(&ready), desk.clock.clone(), unread);
        commands::register(&api, &desk, client.application, config.staff_guild).await?;
        desk.open().await?;
        desk.sweep_exports().await?;
        let driver =
            Driver::new(Arc::clone(&face), sessions.manager(), Arc::clone(&ready), under_way.clone());
        let outbox = Outbox::new(desk.clone(), Sender(Arc::clone(&face)), turns);
        let eye = Seeing(Arc::clone(&face));
        loops.begin("agenda", |pulse| agenda::run(desk.clone(), eye, pulse, stop.clone()));
        loops.begin("outbox", |pulse| outbox.run(pulse, stop.clone()));
        loops.begin("rounds", |pulse| rounds::run(Arc::clone(&face), pulse, stop.clone()));
        loops.begin("inbox", |pulse| inbox::run(desk.clone(), Hearing(face), pulse, stop.clone()));
        loops.begin("vigil", |pulse| vigil::run(desk.clone(), pulse, stop.clone()));
        loops.begin("calendars", |pulse| {
            delivery::calendars::run(desk.clone(), calendars, pulse, stop.clone())
        });
        loops.begin("heeding", |pulse| heed_others(desk.store.clone(), pulse, stop.clone()));
        loops.begin("limits", |pulse| limits::forget_idle(api, pulse, stop.clone()));
        loops.begin("housekeeping", |pulse| keep_house(desk.store.clone(), pulse, stop.clone()));
        let gateway = tokio::spawn(sessions.serve(Arc::new(driver), pulses.begin("gateway"), stop.clone()));
        Ok(Self {
            desk,
            http_address,
            metrics_address,
            ready,
            gateway,
            loops,
            under_way,
            stop,
            _only_one: only_one,
        })
    }

    /// Whether the gateway is served.
    pub fn is_ready(&self) -> bool {
        self.ready.load(Ordering::Relaxed)
    }

    /// Serves until told to stop, then ends in order: no new event is taken, what is under way is finished,
    /// the database is closed.
    ///
    /// # Errors
    /// What ended the gateway, or which loop ended, when nobody asked it to.
    pub async fn served(mut self) -> Result<()> {
        let result = first_end(&mut self.gateway, &mut self.loops, &self.stop).await;
        self.stop.cancel();
        self.under_way.close();
        let all = async {
            if !self.gateway.is_finished() {
                // Why the program ends is known already.
                drop((&mut self.gateway).await);
            }
            self.under_way.wait().await;
            self.loops.all_end().await;
        };
        if tokio::time::timeout(LAST_WORDS, all).await.is_err() {
            tracing::warn!("what was under way is left for the next start");
        }
        if !matches!(tokio::time::timeout(CLOSING, self.desk.write_answers()).await, Ok(Ok(()))) {
            tracing::warn!("the last answers could not be noted");
        }
        close(&self.desk.store).await;
        result
    }
}

/// Waits for the end: of the gateway, or of the first loop that ends though nobody asked it to.
async fn first_end(
    gateway: &mut JoinHandle<Result<()>>,
    loops: &mut Loops,
    stop: &CancellationToken,
) -> Result<()> {
    loop {
        tokio::select! {
            ended = &mut *gateway => {
                let asked = stop.is_cancelled();
                return match ended {
                    Ok(Ok(())) if asked => Ok(()),
                    Ok(Ok(())) => Err(anyhow!("the gateway ended by itself")),
                    Ok(Err(error)) => Err(error),
                    Err(_) => Err(anyhow!("the gateway broke off")),
                };
            }
            ended = loops.one_ends() => {
                if !stop.is_cancelled() {
                    tracing::error!(%ended, "a loop ended though nobody asked it to; the program ends");
                    return Err(anyhow!("{ended}, and no desk is well without it"));
                }
            }
        }
    }
}

/// Looks again and again whether another program wrote.
#[expect(clippy::disallowed_methods, reason = "looks at the database; no promise waits for it")]
async fn heed_others(store: Store, pulse: Pulse, stop: CancellationToken) {
    let heeded = async || {
        pulse.beat();
        tokio::time::sleep(HEEDING).await;
        if let Err(fault) = store.heed_others().await {
            tracing::warn!(error = format!("{fault:#}"), "it is not known whether another program wrote");
        }
    };
    while stop.run_until_cancelled(heeded()).await.is_some() {}
}

/// Moves files out that an earlier version kept in the database, one after another, and removes those that no
/// row names: at the start and once a day.
#[expect(clippy::disallowed_methods, reason = "tidies up; no promise waits for it")]
async fn keep_house(store: Store, pulse: Pulse, stop: CancellationToken) {
    let mut kept: Option<Instant> = None;
    let mut look = async || {
        pulse.beat();
        if kept.is_none_or(|at| at.elapsed() >= HOUSEKEEPING) {
            tidy_up(&store, &pulse).await;
            kept = Some(Instant::now());
        }
        tokio::time::sleep(HOUSEKEEPING_LOOK).await;
    };
    while stop.run_until_cancelled(look()).await.is_some() {}
}

async fn tidy_up(store: &Store, pulse: &Pulse) {
    if let Err(fault) = moved_out(store, pulse).await {
        tracing::warn!(error = format!("{fault:#}"), "files could not be moved out of the database");
    }
    match store.sweep_files().await {
        Ok(0) => {}
        Ok(swept) => tracing::info!(swept, "files that no ticket names were removed"),
        Err(fault) => tracing::warn!(error = format!("{fault:#}"), "files could not be swept"),
    }
}

async fn moved_out(store: &Store, pulse: &Pulse) -> Result<()> {
    let (mut after, mut moved) = (0, 0);
    while let Some((row, whole)) = store.move_out(after, None).await? {
        pulse.beat();
        if !whole {
            tracing::error!(row, "a file in the database is not what was kept: run `guichet check`");
        }
        moved += usize::from(whole);
        after = row;
    }
    if moved > 0 {
        tracing::info!(moved, "files that were in the database stand beside it");
    }
    Ok(())
}

async fn close(store: &Store) {
    if tokio::time::timeout(CLOSING, store.close()).await.is_err() {
        tracing::warn!("the database was still in use");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gateway() -> JoinHandle<Result<()>> {
        tokio::spawn(std::future::pending())
    }

    /// A loop that panics, returns or is broken off ends the program, by its name.
    #[tokio::test]
    async fn a_loop_that_ends_by_itself_ends_the_program() {
        let stop = CancellationToken::new();
        let mut loops = Loops::new(Pulses::default());
        loops.begin("outbox", |_| std::future::pending());
        loops.begin("agenda", |_| async { panic!("a row that nobody can carry out") });
        let end = first_end(&mut gateway(), &mut loops, &stop).await.expect_err("nobody asked it to");
        assert_eq!(end.to_string(), "the agenda panicked, and no desk is well without it");
        loops.begin("vigil", |_| async {});
        let end = first_end(&mut gateway(), &mut loops, &stop).await.expect_err("nobody asked it to");
        assert_eq!(end.to_string(), "the vigil came to its end, and no desk is well without it");
    }

    /// Told to stop, the loops end before the gateway has said goodbye: that is no fault.
    #[tokio::test]
    async fn loops_that_were_asked_to_end_are_no_fault() {
        let stop = CancellationToken::new();
        let mut loops = Loops::new(Pulses::default());
        let (asked, told) = (stop.clone(), stop.clone());
        loops.begin("agenda", |_| async move { asked.cancelled().await });
        let mut gateway = tokio::spawn(async move {
            told.cancelled().await;
            tokio::time::timeout(Duration::from_millis(50), std::future::pending::<()>()).await.ok();
            Ok(())
        });
        stop.cancel();
        first_end(&mut gateway, &mut loops, &stop).await.expect("it was asked to");
    }
}
