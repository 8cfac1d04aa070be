//! What Discord told of messages in tickets' threads: kept as it was told until it is on record.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{query, query_as, query_scalar};

use super::Conn;
use crate::rules::{
    ids::{ChannelId, MessageId},
    told::{ToldKind, WhyUnkept},
};

/// Something to keep.
#[derive(Clone, Debug)]
pub struct NewTold {
    /// Of which message.
    pub message: MessageId,
    /// What happened to it.
    pub kind: ToldKind,
    /// The parts that were told, as JSON.
    pub body: String,
    /// When Discord says that it was edited, UTC; none where it was not.
    pub edited_at: Option<DateTime<Utc>>,
}

/// Something that was told and waits.
#[derive(Clone, Debug)]
pub struct Told {
    /// In which thread.
    pub channel: ChannelId,
    /// Of which message.
    pub message: MessageId,
    /// What happened to it.
    pub kind: ToldKind,
    /// The parts that were told, as JSON.
    pub body: String,
    /// How often it was tried.
    pub tries: i64,
    /// How often its files were begun with and the program did not live to say what became of them.
    pub begun: i64,
    /// Not to be tried before, UTC.
    pub not_before: DateTime<Utc>,
}

/// Keeps what was told of a thread's messages. Left out: what is kept already, a message that was read
/// before, and an edit that is not later than the one that waits.
pub async fn put(conn: &mut Conn, channel: ChannelId, all: &[NewTold], now: DateTime<Utc>) -> Result<()> {
    let now = now.timestamp();
    for told in all {
        let edited_ms = told.edited_at.map(|at| at.timestamp_millis());
        query!(
            "INSERT INTO inbox (channel, message, kind, body, told_at, edited_ms, not_before)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, 0
             WHERE ?3 <> 'said' OR NOT EXISTS (SELECT 1 FROM ticket_message WHERE message = ?2)
                                   AND NOT EXISTS (SELECT 1 FROM unkept_message WHERE message = ?2)
             ON CONFLICT (channel, message, kind) DO UPDATE SET body = excluded.body, edited_ms = excluded.edited_ms
             WHERE excluded.kind = 'edited' AND excluded.edited_ms > inbox.edited_ms",
            channel,
            told.message,
            told.kind,
            told.body,
            now,
            edited_ms
        )
        .execute(&mut *conn)
        .await
        .context("keeping what was told of a message")?;
    }
    Ok(())
}

/// The threads in which something may be tried now. Left out: those in which what comes first is put off and
/// was not tried `patience` times yet.
pub async fn threads(conn: &mut Conn, now: DateTime<Utc>, patience: i64) -> Result<Vec<ChannelId>> {
    let now = now.timestamp();
    query_scalar!(
        r#"SELECT DISTINCT channel AS "channel: ChannelId" FROM inbox AS this
           WHERE not_before <= ?1
             AND NOT EXISTS (SELECT 1 FROM inbox AS earlier
                             WHERE earlier.channel = this.channel AND earlier.not_before > ?1 AND earlier.tries < ?2
                               AND (earlier.message < this.message OR (earlier.message = this.message AND earlier.kind > this.kind)))
           ORDER BY channel"#,
        now,
        patience
    )
    .fetch_all(conn)
    .await
    .context("reading where something was told")
}

/// The threads in which something waits.
pub async fn all_threads(conn: &mut Conn) -> Result<Vec<ChannelId>> {
    query_scalar!(r#"SELECT DISTINCT channel AS "channel: ChannelId" FROM inbox ORDER BY channel"#)
        .fetch_all(conn)
        .await
        .context("reading where something waits")
}

/// Whatever was put off for longer than `until` was so by a clock that was put back since: it may be tried
/// now.
pub async fn heed_clock(conn: &mut Conn, until: DateTime<Utc>) -> Result<()> {
    let until = until.timestamp();
    query!("UPDATE inbox SET not_before = 0 WHERE not_before > ?", until)
        .execute(conn)
        .await
        .context("taking up what a clock put off")?;
    Ok(())
}

/// Whether something was put off for longer than `until`.
pub async fn is_put_off_beyond(conn: &mut Conn, until: DateTime<Utc>) -> Result<bool> {
    let until = until.timestamp();
    query_scalar!(r#"SELECT EXISTS (SELECT 1 FROM inbox WHERE not_before > ?) AS "beyond!: bool""#, until)
        .fetch_one(conn)
        .await
        .context("asking what is put off for long")
}

/// What waits in a thread, in the order in which it is to be worked off: by message, and of one message first
/// that it was written, then that it was edited. At most so many.
pub async fn waiting(conn: &mut Conn, channel: ChannelId, most: i64) -> Result<Vec<Told>> {
    query_as!(
        Told,
        r#"SELECT channel AS "channel: ChannelId", message AS "message: MessageId", kind AS "kind: ToldKind", body, tries, begun,
                  not_before AS "not_before: DateTime<Utc>"
           FROM inbox WHERE channel = ? ORDER BY message, kind DESC LIMIT 0 + ?"#,
        channel,
        most
    )
    .fetch_all(conn)
    .await
    .context("reading what was told of a thread")
}

/// The messages of a thread that wait to be taken in, except those of which it is known that they were
/// deleted.
pub async fn said_in(conn: &mut Conn, channel: ChannelId) -> Result<Vec<MessageId>> {
    query_scalar!(
        r#"SELECT message AS "message: MessageId" FROM inbox AS this
           WHERE channel = ?1 AND kind = 'said'
             AND NOT EXISTS (SELECT 1 FROM inbox WHERE channel = ?1 AND message = this.message AND kind = 'deleted')
           ORDER BY message"#,
        channel
    )
    .fetch_all(conn)
    .await
    .context("reading which messages of a thread wait")
}

/// Puts something off after a try that failed, and notes how often it ended whoever took it in.
pub async fn put_off(
    conn: &mut Conn,
    told: &Told,
    until: DateTime<Utc>,
    (error, begun): (&str, i64),
) -> Result<()> {
    let until = until.timestamp();
    query!(
        "UPDATE inbox SET tries = tries + 1, begun = ?, not_before = ?, error = ? WHERE channel = ? AND message = ? AND kind = ?",
        begun,
        until,
        error,
        told.channel,
        told.message,
        told.kind
    )
    .execute(conn)
    .await
    .context("putting off what was told")?;
    Ok(())
}

/// Takes note that a message's files are begun with.
pub async fn begin(conn: &mut Conn, told: &Told) -> Result<()> {
    query!(
        "UPDATE inbox SET begun = begun + 1 WHERE channel = ? AND message = ? AND kind = ?",
        told.channel,
        told.message,
        told.kind
    )
    .execute(conn)
    .await
    .context("noting that a message's files are begun with")?;
    Ok(())
}

/// What was told is on record, or there is nothing to record: it is gone.
pub async fn done(conn: &mut Conn, channel: ChannelId, message: MessageId, kind: ToldKind) -> Result<()> {
    query!("DELETE FROM inbox WHERE channel = ? AND message = ? AND kind = ?", channel, message, kind)
        .execute(conn)
        .await
        .context("ending what was told")?;
    Ok(())
}

/// What was begun with and did not end when the program was told to stop did not end it.
pub async fn unbegin(conn: &mut Conn) -> Result<()> {
    query!("UPDATE inbox SET begun = begun - 1 WHERE begun > 0")
        .execute(conn)
        .await
        .context("noting that files are left for later")?;
    Ok(())
}

/// A message is on no record, for that reason; whatever was told of it is gone.
pub async fn unkept(
    conn: &mut Conn,
    channel: ChannelId,
    message: MessageId,
    why: WhyUnkept,
    now: DateTime<Utc>,
) -> Result<()> {
    let now = now.timestamp();
    query!(
        "INSERT INTO unkept_message (message, channel, at, why) VALUES (?, ?, ?, ?) ON CONFLICT (message) DO NOTHING;
         DELETE FROM inbox WHERE channel = ? AND message = ?",
        message,
        channel,
        now,
        why,
        channel,
        message
    )
    .execute(conn)
    .await
    .context("noting that a message is on no record")?;
    Ok(())
}

/// What is known of a message.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Known {
    /// Whether it is in a thread of a ticket, or in one that a ticket left, or was kept as an answer beside
    /// its thread.
    pub thread: bool,
    /// Whether it was read: kept, waiting to be, or known to be on no record.
    pub read: bool,
    /// Whether the desk wrote it.
    pub ours: bool,
}

/// What is known of a message in a channel.
pub async fn known(conn: &mut Conn, channel: ChannelId, message: MessageId) -> Result<Known> {
    query_as!(
        Known,
        r#"SELECT EXISTS (SELECT 1 FROM ticket
                          WHERE team_thread = ?1 OR staff_thread = ?1 OR team_message = ?1 OR card_message = ?1)
                   OR EXISTS (SELECT 1 FROM left_thread WHERE thread = ?1)
                   OR EXISTS (SELECT 1 FROM ticket_message WHERE message = ?2 AND channel = ?1) AS "thread!: bool",
                  (EXISTS (SELECT 1 FROM ticket_message WHERE message = ?2)
                   OR EXISTS (SELECT 1 FROM unkept_message WHERE message = ?2)
                   OR EXISTS (SELECT 1 FROM inbox WHERE channel = ?1 AND message = ?2 AND kind = 'said')) AS "read!: bool",
                  EXISTS (SELECT 1 FROM outbox WHERE message = ?2) AS "ours!: bool""#,
        channel,
        message
    )
    .fetch_one(conn)
    .await
    .context("asking what is known of a message")
}

/// Those of a thread's messages that were not read: neither kept nor waiting, and not known to be on no
/// record.
pub async fn missing(conn: &mut Conn, channel: ChannelId, messages: &[MessageId]) -> Result<Vec<MessageId>> {
    let messages = serde_json::to_string(messages).context("naming messages")?;
    query_scalar!(
        r#"SELECT CAST(value AS INTEGER) AS "message!: MessageId" FROM json_each(?1)
           WHERE NOT EXISTS (SELECT 1 FROM ticket_message WHERE message = value)
             AND NOT EXISTS (SELECT 1 FROM unkept_message WHERE message = value)
             AND NOT EXISTS (SELECT 1 FROM inbox WHERE channel = ?2 AND message = value AND kind = 'said')"#,
        messages,
        channel
    )
    .fetch_all(conn)
    .await
    .context("asking which messages were not read")
}

/// The threads of open tickets, those that they left too.
pub async fn open_threads(conn: &mut Conn) -> Result<Vec<ChannelId>> {
    query_scalar!(
        r#"SELECT team_thread AS "thread!: ChannelId" FROM ticket WHERE state <> 'closed' AND team_thread IS NOT NULL
           UNION SELECT staff_thread FROM ticket WHERE state <> 'closed' AND staff_thread IS NOT NULL
           UNION SELECT thread FROM left_thread JOIN ticket ON number = ticket WHERE state <> 'closed'"#
    )
    .fetch_all(conn)
    .await
    .context("listing the threads of open tickets")
}

/// How much waits, and for how many seconds the oldest of it has.
#[derive(Clone, Copy, Debug)]
pub struct Backlog {
    /// How much.
    pub waiting: i64,
    /// For how long, in seconds.
    pub oldest_seconds: i64,
}

/// What waits in the inbox.
pub async fn backlog(conn: &mut Conn, now: DateTime<Utc>) -> Result<Backlog> {
    let now = now.timestamp();
    query_as!(
        Backlog,
        r#"SELECT count(*) AS "waiting!: i64", coalesce(max(? - told_at), 0) AS "oldest_seconds!: i64" FROM inbox"#,
        now
    )
    .fetch_one(conn)
    .await
    .context("counting what was told")
}
