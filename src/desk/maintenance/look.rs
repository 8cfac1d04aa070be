//! Looking at windows: the next one, those to come, and for staff what was announced to whom.

use chrono::{DateTime, Utc};

use super::plan::months_later;
use crate::{
    desk::{Desk, actor::Actor, refusal::reason::Done},
    rules::uids::Uids,
    store::{
        self, Conn,
        receipts::{NoticeReceipt, Tally},
        window::{Changed, Window},
    },
};

/// How many receipts are shown at most: a file of them stays below what Discord takes.
const RECEIPTS: i64 = 20_000;

/// The windows that somebody is shown.
#[derive(Clone, Debug)]
pub struct Windows {
    /// The windows, the earliest first.
    pub windows: Vec<Window>,
    /// The moment at which all this is so, UTC.
    pub now: DateTime<Utc>,
    /// Until when was looked, UTC.
    pub until: DateTime<Utc>,
    /// What calendars call them.
    pub uids: Uids,
}

/// A window with what was done to it and what was announced of it.
#[derive(Clone, Debug)]
pub struct WindowShown {
    /// The window.
    pub window: Window,
    /// What made it what it is; nothing for an occurrence of the offer that is where it was.
    pub changed: Option<Changed>,
    /// What became of its notices, by kind.
    pub tallies: Vec<Tally>,
    /// The receipt of each notice.
    pub receipts: Vec<NoticeReceipt>,
}

impl Desk {
    /// The windows that go on or start within so many months, for whoever asks: of every platform for staff,
    /// of those that their channel hears of for a team. Left out: those that were cancelled.
    ///
    /// # Errors
    /// Refused for anyone who is neither staff nor in a customer's channel.
    pub async fn windows_to_come(&self, actor: &Actor, months: u32) -> Done<Windows> {
        let now = self.clock.now();
        let until = months_later(&self.offer.calendar, now, months);
        let mut conn = self.store.read().await?;
        let platform = platform_heard(&mut conn, actor).await?;
        let windows = store::window::overlapping(&mut conn, platform.as_deref(), now, until).await?;
        let uids = store::desk::uids(&mut conn).await?;
        Ok(Windows { windows, now, until, uids })
    }

    /// The windows of a platform that go on or are to come, for its calendar. Left out: those that were
    /// cancelled, as a calendar that is subscribed to forgets what is no longer in it.
    pub async fn calendar_of(&self, platform: &str) -> anyhow::Result<Windows> {
        let (now, until) = (self.clock.now(), DateTime::<Utc>::MAX_UTC);
        let mut conn = self.store.read().await?;
        let windows = store::window::overlapping(&mut conn, Some(platform), now, until).await?;
        let uids = store::desk::uids(&mut conn).await?;
        Ok(Windows { windows, now, until, uids })
    }

    /// The windows of so many months back and ahead with what was announced to whom, the earliest first;
    /// those that were cancelled too.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent.
    pub async fn windows_told(&self, actor: &Actor, months: u32) -> Done<Vec<WindowShown>> {
        actor.as_agent()?;
        let now = self.clock.now();
        let calendar = &self.offer.calendar;
        let wall = calendar.local(now);
        let back = wall.checked_sub_months(chrono::Months::new(months)).unwrap_or(wall);
        let until = months_later(calendar, now, months);
        let mut conn = self.store.read().await?;
        let (mut told, mut room) = (Vec::new(), RECEIPTS);
        for window in store::window::between(&mut conn, None, calendar.place(back), until).await? {
            let changed = store::window::change(&mut conn, window.id, window.revision).await?;
            let tallies = store::receipts::tallies(&mut conn, window.id).await?;
            let receipts = store::receipts::of(&mut conn, window.id, room).await?;
            room -= i64::try_from(receipts.len()).unwrap_or(room);
            told.push(WindowShown { window, changed, tallies, receipts });
        }
        Ok(told)
    }

    /// The windows that can be changed: planned, and not over.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent.
    pub async fn windows_to_change(&self, actor: &Actor) -> Done<Vec<Window>> {
        actor.as_agent()?;
        let now = self.clock.now();
        let mut conn = self.store.read().await?;
        Ok(store::window::overlapping(&mut conn, None, now, DateTime::<Utc>::MAX_UTC).await?)
    }
}

/// The platform to which the channel of whoever asks is held; none: all of them.
async fn platform_heard(conn: &mut Conn, actor: &Actor) -> Done<Option<String>> {
    if actor.staff.any() {
        return Ok(None);
    }
    let team = actor.team_here()?;
    let links = store::customer::links(conn, team.scope.customer()).await?;
    Ok(links.into_iter().find(|link| link.channel == team.channel).and_then(|link| link.platform))
}
