//! A desk without a face as the books know it: customers and experts by their rank, and time on the wall.

use chrono::{DateTime, Utc};
use guichet::{
    desk::{Desk, actor::Actor, expertise::Availability},
    rules::{ids::CustomerId, level::Level},
};

use super::oracle::{self, Wall};
use crate::world::faceless::{Faceless, done};

/// The desk.
pub(crate) struct Stage {
    faceless: Faceless,
    pub(crate) desk: Desk,
}

/// A time on the wall as the desk knows it.
pub(crate) fn moment(wall: Wall) -> DateTime<Utc> {
    DateTime::from_timestamp(wall.utc() * 60, 0).expect("a moment")
}

/// The person who is that customer's member and manager.
fn member(customer: usize) -> u64 {
    2_000 + u64::try_from(customer).expect("few")
}

fn channel(customer: usize) -> u64 {
    1_000 + u64::try_from(customer).expect("few")
}

/// The person who is that expert.
pub(crate) fn person(expert: usize) -> u64 {
    200 + u64::try_from(expert).expect("few")
}

pub(crate) fn name(customer: usize) -> String {
    format!("Customer {customer:02}")
}

pub(crate) const LEVELS: [Level; 4] = [Level::Standard, Level::Bronze, Level::Silver, Level::Gold];

impl Stage {
    pub(crate) async fn new(now: Wall) -> Self {
        let faceless = Faceless::at(moment(now)).await;
        let desk = faceless.desk.clone();
        Self { faceless, desk }
    }

    /// A customer of that level since the first of the month, with a channel and a manager.
    pub(crate) async fn adds(&self, customer: usize, level: Level) -> CustomerId {
        self.faceless.customer(&name(customer), level, channel(customer), Some(member(customer))).await
    }

    /// An expert says when they are there.
    pub(crate) async fn hires(&self, expert: usize, settings: &oracle::Expert) {
        let actor = self.expert(expert).await;
        let hour = |minute: i64| format!("{:02}:{:02}", minute / 60, minute % 60);
        for weekday in 0..5_u8 {
            let mut of_day = settings
                .hours
                .iter()
                .filter(|(day, ..)| *day == i64::from(weekday))
                .map(|(_, from, to)| (hour(*from), hour(*to)));
            let Some(first) = of_day.next() else { continue };
            let second = of_day.next().map_or((None, None), |(from, to)| (Some(from), Some(to)));
            let day = chrono::Weekday::try_from(weekday).expect("a day of the week");
            done(self.desk.set_hours(&actor, &Availability { day, first, second }).await);
        }
        done(self.desk.expert_settings(&actor, Some(settings.at_once), false).await);
    }

    /// The clock is turned, and what falls due is done.
    pub(crate) async fn turns_to(&self, wall: Wall) {
        self.faceless.turns_to(moment(wall)).await;
    }

    pub(crate) async fn team(&self, customer: usize) -> Actor {
        self.faceless.of_team(member(customer), channel(customer)).await
    }

    pub(crate) async fn expert(&self, expert: usize) -> Actor {
        self.faceless.expert(person(expert)).await
    }

    pub(crate) async fn agent(&self) -> Actor {
        self.faceless.agent().await
    }

    /// The draft that was made last: what a team is asked about a session that took longer.
    pub(crate) async fn last_draft(&self) -> i64 {
        let mut conn = self.desk.store.read().await.expect("the database");
        sqlx::query_scalar("SELECT max(id) FROM draft").fetch_one(&mut *conn).await.expect("a draft")
    }
}
