//! Announcing: who is told of a window, and when. Whether it is still true is asked again when it is said.

use anyhow::{Context, Result};
use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    desk::{
        due,
        say::{
            key::Key,
            message::{Lane, Say},
            order::window_lines,
        },
        work::Work,
    },
    rules::{
        ids::{ChannelId, WindowId},
        offer::Offer,
        window::{self, Change, Occasion, State, Telling},
    },
    store::{
        self,
        notice::{Batch, Whom},
        window::Window,
    },
};

impl Work<'_> {
    /// A stage's moment has come: the latest stage whose moment has is told to the channels to which it is
    /// owed, of several missed the latest alone.
    pub(in crate::desk) async fn window_due(&mut self, id: WindowId) -> Result<()> {
        let Some(window) = store::window::get(self.conn(), id).await? else { return Ok(()) };
        if window.state == State::Cancelled {
            return Ok(());
        }
        let now = self.now;
        let Some(due) = window::due(self.offer(), &window.place, window.revised_at, &[], now) else {
            return Ok(());
        };
        let told = from_stage_on(self.offer(), &window, due.notice.at);
        let whom = Whom::LinkedBefore(due.notice.at, &told);
        let occasion = Occasion::Stage(due.notice.stage.key);
        self.announce(&window, &occasion, whom, due.notice.at, due.notice.useless_after).await.map(drop)
    }

    /// Tells of a window that was added or changed, at once: those that had a notice of it as a reply to that
    /// notice, which is marked out of date; promises the stages to come. Returns how many channels are told.
    pub(super) async fn tell_change(&mut self, window: &Window, change: Change) -> Result<u64> {
        let now = self.now;
        let id = window.id;
        // What was promised for the revision before is asked for again under this one.
        store::agenda::withdraw(self.conn(), &due::Key::stages(id), now).await?;
        if window.state == State::Planned {
            self.promise_stages(window).await?;
        }
        let whom = match window::telling(change, false) {
            Telling::AtOnce => Whom::Everyone,
            Telling::InReply | Telling::Stages | Telling::Nothing => Whom::Heard,
        };
        let told = self.announce(window, &Occasion::Changed(change), whom, now, window.place.ends_at).await?;
        self.outdate(window).await?;
        Ok(told)
    }

    async fn outdate(&mut self, window: &Window) -> Result<()> {
        let (id, before, now) = (window.id, window.revision - 1, self.now);
        for occasion in store::notice::occasions(self.outbox().await?, id, before).await? {
            let say = Say::NoticeOutdated { window: id, revision: before, occasion: occasion.clone() };
            let body = serde_json::to_string(&say).context("writing a message")?;
            let batch = Batch {
                keys: &Key::notices(id, before, &occasion),
                lines: &window_lines(id),
                window: id,
                revision: before,
                platform: &window.platform,
                occasion: &occasion,
                whom: Whom::Everyone,
                lane: Lane::Rest as i64,
                body: &body,
                useless_after: window.place.ends_at,
            };
            store::notice::outdate(self.outbox().await?, &batch, Key::OUTDATED, now).await?;
        }
        Ok(())
    }

    /// Tells a channel that was just linked of the windows that go on or start within some days. The stages
    /// to come follow by themselves.
    pub(in crate::desk) async fn tell_linked(&mut self, channel: ChannelId) -> Result<()> {
        let now = self.now;
        let until = self.offer().calendar.days_after(now, self.offer().announcements.linked_days);
        // One that starts at that very moment is within them.
        let until = until + TimeDelta::seconds(1);
        for window in store::window::overlapping(self.conn(), None, now, until).await? {
            if !window::told_at_link(self.offer(), &window.place, now) {
                continue;
            }
            let Some(listener) = store::notice::listener(self.conn(), channel, &window.platform).await?
            else {
                continue;
            };
            let known = store::notice::last_before(
                self.outbox().await?,
                window.id,
                window.revision + 1,
                channel,
                listener.customer,
            )
            .await?;
            // Linked again, it would be told twice.
            if known.is_none() {
                let occasion = Occasion::Linked(listener.link);
                let whom = Whom::Link(listener.link);
                self.announce(&window, &occasion, whom, now, window.place.ends_at).await?;
            }
        }
        Ok(())
    }

    async fn announce(
        &mut self,
        window: &Window,
        occasion: &Occasion,
        whom: Whom<'_>,
        at: DateTime<Utc>,
        last: DateTime<Utc>,
    ) -> Result<u64> {
        let say =
            Say::Notice { window: window.id, revision: window.revision, occasion: occasion.clone(), at };
        let body = serde_json::to_string(&say).context("writing a message")?;
        let batch = Batch {
            keys: &Key::notices(window.id, window.revision, occasion),
            lines: &window_lines(window.id),
            window: window.id,
            revision: window.revision,
            platform: &window.platform,
            occasion,
            whom,
            lane: Lane::Rest as i64,
            body: &body,
            // The rules' last moment is still one in which it is said.
            useless_after: last + TimeDelta::seconds(1),
        };
        let now = self.now;
        let told = store::notice::queue(self.outbox().await?, &batch, now).await?;
        tracing::info!(window = %window.id, %occasion, told, "a maintenance window is announced");
        Ok(told)
    }
}

/// The stages of a window from a moment on: who was told of one of them needs none before.
pub(super) fn from_stage_on(offer: &Offer, window: &Window, at: DateTime<Utc>) -> Vec<Occasion> {
    window::stages(offer, &window.place)
        .into_iter()
        .filter(|notice| notice.at >= at)
        .map(|notice| Occasion::Stage(notice.stage.key))
        .collect()
}
