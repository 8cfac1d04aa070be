//! Major incidents: the row is a projection of the events, written in the same transaction; what people wrote
//! stands beside them.

use std::collections::HashMap;

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::{query, query_as, query_scalar};

use super::{Conn, find::TicketLine, ticket::Text, window::Texts};
use crate::rules::{
    event::{By, Priority, Sha256Hex, Side},
    ids::{EventSeq, IncidentNumber, PersonId, TicketNumber},
    incident::{Event, Recorded, State},
    ticket,
};

/// What people wrote in an event, each part in one language or in both.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default)]
pub struct Written {
    /// In one line, what is down.
    pub title: Option<String>,
    /// What customers notice.
    pub impact: Texts,
    /// What support is doing.
    pub action: Texts,
    /// What was done, or what happened.
    pub note: Texts,
}

/// Gives an incident its number.
pub async fn insert(conn: &mut Conn, platform: &str, now: DateTime<Utc>) -> Result<IncidentNumber> {
    let now = now.timestamp();
    let done =
        query!("INSERT INTO incident (platform, state, opened_at) VALUES (?, 'open', ?)", platform, now)
            .execute(conn)
            .await
            .context("writing a major incident")?;
    Ok(IncidentNumber::new(done.last_insert_rowid()))
}

/// Appends an event with its hash and what somebody wrote in it, and brings the row and the tied tickets up
/// to date. The primary key refuses a second event of the same rank.
pub async fn append(
    conn: &mut Conn,
    incident: IncidentNumber,
    (recorded, hash): (&Recorded, &Sha256Hex),
    text: Option<&Text>,
    state: State,
) -> Result<()> {
    let at = recorded.at.timestamp();
    let event = serde_json::to_string(&recorded.event).context("writing an event")?;
    let (seq, hash) = (recorded.seq, hash.as_str());
    query!(
        "INSERT INTO incident_event (incident, seq, at, person, side, event, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
        incident,
        seq,
        at,
        recorded.by.person,
        recorded.by.side,
        event,
        hash
    )
    .execute(&mut *conn)
    .await
    .context("writing an event of a major incident")?;
    if let Some(Text { body, author }) = text {
        query!(
            "INSERT INTO incident_text (incident, seq, body, author) VALUES (?, ?, ?, ?)",
            incident,
            seq,
            body,
            author
        )
        .execute(&mut *conn)
        .await
        .context("keeping what was written of a major incident")?;
    }
    match recorded.event {
        Event::Tied { ticket } => {
            query!("INSERT INTO incident_ticket (incident, ticket) VALUES (?, ?)", incident, ticket)
        }
        Event::Untied { ticket } => {
            query!("DELETE FROM incident_ticket WHERE incident = ? AND ticket = ?", incident, ticket)
        }
        Event::Opened { .. } | Event::Updated { .. } | Event::Restored { .. } | Event::Closed { .. } => {
            query!("UPDATE incident SET state = ? WHERE number = ?", state, incident)
        }
    }
    .execute(conn)
    .await
    .context("bringing a major incident up to date")?;
    Ok(())
}

/// An incident's events in order, each with its hash; none where there is no such incident.
pub async fn events(conn: &mut Conn, incident: IncidentNumber) -> Result<Vec<(Recorded, Sha256Hex)>> {
    let rows = query!(
        r#"SELECT seq AS "seq: EventSeq", at AS "at: DateTime<Utc>", person AS "person: PersonId", side AS "side: Side", event, hash
           FROM incident_event WHERE incident = ? ORDER BY seq"#,
        incident
    )
    .fetch_all(conn)
    .await
    .context("reading a major incident's events")?;
    let events = rows.into_iter().map(|row| {
        let event = serde_json::from_str(&row.event).context("reading an event")?;
        let by = By { person: row.person, side: row.side };
        Ok((Recorded { seq: row.seq, at: row.at, by, event }, row.hash.parse()?))
    });
    events.collect()
}

/// What was written in an incident's events.
pub async fn texts(conn: &mut Conn, incident: IncidentNumber) -> Result<HashMap<EventSeq, Written>> {
    let rows =
        query!(r#"SELECT seq AS "seq: EventSeq", body FROM incident_text WHERE incident = ?"#, incident)
            .fetch_all(conn)
            .await
            .context("reading what was written of a major incident")?;
    rows.into_iter()
        .map(|row| Ok((row.seq, serde_json::from_str(&row.body).context("reading a text")?)))
        .collect()
}

/// What was written in an incident's events, as it was hashed, each with the name shown at the time.
pub async fn kept(conn: &mut Conn, incident: IncidentNumber) -> Result<HashMap<EventSeq, Text>> {
    let rows = query!(
        r#"SELECT seq AS "seq: EventSeq", body, author FROM incident_text WHERE incident = ?"#,
        incident
    )
    .fetch_all(conn)
    .await
    .context("reading what is kept of a major incident")?;
    Ok(rows.into_iter().map(|row| (row.seq, Text { body: row.body, author: row.author })).collect())
}

/// An incident in a list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct IncidentLine {
    /// Its number.
    pub number: IncidentNumber,
    /// On which platform, by its key in the offer.
    pub platform: String,
    /// In one line.
    pub title: String,
    /// Where it stands.
    pub state: State,
    /// When it was declared, UTC.
    pub opened_at: DateTime<Utc>,
    /// How many tickets tell of it.
    pub tickets: i64,
}

/// Incidents, those that are not closed first, then the newest, at most `limit`.
pub async fn list(conn: &mut Conn, limit: i64) -> Result<Vec<IncidentLine>> {
    query_as!(
        IncidentLine,
        r#"SELECT number AS "number: IncidentNumber", platform,
                  coalesce((SELECT body ->> 'title' FROM incident_text WHERE incident = number AND seq = 1), '') AS "title!: String",
                  state AS "state: State", opened_at AS "opened_at: DateTime<Utc>",
                  (SELECT count(*) FROM incident_ticket WHERE incident = number) AS "tickets!: i64"
           FROM incident ORDER BY state = 'closed', number DESC LIMIT 0 + ?"#,
        limit
    )
    .fetch_all(conn)
    .await
    .context("listing major incidents")
}

/// Every incident, by number. Left out: closed ones.
pub async fn open(conn: &mut Conn) -> Result<Vec<IncidentNumber>> {
    query_scalar!(
        r#"SELECT number AS "number: IncidentNumber" FROM incident WHERE state <> 'closed' ORDER BY number"#
    )
    .fetch_all(conn)
    .await
    .context("listing the major incidents")
}

/// The incident to which a ticket is tied. Left out: those that are closed.
pub async fn of_ticket(conn: &mut Conn, ticket: TicketNumber) -> Result<Option<IncidentNumber>> {
    query_scalar!(
        r#"SELECT number AS "number: IncidentNumber" FROM incident_ticket JOIN incident ON number = incident
           WHERE ticket = ? AND state <> 'closed' ORDER BY number DESC LIMIT 1"#,
        ticket
    )
    .fetch_optional(conn)
    .await
    .context("reading to which major incident a ticket is tied")
}

/// When something was last done with an incident, UTC.
pub async fn last_sign(conn: &mut Conn, incident: IncidentNumber) -> Result<Option<DateTime<Utc>>> {
    query_scalar!(
        r#"SELECT at AS "at: DateTime<Utc>" FROM incident_event WHERE incident = ? ORDER BY seq DESC LIMIT 1"#,
        incident
    )
    .fetch_optional(conn)
    .await
    .context("reading when something was done with a major incident")
}

/// The open tickets that were opened during an incident, declared then, by number.
pub async fn opened_during(
    conn: &mut Conn,
    incident: IncidentNumber,
    declared: DateTime<Utc>,
) -> Result<Vec<TicketNumber>> {
    let declared = declared.timestamp();
    query_scalar!(
        r#"SELECT number AS "number: TicketNumber" FROM ticket JOIN ticket_event AS first ON first.ticket = number AND first.seq = 1
           WHERE state <> 'closed' AND opened_at >= ? AND first.event ->> 'during' = ? ORDER BY number"#,
        declared,
        incident
    )
    .fetch_all(conn)
    .await
    .context("listing the tickets that were opened during a major incident")
}

/// The incidents that are open, by number.
pub async fn all_open(conn: &mut Conn) -> Result<Vec<IncidentNumber>> {
    query_scalar!(
        r#"SELECT number AS "number: IncidentNumber" FROM incident WHERE state = 'open' ORDER BY number"#
    )
    .fetch_all(conn)
    .await
    .context("listing the major incidents that are open")
}

/// The newest incident of a platform that is open.
pub async fn open_now(conn: &mut Conn, platform: &str) -> Result<Option<IncidentNumber>> {
    query_scalar!(
        r#"SELECT number AS "number: IncidentNumber" FROM incident
           WHERE state = 'open' AND platform = ? ORDER BY number DESC LIMIT 1"#,
        platform
    )
    .fetch_optional(conn)
    .await
    .context("reading whether a major incident is open on a platform now")
}

/// The newest incident of a platform that is open and was by then, and of which nobody said that the ticket
/// does not tell of it.
pub async fn open_on(
    conn: &mut Conn,
    (platform, by): (&str, DateTime<Utc>),
    ticket: TicketNumber,
) -> Result<Option<IncidentNumber>> {
    let by = by.timestamp();
    query_scalar!(
        r#"SELECT number AS "number: IncidentNumber" FROM incident
           WHERE state = 'open' AND platform = ? AND opened_at <= ?
             AND NOT EXISTS (SELECT 1 FROM incident_event
                             WHERE incident = number AND event ->> 'kind' = 'untied' AND event ->> 'ticket' = ?)
           ORDER BY number DESC LIMIT 1"#,
        platform,
        by,
        ticket
    )
    .fetch_optional(conn)
    .await
    .context("reading whether a major incident is open on a platform")
}

/// The P1s that are open and tied to an incident, or to none, by number: its own are among them.
pub async fn p1s(conn: &mut Conn, incident: IncidentNumber) -> Result<Vec<TicketNumber>> {
    query_scalar!(
        r#"SELECT number AS "number: TicketNumber" FROM ticket
           WHERE state <> 'closed' AND priority = 'p1'
             AND NOT EXISTS (SELECT 1 FROM incident_ticket AS tie JOIN incident ON incident.number = tie.incident
                             WHERE tie.ticket = ticket.number AND incident.state <> 'closed' AND incident.number <> ?)
           ORDER BY number"#,
        incident
    )
    .fetch_all(conn)
    .await
    .context("listing the P1s that may be of a major incident")
}

/// The tickets tied to an incident, by number.
pub async fn tied(conn: &mut Conn, incident: IncidentNumber) -> Result<Vec<TicketLine>> {
    query_as!(
        TicketLine,
        r#"SELECT number AS "number: TicketNumber", c.name AS customer, subject, priority AS "priority: Priority",
                  state AS "state: ticket::State", touched_at AS "touched_at: DateTime<Utc>"
           FROM incident_ticket JOIN ticket ON number = incident_ticket.ticket JOIN customer AS c ON c.id = ticket.customer
           WHERE incident = ? ORDER BY number"#,
        incident
    )
    .fetch_all(conn)
    .await
    .context("listing the tickets of a major incident")
}

/// The open tickets that could belong to an incident: about one of those components (their keys, as JSON) or
/// about none that was named, newest first, at most `limit`. Left out: questions about the account, and those
/// tied to an incident that is not closed.
pub async fn untied(conn: &mut Conn, components: &str, limit: i64) -> Result<Vec<TicketLine>> {
    query_as!(
        TicketLine,
        r#"SELECT number AS "number: TicketNumber", c.name AS customer, subject, priority AS "priority: Priority",
                  state AS "state: ticket::State", touched_at AS "touched_at: DateTime<Utc>"
           FROM ticket JOIN customer AS c ON c.id = ticket.customer
           WHERE ticket.state <> 'closed' AND category <> 'account'
             AND (component IS NULL OR component IN (SELECT value FROM json_each(?1)))
             AND NOT EXISTS (SELECT 1 FROM incident_ticket JOIN incident ON incident.number = incident_ticket.incident
                             WHERE incident_ticket.ticket = ticket.number AND incident.state <> 'closed')
           ORDER BY number DESC LIMIT 0 + ?2"#,
        components,
        limit
    )
    .fetch_all(conn)
    .await
    .context("listing the tickets that could belong to a major incident")
}
