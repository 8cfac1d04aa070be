//! What is counted for whoever watches the desk from outside.

use anyhow::Result;
use chrono::TimeDelta;

use crate::{
    desk::{Desk, p1::watched::P1Figures},
    store::{
        self,
        figures::{OpenTickets, Waiting},
        file::space::Space,
        inbox::Backlog,
    },
};

/// What waits, and what is open.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Open tickets, for each priority and state.
    pub open: Vec<OpenTickets>,
    /// P1s, by what is left of their time, and what was promised of them.
    pub p1s: P1Figures,
    /// What waits to be said.
    pub waiting: Waiting,
    /// What was told and waits to be taken in.
    pub told: Backlog,
    /// For how long the promise that is most overdue has waited; nothing where none is.
    pub overdue: TimeDelta,
    /// For how long Discord has been out of reach; nothing while it is not.
    pub away: TimeDelta,
    /// What the database takes of its disk, and what is left.
    pub space: Space,
}

impl Desk {
    /// What waits, and what is open.
    pub async fn figures(&self) -> Result<Figures> {
        let now = self.clock.now();
        // At the door there is one connection: each lets it go before the next takes it.
        let overdue = self.overdue().await?;
        let p1s = self.p1_figures().await?;
        let away = self.away.since().map_or(TimeDelta::zero(), |since| (now - since).max(TimeDelta::zero()));
        let mut conn = self.store.read().await?;
        Ok(Figures {
            open: store::figures::open_tickets(&mut conn).await?,
            waiting: store::figures::outbox(&mut conn, now).await?,
            told: store::inbox::backlog(&mut conn, now).await?,
            p1s,
            overdue,
            away,
            space: self.store.space()?,
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
