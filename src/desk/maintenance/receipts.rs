//! The daily look at the receipts: which notices channels should have had, which they had not, and what can
//! still be mended.

use anyhow::Result;
use chrono::{NaiveTime, TimeDelta};

use super::announce::from_stage_on;
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
    rules::{
        calendar::hour,
        window::{self, Occasion, State},
    },
    store::{
        self,
        receipts::{Missed, Overlooked},
        window::Window,
    },
};

/// When the receipts are looked at, on the wall clock of the desk's zone: before people come in, so that it
/// is mended by then.
const AT: NaiveTime = hour(8);

/// How long after a window's end its receipts are still looked at: the next look is told of the last notices.
const LOOKED_AT_AFTER: TimeDelta = TimeDelta::hours(25);

/// How many notices of each kind staff are told by name; `/window list` has them all.
const LISTED: usize = 20;

impl Desk {
    /// Promises the daily look at the receipts. Done at every start.
    pub(in crate::desk) async fn promise_receipts(&self) -> Result<()> {
        let mut work = self.work().await?;
        work.promise_look().await?;
        work.commit().await
    }
}

impl Work<'_> {
    /// Promises the next look at the receipts.
    async fn promise_look(&mut self) -> Result<()> {
        let calendar = &self.offer().calendar;
        let today = calendar.date_of(self.now);
        let now = self.now;
        let next = [today, today.succ_opt().unwrap_or(today)]
            .into_iter()
            .map(|date| (date, calendar.place(date.and_time(AT))))
            .find(|(_, at)| *at > now);
        let Some((date, at)) = next else { return Ok(()) };
        self.promise(&due::Key::Receipts(date), at, &Due::Receipts).await.map(drop)
    }

    /// Looks at the receipts of the windows that go on, are to come, or were over since the last look: what
    /// is missing and still true is sent, what was refused once is tried once more, and staff are told of
    /// both, once a day.
    pub(in crate::desk) async fn look_at_receipts(&mut self) -> Result<()> {
        self.promise_look().await?;
        let now = self.now;
        let until = self.offer().calendar.days_after(now, 400);
        let mut overlooked = Vec::new();
        let mut refused = Vec::new();
        for window in store::window::overlapping(self.conn(), None, now - LOOKED_AT_AFTER, until).await? {
            // After a pause its notices are about to be queued: they are not missing.
            if store::agenda::is_due(self.conn(), &due::Key::stages(window.id), now).await? {
                continue;
            }
            overlooked.extend(self.overlooked(&window).await?);
            refused.extend(store::receipts::refused(self.outbox().await?, window.id, window.revision).await?);
            if window.place.is_over(now) {
                continue;
            }
            self.window_due(window.id).await?;
            store::receipts::retry(self.outbox().await?, window.id, window.revision, now).await?;
        }
        if overlooked.is_empty() && refused.is_empty() {
            return Ok(());
        }
        let Some(setup) = store::desk::setup(self.conn()).await? else { return Ok(()) };
        let date = self.offer().calendar.date_of(now);
        let more = overlooked.len().saturating_sub(LISTED) + refused.len().saturating_sub(LISTED);
        overlooked.truncate(LISTED);
        refused.truncate(LISTED);
        let say = Say::Receipts { overlooked, refused, more };
        let to = Destination::Channel(setup.support_channel);
        let key = Key::Receipts(date);
        self.say(&Message::new(&key, Lane::Rest, to, setup.language, say))
    }

    /// The channels that should have had the last stage of a window whose moment has come, and have no notice
    /// of it.
    async fn overlooked(&mut self, window: &Window) -> Result<Vec<Overlooked>> {
        let now = self.now;
        let owed = window::owed(self.offer(), &window.place, window.revised_at);
        let Some(last) = owed.into_iter().rfind(|notice| notice.at <= now) else { return Ok(Vec::new()) };
        let mended = window::due(self.offer(), &window.place, window.revised_at, &[], now).is_some();
        let told = from_stage_on(self.offer(), window, last.at);
        let missed = Missed {
            window: window.id,
            starts_at: window.place.starts_at,
            revision: window.revision,
            platform: &window.platform,
            occasion: Occasion::Stage(last.stage.key),
            before: last.at,
            told: &told,
            mended: mended && window.state == State::Planned,
        };
        store::receipts::overlooked(self.outbox().await?, &missed).await
    }
}
