//! Files that came with what people wrote: their bytes with the SHA-256, as links to them expire.

use anyhow::{Context, Result};
use sqlx::{query, query_as};

use super::Conn;
use crate::rules::{
    event::Sha256Hex,
    ids::{EventSeq, TicketNumber},
};

/// A file to keep.
#[derive(Debug)]
pub struct NewAttachment<'a> {
    /// The ticket.
    pub ticket: TicketNumber,
    /// The event with which it came.
    pub seq: EventSeq,
    /// Its name.
    pub name: &'a str,
    /// Its kind, where it is known.
    pub kind: Option<&'a str>,
    /// Its size in bytes, as Discord tells.
    pub size: u32,
    /// Where Discord had it.
    pub url: &'a str,
    /// Its bytes; none where it was too large or not to be had.
    pub bytes: Option<&'a [u8]>,
}

/// Keeps a file, with the SHA-256 of its bytes where they are there.
///
/// # Errors
/// When the database fails.
pub async fn keep(conn: &mut Conn, new: &NewAttachment<'_>) -> Result<()> {
    let sha256 = new.bytes.map(|bytes| Sha256Hex::of(bytes).to_string());
    query!(
        "INSERT INTO attachment (ticket, seq, name, kind, size, sha256, bytes, url) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        new.ticket,
        new.seq,
        new.name,
        new.kind,
        new.size,
        sha256,
        new.bytes,
        new.url
    )
    .execute(conn)
    .await
    .context("keeping a file")?;
    Ok(())
}

/// A file that came with an event.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: i64,
    /// Its bytes; none where it was too large or not to be had.
    pub bytes: Option<Vec<u8>>,
}

/// The files that came with an event, in order, those that were not kept too.
///
/// # Errors
/// When the database fails.
pub async fn of_event(conn: &mut Conn, ticket: TicketNumber, seq: EventSeq) -> Result<Vec<Attachment>> {
    query_as!(
        Attachment,
        "SELECT name, size, bytes FROM attachment WHERE ticket = ? AND seq = ? ORDER BY id",
        ticket,
        seq
    )
    .fetch_all(conn)
    .await
    .context("reading an event's files")
}

/// A file of a ticket, with what is known of it.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The event with which it came.
    pub seq: EventSeq,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: i64,
    /// The SHA-256 of its bytes, where they were kept.
    pub sha256: Option<String>,
    /// Its bytes; none where it was too large or not to be had.
    pub bytes: Option<Vec<u8>>,
}

/// Every file of a ticket, in order, those that were not kept too.
///
/// # Errors
/// When the database fails.
pub async fn of_ticket(conn: &mut Conn, ticket: TicketNumber) -> Result<Vec<Kept>> {
    query_as!(
        Kept,
        r#"SELECT seq AS "seq: EventSeq", name, size, sha256, bytes FROM attachment WHERE ticket = ? ORDER BY id"#,
        ticket
    )
    .fetch_all(conn)
    .await
    .context("reading a ticket's files")
}
