//! What is kept of major incidents, read as it stands there: a row that no program of ours wrote is no fault
//! of whoever looks. A database of before there were any is looked at too.

use std::collections::HashMap;

use anyhow::{Context, Result};
use sqlx::{query, query_as, query_scalar};

use super::{Conn, integrity::as_written};
use crate::rules::{
    event::Sha256Hex,
    ids::{EventSeq, IncidentNumber, TicketNumber},
    incident::Recorded,
};

/// What an incident's row says that follows from its events.
#[derive(Clone, Debug)]
pub struct Derived {
    /// The incident.
    pub number: IncidentNumber,
    /// On which platform.
    pub platform: String,
    /// Where it stands.
    pub state: String,
}

/// Whether the database is of a schema that knows incidents.
///
/// # Errors
/// When the database fails.
pub async fn are_kept(conn: &mut Conn) -> Result<bool> {
    query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'incident_event') AS "are!: bool""#
    )
    .fetch_one(conn)
    .await
    .context("reading whether major incidents are kept")
}

/// What every incident's row says, by number.
///
/// # Errors
/// When the database fails.
pub async fn incidents(conn: &mut Conn) -> Result<Vec<Derived>> {
    query_as!(
        Derived,
        r#"SELECT number AS "number: IncidentNumber", platform, state FROM incident ORDER BY number"#
    )
    .fetch_all(conn)
    .await
    .context("reading the major incidents")
}

/// An incident's events in order, each with its hash; of one that is not what any program of ours writes, its
/// rank alone.
///
/// # Errors
/// When the database fails.
pub async fn events(
    conn: &mut Conn,
    incident: IncidentNumber,
) -> Result<Vec<Result<(Recorded, Sha256Hex), EventSeq>>> {
    let rows = query!(
        r#"SELECT seq AS "seq: EventSeq", at, person, side, event, hash
           FROM incident_event WHERE incident = ? ORDER BY seq"#,
        incident
    )
    .fetch_all(conn)
    .await
    .context("reading a major incident's events")?;
    let read = rows.into_iter().map(|row| {
        let read = as_written((row.at, row.person, &row.side), (&row.event, &row.hash));
        read.map(|(at, by, event, hash)| (Recorded { seq: row.seq, at, by, event }, hash)).ok_or(row.seq)
    });
    Ok(read.collect())
}

/// The tickets tied to an incident.
///
/// # Errors
/// When the database fails.
pub async fn tied(conn: &mut Conn, incident: IncidentNumber) -> Result<Vec<TicketNumber>> {
    query_scalar!(
        r#"SELECT ticket AS "ticket: TicketNumber" FROM incident_ticket WHERE incident = ?"#,
        incident
    )
    .fetch_all(conn)
    .await
    .context("reading the tickets of a major incident")
}

/// What was written in an incident's events, as it is kept.
///
/// # Errors
/// When the database fails.
pub async fn bodies(conn: &mut Conn, incident: IncidentNumber) -> Result<HashMap<EventSeq, String>> {
    let rows =
        query!(r#"SELECT seq AS "seq: EventSeq", body FROM incident_text WHERE incident = ?"#, incident)
            .fetch_all(conn)
            .await
            .context("reading what was written of a major incident")?;
    Ok(rows.into_iter().map(|row| (row.seq, row.body)).collect())
}
