//! The days gone by: what people typed, pressed and wrote, hour by hour, and all that the desk said of itself
//! meanwhile.

use anyhow::{Context, Result};
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};

use super::{
    act::{Act, Does},
    days, first_day,
    hands::Hands,
    outage,
};
use crate::{desk::expertise::offered_at, rules::calendar::Calendar};

/// How many days ago the desk was set up, at least.
const DAYS: u32 = 9;

/// What stands in a line for the business day after next, when something is still to come.
const SOON: &str = "{soon}";

/// When the days gone by begin: so many days ago, or before the last hours that would have lapsed were
/// offered where that is longer ago.
pub(super) fn begins(calendar: &Calendar, now: DateTime<Utc>) -> DateTime<Utc> {
    calendar.days_before_at(now, days_since_first(calendar, now), NaiveTime::MIN + TimeDelta::hours(8))
}

/// How many days ago the first was.
fn days_since_first(calendar: &Calendar, now: DateTime<Utc>) -> u32 {
    let month = calendar.month_of(now);
    let offered = [month, month.prev()].map(|month| offered_at(calendar, month));
    let last = offered.into_iter().find(|at| *at < now).unwrap_or(now);
    let ago = calendar.date_of(now) - calendar.date_of(last);
    ago.num_days().try_into().map_or(DAYS, |ago: u32| ago.max(DAYS))
}

/// Lives through them, until now.
pub(super) async fn happens(hands: &Hands<'_>, calendar: &Calendar, now: DateTime<Utc>) -> Result<()> {
    let days_ago = days_since_first(calendar, now);
    let mut acts: Vec<Act> = [days::ALL, outage::ALL].concat().concat();
    acts.extend(first_day::ALL.concat().into_iter().map(|act| Act { days_ago, ..act }));
    acts.sort_by_key(|act| (std::cmp::Reverse(act.days_ago), act.hour, act.minute));
    let soon = calendar.next_business_day(calendar.next_business_day(calendar.date_of(now))).to_string();
    for act in acts {
        let time = NaiveTime::from_hms_opt(act.hour, act.minute, 0).context("an hour of the day")?;
        hands.wait_until(calendar.days_before_at(now, act.days_ago, time)).await?;
        act.happens(hands, &soon).await?;
    }
    hands.wait_until(now).await
}

impl Act {
    pub(super) async fn happens(&self, hands: &Hands<'_>, soon: &str) -> Result<()> {
        let (who, place, words) = (self.who, self.place, self.words);
        match self.does {
            Does::Types(line) => {
                hands.types(who, place, &line.replace(SOON, soon), words).await?;
            }
            Does::TypesFirst(line) => {
                let line = hands.completes(who, place, &line.replace(SOON, soon)).await?;
                hands.types(who, place, &line, words).await?;
            }
            Does::Confirms(line) => {
                let asked = hands.types(who, place, line, "").await?;
                hands.presses(who, &asked, "confirm", words).await?;
            }
            Does::Presses(on, verb) => {
                let message = hands.message(place, on)?;
                hands.presses(who, &message, verb, words).await?;
            }
            Does::Writes(text) => hands.writes(who, place, text).await?,
        }
        Ok(())
    }
}
