//! The record of whoever did what: written once, never changed.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{query, query_as, query_scalar};

use super::Conn;
use crate::rules::ids::{ChannelId, CustomerId, PersonId, TicketNumber};

/// An entry to write.
#[derive(Debug, Serialize)]
pub struct NewEntry<'a> {
    /// Who.
    pub person: PersonId,
    /// Where.
    pub channel: ChannelId,
    /// The command as it is typed, or what was pressed.
    pub what: &'a str,
    /// Whom it concerned, where it concerned one.
    pub customer: Option<CustomerId>,
    /// Which ticket, where it concerned one.
    pub ticket: Option<TicketNumber>,
    /// Why it was not done; none: it was.
    pub refused: Option<&'a str>,
    /// What was changed, as JSON.
    pub effect: Option<&'a str>,
}

/// An entry.
#[derive(Clone, Debug)]
pub struct Entry {
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// Who.
    pub person: PersonId,
    /// Where.
    pub channel: ChannelId,
    /// The command as it is typed, or what was pressed.
    pub what: String,
    /// The name of the customer whom it concerned.
    pub customer: Option<String>,
    /// The ticket that it concerned.
    pub ticket: Option<TicketNumber>,
    /// Why it was not done; none: it was.
    pub refused: Option<String>,
    /// What was changed, as JSON; none where nothing was that is asked for later, and before it was kept.
    pub effect: Option<String>,
}

/// Which entries.
#[derive(Clone, Copy, Debug)]
pub struct Filter {
    /// One customer's.
    pub customer: Option<CustomerId>,
    /// One ticket's.
    pub ticket: Option<TicketNumber>,
    /// How many of the latest are passed over.
    pub skip: i64,
    /// How many at most.
    pub limit: i64,
}

/// Writes an entry.
pub async fn insert(conn: &mut Conn, entry: &NewEntry<'_>, now: DateTime<Utc>) -> Result<()> {
    let now = now.timestamp();
    query!(
        "INSERT INTO audit (at, person, channel, what, customer, ticket, refused, effect) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        now,
        entry.person,
        entry.channel,
        entry.what,
        entry.customer,
        entry.ticket,
        entry.refused,
        entry.effect
    )
    .execute(conn)
    .await
    .context("noting who did what")?;
    Ok(())
}

/// Whether somebody was refused something since a moment.
pub async fn was_refused(
    conn: &mut Conn,
    person: PersonId,
    what: &str,
    since: DateTime<Utc>,
) -> Result<bool> {
    let since = since.timestamp();
    query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM audit WHERE person = ? AND what = ? AND at > ? AND refused IS NOT NULL) AS "was!: bool""#,
        person,
        what,
        since
    )
    .fetch_one(conn)
    .await
    .context("reading whether somebody was refused")
}

/// Entries, latest first, of customers removed too.
pub async fn latest(conn: &mut Conn, filter: &Filter) -> Result<Vec<Entry>> {
    query_as!(
        Entry,
        r#"SELECT a.at AS "at: DateTime<Utc>", a.person AS "person: PersonId", a.channel AS "channel: ChannelId", a.what,
                  c.name AS "customer?", a.ticket AS "ticket: TicketNumber", a.refused, a.effect
           FROM audit AS a LEFT JOIN customer AS c ON c.id = a.customer
           WHERE (?1 IS NULL OR a.customer = ?1) AND (?2 IS NULL OR a.ticket = ?2)
           ORDER BY a.id DESC LIMIT 0 + ?3 OFFSET 0 + ?4"#,
        filter.customer,
        filter.ticket,
        filter.limit,
        filter.skip
    )
    .fetch_all(conn)
    .await
    .context("reading who did what")
}
