//! What waits to be said for long: refused, held behind another row, given up with its line, and taken up
//! again.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::query;

use super::{Conn, outbox::again};
use crate::rules::ids::{ChannelId, CustomerId};

/// Keeps a row for another try at `not_before`, as [`again`], where Discord refused it for a reason that may
/// pass with time. It goes on by itself in `line` from then on, so that it keeps nothing else waiting.
pub async fn refused(
    conn: &mut Conn,
    id: i64,
    not_before: DateTime<Utc>,
    (error, line): (&str, Option<&str>),
) -> Result<()> {
    again(conn, id, not_before, error).await?;
    query!("UPDATE outbox SET refusals = refusals + 1, line = coalesce(?, line) WHERE id = ?", line, id)
        .execute(&mut *conn)
        .await
        .context("putting off what was refused")?;
    if line.is_some() {
        query!("UPDATE outbox SET after = NULL WHERE after = ? AND state = 'waiting'", id)
            .execute(conn)
            .await
            .context("letting go what waited for what was refused")?;
    }
    Ok(())
}

/// What is known of a row that was refused.
#[derive(Clone, Copy, Debug)]
pub struct Refusals {
    /// How often it was before.
    pub count: i64,
    /// Whether it only corrects what stands.
    pub corrects: bool,
}

/// How often a row was refused so far, and whether it only corrects what stands.
pub async fn refusals(conn: &mut Conn, id: i64) -> Result<Refusals> {
    sqlx::query_as!(
        Refusals,
        r#"SELECT refusals AS "count!: i64", (edit_of IS NOT NULL) AS "corrects!: bool" FROM outbox WHERE id = ?"#,
        id
    )
    .fetch_one(conn)
    .await
    .context("reading how often a message was refused")
}

/// What was refused where this row was too, and is said now, is tried again at once.
pub async fn try_beside(conn: &mut Conn, id: i64, now: DateTime<Utc>) -> Result<()> {
    let now = now.timestamp();
    query!(
        "UPDATE outbox SET not_before = ?1
         WHERE state = 'waiting' AND refusals > 0 AND not_before > ?1
           AND destination = (SELECT destination FROM outbox WHERE id = ?2 AND refusals > 0)",
        now,
        id
    )
    .execute(conn)
    .await
    .context("trying again what was refused in the same place")?;
    Ok(())
}

/// Whether anything for Discord failed in passing and will be tried again, or is under way.
pub async fn is_tried_again(conn: &mut Conn) -> Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (
               SELECT 1 FROM outbox
               WHERE lane > -2 AND state IN ('waiting', 'sending') AND refusals = 0 AND (state = 'sending' OR error IS NOT NULL))
           AS "tried!: bool""#
    )
    .fetch_one(conn)
    .await
    .context("reading whether anything is tried again")
}

/// What is for Discord and failed in passing is tried again at once. Left out: what was refused.
pub async fn try_at_once(conn: &mut Conn, now: DateTime<Utc>) -> Result<()> {
    let now = now.timestamp();
    query!(
        "UPDATE outbox SET not_before = ?1
         WHERE lane > -2 AND state = 'waiting' AND attempts > 0 AND refusals = 0 AND error IS NOT NULL AND not_before > ?1",
        now
    )
    .execute(conn)
    .await
    .context("trying at once what did not arrive")?;
    Ok(())
}

/// What was refused in the channels of a customer is tried again at once.
pub async fn try_refused_of(conn: &mut Conn, customer: CustomerId, now: DateTime<Utc>) -> Result<()> {
    let now = now.timestamp();
    query!(
        "UPDATE outbox SET not_before = ?1
         WHERE state = 'waiting' AND refusals > 0 AND not_before > ?1
           AND destination IN (SELECT 'channel:' || channel FROM channel_link WHERE customer = ?2)",
        now,
        customer
    )
    .execute(conn)
    .await
    .context("trying again what was refused in a customer's channels")?;
    Ok(())
}

/// Whether anything waits that was refused in a channel, or in the staff's threads of the tickets whose cards
/// are there.
pub async fn is_refused_in(conn: &mut Conn, channel: ChannelId) -> Result<bool> {
    let destination = format!("channel:{}", channel.get());
    sqlx::query_scalar!(
        r#"SELECT EXISTS (
               SELECT 1 FROM outbox JOIN outbox_about USING (id)
               WHERE state IN ('waiting', 'sending') AND refusals > 0 AND say IS NOT 'shut'
                 AND (destination = ?1 OR (staff AND EXISTS (
                     SELECT 1 FROM ticket WHERE card_channel = ?2 AND number = thread_of))))
           AS "refused!: bool""#,
        destination,
        channel
    )
    .fetch_one(conn)
    .await
    .context("reading whether anything was refused in a channel")
}

/// What waits to be posted in a channel: each row with what it says, as JSON.
pub async fn posts_for(conn: &mut Conn, channel: ChannelId) -> Result<Vec<(i64, String)>> {
    let destination = format!("channel:{}", channel.get());
    let rows = query!(
        r#"SELECT id AS "id!", body FROM outbox
           WHERE state IN ('waiting', 'sending') AND state = 'waiting' AND destination = ? AND edit_of IS NULL ORDER BY id"#,
        destination
    )
    .fetch_all(conn)
    .await
    .context("reading what waits for a channel")?;
    Ok(rows.into_iter().map(|row| (row.id, row.body)).collect())
}

/// What is to be posted in a channel is to be posted in another, at once.
pub async fn goes_to(
    conn: &mut Conn,
    id: i64,
    (from, to): (ChannelId, ChannelId),
    now: DateTime<Utc>,
) -> Result<()> {
    let (from, to, now) =
        (format!("channel:{}", from.get()), format!("channel:{}", to.get()), now.timestamp());
    query!(
        "UPDATE outbox SET state = 'waiting', destination = ?1, line = replace(line, ?2, ?1), not_before = min(not_before, ?3)
         WHERE id = ?4",
        to,
        from,
        now,
        id
    )
    .execute(conn)
    .await
    .context("sending a message another way")?;
    Ok(())
}

/// Whether something of a line is about to be posted in a channel.
pub async fn comes_in(conn: &mut Conn, line: &str, channel: ChannelId) -> Result<bool> {
    let destination = format!("channel:{}", channel.get());
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM outbox
                          WHERE line = ? AND destination = ? AND state IN ('waiting', 'sending') AND state = 'waiting'
                            AND edit_of IS NULL) AS "comes!: bool""#,
        line,
        destination
    )
    .fetch_one(conn)
    .await
    .context("reading whether something is about to be posted")
}

/// A row failed by itself once more. Returns how often it has.
pub async fn faulted(conn: &mut Conn, id: i64) -> Result<i64> {
    sqlx::query_scalar!("UPDATE outbox SET faults = faults + 1 WHERE id = ? RETURNING faults", id)
        .fetch_one(conn)
        .await
        .context("counting the faults of a message")
}

/// What waits in a line goes once `after` is said.
pub async fn hold(conn: &mut Conn, line: &str, after: Option<i64>) -> Result<()> {
    query!(
        "UPDATE outbox SET after = ?1 WHERE line = ?2 AND state IN ('waiting', 'sending') AND id IS NOT ?1",
        after,
        line
    )
    .execute(conn)
    .await
    .context("holding what waits in a line")?;
    Ok(())
}

/// What waits in a line for a row waits for it no longer.
pub async fn let_go(conn: &mut Conn, row: i64, line: &str) -> Result<()> {
    query!("UPDATE outbox SET after = NULL WHERE after = ? AND line = ? AND state = 'waiting'", row, line)
        .execute(conn)
        .await
        .context("letting a line go")?;
    Ok(())
}

/// Gives up all that waits in a line, with why. Left out: what was tried, as it may have been said and is
/// looked for first.
pub async fn give_up_line(conn: &mut Conn, line: &str, error: &str) -> Result<()> {
    query!(
        "UPDATE outbox SET state = 'failed', error = ? WHERE line = ? AND state = 'waiting' AND attempts = 0",
        error,
        line
    )
    .execute(conn)
    .await
    .context("giving up what waits in a line")?;
    Ok(())
}

/// What was given up in a line for that reason is to be said after all, once `after` is. That it was tried
/// before is not forgotten: it may have been said then.
pub async fn take_up(
    conn: &mut Conn,
    (line, error): (&str, &str),
    after: Option<i64>,
    now: DateTime<Utc>,
) -> Result<()> {
    let now = now.timestamp();
    query!(
        "UPDATE outbox SET state = 'waiting', not_before = ?1, error = NULL, attempts = min(attempts, 1), after = ?2
         WHERE line = ?3 AND state = 'failed' AND error = ?4",
        now,
        after,
        line,
        error
    )
    .execute(&mut *conn)
    .await
    .context("taking up what was given up in a line")?;
    // Of several that come back at once, who is behind whom is worked out when all are there.
    query!(
        "UPDATE outbox SET behind = (SELECT first FROM outbox_waits WHERE outbox_waits.id = outbox.id)
         WHERE line = ? AND state IN ('waiting', 'sending')",
        line
    )
    .execute(conn)
    .await
    .context("taking up what was given up in a line")?;
    Ok(())
}

/// What was refused and waits is tried again at that moment: all of it, or of what was refused with an error
/// that begins so the oldest alone. Says whether there is any.
pub async fn try_refused(conn: &mut Conn, error: Option<&str>, at: DateTime<Utc>) -> Result<bool> {
    let now = at.timestamp();
    let (begins, limit) = match error {
        Some(error) => (format!("{error}%"), 1),
        None => ("%".to_owned(), -1),
    };
    let done = query!(
        "UPDATE outbox SET not_before = ?1
         WHERE id IN (SELECT id FROM outbox WHERE state = 'waiting' AND refusals > 0 AND not_before > ?1 AND error LIKE ?2
                      ORDER BY id LIMIT 0 + ?3)",
        now,
        begins,
        limit
    )
    .execute(conn)
    .await
    .context("trying again what was refused")?;
    Ok(done.rows_affected() > 0)
}

/// Whether anything waits that was refused.
pub async fn is_refused(conn: &mut Conn) -> Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM outbox WHERE state = 'waiting' AND refusals > 0) AS "refused!: bool""#
    )
    .fetch_one(conn)
    .await
    .context("reading whether anything was refused")
}

/// Why the first of a line waits longer than it should, where one does that was tried.
pub async fn held_up(conn: &mut Conn, line: &str) -> Result<Option<String>> {
    let row = query!(
        "SELECT error FROM outbox
         WHERE line = ? AND state IN ('waiting', 'sending') AND edit_of IS NULL AND error IS NOT NULL ORDER BY id LIMIT 1",
        line
    )
    .fetch_optional(conn)
    .await
    .context("reading why a line waits")?;
    Ok(row.and_then(|row| row.error))
}
