//! What somebody is about to confirm, or typed into a form: kept in the database, so that nothing typed is lost and no id carries it.

use anyhow::Context;
use serde::{Deserialize, Serialize};

use super::{
    Desk, Done, Refusal,
    actor::Actor,
    audit::Asked,
    errand::{Errand, Wish},
    escalate::Escalation,
    expertise,
    finding::Search,
    level::Preview,
    served::Leaving,
    ticket::Opening,
};
use crate::{
    rules::ids::{CustomerId, TicketNumber},
    store::{self, Conn},
};

/// A draft.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(tag = "draft", rename_all = "snake_case")]
pub enum Draft {
    /// A ticket being opened.
    Opening(Opening),
    /// Something being made a P1.
    Escalation(Escalation),
    /// Something wanted of a ticket, which is still to be chosen.
    Which(Wish),
    /// Something to be done with a ticket, whose text is still to be typed or mended.
    Errand {
        /// The ticket.
        ticket: TicketNumber,
        /// What.
        errand: Errand,
    },
    /// A page of a list.
    Search(Search),
    /// About expertise hours and sessions.
    Expertise(expertise::Draft),
    /// A move up, as it was shown to the manager.
    Upgrade {
        /// Whose.
        customer: CustomerId,
        /// What was shown.
        preview: Preview,
    },
    /// A customer that is to be served no longer, as it was shown.
    Removal {
        /// Which.
        customer: CustomerId,
        /// What was shown.
        leaving: Leaving,
    },
    /// A page of the record of who did what.
    Audit(Asked),
}

impl Draft {
    /// Whether it is typed as one customer's. A page of a list is of whom the list is where it is turned.
    pub(super) fn is_somebodys(&self) -> bool {
        match self {
            Self::Opening(_)
            | Self::Escalation(_)
            | Self::Which(_)
            | Self::Errand { .. }
            | Self::Expertise(_)
            | Self::Upgrade { .. }
            | Self::Removal { .. } => true,
            Self::Search(_) | Self::Audit(_) => false,
        }
    }

    /// What a person typed into it, to be given back to them.
    #[must_use]
    pub fn typed(&self) -> String {
        let texts: Vec<&str> = match self {
            Self::Opening(opening) => vec![&opening.subject, &opening.description],
            Self::Escalation(escalation) => vec![&escalation.subject, &escalation.impact],
            Self::Errand { errand: Errand::Update(update), .. }
            | Self::Which(Wish::Do(Errand::Update(update))) => {
                vec![&update.impact, &update.action]
            }
            Self::Errand { errand, .. } | Self::Which(Wish::Do(errand)) => {
                errand.text().into_iter().collect()
            }
            Self::Expertise(draft) => draft.typed(),
            Self::Which(Wish::Show | Wish::Export | Wish::Clock)
            | Self::Search(_)
            | Self::Upgrade { .. }
            | Self::Removal { .. }
            | Self::Audit(_) => Vec::new(),
        };
        let typed: Vec<&str> = texts.into_iter().filter(|text| !text.trim().is_empty()).collect();
        typed.join("\n")
    }
}

impl Desk {
    /// A draft, which stays.
    ///
    /// # Errors
    /// Refused when it was used, is neither theirs nor shared by the channel where they are, or was typed as another customer's.
    pub async fn draft(&self, actor: &Actor, id: i64) -> Done<Draft> {
        read(&mut *self.store.read().await?, actor, id).await
    }

    /// The draft that leads to a page of a list: the one that leads there already, or a new one.
    ///
    /// # Errors
    /// When the database fails.
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
}

/// Whose drafts somebody may use: their own, and those that the channel where they are shares.
pub(super) fn holder(actor: &Actor) -> store::draft::Holder {
    let asking = &actor.asking;
    store::draft::Holder {
        person: asking.person,
        channel: asking.parent.unwrap_or(asking.channel),
        customer: actor.team.as_ref().map(|team| team.scope.customer()),
    }
}

/// A draft that was not used.
pub(super) async fn read(conn: &mut Conn, actor: &Actor, id: i64) -> Done<Draft> {
    let kept = store::draft::read(conn, id, holder(actor)).await?.ok_or(Refusal::DraftGone)?;
    let draft: Draft = parsed(&kept.body)?;
    match kept.here {
        true => Ok(draft),
        false if actor.reads_only => Err(Refusal::ReadsOnly.into()),
        false => Err(Refusal::DraftElsewhere(draft.typed()).into()),
    }
}

/// A draft as its row holds it.
pub(super) fn parsed(body: &str) -> Done<Draft> {
    Ok(serde_json::from_str(body).context("reading a draft")?)
}
