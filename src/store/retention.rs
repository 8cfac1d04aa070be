//! What was done with long ago goes; what makes it unique stays: the keys of what was said and promised, in
//! tables that the schema itself asks at each insertion. An interaction needs none, as its token is good for
//! a quarter of an hour: it never comes again.
//!
//! The file does not shrink: what is let go is written over by what comes.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{query, query_scalar};

use super::Conn;

/// Lets drafts go that were made and, if they were, used before a moment, oldest first, at most `limit`. Left
/// out: those that a channel shares and nobody has answered, as they stand for a question that is open.
/// Returns how many went.
pub async fn drafts(conn: &mut Conn, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    let before = before.timestamp();
    let done = query!(
        "DELETE FROM draft WHERE id IN (
             SELECT id FROM draft WHERE made_at < ?1 AND coalesce(used_at, made_at) < ?1 AND (used_at IS NOT NULL OR person <> 0)
             ORDER BY made_at LIMIT 0 + ?2)",
        before,
        limit
    )
    .execute(conn)
    .await
    .context("letting drafts go")?;
    Ok(done.rows_affected())
}

/// Lets interactions go that were carried out before a moment and answered, oldest first, at most `limit`.
/// Returns how many went.
pub async fn interactions(conn: &mut Conn, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    let before = before.timestamp();
    let done = query!(
        "DELETE FROM interaction WHERE id IN (
             SELECT id FROM interaction WHERE at < ? AND answered_at IS NOT NULL ORDER BY at LIMIT 0 + ?)",
        before,
        limit
    )
    .execute(conn)
    .await
    .context("letting interactions go")?;
    Ok(done.rows_affected())
}

/// Lets promises go that were carried out or withdrawn before a moment, oldest first, at most `limit`; their
/// keys stay. Returns how many went.
pub async fn agenda(conn: &mut Conn, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    let before = before.timestamp();
    query!(
        "INSERT INTO agenda_gone (key)
         SELECT key FROM agenda WHERE done_at < ? ORDER BY done_at LIMIT 0 + ? ON CONFLICT DO NOTHING",
        before,
        limit
    )
    .execute(&mut *conn)
    .await
    .context("keeping the keys of promises")?;
    let done = query!(
        "DELETE FROM agenda WHERE id IN (SELECT id FROM agenda WHERE done_at < ? ORDER BY done_at LIMIT 0 + ?)",
        before,
        limit
    )
    .execute(conn)
    .await
    .context("letting promises go")?;
    Ok(done.rows_affected())
}

/// The last of the next `limit` rows of the outbox after a row that were written before a moment; none where
/// there is none.
pub async fn next_messages(
    conn: &mut Conn,
    after: i64,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<Option<i64>> {
    let before = before.timestamp();
    query_scalar!(
        r#"SELECT max(id) AS "last: i64" FROM (SELECT id, made_at FROM outbox WHERE id > ? ORDER BY id LIMIT 0 + ?)
           WHERE made_at < ?"#,
        after,
        limit,
        before
    )
    .fetch_one(conn)
    .await
    .context("reading what was said long ago")
}

/// Lets messages go that were said, or given up, before a moment, of the rows after `after` up to `last`;
/// their keys stay. Returns how many went. Left out: the receipts of notices and of what is told of
/// incidents, in channels and in threads; where a ticket stands (its first message, its card, its threads);
/// all of a ticket that is open or was touched since; of sessions and calls for help that are not over; the
/// present board; what another message waits for, or corrects; and the last row of all, as references are
/// numbered on from it.
pub async fn messages(conn: &mut Conn, after: i64, last: i64, before: DateTime<Utc>) -> Result<u64> {
    let before = before.timestamp();
    query!(
        "INSERT INTO outbox_gone (key)
         SELECT key FROM outbox AS this JOIN outbox_about AS about USING (id)
         WHERE id > ?1 AND id <= ?2 AND state NOT IN ('waiting', 'sending') AND coalesce(sent_at, made_at) < ?3
           AND id < (SELECT max(id) FROM outbox)
           AND NOT EXISTS (SELECT 1 FROM notice WHERE notice.outbox = this.id)
           AND NOT EXISTS (SELECT 1 FROM incident_word WHERE incident_word.outbox = this.id)
           AND NOT EXISTS (SELECT 1 FROM outbox AS waits WHERE waits.after = this.id AND waits.state IN ('waiting', 'sending'))
           AND NOT EXISTS (SELECT 1 FROM outbox AS waits WHERE waits.edit_of = this.key AND waits.state = 'waiting')
           AND coalesce(about.say, '') NOT IN ('ticket_posted', 'card', 'staff_thread', 'incident_told')
           AND NOT EXISTS (SELECT 1 FROM ticket
                           WHERE number = about.ticket AND (ticket.state <> 'closed' OR touched_at >= ?3))
           AND NOT EXISTS (SELECT 1 FROM session
                           WHERE session.id = about.session AND session.state IN ('requested', 'proposed', 'confirmed'))
           AND NOT EXISTS (SELECT 1 FROM expert_help
                           WHERE expert_help.id = about.help AND expert_help.state IN ('asked', 'accepted'))
           AND key IS NOT (SELECT value FROM memo WHERE memo.key = 'board')
         ON CONFLICT DO NOTHING",
        after,
        last,
        before
    )
    .execute(&mut *conn)
    .await
    .context("keeping the keys of messages")?;
    query!(
        "UPDATE outbox SET after = NULL WHERE after > ? AND after <= ? AND state NOT IN ('waiting', 'sending')",
        after,
        last
    )
    .execute(&mut *conn)
    .await
    .context("letting what was said go alone")?;
    let done = query!(
        "DELETE FROM outbox WHERE id > ? AND id <= ? AND key IN (SELECT key FROM outbox_gone)",
        after,
        last
    )
    .execute(conn)
    .await
    .context("letting messages go")?;
    Ok(done.rows_affected())
}
