//! Interactions whose work was committed: each is carried out once, and stays here until its answer was
//! taken.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{query, query_as, query_scalar};

use super::{Conn, Tx};
use crate::rules::{
    ids::{ChannelId, PersonId, TicketNumber},
    language::Language,
};

/// An interaction that is being carried out.
#[derive(Debug)]
pub struct NewInteraction<'a> {
    /// Discord's id of it.
    pub id: i64,
    /// Who asked.
    pub person: PersonId,
    /// Whether as one of the staff.
    pub staff: bool,
    /// Where.
    pub channel: ChannelId,
    /// What is read there.
    pub language: Language,
    /// The command as it is typed, or what was pressed.
    pub what: &'a str,
}

/// An interaction that was carried out, and whose answer nobody is known to have got.
#[derive(Debug)]
pub struct Unanswered {
    /// Discord's id of it.
    pub id: i64,
    /// Who asked.
    pub person: PersonId,
    /// Whether as one of the staff.
    pub staff: bool,
    /// Where.
    pub channel: ChannelId,
    /// What is read there.
    pub language: Language,
    /// The command as it is typed, or what was pressed.
    pub what: String,
    /// The ticket that it concerned, where it concerned one.
    pub ticket: Option<TicketNumber>,
}

/// Begins a transaction with the mark that an interaction is carried out, in one text. Says whether it was
/// not before.
pub async fn begin(tx: &mut Tx, new: &NewInteraction<'_>, now: DateTime<Utc>) -> Result<bool> {
    let now = now.timestamp();
    let marked = query_scalar!(
        r#"BEGIN IMMEDIATE;
           INSERT INTO interaction (id, at, person, staff, channel, language, what) VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (id) DO NOTHING RETURNING id AS "id!""#,
        new.id,
        now,
        new.person,
        new.staff,
        new.channel,
        new.language,
        new.what
    )
    .fetch_optional(&mut **tx)
    .await
    .context("marking an interaction")?;
    Ok(marked.is_some())
}

/// Marks an interaction as answered. Says whether it was not before.
pub async fn answered(conn: &mut Conn, id: i64, now: DateTime<Utc>) -> Result<bool> {
    let now = now.timestamp();
    let done = query!("UPDATE interaction SET answered_at = ? WHERE id = ? AND answered_at IS NULL", now, id)
        .execute(conn)
        .await
        .context("marking an interaction as answered")?;
    Ok(done.rows_affected() == 1)
}

/// One interaction that was carried out and not answered.
pub async fn unanswered(conn: &mut Conn, id: i64) -> Result<Option<Unanswered>> {
    Ok(all_unanswered(conn, Some(id)).await?.pop())
}

/// Those that were carried out and not answered, in the order in which they were asked; with an id, that one
/// alone. Left out: those of before it was noted who asked.
pub async fn all_unanswered(conn: &mut Conn, id: Option<i64>) -> Result<Vec<Unanswered>> {
    query_as!(
        Unanswered,
        r#"SELECT id AS "id!", person AS "person!: PersonId", staff AS "staff: bool", channel AS "channel!: ChannelId",
                  language AS "language!: Language", what AS "what!", ticket AS "ticket: TicketNumber"
           FROM interaction WHERE answered_at IS NULL AND person IS NOT NULL AND (?1 IS NULL OR id = ?1) ORDER BY id"#,
        id
    )
    .fetch_all(conn)
    .await
    .context("reading which interactions were not answered")
}
