//! What a team has left of its hours.

use chrono::{DateTime, Utc};

use super::{
    SessionFile,
    expert::{after, opened},
    file::named,
    hold::purse,
};
use crate::{
    desk::{
        Desk,
        actor::Actor,
        refusal::{expertise::ExpertiseRefusal, reason::Done},
    },
    rules::{allowance::Balance, calendar::Month, level::Level},
    store::{self, customer::Reach, hours::PackRow},
};

/// How many sessions of each kind are read for a list.
const LISTED: i64 = 40;

/// A customer's hours of one month.
#[derive(Clone, Debug)]
pub struct HoursShown {
    /// The customer's name.
    pub customer: String,
    /// The level in that month: at its end if it is over, now in the present one, at its start in one to
    /// come.
    pub level: Level,
    /// What is included, used and held.
    pub balance: Balance,
    /// The packs that are not over.
    pub packs: Vec<PackRow>,
    /// For a level whose hours last for its first months alone: the first of them and the last.
    pub first_months: Option<(Month, Month)>,
    /// The moment at which all this is so, UTC.
    pub now: DateTime<Utc>,
}

impl Desk {
    /// The hours of the team whose channel this is; of the present month where none is typed.
    ///
    /// # Errors
    /// Refused where no customer is linked, and for what is no month.
    pub async fn hours(&self, actor: &Actor, month: Option<&str>) -> Done<HoursShown> {
        let team = actor.team_here()?;
        let now = self.clock.now();
        let calendar = &self.offer.calendar;
        let month = match month {
            Some(typed) => typed.parse().map_err(ExpertiseRefusal::Month)?,
            None => calendar.month_of(now),
        };
        let mut conn = self.store.read().await?;
        let purse = purse(&mut conn, &self.offer, team.scope.customer(), month, now).await?;
        let last_moment = month.end(calendar) - chrono::TimeDelta::seconds(1);
        let level = purse.history.level_at(now.clamp(month.start(calendar), last_moment));
        Ok(HoursShown {
            customer: team.name.clone(),
            level,
            first_months: purse.history.first_months(level, &self.offer),
            balance: purse.balance,
            packs: purse.packs.into_iter().filter(|row| row.pack.ends_at > now).collect(),
            now,
        })
    }

    /// The sessions of the team whose channel this is: to come, soonest first, and past, latest first; as
    /// many of each as are listed.
    ///
    /// # Errors
    /// Refused where no customer is linked.
    pub async fn sessions(&self, actor: &Actor) -> Done<(Vec<SessionFile>, Vec<SessionFile>)> {
        let customer = Some(actor.team_here()?.scope.customer());
        let now = self.clock.now();
        let mut conn = self.store.read().await?;
        let to_come = store::session::starting_from(&mut conn, customer, None, after(now), LISTED).await?;
        let past = store::session::started_by(&mut conn, customer, None, now, LISTED).await?;
        let to_come = opened(&mut conn, to_come.into_iter()).await?;
        Ok((to_come, opened(&mut conn, past.into_iter()).await?))
    }

    /// A session of the team, by its number or the moment at which it starts.
    ///
    /// # Errors
    /// Refused to staff, and when there is none.
    pub async fn session_of_team(&self, actor: &Actor, typed: &str) -> Done<SessionFile> {
        let reach = Reach::Team(actor.as_team()?.scope);
        let mut conn = self.store.read().await?;
        named(&mut conn, &self.offer.calendar, reach, None, typed).await
    }
}
