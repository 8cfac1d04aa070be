//! What is of a ticket and stands in none of its threads: in those that it left, as it goes on in others (the
//! schema itself notes that one was left, whoever moves a ticket), and in channels.

use anyhow::{Context, Result};
use sqlx::{query, query_as, query_scalar};

use super::{Conn, ticket::ThreadOf};
use crate::rules::{
    ids::{ChannelId, CustomerId, MessageId, TicketNumber},
    thread::WhichThread,
};

/// How many places are looked at for what may have been said before a ticket moved: it hardly ever moves more
/// than once meanwhile.
const LOOKED_AT: i64 = 3;

/// The ticket that left a thread, if one did.
pub async fn of_thread(conn: &mut Conn, thread: ChannelId) -> Result<Option<ThreadOf>> {
    query_as!(
        ThreadOf,
        r#"SELECT ticket AS "ticket: TicketNumber", channel AS "team_channel: ChannelId", (staff = 1) AS "staff!: bool",
                  (1 = 1) AS "left!: bool"
           FROM left_thread WHERE thread = ?"#,
        thread
    )
    .fetch_optional(conn)
    .await
    .context("reading whose thread this was")
}

/// The ticket of which a message stands in a channel, beside its thread or in its stead: what answers it is
/// of the ticket. Its first message is one as long as there is no thread.
pub async fn beside(conn: &mut Conn, channel: ChannelId, message: MessageId) -> Result<Option<ThreadOf>> {
    query_as!(
        ThreadOf,
        r#"SELECT number AS "ticket!: TicketNumber", ?1 AS "team_channel!: ChannelId", (staff = 1) AS "staff!: bool",
                  (1 = 0) AS "left!: bool"
           FROM (SELECT thread_of AS of, staff FROM outbox JOIN outbox_about USING (id)
                 WHERE message = ?2 AND channel = ?1 AND edit_of IS NULL AND thread_of IS NOT NULL
                 UNION ALL
                 SELECT number, 0 FROM ticket WHERE team_message = ?2 AND team_channel = ?1 AND team_thread IS NULL)
           JOIN ticket ON number = of
           WHERE CASE WHEN staff THEN ?1 = card_channel ELSE EXISTS (SELECT 1 FROM channel_link WHERE channel_link.channel = ?1) END
           LIMIT 1"#,
        channel,
        message
    )
    .fetch_optional(conn)
    .await
    .context("reading of which ticket a message is")
}

/// The threads that a ticket left on one side, and the channels in which they hang, the latest first: the
/// last few of each.
pub async fn places(conn: &mut Conn, ticket: TicketNumber, which: WhichThread) -> Result<Vec<ChannelId>> {
    let staff = which.is_staffs();
    let rows = query!(
        r#"SELECT thread AS "thread: ChannelId", channel AS "channel: ChannelId" FROM left_thread
           WHERE ticket = ? AND staff = ? ORDER BY thread DESC LIMIT 0 + ?"#,
        ticket,
        staff,
        LOOKED_AT
    )
    .fetch_all(conn)
    .await
    .context("reading where a ticket was")?;
    let mut places: Vec<ChannelId> = rows.into_iter().flat_map(|row| [row.thread, row.channel]).collect();
    places.dedup();
    Ok(places)
}

/// A thread that was left is there no more.
pub async fn thread_gone(conn: &mut Conn, thread: ChannelId) -> Result<()> {
    query!("DELETE FROM left_thread WHERE thread = ?", thread)
        .execute(conn)
        .await
        .context("forgetting a thread")?;
    Ok(())
}

/// A channel is there no more, and neither are its threads.
pub async fn channel_gone(conn: &mut Conn, channel: ChannelId) -> Result<()> {
    query!("DELETE FROM left_thread WHERE channel = ?", channel)
        .execute(conn)
        .await
        .context("forgetting the threads of a channel")?;
    Ok(())
}

/// Whether a channel speaks for a customer: it is linked to it, or, where the customer is served no longer,
/// was to the end and is nobody else's.
pub async fn speaks(conn: &mut Conn, channel: ChannelId, customer: CustomerId) -> Result<bool> {
    query_scalar!(
        r#"SELECT (EXISTS (SELECT 1 FROM channel_link
                           WHERE channel = ?1 AND customer = ?2 AND unlinked_at IS NULL AND gone_at IS NULL)
                   OR (EXISTS (SELECT 1 FROM channel_link AS link JOIN customer ON customer.id = link.customer
                               WHERE link.channel = ?1 AND link.customer = ?2
                                 AND link.gone_at IS NULL AND link.unlinked_at = customer.removed_at)
                       AND NOT EXISTS (SELECT 1 FROM channel_link WHERE channel = ?1 AND unlinked_at IS NULL))) AS "speaks!: bool""#,
        channel,
        customer
    )
    .fetch_one(conn)
    .await
    .context("reading for whom a channel speaks")
}
