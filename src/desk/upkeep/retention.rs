//! What was done with (drafts, answered interactions, said messages, the agenda) goes after the offer's time.
//! A little at a time, so that nobody waits: once a day, then a step a second until nothing is left to go.

use anyhow::{Context, Result};
use chrono::{NaiveTime, TimeDelta};

use crate::{
    desk::{
        Desk,
        due::{self, Due},
        work::Work,
    },
    store::{self, retention},
};

/// The memo that says how far the messages were looked at, and in which month from the first one on.
const MEMO: &str = "retention";

/// When it begins, on the desk's clock: in the quiet of the night.
const AT: NaiveTime = match NaiveTime::from_hms_opt(3, 30, 0) {
    Some(at) => at,
    None => NaiveTime::MIN,
};

/// How many rows of each kind go in one step.
const A_STEP: i64 = 500;

/// The pause between two steps.
const PAUSE: TimeDelta = TimeDelta::seconds(1);

impl Desk {
    /// Promises the first look, where none was ever promised.
    pub(in crate::desk) async fn promise_retention(&self) -> Result<()> {
        let mut work = self.work().await?;
        let at = work.next_night();
        work.promise(&due::Key::Retention, at, &Due::Retention).await?;
        work.commit().await
    }
}

impl Work<'_> {
    /// A step: what may go of each kind, and the promise of the next step.
    pub(in crate::desk) async fn let_go_of_the_past(&mut self) -> Result<()> {
        let before = self.now - self.offer().retention.done;
        let gone = [
            retention::drafts(self.conn(), before, A_STEP).await?,
            retention::interactions(self.conn(), before, A_STEP).await?,
            retention::agenda(self.conn(), before, A_STEP).await?,
            store::alarm_link::let_go(self.conn(), before, A_STEP).await?,
        ];
        let full = u64::try_from(A_STEP).unwrap_or(u64::MAX);
        let more = self.let_messages_go().await? || gone.iter().any(|gone| *gone >= full);
        let next = if more { self.now + PAUSE } else { self.next_night() };
        self.renew(&due::Key::Retention, next).await
    }

    /// Messages are looked at in the order in which they were written, each day those that came of age; once
    /// a month from the first on, as what was kept for the sake of something open may go by then. Says
    /// whether there are more.
    async fn let_messages_go(&mut self) -> Result<bool> {
        let before = self.now - self.offer().retention.done;
        let month = self.offer().calendar.date_of(self.now).format("%Y-%m").to_string();
        let memo = store::desk::memo(self.conn(), MEMO).await?.unwrap_or_default();
        let after = match memo.split_once(' ') {
            Some((of, row)) if of == month => {
                row.parse().context("reading how far messages were looked at")?
            }
            Some(_) | None => 0,
        };
        let last = retention::next_messages(self.conn(), after, before, A_STEP).await?;
        if let Some(last) = last {
            retention::messages(self.conn(), after, last, before).await?;
        }
        if last.is_some() || after == 0 {
            let far = format!("{month} {}", last.unwrap_or(after));
            store::desk::note(self.conn(), MEMO, &far).await?;
        }
        Ok(last.is_some())
    }

    fn next_night(&self) -> chrono::DateTime<chrono::Utc> {
        let calendar = &self.offer().calendar;
        let today = calendar.date_of(self.now);
        let nights = [today, today.succ_opt().unwrap_or(today)].map(|date| calendar.place(date.and_time(AT)));
        nights.into_iter().find(|at| *at > self.now).unwrap_or(self.now + TimeDelta::days(1))
    }
}
