//! Who is on duty at a moment, level by level.

use std::{collections::BTreeMap, time::Duration};

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    desk::Desk,
    rules::{ids::PersonId, on_call::calendar::Roster, paging::LEVELS, typed::folded},
    store::{
        self, Conn,
        desk::Setup,
        on_call::{CoverRow, NameRow},
    },
};

/// How long working calendars out may take where something waits for it: a page then goes to the roles alone.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);

/// Whom a name in a calendar means, as far as that was said.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum OnDuty {
    /// Somebody.
    Person(PersonId),
    /// A name that nobody has tied to anybody.
    Unknown(String),
}

/// Whom names mean.
#[derive(Clone, Debug, Default)]
pub struct Names(BTreeMap<String, PersonId>);

impl Names {
    pub(super) fn of(rows: Vec<NameRow>) -> Self {
        Self(rows.into_iter().map(|row| (row.folded, row.person)).collect())
    }

    /// Whom a name means.
    pub fn of_name(&self, name: &str) -> OnDuty {
        let known = self.0.get(&folded(name));
        known.map_or_else(|| OnDuty::Unknown(name.to_owned()), |person| OnDuty::Person(*person))
    }
}

/// What decides who is on duty within a span of time.
#[derive(Clone, Debug, Default)]
pub struct Duties {
    /// What each level's calendar says, for those that have one that can be used.
    pub rosters: BTreeMap<u8, Roster>,
    /// Who covers now.
    pub covers: Vec<CoverRow>,
    /// Whom names mean.
    pub names: Names,
}

impl Duties {
    /// Whom a level calls besides its role: whoever covers, else whoever its calendar names.
    pub fn on_duty(&self, level: u8, at: DateTime<Utc>) -> Vec<OnDuty> {
        if let Some(cover) = self.covers.iter().find(|cover| cover.level == level && at < cover.until) {
            return vec![OnDuty::Person(cover.person)];
        }
        let names = self.rosters.get(&level).map(|roster| roster.on_duty(at)).unwrap_or_default();
        let mut found: Vec<OnDuty> = Vec::new();
        for one in names.iter().map(|name| self.names.of_name(name)) {
            if !found.contains(&one) {
                found.push(one);
            }
        }
        found
    }

    /// The level whose people a level calls: its own, or as with roles the one below, where it has neither a
    /// role nor people of its own.
    fn called(&self, level: u8, setup: &Setup) -> Option<u8> {
        let roles = [setup.on_call_1, setup.on_call_2, setup.on_call_3];
        let own = |level: &u8| {
            roles.get(usize::from(*level) - 1).is_some_and(Option::is_some)
                || self.rosters.contains_key(level)
                || self.covers.iter().any(|cover| cover.level == *level)
        };
        (1..=level.min(LEVELS)).rev().find(own)
    }

    /// Whom several levels call, each once.
    pub fn called_by(&self, levels: &[u8], setup: &Setup, at: DateTime<Utc>) -> Vec<OnDuty> {
        let mut found: Vec<OnDuty> = Vec::new();
        let called = levels.iter().filter_map(|level| self.called(*level, setup));
        for one in called.flat_map(|level| self.on_duty(level, at)) {
            if !found.contains(&one) {
                found.push(one);
            }
        }
        found
    }
}

impl Desk {
    /// Whom levels call now besides their roles. A page waits for it: what cannot be known in time is left
    /// out.
    pub(in crate::desk) async fn on_duty_now(&self, levels: &[u8], setup: &Setup) -> Vec<OnDuty> {
        let now = self.clock.now();
        let day = TimeDelta::days(1);
        match tokio::time::timeout(PATIENCE, self.duties(now - day, now + day)).await {
            Ok(Ok(duties)) => duties.called_by(levels, setup, now),
            Ok(Err(fault)) => {
                tracing::error!(error = format!("{fault:#}"), "a page goes to roles alone");
                Vec::new()
            }
            Err(_) => {
                tracing::error!("a page goes to roles alone: the calendars took too long");
                Vec::new()
            }
        }
    }

    /// What decides who is on duty within a span of time.
    pub(super) async fn duties(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Duties> {
        let now = self.clock.now();
        let (texts, covers, names) = read(&mut *self.store.read().await?, now).await?;
        let zone = self.offer.calendar.zone;
        // What others wrote may take its time: nothing else waits for it.
        let rosters = tokio::task::spawn_blocking(move || {
            let of = |(level, text): (u8, String)| Some((level, Roster::read(&text, zone, from, to).ok()?));
            texts.into_iter().filter_map(of).collect()
        });
        Ok(Duties { rosters: rosters.await?, covers, names: Names::of(names) })
    }
}

type Rows = (Vec<(u8, String)>, Vec<CoverRow>, Vec<NameRow>);

async fn read(conn: &mut Conn, now: DateTime<Utc>) -> Result<Rows> {
    let texts = store::on_call::texts(conn).await?;
    Ok((texts, store::on_call::covers(conn, now).await?, store::on_call::names(conn).await?))
}
