//! Private links to a ticket's file. Of the token in a link only the SHA-256 is kept.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{query, query_as, query_scalar};

use super::Conn;
use crate::rules::{
    event::Sha256Hex,
    ids::{PersonId, TicketNumber},
    language::Language,
};

/// A link to write.
#[derive(Debug)]
pub struct NewLink<'a> {
    /// The SHA-256 of its token.
    pub token: &'a Sha256Hex,
    /// To which ticket's file.
    pub ticket: TicketNumber,
    /// Whether what staff wrote for each other is in it.
    pub for_staff: bool,
    /// In which language.
    pub language: Language,
    /// For whom.
    pub by: PersonId,
    /// When it ceases to be good, UTC.
    pub ends_at: DateTime<Utc>,
    /// The name of the export to which it leads.
    pub file: &'a str,
}

/// To what a link leads.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LinkRow {
    /// Its number.
    pub id: i64,
    /// To which ticket's file.
    pub ticket: TicketNumber,
    /// Whether what staff wrote for each other is in it.
    pub for_staff: bool,
    /// In which language.
    pub language: Language,
    /// The name of the export to which it leads, where one was made.
    pub file: Option<String>,
}

/// Writes a link. Returns its row's number.
pub async fn insert(conn: &mut Conn, link: &NewLink<'_>, now: DateTime<Utc>) -> Result<i64> {
    let (token, now, ends_at) = (link.token.as_str(), now.timestamp(), link.ends_at.timestamp());
    let done = query!(
        "INSERT INTO export_link (token, ticket, for_staff, language, made_by, made_at, ends_at, file)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        token,
        link.ticket,
        link.for_staff,
        link.language,
        link.by,
        now,
        ends_at,
        link.file
    )
    .execute(conn)
    .await
    .context("writing a link to a ticket's file")?;
    Ok(done.last_insert_rowid())
}

/// The link with that token. Left out: links whose time is over at `now`, and those of a team that is served
/// no longer.
pub async fn find(conn: &mut Conn, token: &Sha256Hex, now: DateTime<Utc>) -> Result<Option<LinkRow>> {
    let (token, now) = (token.as_str(), now.timestamp());
    query_as!(
        LinkRow,
        r#"SELECT l.id AS "id!", l.file, l.ticket AS "ticket: TicketNumber", l.for_staff AS "for_staff: bool", l.language AS "language: Language"
           FROM export_link AS l JOIN ticket AS t ON t.number = l.ticket JOIN customer AS c ON c.id = t.customer
           WHERE l.token = ? AND l.ends_at > ? AND (l.for_staff = 1 OR c.removed_at IS NULL)"#,
        token,
        now
    )
    .fetch_optional(conn)
    .await
    .context("looking for a link to a ticket's file")
}

/// A link leads to the export of this name from now on.
pub async fn stands(conn: &mut Conn, id: i64, file: &str) -> Result<()> {
    query!("UPDATE export_link SET file = ? WHERE id = ?", file, id)
        .execute(conn)
        .await
        .context("writing where a link leads")?;
    Ok(())
}

/// The names of the exports to which links lead.
pub async fn files(conn: &mut Conn) -> Result<Vec<String>> {
    query_scalar!(r#"SELECT file AS "file!" FROM export_link WHERE file IS NOT NULL"#)
        .fetch_all(conn)
        .await
        .context("reading where links lead")
}

/// Takes a link away. Returns the name of its export, where no other link leads there. A second call does
/// nothing.
pub async fn delete(conn: &mut Conn, id: i64) -> Result<Option<String>> {
    let gone = query_scalar!("DELETE FROM export_link WHERE id = ? RETURNING file", id)
        .fetch_optional(&mut *conn)
        .await
        .context("taking a link to a ticket's file away")?;
    let Some(file) = gone.flatten() else { return Ok(None) };
    let others = query_scalar!(r#"SELECT count(*) AS "count!: i64" FROM export_link WHERE file = ?"#, file)
        .fetch_one(conn)
        .await
        .context("looking for other links to a ticket's file")?;
    Ok((others == 0).then_some(file))
}
