//! Alarms that go outside chat. They are rows of the outbox in a lane of their own, which the outbox's loop
//! leaves alone: neither waits for the other.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{query, query_as, query_scalar};

use super::{Conn, outbox::ReadyRow, prefix::Prefix};
use crate::rules::language::Language;

/// The destinations for which an alarm may go now. Left out: those of rows under way, of rows that are behind
/// another of their line, and of rows that were put off.
pub async fn ready(conn: &mut Conn, under_way: &[i64], now: DateTime<Utc>) -> Result<Vec<String>> {
    let (under_way, now) = (named(under_way)?, now.timestamp());
    query_scalar!(
        "SELECT DISTINCT destination FROM outbox
         WHERE lane = -2 AND state IN ('waiting', 'sending') AND behind IS NULL AND not_before <= ?
           AND id NOT IN (SELECT value FROM json_each(?))",
        now,
        under_way
    )
    .fetch_all(conn)
    .await
    .context("looking for alarms")
}

/// Takes at most `most` alarms for a destination that may go now, oldest first, and marks them as being sent
/// before the first byte leaves. Left out: as [`ready`] leaves out.
pub async fn claim(
    conn: &mut Conn,
    (destination, most): (&str, i64),
    under_way: &[i64],
    now: DateTime<Utc>,
) -> Result<Vec<ReadyRow>> {
    let (under_way, now) = (named(under_way)?, now.timestamp());
    query_as!(
        ReadyRow,
        r#"UPDATE outbox SET state = 'sending', attempts = attempts + 1
           WHERE id IN (SELECT id FROM outbox
                        WHERE lane = -2 AND state IN ('waiting', 'sending') AND behind IS NULL AND not_before <= ? AND destination = ?
                          AND id NOT IN (SELECT value FROM json_each(?))
                        ORDER BY id LIMIT 0 + ?)
           RETURNING id AS "id!", key AS "key!", lane AS "lane!", destination AS "destination!", language AS "language!: Language",
                     body AS "body!", attempts - 1 AS "attempts!: i64", (attempts > 1) AS "uncertain!: bool",
                     made_at AS "made_at!: DateTime<Utc>""#,
        now,
        destination,
        under_way,
        most
    )
    .fetch_all(conn)
    .await
    .context("claiming alarms")
}

fn named(rows: &[i64]) -> Result<String> {
    serde_json::to_string(rows).context("naming outbox rows")
}

/// Marks an alarm as sent.
pub async fn sent(conn: &mut Conn, id: i64, now: DateTime<Utc>) -> Result<()> {
    let now = now.timestamp();
    query!("UPDATE outbox SET state = 'sent', sent_at = ?, error = NULL WHERE id = ?", now, id)
        .execute(conn)
        .await
        .context("writing that an alarm was sent")?;
    Ok(())
}

/// The last alarm to each destination whose key begins with `prefix`: where it goes, and what it says, as
/// JSON. In the order in which they were written.
pub async fn last(conn: &mut Conn, prefix: &Prefix) -> Result<Vec<(String, String)>> {
    let (from, end) = prefix.range();
    let rows = query!(
        r#"SELECT destination, body FROM outbox
           WHERE id IN (SELECT max(id) FROM outbox WHERE key >= ? AND key < ? GROUP BY destination) ORDER BY id"#,
        from,
        end
    )
    .fetch_all(conn)
    .await
    .context("reading where alarms went")?;
    Ok(rows.into_iter().map(|row| (row.destination, row.body)).collect())
}

/// Whether an alarm whose key begins with `prefix` was sent there, or may have been.
pub async fn went(conn: &mut Conn, prefix: &Prefix, destination: &str) -> Result<bool> {
    let (from, end) = prefix.range();
    query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM outbox WHERE key >= ? AND key < ? AND destination = ?
                          AND (state = 'sent' OR attempts > 0)) AS "went!: bool""#,
        from,
        end,
        destination
    )
    .fetch_one(conn)
    .await
    .context("reading whether an alarm went out")
}

/// Whether an alarm whose key begins with `prefix` was written for that destination at `since` or later, and
/// was sent or may yet be.
pub async fn sounds_since(
    conn: &mut Conn,
    (prefix, destination): (&Prefix, &str),
    since: DateTime<Utc>,
) -> Result<bool> {
    let ((from, end), since) = (prefix.range(), since.timestamp());
    query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM outbox WHERE key >= ? AND key < ? AND destination = ? AND made_at >= ?
                          AND state IN ('waiting', 'sending', 'sent')) AS "sounds!: bool""#,
        from,
        end,
        destination,
        since
    )
    .fetch_one(conn)
    .await
    .context("reading whether an alarm goes out")
}

/// Whether alarms wait, or are on their way.
pub async fn are_waiting(conn: &mut Conn) -> Result<bool> {
    query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM outbox WHERE lane = -2 AND state IN ('waiting', 'sending')) AS "waiting!: bool""#
    )
    .fetch_one(conn)
    .await
    .context("reading whether alarms wait")
}
