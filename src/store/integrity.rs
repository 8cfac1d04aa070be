//! Whether the rows are what was written: the file's own structure, each ticket's events, the ledger. Every
//! column read here has been there since the schema's first step, so that an older database is looked at
//! before it is brought up to date.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use sqlx::{query, query_as};

use super::Conn;
use crate::rules::{
    event::{By, Priority, Recorded, Sha256Hex, Side},
    ids::{CustomerId, EventSeq, PersonId, TicketNumber},
    ticket::State,
};

/// What is wrong with the file's structure, in SQLite's words; nothing where all is well.
///
/// # Errors
/// When the file cannot be read at all.
pub async fn structure(conn: &mut Conn) -> Result<Vec<String>> {
    let found: Vec<String> =
        sqlx::query_scalar("PRAGMA quick_check").fetch_all(&mut *conn).await.context("checking the file")?;
    Ok(found.into_iter().filter(|line| line != "ok").collect())
}

/// As [`structure`], and every index against its table: slower.
///
/// # Errors
/// When the file cannot be read at all.
pub async fn thorough(conn: &mut Conn) -> Result<Vec<String>> {
    let found: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check")
        .fetch_all(&mut *conn)
        .await
        .context("checking the file")?;
    Ok(found.into_iter().filter(|line| line != "ok").collect())
}

/// Tables with rows that name a row which is not there, with how many.
pub async fn orphans(conn: &mut Conn) -> Result<Vec<(String, i64)>> {
    sqlx::query_as(r#"SELECT "table", count(*) FROM pragma_foreign_key_check GROUP BY 1 ORDER BY 1"#)
        .fetch_all(conn)
        .await
        .context("checking what rows name")
}

/// How many customers are served, and how many tickets there are.
pub async fn counts(conn: &mut Conn) -> Result<(i64, i64)> {
    let row = query!(
        r#"SELECT (SELECT count(*) FROM customer WHERE removed_at IS NULL) AS "customers!: i64",
                  (SELECT count(*) FROM ticket) AS "tickets!: i64""#
    )
    .fetch_one(conn)
    .await
    .context("counting customers and tickets")?;
    Ok((row.customers, row.tickets))
}

/// What a ticket's row says that follows from its events.
#[derive(Clone, Debug)]
pub struct Derived {
    /// The ticket.
    pub number: TicketNumber,
    /// Its subject.
    pub subject: String,
    /// Where it stands.
    pub state: State,
    /// How urgent.
    pub priority: Priority,
    /// Which part of the platform.
    pub component: Option<String>,
    /// Who works on it.
    pub assignee: Option<PersonId>,
}

/// What every ticket's row says, by number.
pub async fn tickets(conn: &mut Conn) -> Result<Vec<Derived>> {
    query_as!(
        Derived,
        r#"SELECT number AS "number: TicketNumber", subject, state AS "state: State", priority AS "priority: Priority",
                  component, assignee AS "assignee: PersonId" FROM ticket ORDER BY number"#
    )
    .fetch_all(conn)
    .await
    .context("reading the tickets")
}

/// A ticket's events in order, each with its hash; of one that is not what any program of ours writes, its
/// rank alone.
pub async fn events(
    conn: &mut Conn,
    ticket: TicketNumber,
) -> Result<Vec<Result<(Recorded, Sha256Hex), EventSeq>>> {
    let rows = query!(
        r#"SELECT seq AS "seq: EventSeq", at, person, side, event, hash FROM ticket_event WHERE ticket = ? ORDER BY seq"#,
        ticket
    )
    .fetch_all(conn)
    .await
    .context("reading a ticket's events")?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let read = as_written((row.at, row.person, &row.side), (&row.event, &row.hash));
            read.map(|(at, by, event, hash)| (Recorded { seq: row.seq, at, by, event }, hash)).ok_or(row.seq)
        })
        .collect())
}

/// What the row of an event says: when, by whom, what, and its hash; none where no program of ours writes
/// such a row.
pub(super) fn as_written<E: DeserializeOwned>(
    (at, person, side): (i64, Option<i64>, &str),
    (event, hash): (&str, &str),
) -> Option<(DateTime<Utc>, By, E, Sha256Hex)> {
    let at = DateTime::from_timestamp(at, 0)?;
    let person = person.map(u64::try_from).transpose().ok()?.map(PersonId::new);
    let by = By { person, side: side.parse::<Side>().ok()? };
    Some((at, by, serde_json::from_str(event).ok()?, hash.parse().ok()?))
}

/// Minutes that came back to a source without having been taken from it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Overdrawn {
    /// Whose.
    pub customer: String,
    /// The pack, or the month.
    pub source: String,
}

/// Packs of which more was taken than came in, or more came back than was taken; months to which more came
/// back than was taken. By customer.
pub async fn below_zero(conn: &mut Conn) -> Result<Vec<Overdrawn>> {
    query_as!(
        Overdrawn,
        r#"SELECT c.name AS "customer!: String", 'pack ' || p.id AS "source!: String"
           FROM pack AS p JOIN customer AS c ON c.id = p.customer
           WHERE (SELECT coalesce(sum(minutes), 0) FROM hours_entry WHERE pack = p.id) NOT BETWEEN 0 AND p.minutes
           UNION ALL
           SELECT DISTINCT c.name, e.month FROM hours_entry AS e JOIN customer AS c ON c.id = e.customer
           WHERE e.month IS NOT NULL
           GROUP BY e.customer, e.month, e.kind IN ('hold', 'release') HAVING sum(e.minutes) > 0
           ORDER BY 1, 2"#
    )
    .fetch_all(conn)
    .await
    .context("reading the ledger of hours")
}

/// What was taken from a month's allowance, in minutes, for each customer and month from `month` on.
pub async fn taken_from_months(conn: &mut Conn, month: &str) -> Result<Vec<(CustomerId, String, i64)>> {
    let rows = query!(
        r#"SELECT customer AS "customer: CustomerId", month AS "month!", -sum(minutes) AS "taken!: i64"
           FROM hours_entry WHERE month >= ? GROUP BY customer, month ORDER BY customer, month"#,
        month
    )
    .fetch_all(conn)
    .await
    .context("reading what was taken from months")?;
    Ok(rows.into_iter().map(|row| (row.customer, row.month, row.taken)).collect())
}
