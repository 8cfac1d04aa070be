//! The clock of a play: the sandbox's, which the desk follows; and the walk through days gone by.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use chrono::{DateTime, Utc};
use sandbox::Sandbox;

use crate::{clock::Clock, desk::Desk, store};

/// How long nothing may have been asked of Discord before the desk is taken to be done. Short, as its rows
/// tell the rest.
const QUIET: Duration = Duration::from_millis(5);

/// How long the desk may take to hear what a person wrote: until then no row tells of it.
const HEARD: Duration = Duration::from_millis(50);

/// How long the desk may take with what is due at one moment.
const PATIENCE: Duration = Duration::from_secs(20);

/// The desk's clock, tied to a sandbox's: it shows the same moment, and whoever turns the one turns the
/// other.
pub fn follow(hand: &sandbox::Clock) -> Clock {
    let (turned, jumps) = tokio::sync::watch::channel(());
    let mut turns = hand.changed();
    tokio::spawn(async move {
        while turns.changed().await.is_ok() {
            turned.send_replace(());
        }
    });
    let hand = hand.clone();
    Clock::turned_by(move || hand.now(), jumps)
}

/// A clock that stands still except for the walk, and the desk that lives by it.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    sandbox: &'a Sandbox,
    desk: &'a Desk,
}

impl<'a> Walk<'a> {
    pub(super) fn new(sandbox: &'a Sandbox, desk: &'a Desk) -> Self {
        Self { sandbox, desk }
    }

    /// Turns the clock to a moment, stopping wherever something falls due on the way, as it would have been
    /// done then. A moment that is past is now.
    pub(super) async fn to(&self, moment: DateTime<Utc>) -> Result<()> {
        loop {
            self.settles().await?;
            let now = self.desk.clock.now();
            match self.next().await?.filter(|at| *at > now && *at < moment) {
                Some(at) => self.sandbox.clock().set(at),
                None if moment > now => {
                    self.sandbox.clock().set(moment);
                    return self.settles().await;
                }
                None => return Ok(()),
            }
        }
    }

    /// The same as [`Walk::settles`], after somebody wrote something.
    #[expect(
        clippy::disallowed_methods,
        reason = "gives the desk time to hear of it; no promise waits for it"
    )]
    pub(super) async fn hears(&self) -> Result<()> {
        tokio::time::sleep(HEARD).await;
        self.settles().await
    }

    /// Waits until nothing is due, nothing waits to be said and nothing is under way.
    #[expect(clippy::disallowed_methods, reason = "looks again; no promise waits for it")]
    pub(super) async fn settles(&self) -> Result<()> {
        let since = Instant::now();
        loop {
            let quiet = self.sandbox.idle_for(QUIET).await;
            let now = self.desk.clock.now();
            if quiet && self.next().await?.is_none_or(|at| at > now) {
                return Ok(());
            }
            if since.elapsed() > PATIENCE {
                bail!("the desk is still at work with what was due at {now}");
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// When the desk has something to do next; past where it is at it.
    async fn next(&self) -> Result<Option<DateTime<Utc>>> {
        let conn = &mut *self.desk.store.read().await?;
        let due = store::agenda::next(conn).await?;
        let unsaid = store::outbox::next(conn).await?;
        Ok([due, unsaid].into_iter().flatten().min())
    }
}
