//! Where a ticket speaks: the channel of its team, its first message there and the thread from it; the card
//! and the staff's thread.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{query, query_as, query_scalar};

use super::{Conn, ticket::TicketRow};
use crate::rules::{
    ids::{ChannelId, CustomerId, MessageId, TicketNumber},
    ticket::State,
};

/// Where a ticket stands on Discord now.
#[derive(Clone, Copy, Debug)]
pub struct Stand {
    /// Whose it is.
    pub customer: CustomerId,
    /// Whether the team's channel speaks for that customer.
    pub speaks: bool,
    /// Whether it is not closed.
    pub open: bool,
    /// The team's channel.
    pub team_channel: ChannelId,
    /// Its first message there.
    pub team_message: Option<MessageId>,
    /// The thread from it.
    team_thread: Option<ChannelId>,
    /// The channel of its card.
    pub card_channel: ChannelId,
    /// The card.
    pub card_message: Option<MessageId>,
    /// The thread from it.
    staff_thread: Option<ChannelId>,
}

impl Stand {
    /// Where a ticket stands whose channel speaks for its customer as long as it does.
    pub fn of(row: &TicketRow) -> Self {
        Self {
            customer: row.customer,
            speaks: row.speaks,
            open: row.state != State::Closed,
            team_channel: row.team_channel,
            team_message: row.team_message,
            team_thread: row.team_thread,
            card_channel: row.card_channel,
            card_message: row.card_message,
            staff_thread: row.staff_thread,
        }
    }

    /// The team's thread. It has the number of the message from which it was started: one of another message
    /// is of another channel.
    pub fn team_thread(&self) -> Option<ChannelId> {
        self.team_thread.filter(|thread| self.team_message.is_some_and(|from| from.get() == thread.get()))
    }

    /// The staff's thread.
    pub fn staff_thread(&self) -> Option<ChannelId> {
        self.staff_thread.filter(|thread| self.card_message.is_some_and(|from| from.get() == thread.get()))
    }
}

/// Where a ticket stands. A customer that is served no longer is told in its channel what its end was, as
/// long as that is nobody else's.
pub async fn stand(conn: &mut Conn, ticket: TicketNumber) -> Result<Option<Stand>> {
    query_as!(
        Stand,
        r#"SELECT customer AS "customer: CustomerId",
                  (EXISTS (SELECT 1 FROM channel_link AS link
                           WHERE link.channel = team_channel AND link.customer = ticket.customer
                             AND link.unlinked_at IS NULL AND link.gone_at IS NULL)
                   OR (EXISTS (SELECT 1 FROM channel_link AS link JOIN customer ON customer.id = link.customer
                               WHERE link.channel = team_channel AND link.customer = ticket.customer
                                 AND link.gone_at IS NULL AND link.unlinked_at = customer.removed_at)
                       AND NOT EXISTS (SELECT 1 FROM channel_link AS link
                                       WHERE link.channel = team_channel AND link.unlinked_at IS NULL))) AS "speaks!: bool",
                  (state <> 'closed') AS "open!: bool",
                  team_channel AS "team_channel: ChannelId", team_message AS "team_message: MessageId",
                  team_thread AS "team_thread: ChannelId", card_channel AS "card_channel: ChannelId",
                  card_message AS "card_message: MessageId", staff_thread AS "staff_thread: ChannelId"
           FROM ticket WHERE number = ?"#,
        ticket
    )
    .fetch_optional(conn)
    .await
    .context("reading where a ticket stands")
}

/// The ticket speaks in another channel from now on, where nothing of it stands yet.
pub async fn moves(conn: &mut Conn, ticket: TicketNumber, channel: ChannelId) -> Result<()> {
    query!(
        "UPDATE ticket SET team_channel = ?, team_message = NULL, team_thread = NULL WHERE number = ?",
        channel,
        ticket
    )
    .execute(conn)
    .await
    .context("writing where a ticket goes on")?;
    Ok(())
}

/// Nobody can see the ticket from now on, and why. Says whether that is new.
pub async fn falls_silent(
    conn: &mut Conn,
    ticket: TicketNumber,
    why: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    let now = now.timestamp();
    let done = query!(
        "UPDATE ticket SET unheard_since = ?, unheard_why = ? WHERE number = ? AND unheard_since IS NULL",
        now,
        why,
        ticket
    )
    .execute(conn)
    .await
    .context("writing that nobody sees a ticket")?;
    Ok(done.rows_affected() == 1)
}

/// The team can see the ticket again. Says whether that is new.
pub async fn is_heard(conn: &mut Conn, ticket: TicketNumber) -> Result<bool> {
    let done = query!(
        "UPDATE ticket SET unheard_since = NULL, unheard_why = NULL WHERE number = ? AND unheard_since IS NOT NULL",
        ticket
    )
    .execute(conn)
    .await
    .context("writing that a ticket is seen again")?;
    Ok(done.rows_affected() == 1)
}

/// Since when nobody sees a ticket, and why; nothing where somebody does.
pub async fn silence(conn: &mut Conn, ticket: TicketNumber) -> Result<Option<(DateTime<Utc>, String)>> {
    let row = query!(
        r#"SELECT unheard_since AS "since: DateTime<Utc>", unheard_why AS why FROM ticket WHERE number = ?"#,
        ticket
    )
    .fetch_optional(conn)
    .await
    .context("reading whether a ticket is seen")?;
    Ok(row.and_then(|row| row.since.zip(row.why)))
}

/// The open tickets of a customer in a channel, by number.
pub async fn open_in(conn: &mut Conn, customer: CustomerId, channel: ChannelId) -> Result<Vec<TicketNumber>> {
    query_scalar!(
        r#"SELECT number AS "number: TicketNumber" FROM ticket
           WHERE team_channel = ? AND customer = ? AND state <> 'closed' ORDER BY number"#,
        channel,
        customer
    )
    .fetch_all(conn)
    .await
    .context("listing the open tickets of a channel")
}

/// The open tickets of a customer that no channel speaks for, by number: those whose channel is not linked to
/// it.
pub async fn unheard(conn: &mut Conn, customer: CustomerId) -> Result<Vec<TicketNumber>> {
    query_scalar!(
        r#"SELECT number AS "number: TicketNumber" FROM ticket
           WHERE customer = ?1 AND state <> 'closed'
             AND (unheard_since IS NOT NULL
                  OR NOT EXISTS (SELECT 1 FROM channel_link AS link
                                 WHERE link.channel = team_channel AND link.customer = ?1
                                   AND link.unlinked_at IS NULL AND link.gone_at IS NULL))
           ORDER BY number"#,
        customer
    )
    .fetch_all(conn)
    .await
    .context("listing the tickets that nobody sees")
}

/// An open ticket that nobody of the team can see.
#[derive(Clone, Debug)]
pub struct Silent {
    /// The ticket.
    pub ticket: TicketNumber,
    /// Whose.
    pub customer: String,
    /// Since when, UTC.
    pub since: DateTime<Utc>,
}

/// The open tickets that nobody of their teams can see, the longest silent first, at most 20.
pub async fn all_silent(conn: &mut Conn) -> Result<Vec<Silent>> {
    query_as!(
        Silent,
        r#"SELECT number AS "ticket: TicketNumber", customer.name AS customer, unheard_since AS "since!: DateTime<Utc>"
           FROM ticket JOIN customer ON customer.id = ticket.customer
           WHERE unheard_since IS NOT NULL AND state <> 'closed' ORDER BY unheard_since, number LIMIT 20"#
    )
    .fetch_all(conn)
    .await
    .context("listing the tickets that nobody sees")
}

/// The channel in which tickets of a customer go on: of those that speak for it, the one linked the longest.
pub async fn speaking(conn: &mut Conn, customer: CustomerId) -> Result<Option<ChannelId>> {
    query_scalar!(
        r#"SELECT channel AS "channel: ChannelId" FROM channel_link
           WHERE customer = ? AND unlinked_at IS NULL AND gone_at IS NULL ORDER BY id LIMIT 1"#,
        customer
    )
    .fetch_optional(conn)
    .await
    .context("looking for a channel that speaks for a customer")
}

/// The channels in which a team may be told what its channel does not take: its customer's others, the one
/// linked the longest first. Left out, where it is a maintenance notice: those that hear of maintenance
/// themselves.
pub async fn others(conn: &mut Conn, channel: ChannelId, notice: bool) -> Result<Vec<ChannelId>> {
    query_scalar!(
        r#"SELECT other.channel AS "channel: ChannelId"
           FROM channel_link AS link JOIN channel_link AS other ON other.customer = link.customer
           WHERE link.channel = ?1 AND link.unlinked_at IS NULL AND other.channel <> ?1
             AND other.unlinked_at IS NULL AND other.gone_at IS NULL AND NOT (?2 AND other.announcements = 1)
           ORDER BY other.id LIMIT 3"#,
        channel,
        notice
    )
    .fetch_all(conn)
    .await
    .context("looking for another channel of a team")
}

/// Discord knows a channel no more. Returns the customer for which it spoke, where that is new.
pub async fn channel_gone(
    conn: &mut Conn,
    channel: ChannelId,
    now: DateTime<Utc>,
) -> Result<Option<CustomerId>> {
    let now = now.timestamp();
    query_scalar!(
        r#"UPDATE channel_link SET gone_at = ? WHERE channel = ? AND unlinked_at IS NULL AND gone_at IS NULL
           RETURNING customer AS "customer: CustomerId""#,
        now,
        channel
    )
    .fetch_optional(conn)
    .await
    .context("writing that a channel is gone")
}

/// Whether a customer is served.
pub async fn is_served(conn: &mut Conn, customer: CustomerId) -> Result<bool> {
    query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM customer WHERE id = ? AND removed_at IS NULL) AS "served!: bool""#,
        customer
    )
    .fetch_one(conn)
    .await
    .context("reading whether a customer is served")
}
