//! Until where tickets' threads are known to be read whole, and which of them are to be looked at.

use std::collections::HashMap;

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{query, query_scalar};

use super::Conn;
use crate::rules::ids::{ChannelId, EventSeq, MessageId, TicketNumber};

/// A thread is read whole until this message.
pub async fn read_until(
    conn: &mut Conn,
    thread: ChannelId,
    until: MessageId,
    now: DateTime<Utc>,
) -> Result<()> {
    let now = now.timestamp();
    query!(
        "INSERT INTO thread_read (channel, until, at) VALUES (?, ?, ?)
         ON CONFLICT (channel) DO UPDATE SET until = max(until, excluded.until), at = max(at, excluded.at)",
        thread,
        until,
        now
    )
    .execute(conn)
    .await
    .context("noting until where a thread is read")?;
    Ok(())
}

/// Those of the threads that are or were tickets' and have a later last message than that until which they
/// are read whole.
pub async fn unread(conn: &mut Conn, told: &[(ChannelId, MessageId)]) -> Result<Vec<ChannelId>> {
    let told = serde_json::to_string(told).context("naming threads")?;
    query_scalar!(
        r#"SELECT CAST(value ->> 0 AS INTEGER) AS "thread!: ChannelId" FROM json_each(?1)
           WHERE EXISTS (SELECT 1 FROM ticket WHERE team_thread = CAST(value ->> 0 AS INTEGER)
                         UNION ALL SELECT 1 FROM ticket WHERE staff_thread = CAST(value ->> 0 AS INTEGER)
                         UNION ALL SELECT 1 FROM left_thread WHERE thread = CAST(value ->> 0 AS INTEGER))
             AND CAST(value ->> 1 AS INTEGER)
                 > coalesce((SELECT until FROM thread_read WHERE channel = CAST(value ->> 0 AS INTEGER)), 0)"#,
        told
    )
    .fetch_all(conn)
    .await
    .context("asking which threads are not read whole")
}

/// The threads of open tickets of which something was kept and that were not read since that moment, longest
/// ago first.
pub async fn not_read_since(conn: &mut Conn, since: DateTime<Utc>) -> Result<Vec<ChannelId>> {
    let since = since.timestamp();
    query_scalar!(
        r#"SELECT thread AS "thread!: ChannelId" FROM (
               SELECT team_thread AS thread FROM ticket WHERE state <> 'closed' AND team_thread IS NOT NULL
               UNION ALL SELECT staff_thread FROM ticket WHERE state <> 'closed' AND staff_thread IS NOT NULL)
           LEFT JOIN thread_read ON thread_read.channel = thread
           WHERE coalesce(at, 0) <= ?1 AND EXISTS (SELECT 1 FROM ticket_message WHERE ticket_message.channel = thread)
           ORDER BY coalesce(at, 0), thread"#,
        since
    )
    .fetch_all(conn)
    .await
    .context("listing threads that were not read of late")
}

/// The threads of tickets that were closed and touched since that moment and are not read whole since they
/// were touched last, each with the channel that it hangs from.
pub async fn left_closed(conn: &mut Conn, since: DateTime<Utc>) -> Result<Vec<(ChannelId, ChannelId)>> {
    let since = since.timestamp();
    let rows = query!(
        r#"SELECT thread AS "thread!: ChannelId", channel AS "channel!: ChannelId" FROM (
               SELECT team_thread AS thread, team_channel AS channel, touched_at FROM ticket
               WHERE touched_at >= ?1 AND state = 'closed' AND team_thread IS NOT NULL
               UNION ALL SELECT staff_thread, card_channel, touched_at FROM ticket
               WHERE touched_at >= ?1 AND state = 'closed' AND staff_thread IS NOT NULL)
           WHERE NOT EXISTS (SELECT 1 FROM thread_read WHERE thread_read.channel = thread AND at >= touched_at)
           ORDER BY thread"#,
        since
    )
    .fetch_all(conn)
    .await
    .context("listing closed tickets' threads that are not read whole")?;
    Ok(rows.into_iter().map(|row| (row.thread, row.channel)).collect())
}

/// The channels from which the threads of tickets hang that are open or were touched since that moment.
pub async fn channels_at_work(conn: &mut Conn, since: DateTime<Utc>) -> Result<Vec<ChannelId>> {
    let since = since.timestamp();
    query_scalar!(
        r#"SELECT team_channel AS "channel!: ChannelId" FROM ticket WHERE state <> 'closed' OR touched_at >= ?1
           UNION SELECT card_channel FROM ticket WHERE state <> 'closed' OR touched_at >= ?1
           UNION SELECT channel FROM left_thread JOIN ticket ON number = ticket WHERE state <> 'closed' OR touched_at >= ?1"#,
        since
    )
    .fetch_all(conn)
    .await
    .context("listing where tickets' threads are")
}

/// Those of the channels from which a ticket's thread hangs.
pub async fn with_threads(conn: &mut Conn, channels: &[ChannelId]) -> Result<Vec<ChannelId>> {
    let channels = serde_json::to_string(channels).context("naming channels")?;
    query_scalar!(
        r#"SELECT CAST(value AS INTEGER) AS "channel!: ChannelId" FROM json_each(?1)
           WHERE EXISTS (SELECT 1 FROM ticket WHERE team_channel = value)
              OR EXISTS (SELECT 1 FROM ticket WHERE card_channel = value)
              OR EXISTS (SELECT 1 FROM left_thread WHERE channel = value)"#,
        channels
    )
    .fetch_all(conn)
    .await
    .context("asking which channels have tickets' threads")
}

/// When the open threads of every server were last looked through, UTC; none where they never were.
pub async fn last_look(conn: &mut Conn) -> Result<Option<DateTime<Utc>>> {
    let at = query_scalar!(r#"SELECT at AS "at!: DateTime<Utc>" FROM last_look"#);
    at.fetch_optional(conn).await.context("asking when threads were last looked through")
}

/// The open threads of every server were looked through.
pub async fn looked(conn: &mut Conn, now: DateTime<Utc>) -> Result<()> {
    let now = now.timestamp();
    query!(
        "INSERT INTO last_look (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at",
        now
    )
    .execute(conn)
    .await
    .context("noting when threads were last looked through")?;
    Ok(())
}

/// The numbers that Discord gave to what events of a ticket came of: messages and interactions, numbered in
/// one order. Left out: what the desk did by itself.
pub async fn numbers(conn: &mut Conn, ticket: TicketNumber) -> Result<HashMap<EventSeq, u64>> {
    let rows = query!(
        r#"SELECT seq AS "seq!: EventSeq", cause AS "number!" FROM ticket_event WHERE ticket = ?1 AND cause IS NOT NULL
           UNION ALL SELECT seq, message FROM ticket_message WHERE ticket = ?1"#,
        ticket
    )
    .fetch_all(conn)
    .await
    .context("reading what Discord numbered")?;
    Ok(rows.into_iter().map(|row| (row.seq, row.number.cast_unsigned())).collect())
}
