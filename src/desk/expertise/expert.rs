//! An expert's own: their week, their absences, how they take requests, and what they have before them.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc, Weekday};

use super::{SessionFile, file::open, typed::hour};
use crate::{
    desk::{
        Desk,
        actor::Actor,
        effect::Effect,
        refusal::{expertise::ExpertiseRefusal, reason::Done},
        work::Work,
    },
    rules::{
        calendar::{Calendar, NotAMoment},
        session::{Away, Hours, check_day},
    },
    store::{self, Conn, expert::ExpertFile},
};

/// How many sessions an agenda shows.
const SHOWN: i64 = 40;

/// A day's availability as typed.
#[derive(Clone, Debug)]
pub struct Availability {
    /// The day of the week.
    pub day: Weekday,
    /// From and to.
    pub first: (String, String),
    /// A second interval's from and to.
    pub second: (Option<String>, Option<String>),
}

/// A day of the week as it now stands.
#[derive(Clone, Debug)]
pub struct DayShown {
    /// The day.
    pub day: Weekday,
    /// Its intervals, in order; none: not there.
    pub hours: Vec<Hours>,
    /// Sessions to come that the new hours leave out: they stay.
    pub outside: Vec<SessionFile>,
}

impl Desk {
    /// Writes a day of an expert's week in place of what it was.
    ///
    /// # Errors
    /// Refused for anyone who is not an expert, for what is no hour, and for intervals that end before they
    /// start or overlap.
    pub async fn set_hours(&self, actor: &Actor, typed: &Availability) -> Done<DayShown> {
        actor.as_expert()?;
        let first = (hour(&typed.first.0)?, hour(&typed.first.1)?);
        let second = match &typed.second {
            (Some(from), Some(to)) => Some((hour(from)?, hour(to)?)),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => return Err(ExpertiseRefusal::HalfInterval.into()),
        };
        let hours = check_day(typed.day, first, second).map_err(ExpertiseRefusal::Day)?;
        let mut work = self.work_of(actor).await?;
        work.meet(actor).await?;
        store::expert::set_day(work.conn(), actor.person(), typed.day, &hours).await?;
        work.did(Effect::Hours { day: typed.day });
        let expert = work.own_file(actor).await?;
        let now = work.now;
        let calendar = &self.offer.calendar;
        let mut outside = to_come(work.conn(), actor, now).await?;
        outside.retain(|file| {
            let ends_at = file.row.starts_at + TimeDelta::minutes(file.row.minutes);
            chrono::Datelike::weekday(&calendar.date_of(file.row.starts_at)) == typed.day
                && !expert.time.is_available(calendar, file.row.starts_at, ends_at)
        });
        work.commit().await?;
        Ok(DayShown { day: typed.day, hours, outside })
    }

    /// An expert is away from one date or moment to another; a date to which they are away is wholly so.
    /// Returns the absence, and the sessions to come that fall in it: they stay until the expert calls them
    /// off.
    ///
    /// # Errors
    /// Refused for anyone who is not an expert, for what is no moment, and for an absence that ends before it
    /// starts or is over.
    pub async fn go_away(&self, actor: &Actor, from: &str, to: &str) -> Done<(Away, Vec<SessionFile>)> {
        actor.as_expert()?;
        let calendar = &self.offer.calendar;
        let from = bound(calendar, from, |date| date)?;
        let to = bound(calendar, to, |date| date.succ_opt().unwrap_or(date))?;
        let mut work = self.work_of(actor).await?;
        let now = work.now;
        if to <= from || to <= now {
            return Err(ExpertiseRefusal::Away.into());
        }
        work.meet(actor).await?;
        let away = Away { from, to };
        store::expert::goes_away(work.conn(), actor.person(), away, now).await?;
        work.did(Effect::Away { from, to });
        let mut within = to_come(work.conn(), actor, now).await?;
        within.retain(|file| {
            let ends_at = file.row.starts_at + TimeDelta::minutes(file.row.minutes);
            file.row.starts_at < to && from < ends_at
        });
        work.commit().await?;
        Ok((away, within))
    }

    /// Changes how an expert takes requests, and the link of their calendar, where said, and gives what is
    /// so.
    ///
    /// # Errors
    /// Refused for anyone who is not an expert.
    pub async fn expert_settings(
        &self,
        actor: &Actor,
        at_once: Option<bool>,
        new_link: bool,
    ) -> Done<ExpertFile> {
        actor.as_expert()?;
        let mut work = self.work_of(actor).await?;
        work.meet(actor).await?;
        if let Some(at_once) = at_once {
            store::expert::accepts_at_once(work.conn(), actor.person(), at_once).await?;
            work.did(Effect::AtOnce { on: at_once });
        }
        if new_link {
            store::expert::new_feed(work.conn(), actor.person(), &random_link()).await?;
            work.did(Effect::NewLink);
        }
        let expert = work.own_file(actor).await?;
        work.commit().await?;
        Ok(expert)
    }

    /// The customers to whom an expert may propose a session: their names, in order.
    ///
    /// # Errors
    /// Refused for anyone who is not an expert.
    pub async fn customers_to_offer(&self, actor: &Actor) -> Done<Vec<String>> {
        actor.as_expert()?;
        let served = store::customer::served(&mut *self.store.read().await?).await?;
        Ok(served.into_iter().map(|customer| customer.name).collect())
    }

    /// An expert's sessions that started and are not settled, oldest first.
    ///
    /// # Errors
    /// Refused for anyone who is not an expert.
    pub async fn sessions_to_settle(&self, actor: &Actor) -> Done<Vec<SessionFile>> {
        actor.as_expert()?;
        let now = self.clock.now();
        to_settle(&mut *self.store.read().await?, actor, now).await
    }
}

/// A date, or a moment, as typed: the moment of a date is the start of the one that `of_date` gives.
fn bound(
    calendar: &Calendar,
    typed: &str,
    of_date: impl Fn(NaiveDate) -> NaiveDate,
) -> Result<DateTime<Utc>, NotAMoment> {
    match calendar.parse_date(typed) {
        Ok(date) => Ok(calendar.start_of(of_date(date))),
        Err(NotAMoment::DateShape) => calendar.parse_moment(typed),
        Err(other) => Err(other),
    }
}

/// The first moment after this one: what starts now has started.
pub(super) fn after(now: DateTime<Utc>) -> DateTime<Utc> {
    now + TimeDelta::seconds(1)
}

/// The sessions that an expert is still to have, soonest first.
pub(super) async fn to_come(conn: &mut Conn, actor: &Actor, now: DateTime<Utc>) -> Done<Vec<SessionFile>> {
    let own = Some(actor.person());
    let rows = store::session::starting_from(conn, None, own, after(now), SHOWN).await?;
    opened(conn, rows.into_iter().filter(|row| row.state.holds())).await
}

/// The sessions that started and are not settled, oldest first.
pub(super) async fn to_settle(conn: &mut Conn, actor: &Actor, now: DateTime<Utc>) -> Done<Vec<SessionFile>> {
    let own = Some(actor.person());
    let rows = store::session::started_by(conn, None, own, now, SHOWN).await?;
    opened(conn, rows.into_iter().rev().filter(|row| row.state.holds())).await
}

pub(super) async fn opened(
    conn: &mut Conn,
    rows: impl Iterator<Item = store::session::SessionRow>,
) -> Done<Vec<SessionFile>> {
    let mut files = Vec::new();
    for row in rows {
        files.push(open(conn, row).await?);
    }
    Ok(files)
}

/// What a private link ends with: 128 bits that nobody guesses.
fn random_link() -> String {
    format!("{:032x}", rand::random::<u128>())
}

impl Work<'_> {
    /// Takes note of an expert: they are known from their first command on.
    pub(super) async fn meet(&mut self, actor: &Actor) -> Done<()> {
        store::expert::meet(self.conn(), actor.person(), &actor.asking.name, &random_link()).await?;
        Ok(())
    }

    pub(super) async fn own_file(&mut self, actor: &Actor) -> anyhow::Result<ExpertFile> {
        use anyhow::Context;
        let now = self.now;
        let experts = store::expert::all(self.conn(), now, None).await?;
        experts.into_iter().find(|expert| expert.person == actor.person()).context("an expert just met")
    }
}
