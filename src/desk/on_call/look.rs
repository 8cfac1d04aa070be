//! The daily look at what calendars leave open, and the same for whoever asks the doctor.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};

use super::{calendar::Unread24, duty::PATIENCE};
use crate::{
    desk::{
        Desk,
        due::{self, Due},
        say::{
            key::Key,
            message::{Destination, Lane, Say},
        },
        work::{Message, Work},
    },
    rules::calendar::hour,
    store,
};

/// When it is looked, on the wall clock of the desk's zone.
const AT: NaiveTime = hour(8);

/// How far ahead: what is found can still be mended.
const AHEAD: TimeDelta = TimeDelta::days(7);

/// Where it is kept what staff were told last: what is open still is no news.
const MEMO: &str = "on-call-told";

/// What calendars leave open.
#[derive(Clone, Debug, Default)]
pub struct Amiss {
    /// Names of the week to come that mean nobody.
    pub unknown: Vec<String>,
    /// When nobody is on duty at a level that has a calendar: level, from, to, UTC.
    pub gaps: Vec<(u8, DateTime<Utc>, DateTime<Utc>)>,
    /// Calendars that were not read for a day.
    pub unread: Vec<Unread24>,
}

impl Amiss {
    /// What is found, as it is remembered: a gap by when it begins, as its end comes into sight later; one of
    /// which no beginning is in sight is the same every day.
    fn marks(&self, now: DateTime<Utc>) -> BTreeSet<String> {
        let names = self.unknown.iter().map(|name| format!("name {name}"));
        let gaps = self.gaps.iter().map(|(level, from, _)| {
            let since = if *from == now - AHEAD { "always".to_owned() } else { from.timestamp().to_string() };
            format!("gap {level} {since}")
        });
        names.chain(gaps).collect()
    }
}

impl Desk {
    /// Promises the daily look. Done at every start.
    pub async fn promise_on_call(&self) -> Result<()> {
        let mut work = self.work().await?;
        work.plan_on_call_look().await?;
        work.commit().await
    }

    /// What calendars leave open in the week to come.
    pub async fn on_call_amiss(&self) -> Result<Amiss> {
        let now = self.clock.now();
        let (since, until) = (now - AHEAD, now + AHEAD);
        let duties = self.duties(since, until).await?;
        let gaps = duties.rosters.iter().flat_map(|(level, roster)| {
            let gaps = roster.gaps(since, until).into_iter().filter(|(_, to)| *to > now);
            gaps.map(|(from, to)| (*level, from, to))
        });
        let rows = store::on_call::calendars(&mut *self.store.read().await?).await?;
        let unread = rows.into_iter().filter_map(|row| Unread24::of(row, now)).collect();
        Ok(Amiss { unknown: duties.unknown(), gaps: gaps.collect(), unread })
    }
}

impl Work<'_> {
    /// Promises the next look.
    async fn plan_on_call_look(&mut self) -> Result<()> {
        let calendar = &self.offer().calendar;
        let today = calendar.date_of(self.now);
        let at = |date: chrono::NaiveDate| calendar.place(date.and_time(AT));
        let date = if at(today) > self.now { today } else { today.succ_opt().unwrap_or(today) };
        self.promise(&due::Key::OnCall(date), at(date), &Due::OnCall).await.map(drop)
    }

    /// Looks at what calendars leave open; staff are told where something is new since they were told last.
    pub(in crate::desk) async fn look_at_on_call(&mut self) -> Result<()> {
        self.plan_on_call_look().await?;
        // Nothing else can be written meanwhile: what takes longer is looked at tomorrow.
        let Ok(amiss) = tokio::time::timeout(PATIENCE, self.desk.on_call_amiss()).await else {
            tracing::warn!("the calendars of on call took too long to be looked at");
            return Ok(());
        };
        let marks = amiss?.marks(self.now);
        let told: BTreeSet<String> = match store::desk::memo(self.conn(), MEMO).await? {
            Some(text) => serde_json::from_str(&text).context("reading what staff were told")?,
            None => BTreeSet::new(),
        };
        store::desk::note(self.conn(), MEMO, &serde_json::to_string(&marks)?).await?;
        if marks.is_subset(&told) {
            return Ok(());
        }
        let Some(setup) = store::desk::setup(self.conn()).await? else { return Ok(()) };
        let key = Key::OnCallLook(self.offer().calendar.date_of(self.now));
        let to = Destination::Channel(setup.support_channel);
        self.say(&Message::new(&key, Lane::Rest, to, setup.language, Say::OnCallLook))
    }
}
