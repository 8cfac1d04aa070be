//! What channels are told of major incidents: as notices of windows, thousands of channels in one statement,
//! each with its receipt.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{query, query_as, query_scalar};

use super::{Conn, notice::Standing, prefix::Prefix};
use crate::rules::ids::{ChannelId, CustomerId, EventSeq, IncidentNumber, MessageId, TicketNumber};

/// What is told of an event of an incident: to each channel that hears of its platform and is meant.
#[derive(Debug)]
pub struct Batch<'a> {
    /// What the letters' keys begin with; the channel follows.
    pub keys: &'a Prefix,
    /// What their lines begin with; the destination follows.
    pub lines: &'a str,
    /// Of which incident.
    pub incident: IncidentNumber,
    /// Of which of its events.
    pub seq: EventSeq,
    /// On which platform.
    pub platform: &'a str,
    /// Whether those alone are told that heard of it before, or are about to.
    pub heard_alone: bool,
    /// The one link whose channel is told; none: all.
    pub link: Option<i64>,
    /// The outbox's lane.
    pub lane: i64,
    /// What is said, as JSON.
    pub body: &'a str,
}

/// Queues a batch, in the language of each team. Left out: channels unlinked, without announcements or of
/// another platform, and customers removed. Returns how many were queued.
pub async fn queue(conn: &mut Conn, batch: &Batch<'_>, now: DateTime<Utc>) -> Result<u64> {
    let (key, now) = (batch.keys.to_string(), now.timestamp());
    query!(
        "INSERT INTO outbox (key, lane, destination, line, language, body, made_at, not_before)
         SELECT ?1 || link.channel, ?2, 'channel:' || link.channel, ?3 || 'channel:' || link.channel, customer.language, ?4, ?5, ?5
         FROM channel_link AS link JOIN customer ON customer.id = link.customer
         WHERE link.unlinked_at IS NULL AND customer.removed_at IS NULL
           AND link.announcements = 1 AND (link.platform IS NULL OR link.platform = ?6)
           AND (?9 IS NULL OR link.id = ?9)
           AND (NOT ?7 OR EXISTS (
               SELECT 1 FROM incident_word AS word JOIN outbox AS earlier ON earlier.id = word.outbox
               WHERE word.incident = ?8 AND word.channel = link.channel AND word.customer = link.customer
                 AND earlier.state IN ('sent', 'sending', 'waiting')))
         ORDER BY link.id ON CONFLICT (key) DO NOTHING",
        key,
        batch.lane,
        batch.lines,
        batch.body,
        now,
        batch.platform,
        batch.heard_alone,
        batch.incident,
        batch.link
    )
    .execute(&mut *conn)
    .await
    .context("queueing what channels are told of a major incident")?;
    let done = query!(
        "INSERT INTO incident_word (incident, seq, channel, customer, outbox)
         SELECT ?1, ?2, link.channel, link.customer, outbox.id
         FROM channel_link AS link JOIN outbox ON outbox.key = ?3 || link.channel
         WHERE link.unlinked_at IS NULL ON CONFLICT DO NOTHING",
        batch.incident,
        batch.seq,
        key
    )
    .execute(conn)
    .await
    .context("writing which channels are told of a major incident")?;
    Ok(done.rows_affected())
}

/// Queues the corrections by which the first word that each channel had of an incident, and that stands or is
/// about to, comes to say where the incident stands: each by the key of that word with the batch's `ending`.
/// Left out: channels that no longer hear of it, and first words of this very event.
pub async fn correct(conn: &mut Conn, batch: &Batch<'_>, ending: &str, now: DateTime<Utc>) -> Result<()> {
    let now = now.timestamp();
    query!(
        "INSERT INTO outbox (key, lane, destination, line, language, body, edit_of, made_at, not_before)
         SELECT original.key || ?1, ?2, original.destination, ?3 || original.destination, customer.language, ?4, original.key, ?5, ?5
         FROM incident_word AS word JOIN outbox AS original ON original.id = word.outbox
              JOIN channel_link AS link
                   ON link.channel = word.channel AND link.customer = word.customer AND link.unlinked_at IS NULL
              JOIN customer ON customer.id = link.customer
         WHERE word.incident = ?6 AND word.seq < ?7 AND original.state IN ('sent', 'sending')
           AND link.announcements = 1 AND customer.removed_at IS NULL
           AND word.seq = (SELECT min(first.seq) FROM incident_word AS first JOIN outbox ON outbox.id = first.outbox
                           WHERE first.incident = word.incident AND first.channel = word.channel
                             AND first.customer = word.customer AND outbox.state IN ('sent', 'sending', 'waiting'))
         ORDER BY original.id ON CONFLICT DO NOTHING",
        ending,
        batch.lane,
        batch.lines,
        batch.body,
        now,
        batch.incident,
        batch.seq
    )
    .execute(conn)
    .await
    .context("queueing where a major incident stands")?;
    Ok(())
}

/// The first word of an incident that a channel had, as that customer's, and that stands there; of the events
/// before `seq` alone.
pub async fn first(
    conn: &mut Conn,
    incident: IncidentNumber,
    seq: EventSeq,
    (channel, customer): (ChannelId, CustomerId),
) -> Result<Option<Standing>> {
    query_as!(
        Standing,
        r#"SELECT outbox.channel AS "channel!: ChannelId", outbox.message AS "message!: MessageId"
           FROM incident_word AS word JOIN outbox ON outbox.id = word.outbox
           WHERE word.incident = ? AND word.seq < ? AND word.channel = ? AND word.customer = ?
             AND outbox.state = 'sent' AND outbox.message IS NOT NULL AND outbox.channel IS NOT NULL
           ORDER BY word.seq LIMIT 1"#,
        incident,
        seq,
        channel,
        customer
    )
    .fetch_optional(conn)
    .await
    .context("reading the first word of a major incident")
}

/// Whether a channel heard of an incident as that customer's, or is about to.
pub async fn is_known(
    conn: &mut Conn,
    incident: IncidentNumber,
    (channel, customer): (ChannelId, CustomerId),
) -> Result<bool> {
    query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM incident_word AS word JOIN outbox ON outbox.id = word.outbox
                          WHERE word.incident = ? AND word.channel = ? AND word.customer = ?
                            AND outbox.state IN ('sent', 'sending', 'waiting')) AS "known!: bool""#,
        incident,
        channel,
        customer
    )
    .fetch_one(conn)
    .await
    .context("reading whether a channel heard of a major incident")
}

/// What became of what channels were told of an event.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct WordTally {
    /// Which event.
    pub seq: EventSeq,
    /// In how many channels it stands.
    pub told: i64,
    /// In how many it is still to be said.
    pub waiting: i64,
    /// In how many Discord refused it.
    pub refused: i64,
    /// In how many it was no longer true.
    pub useless: i64,
}

/// What became of what channels were told of an incident, by event.
pub async fn tallies(conn: &mut Conn, incident: IncidentNumber) -> Result<Vec<WordTally>> {
    query_as!(
        WordTally,
        r#"SELECT seq AS "seq: EventSeq", sum(outbox.state = 'sent') AS "told!: i64",
                  sum(outbox.state IN ('waiting', 'sending')) AS "waiting!: i64",
                  sum(outbox.state = 'failed') AS "refused!: i64", sum(outbox.state = 'useless') AS "useless!: i64"
           FROM incident_word JOIN outbox ON outbox.id = incident_word.outbox WHERE incident = ? GROUP BY seq ORDER BY seq"#,
        incident
    )
    .fetch_all(conn)
    .await
    .context("counting what was told of a major incident")
}

/// What became of what one channel, or the thread of a ticket, was told of an event.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct WordReceipt {
    /// Which event.
    pub seq: EventSeq,
    /// Whose channel it was then.
    pub customer: String,
    /// The ticket in whose thread it was to be said.
    pub ticket: Option<TicketNumber>,
    /// The channel; of a thread, once it was said.
    pub channel: Option<ChannelId>,
    /// As the outbox has it.
    pub state: String,
    /// When it was said, UTC.
    pub at: Option<DateTime<Utc>>,
    /// The message.
    pub message: Option<MessageId>,
    /// Why it was not, in Discord's words.
    pub error: Option<String>,
}

/// What became of what each channel was told of an incident, by event.
pub async fn receipts(conn: &mut Conn, incident: IncidentNumber) -> Result<Vec<WordReceipt>> {
    query_as!(
        WordReceipt,
        r#"SELECT word.seq AS "seq: EventSeq", customer.name AS customer, NULL AS "ticket: TicketNumber",
                  word.channel AS "channel: ChannelId", outbox.state, outbox.sent_at AS "at: DateTime<Utc>",
                  outbox.message AS "message: MessageId", outbox.error
           FROM incident_word AS word JOIN outbox ON outbox.id = word.outbox JOIN customer ON customer.id = word.customer
           WHERE word.incident = ? ORDER BY word.seq, customer.id, word.channel"#,
        incident
    )
    .fetch_all(conn)
    .await
    .context("reading who was told of a major incident")
}

/// What became of what the thread of a ticket was told of an event, under that key.
pub async fn in_thread(
    conn: &mut Conn,
    seq: EventSeq,
    ticket: TicketNumber,
    key: &str,
) -> Result<Option<WordReceipt>> {
    let row = query!(
        r#"SELECT customer.name AS customer, outbox.channel AS "channel: ChannelId", outbox.state,
                  outbox.sent_at AS "at: DateTime<Utc>", outbox.message AS "message: MessageId", outbox.error
           FROM outbox, ticket JOIN customer ON customer.id = ticket.customer WHERE outbox.key = ? AND ticket.number = ?"#,
        key,
        ticket
    )
    .fetch_optional(conn)
    .await
    .context("reading what a thread was told of a major incident")?;
    Ok(row.map(|row| WordReceipt {
        seq,
        customer: row.customer,
        ticket: Some(ticket),
        channel: row.channel,
        state: row.state,
        at: row.at,
        message: row.message,
        error: row.error,
    }))
}
