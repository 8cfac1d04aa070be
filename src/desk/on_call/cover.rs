//! Somebody takes a level's calls for a while.

use chrono::{DateTime, Utc};

use crate::{
    desk::{
        Desk,
        actor::Actor,
        refusal::{on_call::OnCallRefusal, reason::Done},
    },
    rules::ids::PersonId,
    store::{self, on_call::CoverRow},
};

impl Desk {
    /// Somebody takes a level's calls until then, in the place of whoever is on duty or covers it now.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, and where that moment has passed.
    pub async fn cover(
        &self,
        actor: &Actor,
        level: u8,
        person: PersonId,
        until: DateTime<Utc>,
    ) -> Done<CoverRow> {
        actor.as_agent()?;
        let mut work = self.work_of(actor).await?;
        let now = work.now;
        if until <= now {
            return Err(OnCallRefusal::Past.into());
        }
        let cover = CoverRow { level, person, until };
        store::on_call::cover(work.conn(), &cover, actor.person(), now).await?;
        work.commit().await?;
        Ok(cover)
    }
}
