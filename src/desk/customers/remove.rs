//! A customer while it is served, and its leaving: renamed, read to in another language, served no longer.

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::{
    desk::{
        Desk, Refusal,
        actor::Actor,
        draft::{customer::Leaving, kinds::Draft},
        effect::Effect,
        expertise::SessionFile,
        refusal::{self, level, reason::Done},
        text_limits::{NAME_MOST, check_text},
        ticket::{errand::Errand, file},
    },
    rules::{ids::CustomerId, language::Language, typed::one_line},
    store::{
        self, Conn,
        customer::{Customer, Reach},
    },
};

/// A customer about to leave, or gone.
#[derive(Clone, Debug)]
pub struct Left {
    /// Which.
    pub customer: Customer,
    /// What ends.
    pub leaving: Leaving,
    /// The sessions that are called off, soonest first.
    pub sessions: Vec<SessionFile>,
}

impl Desk {
    /// Gives a customer another name, its team another language, or both. What is said from then on follows.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, where nothing is to change, and for a name that is taken,
    /// empty or too long.
    pub async fn edit_customer(
        &self,
        actor: &Actor,
        name: &str,
        new_name: Option<&str>,
        language: Option<Language>,
    ) -> Done<(Customer, Customer)> {
        actor.as_agent()?;
        let new_name = new_name.map(one_line);
        if let Some(name) = &new_name {
            check_text(name, NAME_MOST)?;
        }
        if new_name.is_none() && language.is_none() {
            return Err(Refusal::NothingToChange.into());
        }
        let mut work = self.work_of(actor).await?;
        let before = work.customer_named(name).await?;
        let after = Customer {
            id: before.id,
            name: new_name.unwrap_or_else(|| before.name.clone()),
            language: language.unwrap_or(before.language),
        };
        if store::customer::by_name(work.conn(), &after.name).await?.is_some_and(|other| other.id != after.id)
        {
            return Err(refusal::customers::CustomerRefusal::Exists(after.name).into());
        }
        store::customer::edit(work.conn(), &after).await?;
        if before.name != after.name {
            work.did(Effect::Renamed { from: before.name.clone(), to: after.name.clone() });
        }
        if before.language != after.language {
            work.did(Effect::Language { from: before.language, to: after.language });
        }
        work.commit().await?;
        Ok((before, after))
    }

    /// What would end if a customer were served no longer, kept for its confirmation: the number of the draft
    /// comes with it.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent.
    pub async fn ask_removal(&self, actor: &Actor, name: &str) -> Done<(Left, i64)> {
        actor.as_agent()?;
        let mut work = self.work().await?;
        let customer = work.customer_named(name).await?;
        let now = work.now;
        let sessions = work.sessions_to_come(customer.id).await?;
        let leaving = leaving(work.conn(), customer.id, &sessions, now).await?;
        let draft = Draft::Removal { customer: customer.id, leaving: leaving.clone() };
        let draft = work.keep_draft(actor, &draft).await?;
        work.commit().await?;
        Ok((Left { customer, leaving, sessions }, draft))
    }

    /// A customer is served no longer: its open tickets are closed, its channels speak for nobody, its codes
    /// open nothing. All that there is of it is kept.
    ///
    /// # Errors
    /// Refused for anyone who is not an agent, when what would end is no longer what was shown, and to a
    /// second press.
    pub async fn remove_customer(&self, actor: &Actor, draft: i64) -> Done<Left> {
        actor.as_agent()?;
        let mut work = self.work_of(actor).await?;
        let Draft::Removal { customer, leaving: shown } = work.take_draft(actor, draft).await? else {
            return Err(Refusal::DraftGone.into());
        };
        let (by, now) = (actor.person(), work.now);
        let sessions = work.sessions_to_come(customer).await?;
        let leaving = leaving(work.conn(), customer, &sessions, now).await?;
        if leaving != shown {
            return Err(level::NotChanged::Otherwise.into());
        }
        let customer = store::customer::get(work.conn(), customer).await?;
        for ticket in &leaving.tickets {
            if let Some(mut file) = file::read(work.conn(), Reach::Staff, *ticket).await? {
                let close = Errand::Close { reason: String::new() };
                work.carry_out(actor, &mut file, &close, Vec::new()).await?;
            }
        }
        work.end_sessions(actor, customer.id).await?;
        if !store::customer::remove(work.conn(), customer.id, by, now).await? {
            return Err(refusal::customers::CustomerRefusal::Unknown(customer.name).into());
        }
        work.concerns(customer.id);
        work.did_in_all(Effect::Removed {
            channels: leaving.channels,
            tickets: leaving.tickets.len(),
            sessions: leaving.sessions.len(),
        });
        work.commit().await?;
        Ok(Left { customer, leaving, sessions })
    }
}

async fn leaving(
    conn: &mut Conn,
    customer: CustomerId,
    sessions: &[SessionFile],
    now: DateTime<Utc>,
) -> Result<Leaving> {
    Ok(Leaving {
        channels: store::customer::links(conn, customer).await?.len(),
        tickets: store::customer::open_tickets(conn, customer).await?,
        codes: store::code::open(conn, customer, now).await?.len(),
        sessions: sessions.iter().map(|file| file.row.id).collect(),
    })
}
