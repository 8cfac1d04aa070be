//! The ledger of expertise hours, in signed minutes, and the packs.
//!
//! What a month includes is not in the ledger: it follows from the customer's levels alone
//! ([`included`](crate::rules::allowance::included)), so that an upgrade gives the new level's whole
//! allowance at once, less what was used, with no entry to write, to forget or to write twice. The ledger
//! holds what was drawn: a `hold` when a session is asked for, its `release` when it is settled, and a `use`
//! for what is then charged; a `grant` when a pack comes in; a `give_back` where something charged is
//! returned. What a month has left is therefore what is included, plus the sum of its entries.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::query;

use super::Conn;
use crate::rules::{
    allowance::{Draw, Entry, Pack, Source},
    calendar::Month,
    ids::{CustomerId, PackId, PersonId, SessionId},
};

/// Minutes that move.
#[derive(Clone, Copy, Debug)]
pub struct NewEntry {
    /// Whose.
    pub customer: CustomerId,
    /// For which session; none for a pack that comes in.
    pub session: Option<SessionId>,
    /// Why.
    pub entry: Entry,
    /// How many, and where from or to.
    pub draw: Draw,
    /// By whom; none for the desk itself.
    pub by: Option<PersonId>,
}

/// What was drawn on a month's allowance, in minutes.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Drawn {
    /// Used for good.
    pub used: i64,
    /// Held for sessions to come.
    pub held: i64,
}

/// A pack with what it was.
#[derive(Clone, Copy, Debug)]
pub struct PackRow {
    /// What it has left, and until when.
    pub pack: Pack,
    /// How many minutes came in.
    pub minutes: i64,
}

/// Writes an entry, with the sign that its kind has.
pub async fn write(conn: &mut Conn, entry: &NewEntry, now: DateTime<Utc>) -> Result<()> {
    let (month, pack) = match entry.draw.source {
        Source::Month(month) => (Some(month.to_string()), None),
        Source::Pack(pack) => (None, Some(pack)),
    };
    let (minutes, now) = (entry.entry.signed(entry.draw.minutes), now.timestamp());
    query!(
        "INSERT INTO hours_entry (customer, session, kind, month, pack, minutes, at, by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        entry.customer,
        entry.session,
        entry.entry,
        month,
        pack,
        minutes,
        now,
        entry.by
    )
    .execute(conn)
    .await
    .context("writing the ledger of hours")?;
    Ok(())
}

/// What was drawn on a month.
pub async fn drawn(conn: &mut Conn, customer: CustomerId, month: Month) -> Result<Drawn> {
    let month = month.to_string();
    let row = query!(
        r#"SELECT coalesce(-sum(minutes) FILTER (WHERE kind IN ('use', 'give_back')), 0) AS "used!: i64",
                  coalesce(-sum(minutes) FILTER (WHERE kind IN ('hold', 'release')), 0) AS "held!: i64"
           FROM hours_entry WHERE customer = ? AND month = ?"#,
        customer,
        month
    )
    .fetch_one(conn)
    .await
    .context("reading what was drawn on a month")?;
    Ok(Drawn { used: row.used, held: row.held })
}

/// A customer's packs with what they have left, the one that ends first first. Left out: those that ended by
/// `now`.
pub async fn packs(conn: &mut Conn, customer: CustomerId, now: DateTime<Utc>) -> Result<Vec<PackRow>> {
    let now = now.timestamp();
    let rows = query!(
        r#"SELECT id AS "id: PackId", minutes, ends_at AS "ends_at: DateTime<Utc>",
                  (SELECT coalesce(sum(minutes), 0) FROM hours_entry WHERE pack = pack.id) AS "left!: i64"
           FROM pack WHERE customer = ? AND ends_at > ? ORDER BY ends_at, id"#,
        customer,
        now
    )
    .fetch_all(conn)
    .await
    .context("reading a customer's packs")?;
    Ok(rows
        .into_iter()
        .map(|row| PackRow {
            pack: Pack { id: row.id, left: row.left, ends_at: row.ends_at },
            minutes: row.minutes,
        })
        .collect())
}

/// Writes a pack and the minutes that come in with it.
pub async fn grant(
    conn: &mut Conn,
    customer: CustomerId,
    minutes: i64,
    ends_at: DateTime<Utc>,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<PackId> {
    let (at, ends_at) = (now.timestamp(), ends_at.timestamp());
    let done = query!(
        "INSERT INTO pack (customer, minutes, granted_by, granted_at, ends_at) VALUES (?, ?, ?, ?, ?)",
        customer,
        minutes,
        by,
        at,
        ends_at
    )
    .execute(&mut *conn)
    .await
    .context("writing a pack")?;
    let id = PackId::new(done.last_insert_rowid());
    let draw = Draw { source: Source::Pack(id), minutes };
    let entry = NewEntry { customer, session: None, entry: Entry::Grant, draw, by: Some(by) };
    write(conn, &entry, now).await?;
    Ok(id)
}

/// What a session holds now, in the order in which it was drawn.
pub async fn held(conn: &mut Conn, session: SessionId) -> Result<Vec<Draw>> {
    let rows = query!(
        r#"SELECT month, pack AS "pack: PackId", -sum(minutes) AS "minutes!: i64"
           FROM hours_entry WHERE session = ? AND kind IN ('hold', 'release')
           GROUP BY month, pack HAVING sum(minutes) < 0 ORDER BY max(id) FILTER (WHERE kind = 'hold')"#,
        session
    )
    .fetch_all(conn)
    .await
    .context("reading what a session holds")?;
    rows.into_iter()
        .map(|row| {
            let source = match (row.month, row.pack) {
                (Some(month), None) => Source::Month(month.parse().context("a month of the ledger")?),
                (None, Some(pack)) => Source::Pack(pack),
                (Some(_), Some(_)) | (None, None) => anyhow::bail!("an entry has one source"),
            };
            Ok(Draw { source, minutes: row.minutes })
        })
        .collect()
}
