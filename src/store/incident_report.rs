//! Which major incidents concern whom, for a month's report: customers of whom a channel was told, and those
//! of the tickets tied to it.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{query, query_scalar};

use super::Conn;
use crate::rules::ids::{CustomerId, IncidentNumber, TicketNumber};

/// The incidents that may have a part in a time, by number: those that concern a customer, or everybody's.
/// Left out: those declared after it, and those that ended before it and were not touched since.
pub async fn of_time(
    conn: &mut Conn,
    customer: Option<CustomerId>,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<IncidentNumber>> {
    let (from, to) = (from.timestamp(), to.timestamp());
    query_scalar!(
        r#"SELECT number AS "number: IncidentNumber" FROM incident
           WHERE opened_at < ?3
             AND (state = 'open' OR (SELECT max(at) FROM incident_event AS event WHERE event.incident = incident.number) >= ?2)
             AND (?1 IS NULL
                  OR EXISTS (SELECT 1 FROM incident_word AS word WHERE word.incident = incident.number AND word.customer = ?1)
                  OR EXISTS (SELECT 1 FROM incident_ticket AS tie JOIN ticket ON ticket.number = tie.ticket
                             WHERE tie.incident = incident.number AND ticket.customer = ?1))
           ORDER BY number"#,
        customer,
        from,
        to
    )
    .fetch_all(conn)
    .await
    .context("reading a month's major incidents")
}

/// Of whom a channel was to be told of an incident, and when the first word stood in one, UTC: of one
/// customer, or of all.
pub async fn told(
    conn: &mut Conn,
    incident: IncidentNumber,
    customer: Option<CustomerId>,
) -> Result<Vec<(CustomerId, Option<DateTime<Utc>>)>> {
    let rows = query!(
        r#"SELECT word.customer AS "customer!: CustomerId",
                  min(CASE WHEN outbox.state = 'sent' THEN outbox.sent_at END) AS "at: DateTime<Utc>"
           FROM incident_word AS word JOIN outbox ON outbox.id = word.outbox
           WHERE word.incident = ?1 AND (?2 IS NULL OR word.customer = ?2) GROUP BY word.customer"#,
        incident,
        customer
    )
    .fetch_all(conn)
    .await
    .context("reading who was told of a major incident")?;
    Ok(rows.into_iter().map(|row| (row.customer, row.at)).collect())
}

/// Whose tickets are tied to an incident: of one customer, or of all.
pub async fn owners(
    conn: &mut Conn,
    incident: IncidentNumber,
    customer: Option<CustomerId>,
) -> Result<Vec<(TicketNumber, CustomerId)>> {
    let rows = query!(
        r#"SELECT ticket.number AS "ticket: TicketNumber", ticket.customer AS "customer: CustomerId"
           FROM incident_ticket AS tie JOIN ticket ON ticket.number = tie.ticket
           WHERE tie.incident = ?1 AND (?2 IS NULL OR ticket.customer = ?2)"#,
        incident,
        customer
    )
    .fetch_all(conn)
    .await
    .context("reading whose tickets are of a major incident")?;
    Ok(rows.into_iter().map(|row| (row.ticket, row.customer)).collect())
}
