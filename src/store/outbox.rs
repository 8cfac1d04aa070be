//! What must be said to whom, until it is said: each row once, whatever happens meanwhile.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{query, query_as};

use serde::Serialize;

use super::{Conn, prefix::Prefix, ticket::Place};
use crate::rules::{
    ids::{ChannelId, MessageId, TicketNumber},
    language::Language,
};

/// A row that may go now.
#[derive(Debug)]
pub struct ReadyRow {
    /// Its number: also its short reference in the message.
    pub id: i64,
    /// What makes it unique.
    pub key: String,
    /// -1 pages, 0 what else a P1 says, 1 tickets' and threads', 2 the rest.
    pub lane: i64,
    /// Whom it reaches.
    pub destination: String,
    /// In which language it is rendered.
    pub language: Language,
    /// What is said, as JSON.
    pub body: String,
    /// How often it was tried before.
    pub attempts: i64,
    /// It may have been said already, by a try whose answer was lost or before the program died: look for it
    /// before sending it again.
    pub uncertain: bool,
    /// When it was written, UTC.
    pub made_at: DateTime<Utc>,
}

/// Writes a row. `None`: the key was there already, or a correction of the same thing is waiting; nothing is
/// written.
pub async fn put(conn: &mut Conn, row: &Queued, now: DateTime<Utc>) -> Result<Option<i64>> {
    let now = now.timestamp();
    let done = query!(
        "INSERT INTO outbox (key, lane, destination, line, language, body, edit_of, after, made_at, not_before, useless_after)
         VALUES (?, ?, ?, ?, ?, ?, ?, coalesce(?, (SELECT id FROM outbox WHERE key = ? AND state IN ('waiting', 'sending'))),
                 ?, coalesce(?, ?), ?) ON CONFLICT DO NOTHING",
        row.key,
        row.lane,
        row.destination,
        row.line,
        row.language,
        row.body,
        row.edit_of,
        row.after,
        row.after_key,
        now,
        row.not_before,
        now,
        row.useless_after
    )
    .execute(conn)
    .await
    .context("writing the outbox")?;
    Ok((done.rows_affected() == 1).then(|| done.last_insert_rowid()))
}

/// When the earliest waiting row may go, if one waits. Left out: those that are behind another.
pub async fn next(conn: &mut Conn) -> Result<Option<DateTime<Utc>>> {
    let earliest = query!(
        r#"SELECT min(not_before) AS "at: DateTime<Utc>" FROM outbox WHERE state IN ('waiting', 'sending') AND behind IS NULL"#
    )
    .fetch_one(conn)
    .await
    .context("reading the outbox")?;
    Ok(earliest.at)
}

/// Marks a row as said: its receipt.
pub async fn sent(conn: &mut Conn, receipt: &Receipt, now: DateTime<Utc>) -> Result<()> {
    let now = now.timestamp();
    query!(
        "UPDATE outbox SET state = 'sent', channel = ?, message = ?, sent_at = ?, error = NULL WHERE id = ?",
        receipt.channel,
        receipt.message,
        now,
        receipt.id
    )
    .execute(conn)
    .await
    .context("writing an outbox receipt")?;
    Ok(())
}

/// Keeps a row for another try at `not_before`, with why the last one failed. A correction that a newer one
/// waits to replace is not tried again.
pub async fn again(conn: &mut Conn, id: i64, not_before: DateTime<Utc>, error: &str) -> Result<()> {
    let not_before = not_before.timestamp();
    query!(
        "UPDATE outbox AS this SET not_before = ?, error = ?, state = CASE WHEN EXISTS (
             SELECT 1 FROM outbox AS newer WHERE newer.edit_of = this.edit_of AND newer.state = 'waiting'
         ) THEN 'useless' ELSE 'waiting' END WHERE id = ?",
        not_before,
        error,
        id
    )
    .execute(conn)
    .await
    .context("putting off an outbox row")?;
    Ok(())
}

/// Gives a row up for ever: `failed` with why, or `useless` as nobody would care any more. Rows that wait for
/// it are given up too, and those that wait for them; one of them that was tried before may have been said,
/// and goes by itself to be looked for.
pub async fn give_up(conn: &mut Conn, id: i64, state: GivenUp, error: &str) -> Result<()> {
    let state = match state {
        GivenUp::Failed => "failed",
        GivenUp::Useless => "useless",
    };
    query!(
        "WITH RECURSIVE over (id) AS (
             VALUES (0 + ?)
             UNION SELECT waits.id FROM over JOIN outbox AS waits ON waits.after = over.id
                   WHERE waits.state = 'waiting' AND waits.attempts = 0)
         UPDATE outbox SET state = ?, error = ? WHERE id IN (SELECT id FROM over)",
        id,
        state,
        error
    )
    .execute(&mut *conn)
    .await
    .context("giving up an outbox row")?;
    query!("UPDATE outbox SET after = NULL WHERE after = ? AND state = 'waiting' AND attempts > 0", id)
        .execute(conn)
        .await
        .context("letting go what was tried before")?;
    Ok(())
}

/// Ends one row alone, with why: those that wait for it are seen to by whoever ends it.
pub async fn ends(conn: &mut Conn, id: i64, state: GivenUp, error: &str) -> Result<()> {
    let state = match state {
        GivenUp::Failed => "failed",
        GivenUp::Useless => "useless",
    };
    query!("UPDATE outbox SET state = ?, error = ? WHERE id = ?", state, error, id)
        .execute(conn)
        .await
        .context("ending an outbox row")?;
    Ok(())
}

/// Why a row is given up.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum GivenUp {
    /// Discord refuses it for good.
    Failed,
    /// Its time is over.
    Useless,
}

/// Where the message of a row stands, once it is said.
pub async fn place_of(conn: &mut Conn, key: &str) -> Result<Option<(ChannelId, MessageId)>> {
    let row = query!(
        r#"SELECT channel AS "channel: ChannelId", message AS "message: MessageId" FROM outbox WHERE key = ? AND state = 'sent'"#,
        key
    )
    .fetch_optional(conn)
    .await
    .context("reading where a message stands")?;
    Ok(row.and_then(|row| row.channel.zip(row.message)))
}

/// The row by which a message was posted.
pub async fn row_of_message(conn: &mut Conn, channel: ChannelId, message: MessageId) -> Result<Option<i64>> {
    sqlx::query_scalar!(
        r#"SELECT id AS "id!" FROM outbox WHERE message = ? AND channel = ? AND edit_of IS NULL"#,
        message,
        channel
    )
    .fetch_optional(conn)
    .await
    .context("reading which row posted a message")
}

/// A message that stands somewhere.
#[derive(Debug)]
pub struct SaidRow {
    /// Its row.
    pub id: i64,
    /// What makes it unique.
    pub key: String,
    /// Where it stands.
    pub channel: ChannelId,
    /// The message.
    pub message: MessageId,
    /// When it was said, UTC.
    pub at: DateTime<Utc>,
    /// What it says, as JSON.
    pub body: String,
}

/// The messages whose key begins with `prefix` and that were posted at `since` or later, oldest first. Left
/// out: what is not said yet, and corrections.
pub async fn said_since(conn: &mut Conn, prefix: &Prefix, since: DateTime<Utc>) -> Result<Vec<SaidRow>> {
    let (since, (from, end)) = (since.timestamp(), prefix.range());
    query_as!(
        SaidRow,
        r#"SELECT id AS "id!", key, channel AS "channel!: ChannelId", message AS "message!: MessageId",
                  sent_at AS "at!: DateTime<Utc>", body FROM outbox
           WHERE key >= ? AND key < ? AND state = 'sent' AND message IS NOT NULL AND edit_of IS NULL AND sent_at >= ?
           ORDER BY id"#,
        from,
        end,
        since
    )
    .fetch_all(conn)
    .await
    .context("reading what was posted")
}

/// The message of a key. Left out: what is not said, and what is no message.
pub async fn said_as(conn: &mut Conn, key: &str) -> Result<Option<SaidRow>> {
    query_as!(
        SaidRow,
        r#"SELECT id AS "id!", key, channel AS "channel!: ChannelId", message AS "message!: MessageId",
                  sent_at AS "at!: DateTime<Utc>", body FROM outbox
           WHERE key = ? AND state = 'sent' AND message IS NOT NULL"#,
        key
    )
    .fetch_optional(conn)
    .await
    .context("reading a message that was posted")
}

/// Whether a ticket's first message is being posted, or may have been.
pub async fn is_posting(conn: &mut Conn) -> Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM outbox JOIN outbox_about USING (id)
                          WHERE state IN ('waiting', 'sending') AND attempts > 0 AND say = 'ticket_posted') AS "posting!: bool""#
    )
    .fetch_one(conn)
    .await
    .context("reading what is being posted")
}

/// What became of a row.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// It will be said.
    Coming,
    /// It was said.
    Said,
    /// It never will be.
    GivenUp,
}

fn standing(state: &str) -> Standing {
    match state {
        "sent" => Standing::Said,
        "failed" | "useless" => Standing::GivenUp,
        _ => Standing::Coming,
    }
}

/// The row of a key, and what became of it.
pub async fn of_key(conn: &mut Conn, key: &str) -> Result<Option<(i64, Standing)>> {
    let row = query!(r#"SELECT id AS "id!", state FROM outbox WHERE key = ?"#, key)
        .fetch_optional(conn)
        .await
        .context("reading what became of a message")?;
    Ok(row.map(|row| (row.id, standing(&row.state))))
}

/// Whether something was ever to be said under a key, also where it was let go since.
pub async fn was_queued(conn: &mut Conn, key: &str) -> Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT (EXISTS (SELECT 1 FROM outbox WHERE key = ?1) OR EXISTS (SELECT 1 FROM outbox_gone WHERE key = ?1)) AS "was!: bool""#,
        key
    )
    .fetch_one(conn)
    .await
    .context("reading whether something was to be said")
}

/// The last row of a key or of one that begins so, and what became of it.
pub async fn last_of(conn: &mut Conn, key: &str, more: &Prefix) -> Result<Option<(i64, Standing)>> {
    let (from, end) = more.range();
    let row = query!(
        r#"SELECT id AS "id!", state FROM outbox WHERE key = ? OR (key >= ? AND key < ?) ORDER BY id DESC LIMIT 1"#,
        key,
        from,
        end
    )
    .fetch_optional(conn)
    .await
    .context("reading what became of the last of some messages")?;
    Ok(row.map(|row| (row.id, standing(&row.state))))
}

/// Whether a message of that key, or of one that begins so, stands or may yet be said.
pub async fn stands(conn: &mut Conn, key: &str, more: &Prefix) -> Result<bool> {
    let (from, end) = more.range();
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM outbox
                          WHERE (key = ? OR (key >= ? AND key < ?))
                            AND (state IN ('waiting', 'sending') OR (state = 'sent' AND message IS NOT NULL))) AS "stands!: bool""#,
        key,
        from,
        end
    )
    .fetch_one(conn)
    .await
    .context("reading whether a message stands")
}

/// Whether a row of that key was never tried yet.
pub async fn waits(conn: &mut Conn, key: &str) -> Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM outbox WHERE key = ? AND state = 'waiting' AND attempts = 0) AS "waits!: bool""#,
        key
    )
    .fetch_one(conn)
    .await
    .context("reading whether a message waits")
}

/// How many messages there were whose key begins with `prefix`; none where one of them waits and was not
/// tried.
pub async fn count_unless_one_waits(conn: &mut Conn, prefix: &Prefix) -> Result<Option<i64>> {
    let (from, end) = prefix.range();
    let row = sqlx::query!(
        r#"SELECT count(*) AS "count!: i64",
                  coalesce(sum(state = 'waiting' AND attempts = 0), 0) AS "waiting!: i64"
           FROM outbox WHERE key >= ? AND key < ?"#,
        from,
        end
    )
    .fetch_one(conn)
    .await
    .context("reading whether a message waits")?;
    Ok((row.waiting == 0).then_some(row.count))
}

/// Whether a message whose key begins with `prefix` was written at `since` or later and stands or may yet be
/// said.
pub async fn stands_since(conn: &mut Conn, prefix: &Prefix, since: DateTime<Utc>) -> Result<bool> {
    let (since, (from, end)) = (since.timestamp(), prefix.range());
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM outbox
                          WHERE key >= ? AND key < ? AND max(made_at, not_before) >= ?
                            AND (state IN ('waiting', 'sending') OR (state = 'sent' AND message IS NOT NULL))) AS "stands!: bool""#,
        from,
        end,
        since
    )
    .fetch_one(conn)
    .await
    .context("reading whether a message stands")
}

/// When a message whose key begins with `prefix` was said last, UTC.
pub async fn last_said(conn: &mut Conn, prefix: &Prefix) -> Result<Option<DateTime<Utc>>> {
    let (from, end) = prefix.range();
    let row = query!(
        r#"SELECT max(sent_at) AS "at: DateTime<Utc>" FROM outbox
           WHERE key >= ? AND key < ? AND state = 'sent' AND message IS NOT NULL AND edit_of IS NULL"#,
        from,
        end
    )
    .fetch_one(conn)
    .await
    .context("reading when something was said last")?;
    Ok(row.at)
}

/// A message to write.
#[derive(Debug, Serialize)]
pub struct Queued {
    /// What makes it unique for ever.
    pub key: String,
    /// -1 pages, 0 what else a P1 says, 1 tickets' and threads', 2 the rest.
    pub lane: i64,
    /// Whom it reaches, as text.
    pub destination: String,
    /// Within what order is kept, in its lane.
    pub line: String,
    /// In which language it is rendered.
    pub language: Language,
    /// What is said, as JSON.
    pub body: String,
    /// For a correction: of what. One waiting correction of one thing is enough.
    pub edit_of: Option<String>,
    /// The row that must have gone before.
    pub after: Option<i64>,
    /// The key of the row that must have gone before, which may be written with this one. One that is there
    /// no longer keeps nothing waiting.
    pub after_key: Option<String>,
    /// Not before this moment, as Unix seconds; left out, at once.
    pub not_before: Option<i64>,
    /// When nobody would care any more, as Unix seconds.
    pub useless_after: Option<i64>,
}

/// A message that stands: what is known of it once Discord has answered.
#[derive(Clone, Copy, Debug)]
pub struct Receipt {
    /// Its row.
    pub id: i64,
    /// Where it stands.
    pub channel: ChannelId,
    /// The message; none when what was said is no message.
    pub message: Option<MessageId>,
    /// What of a ticket it is, if it is a part of one.
    pub place: Option<(TicketNumber, Place)>,
}
