//! Discord's messages that were read into tickets: each once, also when it is dispatched twice or read back after a pause.

use anyhow::{Context, Result};
use sqlx::{query, query_scalar};

use super::Conn;
use crate::rules::ids::{ChannelId, EventSeq, MessageId, TicketNumber};

/// Marks a message of Discord as read into a ticket. Says whether it was not before.
///
/// # Errors
/// When the database fails.
pub async fn read_message(
    conn: &mut Conn,
    message: MessageId,
    thread: ChannelId,
    ticket: TicketNumber,
    seq: EventSeq,
) -> Result<bool> {
    let done = query!(
        "INSERT INTO ticket_message (message, channel, ticket, seq) VALUES (?, ?, ?, ?) ON CONFLICT (message) DO NOTHING",
        message,
        thread,
        ticket,
        seq
    )
    .execute(conn)
    .await
    .context("marking a message as read")?;
    Ok(done.rows_affected() == 1)
}

/// Whether a message of Discord was read into a ticket.
///
/// # Errors
/// When the database fails.
pub async fn was_read(conn: &mut Conn, message: MessageId) -> Result<bool> {
    let read = query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM ticket_message WHERE message = ?) AS "read!: bool""#,
        message
    )
    .fetch_one(conn)
    .await
    .context("asking whether a message was read")?;
    Ok(read)
}

/// The event with which a message was read into a ticket, if it was.
///
/// # Errors
/// When the database fails.
pub async fn event_of(conn: &mut Conn, message: MessageId) -> Result<Option<(TicketNumber, EventSeq)>> {
    let row = query!(
        r#"SELECT ticket AS "ticket: TicketNumber", seq AS "seq: EventSeq" FROM ticket_message WHERE message = ?"#,
        message
    )
    .fetch_optional(conn)
    .await
    .context("asking with which event a message came")?;
    Ok(row.map(|row| (row.ticket, row.seq)))
}

/// The last message of a thread that was read, or written by the desk; none where there is none yet.
///
/// # Errors
/// When the database fails.
pub async fn heard_until(conn: &mut Conn, thread: ChannelId) -> Result<Option<MessageId>> {
    let last = query!(
        r#"SELECT max(message) AS "message: MessageId" FROM (
               SELECT message FROM ticket_message WHERE channel = ?1
               UNION ALL SELECT message FROM outbox WHERE channel = ?1 AND message IS NOT NULL AND edit_of IS NULL)"#,
        thread
    )
    .fetch_one(conn)
    .await
    .context("asking how far a thread was read")?;
    Ok(last.message)
}
