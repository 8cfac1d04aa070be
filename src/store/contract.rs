//! The contract: every change of level a row.

use anyhow::{Context, Result};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::query;

use super::Conn;
use crate::rules::{
    contract::{History, LevelChange},
    event::{By, Side},
    ids::{CustomerId, PersonId},
    level::Level,
};

/// A customer's changes of level, all of them.
///
/// # Errors
/// When the database fails.
pub async fn history(conn: &mut Conn, customer: CustomerId) -> Result<History> {
    let rows = query!(
        r#"SELECT level AS "level: Level", person AS "person: PersonId", side AS "side: Side", at AS "at: DateTime<Utc>",
                  effective_at AS "effective_at: DateTime<Utc>", billed_from AS "billed_from: NaiveDate",
                  cancelled_at AS "cancelled_at: DateTime<Utc>"
           FROM level_change WHERE customer = ? ORDER BY id"#,
        customer
    )
    .fetch_all(conn)
    .await
    .context("reading a contract")?;
    Ok(History::new(
        rows.into_iter()
            .map(|row| LevelChange {
                level: row.level,
                who: By { person: row.person, side: row.side },
                when: row.at,
                effective_at: row.effective_at,
                billed_from: row.billed_from,
                cancelled_at: row.cancelled_at,
            })
            .collect(),
    ))
}

/// Writes a change of level.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &mut Conn, customer: CustomerId, change: &LevelChange) -> Result<()> {
    let (at, effective_at) = (change.when.timestamp(), change.effective_at.timestamp());
    query!(
        "INSERT INTO level_change (customer, level, person, side, at, effective_at, billed_from) VALUES (?, ?, ?, ?, ?, ?, ?)",
        customer,
        change.level,
        change.who.person,
        change.who.side,
        at,
        effective_at,
        change.billed_from
    )
    .execute(conn)
    .await
    .context("writing a change of level")?;
    Ok(())
}
