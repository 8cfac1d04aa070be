//! An expert who is one no longer: they are offered no more, their calendar is closed, and their sessions to
//! come are given back.
//!
//! Discord tells nobody who lost a role unless the bot may list members, which it does without: experts who
//! have something before them are looked up once a day, and whenever staff ask the desk's doctor.

use anyhow::Result;
use chrono::NaiveTime;

use super::{
    News, SessionFile,
    expert::{self, opened},
};
use crate::{
    desk::{
        Desk,
        due::{self, Due},
        refusal::reason::Done,
        say::{
            key::Key,
            message::{Destination, Lane, Say},
        },
        work::{Message, Work},
    },
    rules::{calendar::hour, event::By, ids::PersonId, session::Party},
    store,
};

/// When experts are looked up, on the wall clock of the desk's zone.
const LOOKED_UP_AT: NaiveTime = hour(8);

/// How many sessions to come of one expert are looked at: more than two months have room for.
const LOOKED_AT: i64 = 1_000;

impl Desk {
    /// Promises what is always promised of experts and hours. Done at every start.
    pub async fn promise_expertise(&self) -> Result<()> {
        let mut work = self.work().await?;
        work.plan_look_up().await?;
        work.plan_unused().await?;
        work.commit().await
    }

    /// Somebody has the experts' role no longer. A second call changes nothing.
    pub async fn expert_left(&self, person: PersonId) -> Done<()> {
        let mut work = self.work().await?;
        let now = work.now;
        if !store::expert::leave(work.conn(), person, now).await? {
            return Ok(());
        }
        let sessions = work.sessions_of_expert(person).await?;
        let ids = sessions.iter().map(|file| file.row.id).collect();
        work.call_off_all(sessions, By::desk(), &[Party::Team]).await?;
        if let Some(setup) = store::desk::setup(work.conn()).await? {
            let key = Key::ExpertLeft(person, now);
            let say = Say::Expertise(News::ExpertLeft { expert: person, sessions: ids });
            let to = Destination::Channel(setup.support_channel);
            work.say(&Message::new(&key, Lane::Tickets, to, setup.language, say))?;
        }
        work.commit().await?;
        Ok(())
    }

    /// The experts who are offered or have a session before them, with how many: those whose role matters.
    pub async fn experts_at_work(&self) -> Result<Vec<(PersonId, usize)>> {
        let now = self.clock.now();
        let experts = store::expert::all(&mut *self.store.read().await?, now, None).await?;
        let at_work =
            experts.into_iter().filter(|one| !one.time.hours.is_empty() || !one.time.taken.is_empty());
        Ok(at_work.map(|one| (one.person, one.time.taken.len())).collect())
    }
}

impl Work<'_> {
    /// Promises to look up every expert who matters now, and to do so again tomorrow.
    pub(in crate::desk) async fn look_up_experts(&mut self) -> Result<()> {
        let now = self.now;
        let date = self.offer().calendar.date_of(now);
        // Whoever could not be looked up since yesterday is looked up by today's promise.
        store::agenda::withdraw(self.conn(), &due::Key::look_ups(), now).await?;
        for expert in store::expert::all(self.conn(), now, None).await? {
            if expert.time.hours.is_empty() && expert.time.taken.is_empty() {
                continue;
            }
            let expert = expert.person;
            let key = due::Key::ExpertLookUp(expert, date);
            self.promise(&key, now, &Due::LookUp { expert }).await?;
        }
        self.plan_look_up().await
    }

    /// Promises the next look-up.
    pub(in crate::desk) async fn plan_look_up(&mut self) -> Result<()> {
        let calendar = &self.offer().calendar;
        let today = calendar.date_of(self.now);
        let at = |date: chrono::NaiveDate| calendar.place(date.and_time(LOOKED_UP_AT));
        let date = if at(today) > self.now { today } else { today.succ_opt().unwrap_or(today) };
        self.promise(&due::Key::Experts(date), at(date), &Due::Experts).await?;
        Ok(())
    }

    async fn sessions_of_expert(&mut self, expert: PersonId) -> Done<Vec<SessionFile>> {
        let from = expert::after(self.now);
        let rows = store::session::starting_from(self.conn(), None, Some(expert), from, LOOKED_AT).await?;
        opened(self.conn(), rows.into_iter().filter(|row| row.state.holds())).await
    }
}
