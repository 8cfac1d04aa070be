//! Discord's messages that were read into tickets: each once, also when it is dispatched twice or read back
//! after a pause.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{query, query_as, query_scalar};

use super::Conn;
use crate::rules::ids::{ChannelId, EventSeq, MessageId, TicketNumber};

/// A message of Discord that was read into a ticket.
#[derive(Clone, Copy, Debug)]
pub struct ReadMessage {
    /// The message.
    pub message: MessageId,
    /// The ticket.
    pub ticket: TicketNumber,
    /// The event with which it was read.
    pub seq: EventSeq,
    /// When Discord says that it was edited last, in Unix milliseconds; none where it was not, as far as is
    /// known.
    pub edited_ms: Option<i64>,
}

impl ReadMessage {
    /// When it was edited last, as far as is known, UTC.
    pub fn edited_at(&self) -> Option<DateTime<Utc>> {
        self.edited_ms.and_then(DateTime::from_timestamp_millis)
    }
}

/// Marks a message of Discord as read into a ticket, as it was when it was last edited: it waits in the inbox
/// no more.
pub async fn read_message(conn: &mut Conn, thread: ChannelId, read: &ReadMessage) -> Result<()> {
    query!(
        "INSERT INTO ticket_message (message, channel, ticket, seq, edited_ms) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (message) DO NOTHING;
         DELETE FROM inbox WHERE channel = ? AND message = ? AND kind = 'said'",
        read.message,
        thread,
        read.ticket,
        read.seq,
        read.edited_ms,
        thread,
        read.message
    )
    .execute(conn)
    .await
    .context("marking a message as read")?;
    Ok(())
}

/// Takes note of when a message that was read was edited last.
pub async fn note_edit(conn: &mut Conn, message: MessageId, edited_at: DateTime<Utc>) -> Result<()> {
    let edited_ms = edited_at.timestamp_millis();
    query!("UPDATE ticket_message SET edited_ms = ? WHERE message = ?", edited_ms, message)
        .execute(conn)
        .await
        .context("noting when a message was edited")?;
    Ok(())
}

/// Whether a message of Discord was read into a ticket.
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

/// A message that was read into a ticket, if it was.
pub async fn find(conn: &mut Conn, message: MessageId) -> Result<Option<ReadMessage>> {
    query_as!(
        ReadMessage,
        r#"SELECT message AS "message: MessageId", ticket AS "ticket: TicketNumber", seq AS "seq: EventSeq", edited_ms
           FROM ticket_message WHERE message = ?"#,
        message
    )
    .fetch_optional(conn)
    .await
    .context("asking with which event a message came")
}

/// The messages of a thread that were read, oldest first, those that were deleted since too.
pub async fn of_thread(conn: &mut Conn, thread: ChannelId) -> Result<Vec<ReadMessage>> {
    query_as!(
        ReadMessage,
        r#"SELECT message AS "message: MessageId", ticket AS "ticket: TicketNumber", seq AS "seq: EventSeq", edited_ms
           FROM ticket_message WHERE channel = ? ORDER BY message"#,
        thread
    )
    .fetch_all(conn)
    .await
    .context("listing what was read of a thread")
}

/// How far a ticket's thread was read.
#[derive(Clone, Copy, Debug)]
pub struct ReadSoFar {
    /// Whether the ticket is open.
    pub open: bool,
    /// Whether it is a P1.
    pub p1: bool,
    /// The last message of it that was read; none where none was.
    pub until: Option<MessageId>,
    /// Until where it is known to be read whole; none where it never was.
    pub whole_until: Option<MessageId>,
    /// Whether the desk itself wrote the message that was asked about.
    pub wrote_last: bool,
}

/// How far a thread was read, of which Discord says that `last` is its last message; none where it is no
/// ticket's.
pub async fn heard(conn: &mut Conn, thread: ChannelId, last: Option<MessageId>) -> Result<Option<ReadSoFar>> {
    query_as!(
        ReadSoFar,
        r#"SELECT state <> 'closed' AS "open!: bool", priority = 'p1' AS "p1!: bool",
                  (SELECT max(message) FROM (SELECT max(message) AS message FROM ticket_message WHERE channel = ?1
                                             UNION ALL SELECT max(message) FROM inbox WHERE channel = ?1 AND kind = 'said'))
                  AS "until: MessageId",
                  (SELECT until FROM thread_read WHERE channel = ?1) AS "whole_until: MessageId",
                  EXISTS (SELECT 1 FROM outbox WHERE message = ?2) AS "wrote_last!: bool"
           FROM ticket WHERE team_thread = ?1 OR staff_thread = ?1 OR team_message = ?1 OR card_message = ?1
                             OR number = (SELECT ticket FROM left_thread WHERE thread = ?1)"#,
        thread,
        last
    )
    .fetch_optional(conn)
    .await
    .context("asking how far a thread was read")
}
