//! Whom names in calendars mean.

use chrono::TimeDelta;

use super::{
    calendar::AHEAD,
    duty::{Duties, OnDuty},
};
use crate::{
    desk::{Desk, Refusal, actor::Actor, refusal::reason::Done, text_limits::NAME_MOST},
    rules::{
        ids::PersonId,
        typed::{folded, one_line},
    },
    store,
};

impl Desk {
    /// Ties a name in calendars to somebody, in the place of whom it meant before. Returns the name.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, and for no name or one that is too long.
    pub async fn tie_name(&self, actor: &Actor, typed: &str, person: PersonId) -> Done<String> {
        actor.as_agent()?;
        let name = one_line(typed);
        let length = name.chars().count();
        if name.is_empty() {
            return Err(Refusal::Empty.into());
        }
        if length > NAME_MOST {
            return Err(Refusal::TooLong { typed: length, most: NAME_MOST }.into());
        }
        let mut work = self.work_of(actor).await?;
        let (by, now) = (actor.person(), work.now);
        store::on_call::tie(work.conn(), (&folded(&name), &name), person, by, now).await?;
        work.commit().await?;
        Ok(name)
    }

    /// The names in calendars that mean nobody yet.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent.
    pub async fn unknown_names(&self, actor: &Actor) -> Done<Vec<String>> {
        actor.as_agent()?;
        let now = self.clock.now();
        Ok(self.duties(now - TimeDelta::days(1), now + AHEAD).await?.unknown())
    }
}

impl Duties {
    /// The names that mean nobody yet, each once.
    pub(super) fn unknown(&self) -> Vec<String> {
        let mut unknown = Vec::new();
        for name in self.rosters.values().flat_map(|roster| roster.names()) {
            if let OnDuty::Unknown(name) = self.names.of_name(name)
                && !unknown.iter().any(|one: &String| folded(one) == folded(&name))
            {
                unknown.push(name);
            }
        }
        unknown
    }
}
