//! A backup that is to stand in the database's place. What was said and numbered after it stands on Discord,
//! and not in it: what waited then is looked for before it is said, and no number is given twice.
//!
//! The databases here may be of any step of the schema, so that no query is checked when the program is
//! built.

use std::{collections::BTreeMap, path::Path};

use anyhow::{Context, Result};
use chrono::TimeDelta;
use sqlx::{AssertSqlSafe, Connection, query, query_as, query_scalar};

use super::{
    copy::to_write,
    look::{self, Looked},
};
use crate::{rules::ids::ExpertHelpId, store::Conn};

/// How many numbers that nobody reads are left free where nobody can tell how many were given after the
/// backup.
const ROOM: i64 = 1_000_000;

/// How many tickets' numbers are left free then, at least.
const TICKETS: i64 = 100;

/// As many as a desk opened in that time before the backup are left free, if they are more.
const LATELY: TimeDelta = TimeDelta::days(31);

/// The table of tickets.
const TICKET: &str = "ticket";

/// The tables whose rows have numbers that stand on Discord, except for those that SQLite itself never
/// numbers twice.
const OUTBOX: &str = "outbox";
const HELP: &str = "expert_help";

/// How numbers go on.
#[derive(Debug)]
pub enum GoesOn {
    /// From where the database of now has come: it has what the backup has, and all that followed.
    FromNow,
    /// From further on, as nobody can tell which were given after the backup.
    WithRoom {
        /// The next ticket's.
        ticket: i64,
        /// Why the database of now was not to be read, where it is there.
        unreadable: Option<anyhow::Error>,
    },
}

/// The last number of each table, by its name.
type Last = BTreeMap<String, i64>;

/// Prepares the copy of a backup to stand in the place of `present`. Nobody else may have either open.
///
/// # Errors
/// When the copy cannot be read or written; that `present` cannot be read is told, and is no error.
pub async fn prepare(copy: &Path, present: &Path) -> Result<GoesOn> {
    let mut conn = to_write(copy).await?;
    let mut tx = conn.begin().await.context("beginning to prepare the backup")?;
    may_have_been_said(&mut tx).await?;
    let mut last = numbers(&mut tx).await?;
    let (goes_on, unreadable) = match follows(&mut tx, present).await {
        Ok(now) => (now, None),
        Err(error) => (None, Some(error)),
    };
    let known = goes_on.as_ref().is_some_and(|now| now.continues);
    for (table, number) in goes_on.map(|now| now.last).unwrap_or_default() {
        let ours = last.entry(table).or_default();
        *ours = number.max(*ours);
    }
    if !known {
        let lately = opened_lately(&mut tx).await?;
        for (table, number) in &mut last {
            *number = if table == TICKET { after_a_gap(*number, lately) } else { *number + ROOM };
        }
    }
    for (table, number) in &last {
        number_on_from(&mut tx, table, *number).await?;
    }
    tx.commit().await.context("preparing the backup")?;
    conn.close().await.context("closing the backup")?;
    if known {
        return Ok(GoesOn::FromNow);
    }
    Ok(GoesOn::WithRoom { ticket: last.get(TICKET).copied().unwrap_or_default() + 1, unreadable })
}

/// What waited may have been said since, and whoever was still to be answered was.
async fn may_have_been_said(conn: &mut Conn) -> Result<()> {
    query("UPDATE outbox SET attempts = max(attempts, 1) WHERE state IN ('waiting', 'sending')")
        .execute(&mut *conn)
        .await
        .context("marking what waited to be said")?;
    let told: i64 =
        query_scalar("SELECT count(*) FROM pragma_table_info('interaction') WHERE name = 'answered_at'")
            .fetch_one(&mut *conn)
            .await
            .context("reading the backup's schema")?;
    if told > 0 {
        query("UPDATE interaction SET answered_at = at WHERE answered_at IS NULL")
            .execute(conn)
            .await
            .context("marking who was to be answered")?;
    }
    Ok(())
}

/// The last number that each table gave.
async fn numbers(conn: &mut Conn) -> Result<Last> {
    let given: Vec<(String, i64)> = query_as(
        "SELECT name, coalesce((SELECT seq FROM sqlite_sequence WHERE sqlite_sequence.name = sqlite_schema.name), 0)
         FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'",
    )
    .fetch_all(&mut *conn)
    .await
    .context("reading the last numbers")?;
    let mut last = Last::from_iter(given);
    for (table, least) in [(OUTBOX, 0), (HELP, ExpertHelpId::ABOVE)] {
        let there: i64 = query_scalar("SELECT count(*) FROM sqlite_schema WHERE name = ?")
            .bind(table)
            .fetch_one(&mut *conn)
            .await
            .context("reading the schema")?;
        if there > 0 {
            let sql = format!(
                "SELECT max(coalesce((SELECT max(id) FROM {table}), 0),
                            coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{table}'), 0), {least})"
            );
            let number = query_scalar(AssertSqlSafe(sql)).fetch_one(&mut *conn).await;
            last.insert(table.to_owned(), number.context("reading the last numbers")?);
        }
    }
    Ok(last)
}

/// What is known of the database of now.
struct Now {
    /// It has the last that the backup said, at its place, and thus what followed.
    continues: bool,
    last: Last,
}

async fn follows(copy: &mut Conn, present: &Path) -> Result<Option<Now>> {
    let Some(Looked { mut conn, .. }) = look::at(present).await? else { return Ok(None) };
    let said: Option<(i64, String)> = query_as("SELECT id, key FROM outbox ORDER BY id DESC LIMIT 1")
        .fetch_optional(copy)
        .await
        .context("reading what the backup said last")?;
    let continues = match said {
        Some((id, key)) => query_scalar("SELECT EXISTS (SELECT 1 FROM outbox WHERE id = ? AND key = ?)")
            .bind(id)
            .bind(key)
            .fetch_one(&mut conn)
            .await
            .context("looking for what the backup said last")?,
        None => true,
    };
    let last = numbers(&mut conn).await?;
    conn.close().await.context("closing the database")?;
    Ok(Some(Now { continues, last }))
}

/// How many tickets were opened shortly before the last one.
async fn opened_lately(conn: &mut Conn) -> Result<i64> {
    query_scalar("SELECT count(*) FROM ticket WHERE opened_at > (SELECT max(opened_at) FROM ticket) - ?")
        .bind(LATELY.num_seconds())
        .fetch_one(conn)
        .await
        .context("counting the last tickets")
}

/// The number from which tickets are numbered on: so many further at least, and a whole hundred, so that the
/// gap is seen to be one.
fn after_a_gap(last: i64, lately: i64) -> i64 {
    let beyond = last + lately.max(TICKETS);
    (beyond + 99) / 100 * 100
}

/// From now on a table's rows have numbers above this one.
async fn number_on_from(conn: &mut Conn, table: &str, last: i64) -> Result<()> {
    if table == OUTBOX {
        // Its rows go on from the last one that is there: one that says nothing.
        query(
            "INSERT INTO outbox (id, key, lane, destination, language, body, made_at, not_before, state, error)
             SELECT ?1, 'restored:' || ?1, 2, 'owner:', 'en', '{}', 0, 0, 'useless', 'the last number before a backup was restored'
             WHERE ?1 > (SELECT coalesce(max(id), 0) FROM outbox)",
        )
        .bind(last)
        .execute(conn)
        .await
        .context("numbering messages on")?;
        return Ok(());
    }
    query("DELETE FROM sqlite_sequence WHERE name = ?")
        .bind(table)
        .execute(&mut *conn)
        .await
        .context("writing a last number")?;
    query("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)")
        .bind(table)
        .bind(last)
        .execute(conn)
        .await
        .context("writing a last number")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::nothing_yet(0, 0, 100)]
    #[case::a_few(1, 1, 200)]
    #[case::at_the_end_of_a_hundred(200, 12, 300)]
    #[case::a_busy_desk(142_857, 1_250, 144_200)]
    fn tickets_go_on_after_a_gap_that_is_seen(#[case] last: i64, #[case] lately: i64, #[case] on_from: i64) {
        assert_eq!(after_a_gap(last, lately), on_from);
    }
}
