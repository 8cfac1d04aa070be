//! Drafts as their rows hold them, and who may use each.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::kinds::Draft;
use crate::{
    desk::{Refusal, actor::Actor, refusal::reason::Done},
    store::{self, Conn},
};

/// Whose drafts somebody may use: their own, and those that the channel where they are shares.
pub(in crate::desk) fn holder(actor: &Actor) -> store::draft::Holder {
    let asking = &actor.asking;
    store::draft::Holder {
        person: asking.person,
        channel: asking.parent.unwrap_or(asking.channel),
        customer: actor.team.as_ref().map(|team| team.scope.customer()),
    }
}

/// A draft that was not used.
pub(in crate::desk) async fn read(conn: &mut Conn, actor: &Actor, id: i64) -> Done<Draft> {
    let kept = store::draft::read(conn, id, holder(actor)).await?.ok_or(Refusal::DraftGone)?;
    let draft: Draft = parsed(&kept.body)?;
    match kept.here {
        true => Ok(draft),
        false if actor.reads_only => Err(Refusal::ReadsOnly.into()),
        false => Err(Refusal::DraftElsewhere(draft.typed()).into()),
    }
}

/// A draft as its row holds it.
pub(in crate::desk) fn parsed(body: &str) -> Done<Draft> {
    Ok(serde_json::from_str(body).context("reading a draft")?)
}

/// Takes a draft to carry it out: it is used up.
///
/// # Errors
/// Refused when it was used, is neither theirs nor shared by the channel where they are, or was typed as
/// another customer's.
pub(in crate::desk) async fn take(
    conn: &mut Conn,
    actor: &Actor,
    id: i64,
    now: DateTime<Utc>,
) -> Done<Draft> {
    match store::draft::take(conn, id, holder(actor), now).await? {
        Some(body) => parsed(&body),
        // Why it was not to be taken.
        None => Err(read(conn, actor, id).await.err().unwrap_or(Refusal::DraftGone.into())),
    }
}
