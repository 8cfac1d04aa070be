//! Codes that staff hand out, with which a customer links a channel of its own server.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::query;

use super::Conn;
use crate::rules::ids::{CustomerId, PersonId};

/// A code, and what linking with it means.
#[derive(Clone, Debug)]
pub struct Code {
    /// As it is typed: `XXXX-XXXX`.
    pub code: String,
    /// For whom.
    pub customer: CustomerId,
    /// Whether maintenance is announced in the channel that is linked with it.
    pub announcements: bool,
    /// Of which platform; none: of all.
    pub platform: Option<String>,
    /// Until when it can be used, UTC.
    pub expires_at: DateTime<Utc>,
}

/// Writes a new code. `false`: that very code exists, think of another.
pub async fn insert(conn: &mut Conn, code: &Code, by: PersonId, now: DateTime<Utc>) -> Result<bool> {
    let (now, expires_at) = (now.timestamp(), code.expires_at.timestamp());
    let done = query!(
        "INSERT INTO link_code (code, customer, announcements, platform, made_by, made_at, expires_at)
         VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        code.code,
        code.customer,
        code.announcements,
        code.platform,
        by,
        now,
        expires_at
    )
    .execute(conn)
    .await
    .context("writing a code")?;
    Ok(done.rows_affected() == 1)
}

/// A code with whether it was used. Left out: those of customers removed.
pub async fn find(conn: &mut Conn, code: &str) -> Result<Option<(Code, bool)>> {
    let row = query!(
        r#"SELECT l.code AS "code!", l.customer AS "customer: CustomerId", l.announcements AS "announcements: bool", l.platform,
                  l.expires_at AS "expires_at: DateTime<Utc>", l.used_at IS NOT NULL AS "used!: bool"
           FROM link_code AS l JOIN customer AS c ON c.id = l.customer
           WHERE l.code = ? AND c.removed_at IS NULL"#,
        code
    )
    .fetch_optional(conn)
    .await
    .context("looking for a code")?;
    Ok(row.map(|row| {
        let code = Code {
            code: row.code,
            customer: row.customer,
            announcements: row.announcements,
            platform: row.platform,
            expires_at: row.expires_at,
        };
        (code, row.used)
    }))
}

/// Uses a code up. `false`: it was used before.
pub async fn use_up(conn: &mut Conn, code: &str, by: PersonId, now: DateTime<Utc>) -> Result<bool> {
    let now = now.timestamp();
    let done = query!(
        "UPDATE link_code SET used_by = ?, used_at = ? WHERE code = ? AND used_at IS NULL",
        by,
        now,
        code
    )
    .execute(conn)
    .await
    .context("using a code")?;
    Ok(done.rows_affected() == 1)
}

/// When each of a customer's codes that can still be used expires, soonest first.
pub async fn open(conn: &mut Conn, customer: CustomerId, now: DateTime<Utc>) -> Result<Vec<DateTime<Utc>>> {
    let now = now.timestamp();
    sqlx::query_scalar!(
        r#"SELECT expires_at AS "expires_at: DateTime<Utc>" FROM link_code
           WHERE customer = ? AND used_at IS NULL AND expires_at > ? ORDER BY expires_at"#,
        customer,
        now
    )
    .fetch_all(conn)
    .await
    .context("listing a customer's codes")
}
