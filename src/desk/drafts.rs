//! Drafts kept, read and taken.

use anyhow::{Context, Result};

use super::{
    Desk, Stop,
    actor::Actor,
    draft::{
        kept::{self, read},
        kinds::Draft,
        taken_once,
    },
    refusal::reason::Done,
    request::Request,
    work::Work,
};
use crate::{rules::ids::ChannelId, store};

impl Desk {
    /// A draft, which stays.
    ///
    /// # Errors
    /// Refused when it was used, is neither theirs nor shared by the channel where they are, or was typed as
    /// another customer's.
    pub async fn draft(&self, actor: &Actor, id: i64) -> Done<Draft> {
        read(&mut *self.store.read().await?, actor, id).await
    }

    /// The draft that leads to a page of a list: the one that leads there already, or a new one.
    pub async fn page(&self, actor: &Actor, page: &Draft) -> Done<i64> {
        let body = serde_json::to_string(page).context("writing a draft")?;
        let mut conn = self.store.read().await?;
        if let Some(id) = store::draft::same(&mut conn, actor.person(), actor.asking.channel, &body).await? {
            return Ok(id);
        }
        drop(conn);
        let mut work = self.work().await?;
        let id = work.keep_draft(actor, page).await?;
        work.commit().await?;
        Ok(id)
    }

    /// Lets a draft go: nothing of it is done.
    ///
    /// # Errors
    /// Refused when it was used, or is another person's.
    pub async fn let_go(&self, actor: &Actor, id: i64) -> Result<(), Stop> {
        let mut work = self.work().await?;
        work.take_draft(actor, id).await?;
        work.commit().await?;
        Ok(())
    }
}

impl Work<'_> {
    /// Keeps what somebody is about to confirm, or typed into a form, in the place of the draft that led to
    /// it. Returns the number that a `custom_id` names.
    pub async fn keep_draft(&mut self, request: impl Into<Request<'_>>, draft: &Draft) -> Result<i64> {
        let body = serde_json::to_string(draft).context("writing a draft")?;
        let now = self.now;
        let Request { by: actor, draft: before } = request.into();
        if let Some(before) = before {
            store::draft::take(self.conn(), before, kept::holder(actor), now).await?;
        }
        let team = actor.team.as_ref().filter(|_| draft.is_somebodys() && !actor.staff.any());
        let customer = team.map(|team| team.scope.customer());
        store::draft::keep(self.conn(), actor.person(), actor.asking.channel, customer, &body, now).await
    }

    /// Keeps a draft that whoever may act in a channel can confirm.
    pub async fn keep_shared_draft(&mut self, channel: ChannelId, draft: &Draft) -> Result<i64> {
        let body = serde_json::to_string(draft).context("writing a draft")?;
        let now = self.now;
        let customer = store::customer::linked_to(self.conn(), channel).await?.map(|customer| customer.id);
        store::draft::keep(self.conn(), store::draft::NOBODY, channel, customer, &body, now).await
    }

    /// Takes a draft: of two presses one wins.
    ///
    /// # Errors
    /// Refused when it was used, is neither theirs nor shared by the channel where they are, or was typed as
    /// another customer's.
    pub async fn take_draft(&mut self, actor: &Actor, id: i64) -> Result<Draft, Stop> {
        let now = self.now;
        taken_once::take(self.conn(), actor, id, now).await
    }
}
