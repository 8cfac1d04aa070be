//! The whole program put together: database, desk, loops, Discord and the door for machines; started and
//! stopped in order.

use std::{fs::File, net::SocketAddr, sync::Arc, time::Duration};

use anyhow::{Result, anyhow};
use tokio::task::JoinHandle;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{
    upkeep::{heed_others, keep_house},
    with_discord::WithDiscord,
};
use crate::{
    alarms::Voice,
    calendars::Reader,
    clock::Clock,
    config::{Config, SecretUrl},
    delivery::{self, agenda, alarms, heartbeat::Heartbeat, look_again, vigil, watch},
    desk::Desk,
    discord::reach::client::NotLetIn,
    http::{self, Door},
    metrics,
    pulse::{Ends, Loops, Pulses},
    store::{Store, file::lock},
};

/// How long what is under way may take after that; what is not said by then is said at the next start.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// How long the database may take to close: a statement that hangs then is undone by the next start.
const CLOSING: Duration = Duration::from_secs(1);

/// How long what is told elsewhere may take once Discord lets the bot in no more.
const LAST_ALARMS: Duration = Duration::from_secs(10);

/// A running desk.
#[derive(Debug)]
pub struct Program {
    /// The desk, for whoever shares the process with it.
    pub desk: Desk,
    /// Where the door for machines is.
    pub http_address: SocketAddr,
    /// Where figures are, if that is elsewhere.
    pub metrics_address: Option<SocketAddr>,
    gateway: JoinHandle<Result<()>>,
    loops: Loops,
    ends: Ends,
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
    /// in. Nothing is left running. With a P1 open Discord is not waited for: it goes on without it until it
    /// can be reached.
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
        let routes = config.routes.map(Arc::new);
        let on_call = routes.as_ref().map(|routes| routes.on_call().clone()).unwrap_or_default();
        let desk = Desk::new(store, config.offer, clock).calling_by(on_call);
        let pulses = Pulses::default();
        let (loops, ends) = Loops::new(pulses.clone());
        let doors = http::Doors::open(config.http_address, config.metrics_address).await?;
        let (http_address, metrics_address) = (doors.address(), doors.metrics_address());
        let known = Door { desk: desk.at_the_door(), pulses: pulses.clone(), routes: routes.clone() };
        doors.keep(&loops, known, &stop);
        let public_url = config.public_url.unwrap_or_else(|| format!("http://{http_address}"));
        if let Some(routes) = routes {
            let voice = Voice { desk: desk.clone(), routes, public_url: public_url.clone() };
            loops.begin("alarms", |pulse| alarms::run(desk.clone(), voice, pulse, stop.clone()));
        }
        let beats = |url: SecretUrl| {
            Heartbeat::new(desk.clone(), pulses.clone(), url.reveal(), config.extra_ca.as_deref())
        };
        let heartbeat = config.heartbeat.map(beats);
        let calendars = Reader::new(config.extra_ca.as_deref(), &config.private_hosts)?;
        let (eye, under_way) = (Arc::default(), TaskTracker::new());
        let discord = WithDiscord {
            desk: desk.clone(),
            token: config.token,
            other: config.discord,
            calendars: calendars.clone(),
            staff_guild: config.staff_guild,
            public_url,
            eye: Arc::clone(&eye),
            pulses,
            loops: loops.clone(),
            under_way: under_way.clone(),
            stop: stop.clone(),
        };
        let arrived = if desk.has_open_p1().await? { None } else { Some(discord.arrive().await?) };
        desk.open().await?;
        desk.sweep_exports().await?;
        loops.begin("agenda", |pulse| agenda::run(desk.clone(), eye, pulse, stop.clone()));
        loops.begin("vigil", |pulse| vigil::run(desk.clone(), pulse, stop.clone()));
        loops.begin("watch", |pulse| watch::run(desk.clone(), pulse, stop.clone()));
        loops.begin("calendars", |pulse| {
            delivery::calendars::run(desk.clone(), calendars, pulse, stop.clone())
        });
        loops.begin("heeding", |pulse| heed_others(desk.store.clone(), pulse, stop.clone()));
        loops.begin("housekeeping", |pulse| keep_house(desk.store.clone(), pulse, stop.clone()));
        if let Some(heartbeat) = heartbeat.transpose()? {
            loops.begin("heartbeat", |pulse| heartbeat.run(pulse, stop.clone()));
        }
        let gateway = tokio::spawn(discord.serve(arrived));
        Ok(Self {
            desk,
            http_address,
            metrics_address,
            gateway,
            loops,
            ends,
            under_way,
            stop,
            _only_one: only_one,
        })
    }

    /// Whether the gateway is served.
    pub fn is_ready(&self) -> bool {
        self.desk.away.is_served()
    }

    /// Serves until told to stop, then ends in order: no new event is taken, what is under way is finished,
    /// the database is closed.
    ///
    /// # Errors
    /// What ended the gateway, or which loop ended, when nobody asked it to.
    pub async fn served(mut self) -> Result<()> {
        let result = first_end(&mut self.gateway, &mut self.ends, &self.stop).await;
        if let Some(why) = result.as_ref().err().and_then(|error| error.downcast_ref()) {
            tell_the_end(&self.desk, why).await;
        }
        self.stop.cancel();
        self.under_way.close();
        let all = async {
            if !self.gateway.is_finished() {
                // Why the program ends is known already.
                drop((&mut self.gateway).await);
            }
            self.under_way.wait().await;
            self.ends.all(&self.loops).await;
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

/// Where a P1 is open though Discord lets the bot in no more, that is told elsewhere before the program ends.
async fn tell_the_end(desk: &Desk, why: &NotLetIn) {
    let told = async {
        desk.ends_without_discord(&why.to_string()).await?;
        while desk.alarms_wait().await? {
            look_again(&desk.clock).await;
        }
        anyhow::Ok(())
    };
    match tokio::time::timeout(LAST_ALARMS, told).await {
        Ok(Ok(())) => {}
        Ok(Err(fault)) => {
            tracing::error!(error = format!("{fault:#}"), "it could not be told that the program ends");
        }
        Err(_) => tracing::warn!("not everybody could be told in time that the program ends"),
    }
}

/// Waits for the end: of the gateway, or of the first loop that ends though nobody asked it to.
async fn first_end(
    gateway: &mut JoinHandle<Result<()>>,
    ends: &mut Ends,
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
            ended = ends.next() => {
                if !stop.is_cancelled() {
                    tracing::error!(%ended, "a loop ended though nobody asked it to; the program ends");
                    return Err(anyhow!("{ended}, and no desk is well without it"));
                }
            }
        }
    }
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
        let (loops, mut ends) = Loops::new(Pulses::default());
        loops.begin("outbox", |_| std::future::pending());
        loops.begin("agenda", |_| async { panic!("a row that nobody can carry out") });
        let end = first_end(&mut gateway(), &mut ends, &stop).await.expect_err("nobody asked it to");
        assert_eq!(end.to_string(), "the agenda panicked, and no desk is well without it");
        loops.begin("vigil", |_| async {});
        let end = first_end(&mut gateway(), &mut ends, &stop).await.expect_err("nobody asked it to");
        assert_eq!(end.to_string(), "the vigil came to its end, and no desk is well without it");
    }

    /// Told to stop, the loops end before the gateway has said goodbye: that is no fault.
    #[tokio::test]
    async fn loops_that_were_asked_to_end_are_no_fault() {
        let stop = CancellationToken::new();
        let (loops, mut ends) = Loops::new(Pulses::default());
        let (asked, told) = (stop.clone(), stop.clone());
        loops.begin("agenda", |_| async move { asked.cancelled().await });
        let mut gateway = tokio::spawn(async move {
            told.cancelled().await;
            tokio::time::timeout(Duration::from_millis(50), std::future::pending::<()>()).await.ok();
            Ok(())
        });
        stop.cancel();
        first_end(&mut gateway, &mut ends, &stop).await.expect("it was asked to");
    }
}
