//! Calendars of on call, whom their names mean, and who takes a level's calls for a while.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{query, query_as};

use super::Conn;
use crate::rules::{
    ids::PersonId,
    on_call::calendar::{Copy, Mark, Unread},
};

/// A level's calendar, without its text.
#[derive(Clone, Debug)]
pub struct CalendarRow {
    /// The level, from 1.
    pub level: u8,
    /// Where it is read.
    pub url: String,
    /// What marks the copy that is kept.
    pub mark: Mark,
    /// When that was last known to be what the server has, UTC.
    pub good_at: DateTime<Utc>,
    /// When it was last tried, UTC.
    pub read_at: DateTime<Utc>,
    /// Why it could not be read then.
    pub error: Option<Unread>,
}

/// The calendars that there are, by level.
pub async fn calendars(conn: &mut Conn) -> Result<Vec<CalendarRow>> {
    let rows = query!(
        r#"SELECT level AS "level!: u8", url, etag, modified, good_at AS "good_at: DateTime<Utc>",
                  read_at AS "read_at: DateTime<Utc>", error
           FROM on_call_calendar ORDER BY level"#
    )
    .fetch_all(conn)
    .await
    .context("reading the calendars of on call")?;
    let row = |error: Option<String>| error.map(|text| serde_json::from_str(&text)).transpose();
    rows.into_iter()
        .map(|one| {
            Ok(CalendarRow {
                level: one.level,
                url: one.url,
                mark: Mark { etag: one.etag, modified: one.modified },
                good_at: one.good_at,
                read_at: one.read_at,
                error: row(one.error).context("reading why a calendar was not read")?,
            })
        })
        .collect()
}

/// The last good copy of each level's calendar, by level.
pub async fn texts(conn: &mut Conn) -> Result<Vec<(u8, String)>> {
    let rows = query!(r#"SELECT level AS "level!: u8", text FROM on_call_calendar ORDER BY level"#)
        .fetch_all(conn)
        .await
        .context("reading the copies of calendars")?;
    Ok(rows.into_iter().map(|row| (row.level, row.text)).collect())
}

/// Gives a level a calendar, in the place of the one before.
pub async fn set_calendar(
    conn: &mut Conn,
    (level, url): (u8, &str),
    copy: &Copy,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<()> {
    let (now, Copy { text, mark: Mark { etag, modified } }) = (now.timestamp(), copy);
    query!(
        "INSERT OR REPLACE INTO on_call_calendar (level, url, text, etag, modified, good_at, read_at, set_by, set_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?6)",
        level,
        url,
        text,
        etag,
        modified,
        now,
        by
    )
    .execute(conn)
    .await
    .context("writing a calendar of on call")?;
    Ok(())
}

/// Takes a level's calendar away. Returns whether it had one.
pub async fn remove_calendar(conn: &mut Conn, level: u8) -> Result<bool> {
    let done = query!("DELETE FROM on_call_calendar WHERE level = ?", level)
        .execute(conn)
        .await
        .context("taking a calendar of on call away")?;
    Ok(done.rows_affected() > 0)
}

/// A calendar was read: a new copy, or the one that is kept still holds. One that was replaced since is left
/// alone.
pub async fn was_read(
    conn: &mut Conn,
    (level, url): (u8, &str),
    copy: Option<&Copy>,
    now: DateTime<Utc>,
) -> Result<()> {
    let now = now.timestamp();
    let (text, mark) = copy.map(|copy| (&copy.text, &copy.mark)).unzip();
    let (etag, modified) = mark.map(|mark| (mark.etag.as_ref(), mark.modified.as_ref())).unzip();
    let (etag, modified, new) = (etag.flatten(), modified.flatten(), copy.is_some());
    query!(
        "UPDATE on_call_calendar SET text = coalesce(?3, text), etag = iif(?6, ?4, etag), modified = iif(?6, ?5, modified),
                good_at = ?7, read_at = ?7, error = NULL WHERE level = ?1 AND url = ?2",
        level,
        url,
        text,
        etag,
        modified,
        new,
        now
    )
    .execute(conn)
    .await
    .context("writing a copy of a calendar")?;
    Ok(())
}

/// A calendar could not be read. One that was replaced since is left alone.
pub async fn was_not_read(
    conn: &mut Conn,
    (level, url): (u8, &str),
    why: &Unread,
    now: DateTime<Utc>,
) -> Result<()> {
    let (error, now) = (serde_json::to_string(why)?, now.timestamp());
    query!(
        "UPDATE on_call_calendar SET read_at = ?, error = ? WHERE level = ? AND url = ?",
        now,
        error,
        level,
        url
    )
    .execute(conn)
    .await
    .context("writing that a calendar was not read")?;
    Ok(())
}

/// Whom a name means.
#[derive(Clone, Debug)]
pub struct NameRow {
    /// The name as it is compared.
    pub folded: String,
    /// Whom it means.
    pub person: PersonId,
}

/// All names that are tied to somebody.
pub async fn names(conn: &mut Conn) -> Result<Vec<NameRow>> {
    query_as!(NameRow, r#"SELECT folded, person AS "person: PersonId" FROM on_call_name"#)
        .fetch_all(conn)
        .await
        .context("reading whom names in calendars mean")
}

/// Ties a name to somebody.
pub async fn tie(
    conn: &mut Conn,
    (folded, name): (&str, &str),
    person: PersonId,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<()> {
    let now = now.timestamp();
    query!(
        "INSERT OR REPLACE INTO on_call_name (folded, name, person, tied_by, tied_at) VALUES (?, ?, ?, ?, ?)",
        folded,
        name,
        person,
        by,
        now
    )
    .execute(conn)
    .await
    .context("tying a name to somebody")?;
    Ok(())
}

/// Somebody takes a level's calls.
#[derive(Clone, Debug)]
pub struct CoverRow {
    /// The level, from 1.
    pub level: u8,
    /// Who.
    pub person: PersonId,
    /// Until when, UTC.
    pub until: DateTime<Utc>,
}

/// Who takes which level's calls at a moment.
pub async fn covers(conn: &mut Conn, now: DateTime<Utc>) -> Result<Vec<CoverRow>> {
    let now = now.timestamp();
    query_as!(
        CoverRow,
        r#"SELECT level AS "level!: u8", person AS "person: PersonId", until AS "until: DateTime<Utc>"
           FROM on_call_cover WHERE until > ? ORDER BY level"#,
        now
    )
    .fetch_all(conn)
    .await
    .context("reading who covers on call")
}

/// Somebody takes a level's calls from now on, in the place of whoever did.
pub async fn cover(conn: &mut Conn, cover: &CoverRow, by: PersonId, now: DateTime<Utc>) -> Result<()> {
    let (until, now) = (cover.until.timestamp(), now.timestamp());
    query!(
        "INSERT OR REPLACE INTO on_call_cover (level, person, until, set_by, set_at) VALUES (?, ?, ?, ?, ?)",
        cover.level,
        cover.person,
        until,
        by,
        now
    )
    .execute(conn)
    .await
    .context("writing who covers on call")?;
    Ok(())
}
