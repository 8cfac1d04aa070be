//! Which calendar each level has, and what becomes of reading it.

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};

use super::duty::Duties;
use crate::{
    desk::{
        Desk, Refusal,
        actor::Actor,
        refusal::{on_call::OnCallRefusal, reason::Done},
        say::{
            key::Key,
            message::{Destination, Lane, Say},
        },
        work::{Message, Work},
    },
    rules::on_call::calendar::{Copy, Roster, Unread},
    store::{self, on_call::CalendarRow},
};

/// How often calendars are read.
const EVERY: TimeDelta = TimeDelta::minutes(5);

/// How long a calendar cannot be read before staff are told.
const TOLD_AFTER: TimeDelta = TimeDelta::days(1);

/// How far ahead a calendar is looked at when it is taken.
pub(super) const AHEAD: TimeDelta = TimeDelta::days(90);

/// A calendar that could not be read for a day.
#[derive(Clone, Debug)]
pub struct Unread24 {
    /// Its level.
    pub level: u8,
    /// The host that it is read from.
    pub host: String,
    /// Since when, UTC.
    pub since: DateTime<Utc>,
    /// Why.
    pub why: Unread,
}

impl Unread24 {
    pub(super) fn of(row: CalendarRow, now: DateTime<Utc>) -> Option<Self> {
        let why = row.error.filter(|_| now - row.good_at >= TOLD_AFTER)?;
        Some(Self { level: row.level, host: host(&row.url), since: row.good_at, why })
    }
}

/// The host of a calendar's address: the rest of it lets whoever has it in.
pub(super) fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    authority.rsplit('@').next().unwrap_or_default().to_owned()
}

impl Desk {
    /// The calendars that are to be read now.
    pub async fn calendars_due(&self) -> Result<Vec<CalendarRow>> {
        let now = self.clock.now();
        let rows = store::on_call::calendars(&mut *self.store.read().await?).await?;
        // A clock that was set back makes none wait.
        Ok(rows.into_iter().filter(|row| now - row.read_at >= EVERY || row.read_at > now).collect())
    }

    /// A calendar was read, or was not: a copy that can be used takes the place of the one before; where
    /// there was none for a day, staff are told once.
    pub async fn calendar_was_read(
        &self,
        row: &CalendarRow,
        read: Result<Option<Copy>, Unread>,
    ) -> Result<()> {
        let read = match read {
            Ok(Some(copy)) => self.of_use(copy).await?.map(Some),
            other => other,
        };
        let mut work = self.work().await?;
        let (now, which) = (work.now, (row.level, row.url.as_str()));
        match read {
            Ok(copy) => store::on_call::was_read(work.conn(), which, copy.as_ref(), now).await?,
            Err(why) => {
                tracing::info!(level = row.level, ?why, "a calendar of on call could not be read");
                store::on_call::was_not_read(work.conn(), which, &why, now).await?;
                work.tell_of_unread(row).await?;
            }
        }
        work.commit().await
    }

    /// Whether a copy can be used, as far as can be known now.
    async fn of_use(&self, copy: Copy) -> Result<Result<Copy, Unread>> {
        let (now, zone) = (self.clock.now(), self.offer.calendar.zone);
        let tried = tokio::task::spawn_blocking(move || {
            let read = Roster::read(&copy.text, zone, now - TimeDelta::days(1), now + AHEAD);
            read.map(|_| copy).map_err(Unread::from)
        });
        Ok(tried.await?)
    }

    /// Gives a level a calendar that was just read.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, and where it could not be read or cannot be used.
    pub async fn set_calendar(
        &self,
        actor: &Actor,
        (level, url): (u8, &str),
        read: Result<Option<Copy>, Unread>,
    ) -> Done<Duties> {
        actor.as_agent()?;
        let copy = match read {
            Ok(Some(copy)) => self.of_use(copy).await?.map_err(OnCallRefusal::Unread)?,
            Ok(None) => return Err(Refusal::NothingToChange.into()),
            Err(why) => return Err(OnCallRefusal::Unread(why).into()),
        };
        let mut work = self.work_of(actor).await?;
        let now = work.now;
        store::on_call::set_calendar(work.conn(), (level, url), &copy, actor.person(), now).await?;
        work.commit().await?;
        Ok(self.duties(now - TimeDelta::days(1), now + AHEAD).await?)
    }

    /// Takes a level's calendar away.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, and where the level has none.
    pub async fn remove_calendar(&self, actor: &Actor, level: u8) -> Done<()> {
        actor.as_agent()?;
        let mut work = self.work_of(actor).await?;
        if !store::on_call::remove_calendar(work.conn(), level).await? {
            return Err(OnCallRefusal::NoCalendar(level).into());
        }
        work.commit().await?;
        Ok(())
    }

    /// A level's calendar, where it was not read for a day; nothing where it was meanwhile.
    pub async fn unread_calendar(&self, level: u8) -> Result<Option<Unread24>> {
        let rows = store::on_call::calendars(&mut *self.store.read().await?).await?;
        let row = rows.into_iter().find(|row| row.level == level);
        Ok(row.and_then(|row| Unread24::of(row, self.clock.now())))
    }
}

impl Work<'_> {
    /// Staff are told of a calendar that was not read for a day, once for all the time that lasts.
    async fn tell_of_unread(&mut self, row: &CalendarRow) -> Result<()> {
        if self.now - row.good_at < TOLD_AFTER {
            return Ok(());
        }
        let Some(setup) = store::desk::setup(self.conn()).await? else { return Ok(()) };
        let key = Key::CalendarUnread(row.level, row.good_at);
        let to = Destination::Channel(setup.support_channel);
        let say = Say::CalendarUnread { level: row.level };
        self.say(&Message::new(&key, Lane::Tickets, to, setup.language, say))
    }
}
