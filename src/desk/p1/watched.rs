//! P1s, counted for whoever watches the desk from outside.

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    desk::{Desk, incidents, ticket::file::TicketFile},
    rules::{gtr::Status, paging::Paging},
    store,
};

/// What is left of a P1's guaranteed time, most pressing first.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Left {
    /// It is over.
    Over,
    /// Less than 15 minutes.
    Quarter,
    /// Less than an hour.
    Hour,
    /// Less than four.
    FourHours,
    /// More.
    More,
    /// It stands still while support waits for the customer.
    Paused,
    /// Nothing is guaranteed: best effort, or a component in beta.
    None,
}

impl Left {
    /// Every one.
    pub const ALL: [Self; 7] =
        [Self::Over, Self::Quarter, Self::Hour, Self::FourHours, Self::More, Self::Paused, Self::None];

    /// That of a P1, now.
    fn of(file: &TicketFile, now: DateTime<Utc>) -> Self {
        let Some(clock) = file.ticket.clock() else { return Self::None };
        let left = clock.left(now);
        match left.num_minutes() {
            _ if left < TimeDelta::zero() => Self::Over,
            _ if clock.status() == Status::Paused => Self::Paused,
            ..15 => Self::Quarter,
            15..60 => Self::Hour,
            60..240 => Self::FourHours,
            240.. => Self::More,
        }
    }
}

/// What is counted of P1s, and of what was promised of them.
#[derive(Clone, Debug)]
pub struct P1Figures {
    /// How many there are whose service is not back, by what is left.
    pub by_left: [(Left, i64); Left::ALL.len()],
    /// How many of them nobody has acknowledged.
    pub unacknowledged: i64,
    /// Of how many the update that was promised is overdue.
    pub late: i64,
    /// Of how many major incidents it is.
    pub late_incidents: i64,
}

impl Desk {
    /// P1s and open major incidents, counted. Left out: P1s whose service is back, and updates promised for
    /// other tickets, as their rows do not say when.
    pub async fn p1_figures(&self) -> Result<P1Figures> {
        let now = self.clock.now();
        let mut files = self.open_p1s().await?;
        files.retain(|file| file.ticket.restored_at.is_none());
        let count = |so: &dyn Fn(&&TicketFile) -> bool| i64::try_from(files.iter().filter(so).count());
        let mut by_left = Left::ALL.map(|left| (left, 0));
        for (left, many) in &mut by_left {
            *many = count(&|file| Left::of(file, now) == *left)?;
        }
        let unacknowledged = count(&|file| matches!(file.ticket.paging, Paging::Climbing(_)))?;
        let late = count(&|file| file.ticket.next_update_at.is_some_and(|at| at < now))?;
        let mut late_incidents = 0;
        let conn = &mut *self.store.read().await?;
        for number in store::incident::all_open(conn).await? {
            let file = incidents::file::read(conn, number).await?;
            let next = file.and_then(|file| file.incident.next_update_at());
            late_incidents += i64::from(next.is_some_and(|at| at < now));
        }
        Ok(P1Figures { by_left, unacknowledged, late, late_incidents })
    }
}
