//! Notices of maintenance windows: which channel is told what; what became of each is in `receipts`.
//!
//! Thousands of channels are told of one window, so that they are queued in one statement. What decides is
//! the rules'; here is only whom it reaches.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{query, query_as, query_scalar};

use super::{Conn, prefix::Prefix};
use crate::rules::{
    ids::{ChannelId, CustomerId, MessageId, WindowId},
    window::Occasion,
};

/// Notices to queue: one for each channel that hears of a platform's windows and is meant.
#[derive(Debug)]
pub struct Batch<'a> {
    /// What their keys begin with; the channel follows.
    pub keys: &'a Prefix,
    /// What their lines begin with; the destination follows.
    pub lines: &'a str,
    /// Of which window.
    pub window: WindowId,
    /// At which revision of it.
    pub revision: i64,
    /// Of which platform.
    pub platform: &'a str,
    /// Why.
    pub occasion: &'a Occasion,
    /// Which of the channels.
    pub whom: Whom<'a>,
    /// The outbox's lane.
    pub lane: i64,
    /// What is said, as JSON.
    pub body: &'a str,
    /// When nobody would care any more, UTC.
    pub useless_after: DateTime<Utc>,
}

/// Which of the channels that hear of a platform's windows.
#[derive(Clone, Copy, Debug)]
pub enum Whom<'a> {
    /// All of them.
    Everyone,
    /// Those linked before a moment that were told of none of these at this revision.
    LinkedBefore(DateTime<Utc>, &'a [Occasion]),
    /// Those that had a notice of an earlier revision, or are about to have it.
    Heard,
    /// The one of this link.
    Link(i64),
}

/// Queues a batch, in the language of each team. A channel that was told at this revision for the same reason
/// is left out: a second call changes nothing. Left out too: channels unlinked, without announcements or of
/// another platform, and customers removed. Returns how many were queued.
pub async fn queue(conn: &mut Conn, batch: &Batch<'_>, now: DateTime<Utc>) -> Result<u64> {
    let (stage, key) = (batch.occasion.to_string(), batch.keys.to_string());
    let (now, useless_after) = (now.timestamp(), batch.useless_after.timestamp());
    let (mut before, mut unless, mut heard, mut link) = (None, "[]".to_owned(), false, None);
    match batch.whom {
        Whom::Everyone => {}
        Whom::LinkedBefore(moment, told) => {
            before = Some(moment.timestamp());
            unless = serde_json::to_string(told).context("writing stages")?;
        }
        Whom::Heard => heard = true,
        Whom::Link(id) => link = Some(id),
    }
    query!(
        "INSERT INTO outbox (key, lane, destination, line, language, body, made_at, not_before, useless_after)
         SELECT ?1 || link.channel, ?2, 'channel:' || link.channel, ?13 || 'channel:' || link.channel,
                customer.language, ?3, ?4, ?4, ?5
         FROM channel_link AS link JOIN customer ON customer.id = link.customer
         WHERE link.unlinked_at IS NULL AND customer.removed_at IS NULL
           AND link.announcements = 1 AND (link.platform IS NULL OR link.platform = ?6)
           AND (?7 IS NULL OR link.linked_at < ?7) AND (?8 IS NULL OR link.id = ?8)
           AND NOT EXISTS (SELECT 1 FROM notice
                           WHERE window_id = ?9 AND revision = ?10 AND channel = link.channel
                             AND stage IN (SELECT value FROM json_each(?11)))
           AND (NOT ?12 OR EXISTS (
               SELECT 1 FROM notice JOIN outbox AS earlier ON earlier.id = notice.outbox
                                    JOIN channel_link AS told ON told.id = notice.link
               WHERE notice.window_id = ?9 AND notice.revision < ?10 AND notice.channel = link.channel
                 AND told.customer = link.customer AND earlier.state IN ('sent', 'sending', 'waiting')))
         ORDER BY link.id ON CONFLICT (key) DO NOTHING",
        key,
        batch.lane,
        batch.body,
        now,
        useless_after,
        batch.platform,
        before,
        link,
        batch.window,
        batch.revision,
        unless,
        heard,
        batch.lines
    )
    .execute(&mut *conn)
    .await
    .context("queueing notices of a maintenance window")?;
    let done = query!(
        "INSERT INTO notice (window_id, revision, stage, channel, outbox, link)
         SELECT ?1, ?2, ?3, link.channel, outbox.id, link.id
         FROM channel_link AS link JOIN outbox ON outbox.key = ?4 || link.channel
         WHERE link.unlinked_at IS NULL ON CONFLICT DO NOTHING",
        batch.window,
        batch.revision,
        stage,
        key
    )
    .execute(conn)
    .await
    .context("writing whom notices are for")?;
    Ok(done.rows_affected())
}

/// The reasons for which notices of a revision were queued.
pub async fn occasions(conn: &mut Conn, window: WindowId, revision: i64) -> Result<Vec<Occasion>> {
    query_scalar!(
        r#"SELECT DISTINCT stage AS "stage: Occasion" FROM notice WHERE window_id = ? AND revision = ?"#,
        window,
        revision
    )
    .fetch_all(conn)
    .await
    .context("reading which notices were queued")
}

/// Queues the corrections by which the notices of an earlier revision say that they are out of date, of those
/// that stand on Discord or are about to: each by the key of its notice with `ending`. Left out: channels
/// that no longer hear of it.
pub async fn outdate(conn: &mut Conn, batch: &Batch<'_>, ending: &str, now: DateTime<Utc>) -> Result<()> {
    let stage = batch.occasion.to_string();
    let (now, useless_after) = (now.timestamp(), batch.useless_after.timestamp());
    query!(
        "INSERT INTO outbox (key, lane, destination, line, language, body, edit_of, made_at, not_before, useless_after)
         SELECT original.key || ?8, ?1, original.destination, ?9 || original.destination,
                customer.language, ?2, original.key, ?3, ?3, ?4
         FROM notice JOIN outbox AS original ON original.id = notice.outbox
                     JOIN channel_link AS link ON link.channel = notice.channel AND link.unlinked_at IS NULL
                     JOIN channel_link AS told ON told.id = notice.link AND told.customer = link.customer
                     JOIN customer ON customer.id = link.customer
         WHERE notice.window_id = ?5 AND notice.revision = ?6 AND notice.stage = ?7
           AND original.state IN ('sent', 'sending') AND link.announcements = 1 AND customer.removed_at IS NULL
         ORDER BY original.id ON CONFLICT DO NOTHING",
        batch.lane,
        batch.body,
        now,
        useless_after,
        batch.window,
        batch.revision,
        stage,
        ending,
        batch.lines
    )
    .execute(conn)
    .await
    .context("queueing that notices are out of date")?;
    Ok(())
}

/// A channel that hears of a platform's windows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Listener {
    /// The link by which it does.
    pub link: i64,
    /// For whom it speaks.
    pub customer: CustomerId,
    /// Since when, UTC.
    pub linked_at: DateTime<Utc>,
}

/// Whether a channel hears of a platform's windows now. Left out: as with [`queue`].
pub async fn listener(conn: &mut Conn, channel: ChannelId, platform: &str) -> Result<Option<Listener>> {
    query_as!(
        Listener,
        r#"SELECT link.id AS "link!", link.customer AS "customer: CustomerId", link.linked_at AS "linked_at: DateTime<Utc>"
           FROM channel_link AS link JOIN customer ON customer.id = link.customer
           WHERE link.channel = ?1 AND link.unlinked_at IS NULL AND customer.removed_at IS NULL
             AND link.announcements = 1 AND (link.platform IS NULL OR link.platform = ?2)"#,
        channel,
        platform
    )
    .fetch_optional(conn)
    .await
    .context("reading whether a channel hears of maintenance")
}

/// A notice that stands in a channel.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Standing {
    /// Where.
    pub channel: ChannelId,
    /// Which message.
    pub message: MessageId,
}

/// The last notice of a window that a channel had before a revision, as the same customer's.
pub async fn last_before(
    conn: &mut Conn,
    window: WindowId,
    revision: i64,
    channel: ChannelId,
    customer: CustomerId,
) -> Result<Option<Standing>> {
    query_as!(
        Standing,
        r#"SELECT outbox.channel AS "channel!: ChannelId", outbox.message AS "message!: MessageId"
           FROM notice JOIN outbox ON outbox.id = notice.outbox JOIN channel_link AS told ON told.id = notice.link
           WHERE notice.window_id = ?1 AND notice.revision < ?2 AND notice.channel = ?3 AND told.customer = ?4
             AND outbox.state = 'sent' AND outbox.message IS NOT NULL AND outbox.channel IS NOT NULL
           ORDER BY outbox.id DESC LIMIT 1"#,
        window,
        revision,
        channel,
        customer
    )
    .fetch_optional(conn)
    .await
    .context("reading the last notice of a channel")
}

/// Whether a channel was to be told at once of a window before a revision: that it was added, or as the
/// channel was linked.
pub async fn promised_at_once(
    conn: &mut Conn,
    window: WindowId,
    revision: i64,
    channel: ChannelId,
) -> Result<bool> {
    let found = query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM notice WHERE window_id = ? AND revision < ? AND channel = ?
                          AND (stage = ':added' OR stage LIKE ':linked:%')) AS "found!: bool""#,
        window,
        revision,
        channel
    )
    .fetch_one(conn)
    .await
    .context("reading what a channel was to be told")?;
    Ok(found)
}

/// A notice that stands in a channel, by what it is for.
pub async fn standing(
    conn: &mut Conn,
    window: WindowId,
    revision: i64,
    occasion: &Occasion,
    channel: ChannelId,
) -> Result<Option<Standing>> {
    let stage = occasion.to_string();
    query_as!(
        Standing,
        r#"SELECT outbox.channel AS "channel!: ChannelId", outbox.message AS "message!: MessageId"
           FROM notice JOIN outbox ON outbox.id = notice.outbox
           WHERE notice.window_id = ? AND notice.revision = ? AND notice.stage = ? AND notice.channel = ?
             AND outbox.state = 'sent' AND outbox.message IS NOT NULL AND outbox.channel IS NOT NULL"#,
        window,
        revision,
        stage,
        channel
    )
    .fetch_optional(conn)
    .await
    .context("reading where a notice stands")
}
