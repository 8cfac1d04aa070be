//! The end of a unit of work: what it says and who did it, written and committed in one text, as each way to the database and back costs
//! as much as what is done there.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::query;

use super::{Tx, audit::NewEntry};
use crate::rules::{ids::TicketNumber, language::Language};

/// A message that waits for the end of the unit of work.
#[derive(Debug, Serialize)]
pub struct Queued {
    /// What makes it unique for ever.
    pub key: String,
    /// -1 pages, 0 what else a P1 says, 1 tickets' and threads', 2 the rest.
    pub lane: i64,
    /// Whom it reaches, as text.
    pub destination: String,
    /// In which language it is rendered.
    pub language: Language,
    /// What is said, as JSON.
    pub body: String,
    /// For a correction: of what.
    pub edit_of: Option<String>,
    /// The row that must have gone before.
    pub after: Option<i64>,
    /// The key of the row that must have gone before, which may be written with this one.
    pub after_key: Option<String>,
    /// When nobody would care any more, as Unix seconds.
    pub useless_after: Option<i64>,
}

/// Writes messages in their order, then who did what and which ticket that interaction concerned, and commits. Left out: messages whose key was there already, and corrections of what
/// another waiting one corrects.
///
/// # Errors
/// When the database fails: nothing of the unit of work was written.
pub async fn commit(
    mut tx: Tx,
    queued: &[Queued],
    noted: Option<&NewEntry<'_>>,
    concerned: Option<(i64, TicketNumber)>,
    now: DateTime<Utc>,
) -> Result<()> {
    let queued = serde_json::to_string(queued).context("writing messages")?;
    let noted = serde_json::to_string(&Vec::from_iter(noted)).context("noting who did what")?;
    let (interaction, ticket) = concerned.unzip();
    let now = now.timestamp();
    query!(
        "INSERT INTO outbox (key, lane, destination, language, body, edit_of, after, made_at, not_before, useless_after)
         SELECT value ->> 'key', value ->> 'lane', value ->> 'destination', value ->> 'language', value ->> 'body', value ->> 'edit_of',
                value ->> 'after', ?, ?, value ->> 'useless_after'
         FROM json_each(?) WHERE true ORDER BY json_each.key ON CONFLICT DO NOTHING;
         UPDATE outbox SET after = first.id
         FROM json_each(?) AS queued JOIN outbox AS first ON first.key = queued.value ->> 'after_key'
         WHERE outbox.key = queued.value ->> 'key';
         INSERT INTO audit (at, person, channel, what, customer, ticket, refused)
         SELECT ?, value ->> 'person', value ->> 'channel', value ->> 'what', value ->> 'customer', value ->> 'ticket', value ->> 'refused'
         FROM json_each(?);
         UPDATE interaction SET ticket = ? WHERE id = ?;
         COMMIT",
        now,
        now,
        queued,
        queued,
        now,
        noted,
        ticket,
        interaction
    )
    .execute(&mut *tx)
    .await
    .context("committing")?;
    tx.committed();
    Ok(())
}
