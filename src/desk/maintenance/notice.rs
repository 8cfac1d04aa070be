//! A notice at the moment it is said: whether it is still true, and what it says.

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::{
    desk::Desk,
    rules::{
        ids::{ChannelId, WindowId},
        offer::Lead,
        window::{self, Change, Occasion, Occurrence, State},
    },
    store::{
        self,
        notice::Standing,
        window::{Changed, Window},
    },
};

/// What a notice says.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The window as it is.
    pub window: Window,
    /// What the notice is about.
    pub news: News,
    /// Since when it should have been said, UTC, where it is late.
    pub late_since: Option<DateTime<Utc>>,
    /// The notice to which it is a reply.
    pub reply_to: Option<Standing>,
}

/// What a notice is about.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum News {
    /// The window is to come, so long before it, or goes on, or is over.
    Stage(Lead),
    /// It is there, and the channel never heard of it.
    First,
    /// It was moved, extended or cancelled.
    Changed(Changed),
}

/// A notice that is to be said.
#[derive(Clone, Copy, Debug)]
pub struct NoticeDue<'a> {
    /// Of which window.
    pub window: WindowId,
    /// At which revision.
    pub revision: i64,
    /// Why.
    pub occasion: &'a Occasion,
    /// Since when it is due, UTC.
    pub at: DateTime<Utc>,
}

/// A notice that is out of date, as it was.
#[derive(Clone, Debug)]
pub struct Original {
    /// Where it stands.
    pub standing: Standing,
    /// Its window as it is now.
    pub window: Window,
    /// When the window was to be, as the notice says.
    pub was: Occurrence,
}

impl Desk {
    /// What is to be said of a window in a channel now: nothing where that is no longer true. It is no longer
    /// when the window was changed meanwhile, when its moment is over or a later one has come, and when the
    /// channel no longer hears of it.
    pub async fn notice_facts(
        &self,
        asked: &NoticeDue<'_>,
        channel: ChannelId,
        now: DateTime<Utc>,
    ) -> Result<Option<Facts>> {
        let (offer, conn) = (&self.offer, &mut *self.store.read().await?);
        let Some(window) = store::window::get(conn, asked.window).await? else { return Ok(None) };
        let Some(listener) = store::notice::listener(conn, channel, &window.platform).await? else {
            return Ok(None);
        };
        if window.revision != asked.revision {
            return Ok(None);
        }
        let late = now - asked.at > offer.announcements.late;
        let mut facts =
            Facts { news: News::First, late_since: late.then_some(asked.at), reply_to: None, window };
        let window = &facts.window;
        let true_still = match asked.occasion {
            Occasion::Stage(key) => {
                let since = window.revised_at.max(listener.linked_at);
                let due = window::due(offer, &window.place, since, &[], now);
                let due = due.filter(|due| due.notice.stage.key == *key && window.state == State::Planned);
                match due {
                    Some(due) => {
                        facts.news = News::Stage(due.notice.stage.lead);
                        true
                    }
                    None => false,
                }
            }
            Occasion::Changed(Change::Added) => !window.place.is_over(now),
            Occasion::Linked(link) => *link == listener.link && !window.place.is_over(now),
            Occasion::Changed(Change::Moved | Change::Extended | Change::Cancelled) => {
                let (id, revision) = (window.id, window.revision);
                facts.reply_to =
                    store::notice::last_before(conn, id, revision, channel, listener.customer).await?;
                let changed = store::window::change(conn, id, revision).await?;
                match (changed, facts.reply_to) {
                    (Some(changed), Some(_)) => {
                        facts.news = News::Changed(changed);
                        true
                    }
                    // The notice that it was to have was overtaken by this change: it is its first.
                    (Some(_), None) => {
                        window.state == State::Planned
                            && !window.place.is_over(now)
                            && store::notice::promised_at_once(conn, id, revision, channel).await?
                    }
                    (None, _) => false,
                }
            }
        };
        Ok(true_still.then_some(facts))
    }

    /// The notice of an earlier revision that stands in a channel and is to say that it is out of date;
    /// nothing where none stands or the channel no longer hears of it.
    pub async fn outdated_notice(
        &self,
        asked: (WindowId, i64, &Occasion),
        channel: ChannelId,
    ) -> Result<Option<Original>> {
        let (id, revision, occasion) = asked;
        let conn = &mut *self.store.read().await?;
        let Some(window) = store::window::get(conn, id).await? else { return Ok(None) };
        let standing = store::notice::standing(conn, id, revision, occasion, channel).await?;
        let hears = store::notice::listener(conn, channel, &window.platform).await?.is_some();
        let changed = store::window::change(conn, id, revision + 1).await?;
        let was = changed.and_then(|changed| changed.was);
        let stands = standing.zip(was).filter(|_| hears);
        Ok(stands.map(|(standing, was)| Original { standing, window, was }))
    }
}
