//! What a month's report is counted from: tickets' histories, and what the ledger of hours says.

use std::collections::HashMap;

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{query, query_as, query_scalar};

use super::{Conn, customer::Customer};
use crate::rules::{
    calendar::{Calendar, Month},
    event::{By, Recorded, Side},
    ids::{CustomerId, EventSeq, PersonId, TicketNumber},
    language::Language,
    report::Hours,
    session::Topic,
};

/// A ticket with its whole history.
#[derive(Clone, Debug)]
pub struct TicketHistory {
    /// Its number.
    pub number: TicketNumber,
    /// What it is about, in one line.
    pub subject: String,
    /// Its events, in order.
    pub events: Vec<Recorded>,
}

/// The tickets that may have a part in a time, by number: one customer's, or everybody's. Left out: those
/// opened after it, and those that were closed before it and not touched since.
///
/// # Errors
/// When the database fails or an event cannot be read.
pub async fn histories(
    conn: &mut Conn,
    customer: Option<CustomerId>,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<TicketHistory>> {
    let (from, to) = (from.timestamp(), to.timestamp());
    let rows = query!(
        r#"SELECT ticket.number AS "number: TicketNumber", ticket.subject, event.seq AS "seq: EventSeq",
                  event.at AS "at: DateTime<Utc>", event.person AS "person: PersonId", event.side AS "side: Side", event.event
           FROM ticket JOIN ticket_event AS event ON event.ticket = ticket.number
           WHERE (?1 IS NULL OR ticket.customer = ?1) AND ticket.opened_at < ?3 AND (ticket.state <> 'closed' OR ticket.touched_at >= ?2)
           ORDER BY ticket.number, event.seq"#,
        customer,
        from,
        to
    )
    .fetch_all(conn)
    .await
    .context("reading a month's tickets")?;
    let mut told: Vec<TicketHistory> = Vec::new();
    for row in rows {
        let event = serde_json::from_str(&row.event)
            .with_context(|| format!("reading event {} of {}", row.seq, row.number))?;
        let by = By { person: row.person, side: row.side };
        let recorded = Recorded { seq: row.seq, at: row.at, by, event };
        match told.last_mut() {
            Some(last) if last.number == row.number => last.events.push(recorded),
            Some(_) | None => {
                told.push(TicketHistory { number: row.number, subject: row.subject, events: vec![recorded] });
            }
        }
    }
    Ok(told)
}

/// The hours of a month, one customer's or everybody's, except for what is included, which the ledger does
/// not hold. Hours used for no session are support's.
pub async fn hours(
    conn: &mut Conn,
    customer: Option<CustomerId>,
    month: Month,
    calendar: &Calendar,
    now: DateTime<Utc>,
) -> Result<Hours> {
    let (from, to, now) =
        (month.start(calendar).timestamp(), month.end(calendar).timestamp(), now.timestamp());
    let month = month.to_string();
    let used = query!(
        r#"SELECT coalesce(session.topic, 'support') AS "topic!: Topic",
                  coalesce(-sum(entry.minutes) FILTER (WHERE entry.pack IS NULL), 0) AS "of_month!: i64",
                  coalesce(-sum(entry.minutes) FILTER (WHERE entry.pack IS NOT NULL), 0) AS "of_packs!: i64"
           FROM hours_entry AS entry LEFT JOIN session ON session.id = entry.session
           WHERE (?1 IS NULL OR entry.customer = ?1) AND entry.kind IN ('use', 'give_back')
             AND (entry.month = ?2 OR (entry.pack IS NOT NULL AND coalesce(session.starts_at, entry.at) >= ?3
                                                              AND coalesce(session.starts_at, entry.at) < ?4))
           GROUP BY 1"#,
        customer,
        month,
        from,
        to
    )
    .fetch_all(&mut *conn)
    .await
    .context("reading the hours used in a month")?;
    let sums = query!(
        r#"SELECT
             (SELECT coalesce(sum(minutes), 0) FROM session
              WHERE (?1 IS NULL OR customer = ?1) AND starts_at >= ?2 AND starts_at < ?3
                AND state IN ('requested', 'proposed', 'confirmed')) AS "held!: i64",
             (SELECT coalesce(sum(max(0, session.minutes - (
                  SELECT coalesce(-sum(entry.minutes), 0) FROM hours_entry AS entry
                  WHERE entry.session = session.id AND entry.kind IN ('use', 'give_back')))), 0) FROM session
              WHERE (?1 IS NULL OR customer = ?1) AND starts_at >= ?2 AND starts_at < ?3
                AND state NOT IN ('requested', 'proposed', 'confirmed')) AS "given_back!: i64",
             (SELECT coalesce(sum(minutes), 0) FROM pack
              WHERE (?1 IS NULL OR customer = ?1) AND granted_at >= ?2 AND granted_at < ?3) AS "packs_granted!: i64",
             (SELECT coalesce(sum(entry.minutes), 0) FROM hours_entry AS entry JOIN pack ON pack.id = entry.pack
              WHERE (?1 IS NULL OR pack.customer = ?1) AND pack.ends_at > ?4) AS "packs_left!: i64""#,
        customer,
        from,
        to,
        now
    )
    .fetch_one(conn)
    .await
    .context("reading the hours of a month")?;
    let mut by_topic: Vec<_> = used
        .iter()
        .map(|row| (row.topic, row.of_month + row.of_packs))
        .filter(|(_, minutes)| *minutes > 0)
        .collect();
    by_topic.sort();
    Ok(Hours {
        included: 0,
        used_of_month: used.iter().map(|row| row.of_month).sum(),
        used_of_packs: used.iter().map(|row| row.of_packs).sum(),
        held: sums.held,
        given_back: sums.given_back,
        packs_granted: sums.packs_granted,
        packs_left: sums.packs_left,
        by_topic,
    })
}

/// Minutes of the experts' time that were used in a month for a ticket: one customer's, or everybody's. Left
/// out: tickets without.
pub async fn minutes_of_tickets(
    conn: &mut Conn,
    customer: Option<CustomerId>,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<HashMap<TicketNumber, i64>> {
    let (from, to) = (from.timestamp(), to.timestamp());
    let rows = query!(
        r#"SELECT session.ticket AS "ticket!: TicketNumber", coalesce(-sum(entry.minutes), 0) AS "minutes!: i64"
           FROM session JOIN hours_entry AS entry ON entry.session = session.id
           WHERE session.ticket IS NOT NULL AND (?1 IS NULL OR session.customer = ?1)
             AND session.starts_at >= ?2 AND session.starts_at < ?3 AND entry.kind IN ('use', 'give_back')
           GROUP BY session.ticket"#,
        customer,
        from,
        to
    )
    .fetch_all(conn)
    .await
    .context("reading the hours of a month's tickets")?;
    Ok(rows.into_iter().map(|row| (row.ticket, row.minutes)).collect())
}

/// Since when a customer, or the first of all, is one: added, or given a level, whichever is earlier. None:
/// there is none.
pub async fn since(conn: &mut Conn, customer: Option<CustomerId>) -> Result<Option<DateTime<Utc>>> {
    let row = query!(
        r#"SELECT min(min(customer.added_at, coalesce(change.effective_at, customer.added_at))) AS "since: DateTime<Utc>"
           FROM customer LEFT JOIN level_change AS change ON change.customer = customer.id
           WHERE ?1 IS NULL OR customer.id = ?1"#,
        customer
    )
    .fetch_one(conn)
    .await
    .context("reading since when there is a customer")?;
    Ok(row.since)
}

/// The name of every customer, served or not.
pub async fn names(conn: &mut Conn) -> Result<HashMap<CustomerId, String>> {
    let rows = query!(r#"SELECT id AS "id: CustomerId", name FROM customer"#)
        .fetch_all(conn)
        .await
        .context("reading the customers' names")?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// The customers that get their report without asking, in the order in which they were added. Left out: those
/// removed.
pub async fn subscribers(conn: &mut Conn) -> Result<Vec<Customer>> {
    query_as!(
        Customer,
        r#"SELECT id AS "id: CustomerId", name, language AS "language: Language" FROM customer
           WHERE removed_at IS NULL AND monthly_report = 1 ORDER BY id"#
    )
    .fetch_all(conn)
    .await
    .context("listing who gets a report")
}

/// Whether a customer is served and still gets its report without asking.
pub async fn is_subscribed(conn: &mut Conn, customer: CustomerId) -> Result<bool> {
    query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM customer
                          WHERE id = ? AND removed_at IS NULL AND monthly_report = 1) AS "so!: bool""#,
        customer
    )
    .fetch_one(conn)
    .await
    .context("reading whether a customer gets a report")
}
