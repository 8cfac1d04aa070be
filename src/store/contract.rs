//! The contract: every change of level a row; and what its managers have decided.

use anyhow::{Context, Result};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{query, query_as, query_scalar};

use super::Conn;
use crate::rules::{
    contract::{History, LevelChange},
    event::{By, Side},
    ids::{CustomerId, PersonId, TicketNumber},
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

/// Writes a change of level. Gives its row.
///
/// # Errors
/// When the database fails.
pub async fn insert(conn: &mut Conn, customer: CustomerId, change: &LevelChange) -> Result<i64> {
    let (at, effective_at) = (change.when.timestamp(), change.effective_at.timestamp());
    let done = query!(
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
    Ok(done.last_insert_rowid())
}

/// Cancels the changes that would take effect after a moment. Left out: those cancelled before.
///
/// # Errors
/// When the database fails.
pub async fn cancel_after(
    conn: &mut Conn,
    customer: CustomerId,
    after: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    let (after, now) = (after.timestamp(), now.timestamp());
    query!(
        "UPDATE level_change SET cancelled_at = ? WHERE customer = ? AND effective_at > ? AND cancelled_at IS NULL",
        now,
        customer,
        after
    )
    .execute(conn)
    .await
    .context("cancelling scheduled changes of level")?;
    Ok(())
}

/// The P1s of a customer that are not closed, by number.
///
/// # Errors
/// When the database fails.
pub async fn open_p1s(conn: &mut Conn, customer: CustomerId) -> Result<Vec<TicketNumber>> {
    query_scalar!(
        r#"SELECT number AS "number: TicketNumber" FROM ticket
           WHERE customer = ? AND state <> 'closed' AND priority = 'p1' ORDER BY number"#,
        customer
    )
    .fetch_all(conn)
    .await
    .context("listing a customer's open P1s")
}

/// What a customer's managers have decided of what the desk sends by itself.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Settings {
    /// Slots are offered before hours lapse.
    pub unused_hours: bool,
    /// The monthly report is sent without being asked for.
    pub monthly_report: bool,
}

/// A customer's settings.
///
/// # Errors
/// When the database fails.
pub async fn settings(conn: &mut Conn, customer: CustomerId) -> Result<Settings> {
    query_as!(
        Settings,
        r#"SELECT unused_hours AS "unused_hours: bool", monthly_report AS "monthly_report: bool" FROM customer WHERE id = ?"#,
        customer
    )
    .fetch_one(conn)
    .await
    .context("reading a customer's settings")
}

/// Writes them.
///
/// # Errors
/// When the database fails.
pub async fn set(conn: &mut Conn, customer: CustomerId, settings: Settings) -> Result<()> {
    query!(
        "UPDATE customer SET unused_hours = ?, monthly_report = ? WHERE id = ?",
        settings.unused_hours,
        settings.monthly_report,
        customer
    )
    .execute(conn)
    .await
    .context("writing a customer's settings")?;
    Ok(())
}
