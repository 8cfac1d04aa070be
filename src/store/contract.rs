//! The contract: every change of level a row; and what its managers have decided.

use anyhow::{Context, Result};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{error::BoxDynError, query, query_as, query_scalar};

use super::{Conn, codec::read_as_one};
use crate::rules::{
    contract::{History, LevelChange},
    event::{By, Side},
    ids::{CustomerId, PersonId, TicketNumber},
    level::Level,
};

/// A customer's changes of level, read as one value.
#[derive(Debug)]
pub struct Changes(pub History);

/// A change as it is read: level, person, side, when, effective when, billed from when, cancelled when.
type StoredChange = (Level, Option<PersonId>, Side, i64, i64, NaiveDate, Option<i64>);

read_as_one!(Changes, StoredChange);

impl TryFrom<Vec<StoredChange>> for Changes {
    type Error = BoxDynError;

    fn try_from(stored: Vec<StoredChange>) -> Result<Self, BoxDynError> {
        let moment = |at| DateTime::from_timestamp(at, 0).ok_or("a change's moment");
        let changes =
            stored.into_iter().map(|(level, person, side, at, effective_at, billed_from, cancelled_at)| {
                Ok(LevelChange {
                    level,
                    who: By { person, side },
                    when: moment(at)?,
                    effective_at: moment(effective_at)?,
                    billed_from,
                    cancelled_at: cancelled_at.map(moment).transpose()?,
                })
            });
        changes.collect::<Result<_, BoxDynError>>().map(|changes| Self(History::new(changes)))
    }
}

/// A customer's changes of level, all of them.
pub async fn history(conn: &mut Conn, customer: CustomerId) -> Result<History> {
    let changes = query_scalar!(
        r#"SELECT json_group_array(json_array(level, person, side, at, effective_at, billed_from, cancelled_at) ORDER BY id)
                  AS "changes!: Changes"
           FROM level_change WHERE customer = ?"#,
        customer
    )
    .fetch_one(conn)
    .await
    .context("reading a contract")?;
    Ok(changes.0)
}

/// Writes a change of level. Returns its row.
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

/// The P1s of a customer, by number. Left out: closed ones.
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
