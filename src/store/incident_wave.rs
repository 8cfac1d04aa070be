//! Waves of P1s and P2s of one platform, which may be one outage.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{query, query_as, query_scalar};

use super::Conn;
use crate::rules::{
    event::Priority,
    ids::{ChannelId, TicketNumber},
};

/// A ticket of a wave.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct WaveTicket {
    /// Its number.
    pub number: TicketNumber,
    /// Whose it is: the customer's name.
    pub customer: String,
    /// In one line.
    pub subject: String,
    /// How urgent.
    pub priority: Priority,
    /// The part of the platform, by its key in the offer.
    pub component: Option<String>,
    /// Of which platform its channel hears, by its key in the offer; none: of every one.
    pub hears: Option<String>,
}

/// The open P1s and P2s that were opened since a moment, by number. Left out: questions about the account,
/// those that were opened during a major incident, and those tied to one that is not closed.
pub async fn tickets(conn: &mut Conn, since: DateTime<Utc>) -> Result<Vec<WaveTicket>> {
    let since = since.timestamp();
    query_as!(
        WaveTicket,
        r#"SELECT number AS "number!: TicketNumber", c.name AS "customer!", subject AS "subject!", priority AS "priority!: Priority", component,
                  (SELECT link.platform FROM channel_link AS link
                   WHERE link.channel = team_channel AND link.unlinked_at IS NULL) AS hears
           FROM ticket JOIN customer AS c ON c.id = ticket.customer
                JOIN ticket_event AS first ON first.ticket = number AND first.seq = 1
           WHERE state <> 'closed' AND priority IN ('p1', 'p2') AND category <> 'account' AND opened_at >= ?
             AND first.event ->> 'during' IS NULL
             AND NOT EXISTS (SELECT 1 FROM incident_ticket AS tie JOIN incident ON incident.number = tie.incident
                             WHERE tie.ticket = ticket.number AND incident.state <> 'closed')
           ORDER BY number"#,
        since
    )
    .fetch_all(conn)
    .await
    .context("reading which P1s and P2s came of late")
}

/// Of which platform a channel hears, by its key; none: of every one, or it speaks for nobody.
pub async fn heard_in(conn: &mut Conn, channel: ChannelId) -> Result<Option<String>> {
    let found = query_scalar!(
        "SELECT platform FROM channel_link WHERE channel = ? AND unlinked_at IS NULL AND platform IS NOT NULL",
        channel
    )
    .fetch_optional(conn)
    .await
    .context("reading of which platform a channel hears")?;
    Ok(found.flatten())
}

/// A platform's wave goes on until then. Returns whether it went on before.
pub async fn goes_on(
    conn: &mut Conn,
    platform: &str,
    now: DateTime<Utc>,
    ends_at: DateTime<Utc>,
) -> Result<bool> {
    let (now, ends_at) = (now.timestamp(), ends_at.timestamp());
    let before = query_scalar!("SELECT ends_at FROM incident_wave WHERE platform = ?", platform)
        .fetch_optional(&mut *conn)
        .await
        .context("reading whether a wave goes on")?;
    query!(
        "INSERT INTO incident_wave (platform, ends_at) VALUES (?1, ?2)
         ON CONFLICT (platform) DO UPDATE SET ends_at = excluded.ends_at",
        platform,
        ends_at
    )
    .execute(conn)
    .await
    .context("writing how long a wave goes on")?;
    Ok(before.is_some_and(|before| before >= now))
}

/// A platform's wave is over.
pub async fn over(conn: &mut Conn, platform: &str) -> Result<()> {
    query!("DELETE FROM incident_wave WHERE platform = ?", platform)
        .execute(conn)
        .await
        .context("ending a wave")?;
    Ok(())
}
