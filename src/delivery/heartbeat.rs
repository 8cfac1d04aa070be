//! The heartbeat: an address elsewhere that is asked once a minute for as long as the desk is well.
//! Whoever is behind it tells somebody when it was not asked: a desk that is ill, or gone, cannot.

use std::time::Duration;

use anyhow::{Context, Result};
use chrono::TimeDelta;
use reqwest::{Client, Url};
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

use super::look_again;
use crate::{
    desk::Desk,
    pulse::{Pulse, Pulses},
    web,
};

/// How often it is asked.
const EVERY: Duration = Duration::from_mins(1);

/// How long the database of a desk that is well may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// For how long what falls due may wait on a desk that is well.
const OVERDUE: TimeDelta = TimeDelta::minutes(1);

/// An address that is asked while the desk is well.
pub struct Heartbeat {
    desk: Desk,
    pulses: Pulses,
    web: Client,
    /// It holds a secret: it reaches no log.
    url: Url,
}

impl std::fmt::Debug for Heartbeat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Heartbeat").finish_non_exhaustive()
    }
}

impl Heartbeat {
    /// A heartbeat of a desk whose loops beat so.
    ///
    /// # Errors
    /// When no connection can be prepared.
    pub fn new(desk: Desk, pulses: Pulses, url: Url, extra_ca: Option<&[u8]>) -> Result<Self> {
        let web = web::builder(extra_ca).context("trusting EXTRA_CA_FILE")?;
        Ok(Self { desk, pulses, web: web.build().context("preparing the heartbeat")?, url })
    }

    /// Asks once a minute while the desk is well, until told to stop.
    pub async fn run(self, pulse: Pulse, stop: CancellationToken) {
        let (mut asked, mut fails): (Option<Instant>, bool) = (None, false);
        let mut look = async || {
            pulse.beat();
            if asked.is_none_or(|at| at.elapsed() >= EVERY) && self.is_well().await {
                asked = Some(Instant::now());
                fails = self.asks(fails).await;
            }
            look_again(&self.desk.clock).await;
        };
        while stop.run_until_cancelled(look()).await.is_some() {}
    }

    async fn is_well(&self) -> bool {
        let due = timeout(PATIENCE, self.desk.overdue()).await;
        matches!(due, Ok(Ok(overdue)) if overdue < OVERDUE)
            && self.pulses.faintest().is_none()
            && self.desk.away.is_served()
    }

    /// Asks. Says whether that failed, and in the log where it had not failed before.
    async fn asks(&self, failed: bool) -> bool {
        let answer = self.web.get(self.url.clone()).send().await;
        match answer.and_then(reqwest::Response::error_for_status) {
            Ok(_) => false,
            Err(error) => {
                if !failed {
                    let error = format!("{:#}", anyhow::Error::new(error.without_url()));
                    tracing::warn!(error, "the heartbeat is not taken; it is tried each minute");
                }
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    use axum::{Router, routing::get};
    use tempfile::TempDir;
    use tokio::net::TcpListener;

    use super::*;
    use crate::{
        clock::Clock,
        rules::offer::{DEFAULT, Offer},
        store::Store,
    };

    /// Long enough for two looks.
    const A_WHILE: Duration = Duration::from_millis(1_500);

    /// A heartbeat of a desk that is well, how often it was taken, and where its database is.
    async fn heartbeat() -> (Heartbeat, Arc<AtomicUsize>, TempDir) {
        let taken = Arc::new(AtomicUsize::new(0));
        let counts = Arc::clone(&taken);
        let receiver = Router::new().route(
            "/secret",
            get(move || async move {
                counts.fetch_add(1, Ordering::Relaxed);
            }),
        );
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/secret", listener.local_addr().expect("its address"));
        tokio::spawn(async move { axum::serve(listener, receiver).await });
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&folder.path().join("guichet.db")).await.expect("the database");
        let desk = Desk::new(store, Offer::parse(DEFAULT).expect("the offer"), Clock::system());
        desk.away.gateway(true);
        let url = url.parse().expect("an address");
        (Heartbeat::new(desk, Pulses::default(), url, None).expect("a client"), taken, folder)
    }

    async fn runs_for_a_while(heartbeat: Heartbeat) {
        let stop = CancellationToken::new();
        let pulse = heartbeat.pulses.begin("heartbeat");
        let runs = heartbeat.run(pulse, stop.clone());
        assert!(timeout(A_WHILE, runs).await.is_err(), "it was not told to stop");
    }

    #[tokio::test]
    async fn a_desk_that_is_well_is_heard_of_once_a_minute() {
        let (heartbeat, taken, _folder) = heartbeat().await;
        assert!(!format!("{heartbeat:?}").contains("secret"));
        runs_for_a_while(heartbeat).await;
        assert_eq!(taken.load(Ordering::Relaxed), 1);
    }

    /// Each thing that ails it keeps it silent.
    #[tokio::test]
    async fn a_desk_that_is_ill_is_silent() {
        let (heartbeat, taken, _folder) = heartbeat().await;
        assert!(heartbeat.is_well().await);
        heartbeat.desk.away.gateway(false);
        assert!(!heartbeat.is_well().await, "the gateway is not served");
        heartbeat.desk.away.gateway(true);
        let agenda = heartbeat.pulses.silent_for("agenda", Duration::from_secs(42));
        assert!(!heartbeat.is_well().await, "the agenda stands still");
        agenda.beat();
        assert!(heartbeat.is_well().await);
        heartbeat.desk.store.close().await;
        assert!(!heartbeat.is_well().await, "the database is gone");
        runs_for_a_while(heartbeat).await;
        assert_eq!(taken.load(Ordering::Relaxed), 0);
    }
}
