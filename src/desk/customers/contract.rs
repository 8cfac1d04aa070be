//! The contract as its team reads it.

use chrono::{DateTime, Utc};

use crate::{
    desk::{
        Desk,
        actor::Actor,
        effect::{Effect, Setting},
        refusal::reason::Done,
    },
    rules::{
        contract::{Access, History},
        ids::PersonId,
        level::Level,
    },
    store::{self, contract::Settings},
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

    /// What the managers of this channel's team have decided of what the desk sends by itself, and decides it
    /// anew where something is given.
    ///
    /// # Errors
    /// Refused for anyone who is not a manager.
    pub async fn contract_settings(
        &self,
        actor: &Actor,
        unused_hours: Option<bool>,
        monthly_report: Option<bool>,
    ) -> Done<Settings> {
        let customer = actor.as_manager()?.scope.customer();
        if unused_hours.is_none() && monthly_report.is_none() {
            let mut conn = self.store.read().await?;
            return Ok(store::contract::settings(&mut conn, customer).await?);
        }
        let mut work = self.work_of(actor).await?;
        let before = store::contract::settings(work.conn(), customer).await?;
        let settings = Settings {
            unused_hours: unused_hours.unwrap_or(before.unused_hours),
            monthly_report: monthly_report.unwrap_or(before.monthly_report),
        };
        store::contract::set(work.conn(), customer, settings).await?;
        for (setting, was, on) in [
            (Setting::UnusedHours, before.unused_hours, settings.unused_hours),
            (Setting::MonthlyReport, before.monthly_report, settings.monthly_report),
        ] {
            if was != on {
                work.did(Effect::Setting { setting, on });
            }
        }
        work.commit().await?;
        Ok(settings)
    }

    /// Privileged access to the experts that the team of this channel has now; none where no customer is
    /// linked.
    pub async fn access_here(&self, actor: &Actor) -> anyhow::Result<Access> {
        let Some(team) = &actor.team else { return Ok(Access::None) };
        let mut conn = self.store.read().await?;
        let history = store::contract::history(&mut conn, team.scope.customer()).await?;
        Ok(history.access_at(self.clock.now(), &self.offer))
    }
}
