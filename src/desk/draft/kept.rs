//! Drafts as their rows hold them, and who may use each.

use anyhow::Context;

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
