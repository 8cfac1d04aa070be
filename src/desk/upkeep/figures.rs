//! What is counted for whoever watches the desk from outside.

use anyhow::Result;
use chrono::TimeDelta;

use crate::{
    desk::Desk,
    store::{
        self,
        figures::{OpenTickets, Waiting},
        inbox::Backlog,
    },
};

/// What waits, and what is open.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Open tickets, for each priority and state.
    pub open: Vec<OpenTickets>,
    /// What waits to be said.
    pub waiting: Waiting,
    /// What was told and waits to be taken in.
    pub told: Backlog,
    /// For how long the promise that is most overdue has waited; nothing where none is.
    pub overdue: TimeDelta,
}

impl Desk {
    /// What waits, and what is open.
    pub async fn figures(&self) -> Result<Figures> {
        let now = self.clock.now();
        let overdue = self.overdue().await?;
        let mut conn = self.store.read().await?;
        Ok(Figures {
            open: store::figures::open_tickets(&mut conn).await?,
            waiting: store::figures::outbox(&mut conn, now).await?,
            told: store::inbox::backlog(&mut conn, now).await?,
            overdue,
        })
    }

    /// For how long the promise that is most overdue has waited; nothing where none is.
    pub async fn overdue(&self) -> Result<TimeDelta> {
        let next = store::agenda::next(&mut *self.store.read().await?).await?;
        Ok(next.map_or(TimeDelta::zero(), |at| (self.clock.now() - at).max(TimeDelta::zero())))
    }

    /// Whether the database can be read.
    ///
    /// # Errors
    /// When it cannot.
    pub async fn reads(&self) -> Result<()> {
        self.store.read().await.map(drop)
    }
}
