//! What an expert has before them.

use chrono::{DateTime, Utc};

use super::{
    SessionFile,
    expert::{to_come, to_settle},
    expert_help::helped,
};
use crate::{
    desk::{Desk, actor::Actor, refusal::reason::Done, ticket::file::TicketFile},
    store::expert::ExpertFile,
};

/// What an expert has before them.
#[derive(Clone, Debug)]
pub struct AgendaShown {
    /// Their week and absences.
    pub expert: ExpertFile,
    /// Sessions to come, requests and proposals, soonest first.
    pub to_come: Vec<SessionFile>,
    /// Sessions that started and are not settled, oldest first.
    pub to_settle: Vec<SessionFile>,
    /// The tickets on which they help, or did without telling what time it took.
    pub helping: Vec<TicketFile>,
    /// The moment at which all this is so, UTC.
    pub now: DateTime<Utc>,
}

impl Desk {
    /// What an expert has before them.
    ///
    /// # Errors
    /// Refused for anyone who is not an expert.
    pub async fn expert_agenda(&self, actor: &Actor) -> Done<AgendaShown> {
        actor.as_expert()?;
        let mut work = self.work().await?;
        work.meet(actor).await?;
        let expert = work.own_file(actor).await?;
        let now = work.now;
        let to_come = to_come(work.conn(), actor, now).await?;
        let to_settle = to_settle(work.conn(), actor, now).await?;
        let helping = helped(work.conn(), actor).await?;
        work.commit().await?;
        Ok(AgendaShown { expert, to_come, to_settle, helping, now })
    }
}
