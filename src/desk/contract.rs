//! The contract as its team reads it.

use chrono::{DateTime, Utc};

use super::{Desk, Done, actor::Actor};
use crate::{
    rules::{
        contract::{Access, History},
        ids::PersonId,
        level::Level,
    },
    store,
};

/// A customer's contract.
#[derive(Clone, Debug)]
pub struct Contract {
    /// The customer's name.
    pub customer: String,
    /// The level now.
    pub level: Level,
    /// Privileged access to the experts, now.
    pub access: Access,
    /// Every change of level.
    pub history: History,
    /// Who may change it.
    pub managers: Vec<PersonId>,
    /// The moment at which all this is so, UTC.
    pub now: DateTime<Utc>,
}

impl Desk {
    /// The contract of the team whose channel this is.
    ///
    /// # Errors
    /// Refused where no customer is linked.
    pub async fn contract(&self, actor: &Actor) -> Done<Contract> {
        let team = actor.team_here()?;
        let now = self.clock.now();
        let mut conn = self.store.read().await?;
        let customer = team.scope.customer();
        let history = store::contract::history(&mut conn, customer).await?;
        let managers = store::customer::managers(&mut conn, customer).await?;
        Ok(Contract {
            customer: team.name.clone(),
            level: history.level_at(now),
            access: history.access_at(now, &self.offer),
            history,
            managers,
            now,
        })
    }

    /// Privileged access to the experts that the team of this channel has now; none where no customer is linked.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn access_here(&self, actor: &Actor) -> anyhow::Result<Access> {
        let Some(team) = &actor.team else { return Ok(Access::None) };
        let mut conn = self.store.read().await?;
        let history = store::contract::history(&mut conn, team.scope.customer()).await?;
        Ok(history.access_at(self.clock.now(), &self.offer))
    }
}
