//! What falls due later. A key is promised once: a second promise of it changes nothing.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{query, query_scalar};

use super::{Conn, prefix::Prefix};

/// A promise that fell due.
#[derive(Debug)]
pub struct DueRow {
    /// Its row.
    pub id: i64,
    /// What makes it unique.
    pub key: String,
    /// When it was due, UTC.
    pub due: DateTime<Utc>,
    /// What is to be done, as JSON.
    pub body: String,
    /// How often it was tried and failed.
    pub tries: i64,
}

/// Promises `body` at `due`. Says whether it is new: a key that was ever promised is left as it is.
pub async fn promise(conn: &mut Conn, key: &str, due: DateTime<Utc>, body: &str) -> Result<bool> {
    let due = due.timestamp();
    let done = query!(
        "INSERT INTO agenda (key, due, body) VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING",
        key,
        due,
        body
    )
    .execute(conn)
    .await
    .context("writing the agenda")?;
    Ok(done.rows_affected() == 1)
}

/// The promises due by `now`, earliest first, at most `limit`.
pub async fn due(conn: &mut Conn, now: DateTime<Utc>, limit: i64) -> Result<Vec<DueRow>> {
    let now = now.timestamp();
    sqlx::query_as!(
        DueRow,
        r#"SELECT id AS "id!", key, due AS "due: DateTime<Utc>", body, tries FROM agenda
           WHERE done_at IS NULL AND due <= ? ORDER BY due, id LIMIT 0 + ?"#,
        now,
        limit
    )
    .fetch_all(conn)
    .await
    .context("reading the agenda")
}

/// When the earliest open promise is due, if there is one.
pub async fn next(conn: &mut Conn) -> Result<Option<DateTime<Utc>>> {
    query_scalar!(
        r#"SELECT due AS "due: DateTime<Utc>" FROM agenda WHERE done_at IS NULL ORDER BY due, id LIMIT 1"#
    )
    .fetch_optional(conn)
    .await
    .context("reading the agenda")
}

/// Whether a promise whose key begins with `prefix` was due by `now` and is not carried out yet.
pub async fn is_due(conn: &mut Conn, prefix: &Prefix, now: DateTime<Utc>) -> Result<bool> {
    let (now, (from, end)) = (now.timestamp(), prefix.range());
    query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM agenda WHERE done_at IS NULL AND due <= ? AND key >= ? AND key < ?) AS "due!: bool""#,
        now,
        from,
        end
    )
    .fetch_one(conn)
    .await
    .context("reading the agenda")
}

/// Marks a promise as done. Says whether it was open until now.
pub async fn done(conn: &mut Conn, id: i64, now: DateTime<Utc>) -> Result<bool> {
    let now = now.timestamp();
    let done = query!("UPDATE agenda SET done_at = ? WHERE id = ? AND done_at IS NULL", now, id)
        .execute(conn)
        .await
        .context("closing a promise")?;
    Ok(done.rows_affected() == 1)
}

/// Puts off a promise whose work failed, so that the others go on.
pub async fn put_off(conn: &mut Conn, id: i64, until: DateTime<Utc>) -> Result<()> {
    let until = until.timestamp();
    query!("UPDATE agenda SET due = ?, tries = tries + 1 WHERE id = ?", until, id)
        .execute(conn)
        .await
        .context("putting off a promise")?;
    Ok(())
}

/// Withdraws the open promises whose key begins with `prefix`.
pub async fn withdraw(conn: &mut Conn, prefix: &Prefix, now: DateTime<Utc>) -> Result<()> {
    let now = now.timestamp();
    let (from, end) = prefix.range();
    query!("UPDATE agenda SET done_at = ? WHERE done_at IS NULL AND key >= ? AND key < ?", now, from, end)
        .execute(conn)
        .await
        .context("withdrawing promises")?;
    Ok(())
}

/// Opens a promise again, at its next moment: for the one that is kept for ever.
pub async fn renew(conn: &mut Conn, key: &str, due: DateTime<Utc>) -> Result<()> {
    let due = due.timestamp();
    query!("UPDATE agenda SET due = ?, done_at = NULL, tries = 0 WHERE key = ?", due, key)
        .execute(conn)
        .await
        .context("renewing a promise")?;
    Ok(())
}

/// Whether a promise whose key begins with `prefix` is open.
pub async fn is_promised(conn: &mut Conn, prefix: &Prefix) -> Result<bool> {
    let (from, end) = prefix.range();
    query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM agenda WHERE done_at IS NULL AND key >= ? AND key < ?) AS "open!: bool""#,
        from,
        end
    )
    .fetch_one(conn)
    .await
    .context("reading whether something is promised")
}
