//! What became of the notices of maintenance windows: the receipt of each, the channels that should have had
//! one and did not, and what Discord refused for good.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::{query, query_as};

use super::Conn;
use crate::rules::{
    ids::{ChannelId, GuildId, MessageId, WindowId},
    window::Occasion,
};

/// A receipt: what became of one notice.
#[derive(Clone, Debug)]
pub struct NoticeReceipt {
    /// At which revision of the window.
    pub revision: i64,
    /// Why it was told.
    pub occasion: Occasion,
    /// Whose channel it is.
    pub customer: String,
    /// The channel.
    pub channel: ChannelId,
    /// Its server.
    pub guild: GuildId,
    /// What became of it: `waiting`, `sending`, `sent`, `failed` or `useless`.
    pub state: String,
    /// When it was queued, UTC.
    pub made_at: DateTime<Utc>,
    /// When it was said, UTC.
    pub sent_at: Option<DateTime<Utc>>,
    /// The message.
    pub message: Option<MessageId>,
    /// How often it was tried.
    pub attempts: i64,
    /// Why the last try failed, or why it was not said.
    pub error: Option<String>,
}

/// What became of the notices of one kind.
#[derive(Clone, Debug)]
pub struct Tally {
    /// Why they were told; those told as their channels were linked are one kind.
    pub occasion: Occasion,
    /// How many were said.
    pub told: i64,
    /// How many wait.
    pub waiting: i64,
    /// How many Discord refused for good.
    pub refused: i64,
    /// How many were no longer true.
    pub useless: i64,
}

/// What became of a window's notices, by revision and kind, in the order in which they were first queued.
pub async fn tallies(conn: &mut Conn, window: WindowId) -> Result<Vec<Tally>> {
    query_as!(
        Tally,
        r#"SELECT CASE WHEN notice.stage LIKE ':linked:%' THEN ':linked:0' ELSE notice.stage END AS "occasion!: Occasion",
                  sum(outbox.state = 'sent') AS "told!: i64",
                  sum(outbox.state IN ('waiting', 'sending')) AS "waiting!: i64",
                  sum(outbox.state = 'failed') AS "refused!: i64", sum(outbox.state = 'useless') AS "useless!: i64"
           FROM notice JOIN outbox ON outbox.id = notice.outbox
           WHERE notice.window_id = ? GROUP BY notice.revision, 1 ORDER BY min(outbox.id)"#,
        window
    )
    .fetch_all(conn)
    .await
    .context("counting the notices of a maintenance window")
}

/// The receipts of a window, in the order in which they were queued, at most `limit`.
pub async fn of(conn: &mut Conn, window: WindowId, limit: i64) -> Result<Vec<NoticeReceipt>> {
    query_as!(
        NoticeReceipt,
        r#"SELECT notice.revision, notice.stage AS "occasion: Occasion", customer.name AS customer,
                  notice.channel AS "channel: ChannelId", link.guild AS "guild: GuildId", outbox.state,
                  outbox.made_at AS "made_at: DateTime<Utc>", outbox.sent_at AS "sent_at: DateTime<Utc>",
                  outbox.message AS "message: MessageId", outbox.attempts, outbox.error
           FROM notice JOIN outbox ON outbox.id = notice.outbox JOIN channel_link AS link ON link.id = notice.link
                       JOIN customer ON customer.id = link.customer
           WHERE notice.window_id = ? ORDER BY outbox.id LIMIT 0 + ?"#,
        window,
        limit
    )
    .fetch_all(conn)
    .await
    .context("reading the receipts of a maintenance window")
}

/// A notice that should have been queued.
#[derive(Debug)]
pub struct Missed<'a> {
    /// Of which window.
    pub window: WindowId,
    /// At which revision.
    pub revision: i64,
    /// When it starts, UTC.
    pub starts_at: DateTime<Utc>,
    /// Of which platform.
    pub platform: &'a str,
    /// The stage.
    pub occasion: Occasion,
    /// Channels linked before that moment should have had it, UTC.
    pub before: DateTime<Utc>,
    /// Who was told of one of these was told.
    pub told: &'a [Occasion],
    /// Whether it is sent now.
    pub mended: bool,
}

/// A channel that should have had a notice.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Overlooked {
    /// When the window starts, UTC.
    pub starts_at: DateTime<Utc>,
    /// Which notice.
    pub occasion: Occasion,
    /// Whose channel it is.
    pub customer: String,
    /// The channel.
    pub channel: ChannelId,
    /// Whether it is sent now.
    pub mended: bool,
}

/// The channels that should have had a notice and for which none was queued. Left out: as with
/// [`super::notice::queue`].
pub async fn overlooked(conn: &mut Conn, missed: &Missed<'_>) -> Result<Vec<Overlooked>> {
    let (before, told) =
        (missed.before.timestamp(), serde_json::to_string(missed.told).context("writing stages")?);
    let rows = query!(
        r#"SELECT customer.name, link.channel AS "channel: ChannelId"
           FROM channel_link AS link JOIN customer ON customer.id = link.customer
           WHERE link.unlinked_at IS NULL AND customer.removed_at IS NULL AND link.announcements = 1
             AND (link.platform IS NULL OR link.platform = ?1) AND link.linked_at < ?2
             AND NOT EXISTS (SELECT 1 FROM notice
                             WHERE window_id = ?3 AND revision = ?4 AND channel = link.channel
                               AND stage IN (SELECT value FROM json_each(?5)))
           ORDER BY link.id"#,
        missed.platform,
        before,
        missed.window,
        missed.revision,
        told
    )
    .fetch_all(conn)
    .await
    .context("looking for notices that are missing")?;
    Ok(rows
        .into_iter()
        .map(|row| Overlooked {
            starts_at: missed.starts_at,
            occasion: missed.occasion.clone(),
            customer: row.name,
            channel: row.channel,
            mended: missed.mended,
        })
        .collect())
}

/// A notice that Discord refused.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Refused {
    /// When the window starts, UTC.
    pub starts_at: DateTime<Utc>,
    /// Which notice.
    pub occasion: Occasion,
    /// Whose channel it is.
    pub customer: String,
    /// The channel.
    pub channel: ChannelId,
    /// Why, with Discord's code.
    pub error: String,
}

/// The last notice of a window's revision that was tried in each channel, where Discord refused it: it was
/// not said, or is not yet. Left out: channels that no longer hear of it.
pub async fn refused(conn: &mut Conn, window: WindowId, revision: i64) -> Result<Vec<Refused>> {
    query_as!(
        Refused,
        r#"SELECT place.starts_at AS "starts_at!: DateTime<Utc>", notice.stage AS "occasion!: Occasion", customer.name AS "customer!",
                  notice.channel AS "channel!: ChannelId", coalesce(outbox.error, '') AS "error!: String"
           FROM notice JOIN maintenance_window AS place ON place.id = notice.window_id JOIN outbox ON outbox.id = notice.outbox
                       JOIN channel_link AS link ON link.id = notice.link AND link.unlinked_at IS NULL
                       JOIN customer ON customer.id = link.customer AND customer.removed_at IS NULL
           WHERE notice.window_id = ?1 AND notice.revision = ?2
             AND (outbox.state = 'failed' OR (outbox.state IN ('waiting', 'sending') AND outbox.refusals > 0))
             AND notice.outbox = (SELECT max(last.outbox) FROM notice AS last JOIN outbox AS tried ON tried.id = last.outbox
                                  WHERE last.window_id = ?1 AND last.revision = ?2 AND last.channel = notice.channel
                                    AND (tried.state IN ('sent', 'failed') OR tried.refusals > 0))
           ORDER BY notice.outbox"#,
        window,
        revision
    )
    .fetch_all(conn)
    .await
    .context("reading which notices were refused")
}

/// Lets the last notice of a window's revision be tried once more in each channel where it was refused;
/// whether it is still true is asked again when it is said.
pub async fn retry(conn: &mut Conn, window: WindowId, revision: i64, now: DateTime<Utc>) -> Result<()> {
    let now = now.timestamp();
    query!(
        "UPDATE outbox SET state = 'waiting', not_before = ?1
         WHERE state = 'failed' AND (useless_after IS NULL OR useless_after > ?1) AND id IN (
             SELECT max(outbox) FROM notice WHERE window_id = ?2 AND revision = ?3 GROUP BY channel)",
        now,
        window,
        revision
    )
    .execute(conn)
    .await
    .context("letting refused notices be tried again")?;
    Ok(())
}
