//! The only place where the time is read.
//!
//! The desk asks a [`Clock`] and nobody else, so that a test or the local Discord can turn it and every rule
//! follows.

use std::{fmt, sync::Arc};

use chrono::{DateTime, SubsecRound, Utc};
use tokio::sync::watch;

/// Where the desk reads the time: the system's clock, or one that somebody turns.
#[derive(Clone)]
pub struct Clock {
    read: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    turned: Option<watch::Receiver<()>>,
}

impl Clock {
    /// The machine's own clock.
    pub fn system() -> Self {
        Self { read: Arc::new(system_now), turned: None }
    }

    /// A clock that somebody turns: `read` tells its time, `turned` is marked whenever it jumps.
    pub fn turned_by(
        read: impl Fn() -> DateTime<Utc> + Send + Sync + 'static,
        turned: watch::Receiver<()>,
    ) -> Self {
        Self { read: Arc::new(read), turned: Some(turned) }
    }

    /// Now, in UTC, to the second: what is stored and what is compared are the same moment.
    pub fn now(&self) -> DateTime<Utc> {
        (self.read)().trunc_subsecs(0)
    }

    /// Waits until the clock is turned; never ends for the system's clock, whose jumps the loops notice
    /// by looking at it once a second.
    pub async fn jump(&self) {
        match &self.turned {
            Some(turned) => {
                let mut turned = turned.clone();
                turned.mark_unchanged();
                if turned.changed().await.is_err() {
                    std::future::pending::<()>().await;
                }
            }
            None => std::future::pending().await,
        }
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clock").field("now", &self.now()).finish_non_exhaustive()
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the system's clock")]
fn system_now() -> DateTime<Utc> {
    Utc::now()
}
