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

/// Threads that could not be started and wait for it, alike by why.
pub async fn without_thread(conn: &mut Conn) -> Result<Vec<Undelivered>> {
    query_as!(
        Undelivered,
        r#"SELECT min(destination) AS "destination!", count(*) AS "count!: i64", min(made_at) AS "since!: DateTime<Utc>", error AS "error?: String"
           FROM outbox JOIN outbox_about USING (id)
           WHERE state = 'waiting' AND refusals > 0 AND say IN ('team_thread', 'staff_thread')
           GROUP BY error ORDER BY min(made_at) LIMIT 20"#
    )
    .fetch_all(conn)
    .await
    .context("reading which threads could not be started")
}

/// Whom something was to reach that was refused and waits, or was given up since `since`, as text, at most
/// 200.
pub async fn troubled(conn: &mut Conn, since: DateTime<Utc>) -> Result<Vec<String>> {
    let since = since.timestamp();
    sqlx::query_scalar!(
        r#"SELECT destination AS "destination!" FROM outbox WHERE state = 'waiting' AND refusals > 0
           UNION SELECT destination FROM outbox WHERE state = 'failed' AND made_at >= ? LIMIT 200"#,
        since
    )
    .fetch_all(conn)
    .await
    .context("reading where something was refused")
}

/// What waits where something was refused, by destination, the longest waiting first, at most 500. Left out:
/// threads that could not be started.
pub async fn refused(conn: &mut Conn) -> Result<Vec<Undelivered>> {
    query_as!(
        Undelivered,
        r#"SELECT destination AS "destination!", count(*) AS "count!: i64", min(made_at) AS "since!: DateTime<Utc>",
                  max(CASE WHEN refusals > 0 THEN error END) AS "error?: String"
           FROM outbox
           WHERE state IN ('waiting', 'sending') AND destination IN (
               SELECT destination FROM outbox JOIN outbox_about USING (id)
               WHERE state = 'waiting' AND refusals > 0 AND say NOT IN ('team_thread', 'staff_thread'))
           GROUP BY destination ORDER BY min(made_at) LIMIT 500"#
    )
    .fetch_all(conn)
    .await
    .context("reading what was refused")
}

/// Messages written before `before` that still wait, by destination, the longest waiting first, at most 500.
/// Told too: those that were put off after a failure. Left out: where something was refused.
pub async fn late(conn: &mut Conn, before: DateTime<Utc>) -> Result<Vec<Undelivered>> {
    let before = before.timestamp();
    query_as!(
        Undelivered,
        r#"SELECT destination AS "destination!", count(*) AS "count!: i64", min(made_at) AS "since!: DateTime<Utc>", max(error) AS "error?: String"
           FROM outbox
           WHERE state IN ('waiting', 'sending') AND made_at < ? AND destination NOT IN (
               SELECT destination FROM outbox JOIN outbox_about USING (id)
               WHERE state = 'waiting' AND refusals > 0 AND say NOT IN ('team_thread', 'staff_thread'))
           GROUP BY destination ORDER BY min(made_at) LIMIT 500"#,
        before
    )
    .fetch_all(conn)
    .await
    .context("reading late deliveries")
}

/// Messages written since `since` that were given up, by destination, the latest first, at most 500. Left
/// out: those whose time was over.
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

/// How many promises were due before `before` and are still open, or failed again and again, and when the
/// first of them is to be carried out; none where all is well.
pub async fn overdue(conn: &mut Conn, before: DateTime<Utc>) -> Result<Option<(i64, DateTime<Utc>)>> {
    let before = before.timestamp();
    let row = query!(
        r#"SELECT count(*) AS "count!: i64", min(due) AS "since: DateTime<Utc>" FROM agenda
           WHERE done_at IS NULL AND (due < ? OR tries >= 3)"#,
        before
    )
    .fetch_one(conn)
    .await
    .context("reading overdue promises")?;
    Ok(row.since.map(|since| (row.count, since)))
}
