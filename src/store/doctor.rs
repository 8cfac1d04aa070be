//! What the doctor asks of the rows: deliveries that are late or were given up, promises that are overdue.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{query, query_as};

use super::Conn;

/// Messages to one destination that did not arrive.
#[derive(Clone, Debug)]
pub struct Undelivered {
    /// Whom they were to reach, as text.
    pub destination: String,
    /// How many.
    pub count: i64,
    /// When the oldest of them was written, UTC.
    pub since: DateTime<Utc>,
    /// Why the latest that was tried failed.
    pub error: Option<String>,
}

/// Messages written before `before` that still wait, by destination, the longest waiting first, at most 500. Told too: those that were
/// put off after a failure.
///
/// # Errors
/// When the database fails.
pub async fn late(conn: &mut Conn, before: DateTime<Utc>) -> Result<Vec<Undelivered>> {
    let before = before.timestamp();
    query_as!(
        Undelivered,
        r#"SELECT destination AS "destination!", count(*) AS "count!: i64", min(made_at) AS "since!: DateTime<Utc>", max(error) AS "error?: String"
           FROM outbox WHERE state IN ('waiting', 'sending') AND made_at < ?
           GROUP BY destination ORDER BY min(made_at) LIMIT 500"#,
        before
    )
    .fetch_all(conn)
    .await
    .context("reading late deliveries")
}

/// Messages written since `since` that were given up, by destination, the latest first, at most 500. Left out: those whose time was over.
///
/// # Errors
/// When the database fails.
pub async fn failed(conn: &mut Conn, since: DateTime<Utc>) -> Result<Vec<Undelivered>> {
    let since = since.timestamp();
    query_as!(
        Undelivered,
        r#"SELECT destination AS "destination!", count(*) AS "count!: i64", min(made_at) AS "since!: DateTime<Utc>", max(error) AS "error?: String"
           FROM outbox WHERE state = 'failed' AND made_at >= ?
           GROUP BY destination ORDER BY max(made_at) DESC LIMIT 500"#,
        since
    )
    .fetch_all(conn)
    .await
    .context("reading deliveries given up")
}

/// How many promises were due before `before` and are still open, and since when the oldest is; none where all is well.
///
/// # Errors
/// When the database fails.
pub async fn overdue(conn: &mut Conn, before: DateTime<Utc>) -> Result<Option<(i64, DateTime<Utc>)>> {
    let before = before.timestamp();
    let row = query!(
        r#"SELECT count(*) AS "count!: i64", min(due) AS "since: DateTime<Utc>" FROM agenda WHERE done_at IS NULL AND due < ?"#,
        before
    )
    .fetch_one(conn)
    .await
    .context("reading overdue promises")?;
    Ok(row.since.map(|since| (row.count, since)))
}
