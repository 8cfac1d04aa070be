//! Of two presses on one draft one wins: whoever carries it out takes its row, in the transaction that does
//! what it says, and the row can be taken once.

use chrono::{DateTime, Utc};

use super::{
    kept::{holder, parsed, read},
    kinds::Draft,
};
use crate::{
    desk::{Refusal, actor::Actor, refusal::reason::Done},
    store::{self, Conn},
};

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
