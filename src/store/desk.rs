//! What `/desk setup` said.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{query, query_as};

use super::Conn;
use crate::rules::{
    ids::{ChannelId, PersonId, RoleId, SessionId, WindowId},
    language::Language,
    uids::Uids,
};

/// The desk's own channels and roles.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Setup {
    /// Where cards and pages are posted.
    pub support_channel: ChannelId,
    /// Where requests for the experts are posted.
    pub experts_channel: ChannelId,
    /// Who is a support agent.
    pub support_role: RoleId,
    /// Who is an expert.
    pub expert_role: RoleId,
    /// Whom level 1 of a P1's ladder calls; without one, the support role.
    pub on_call_1: Option<RoleId>,
    /// Level 2; without one, the level below.
    pub on_call_2: Option<RoleId>,
    /// Level 3; without one, the level below.
    pub on_call_3: Option<RoleId>,
    /// What staff channels read: the staff server's language.
    pub language: Language,
}

/// The set-up, once `/desk setup` was run.
pub async fn setup(conn: &mut Conn) -> Result<Option<Setup>> {
    query_as!(
        Setup,
        r#"SELECT support_channel AS "support_channel: ChannelId", experts_channel AS "experts_channel: ChannelId",
                  support_role AS "support_role: RoleId", expert_role AS "expert_role: RoleId",
                  on_call_1 AS "on_call_1: RoleId", on_call_2 AS "on_call_2: RoleId", on_call_3 AS "on_call_3: RoleId",
                  language AS "language: Language"
           FROM desk"#
    )
    .fetch_optional(conn)
    .await
    .context("reading the desk's set-up")
}

/// Writes the set-up in place of the one before.
pub async fn set_up(conn: &mut Conn, setup: &Setup, by: PersonId, now: DateTime<Utc>) -> Result<()> {
    let now = now.timestamp();
    query!(
        "INSERT OR REPLACE INTO desk (id, support_channel, experts_channel, support_role, expert_role, on_call_1, on_call_2,
                                      on_call_3, language, set_up_by, set_up_at)
         VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        setup.support_channel,
        setup.experts_channel,
        setup.support_role,
        setup.expert_role,
        setup.on_call_1,
        setup.on_call_2,
        setup.on_call_3,
        setup.language,
        by,
        now
    )
    .execute(conn)
    .await
    .context("writing the desk's set-up")?;
    Ok(())
}

/// Who wrote the set-up last.
pub async fn set_up_by(conn: &mut Conn) -> Result<Option<PersonId>> {
    sqlx::query_scalar!(r#"SELECT set_up_by AS "set_up_by: PersonId" FROM desk"#)
        .fetch_optional(conn)
        .await
        .context("reading who set the desk up")
}

/// A small fact the program keeps about itself.
pub async fn memo(conn: &mut Conn, key: &str) -> Result<Option<String>> {
    sqlx::query_scalar!("SELECT value FROM memo WHERE key = ?", key)
        .fetch_optional(conn)
        .await
        .context("reading a memo")
}

/// Writes such a fact.
pub async fn note(conn: &mut Conn, key: &str, value: &str) -> Result<()> {
    query!("INSERT OR REPLACE INTO memo (key, value) VALUES (?, ?)", key, value)
        .execute(conn)
        .await
        .context("writing a memo")?;
    Ok(())
}

/// Forgets such a fact.
pub async fn forget(conn: &mut Conn, key: &str) -> Result<()> {
    query!("DELETE FROM memo WHERE key = ?", key).execute(conn).await.context("forgetting a memo")?;
    Ok(())
}

/// What tells this desk's events from another's in one calendar.
pub async fn uids(conn: &mut Conn) -> Result<Uids> {
    query_as!(
        Uids,
        r#"SELECT uid AS installation, sessions_before AS "sessions_before: SessionId", windows_before AS "windows_before: WindowId"
           FROM installation"#
    )
    .fetch_one(conn)
    .await
    .context("reading what tells this desk's events from another's")
}

/// The last moment of which the database tells: something done, said or decided. Left out: what is only
/// promised.
pub async fn last_moment(conn: &mut Conn) -> Result<Option<DateTime<Utc>>> {
    let last = query!(
        r#"SELECT max(at) AS "at: DateTime<Utc>" FROM (
               SELECT max(at) AS at FROM ticket_event UNION ALL SELECT max(done_at) FROM agenda
               UNION ALL SELECT max(sent_at) FROM outbox UNION ALL SELECT max(at) FROM interaction)"#
    )
    .fetch_one(conn)
    .await
    .context("reading the last moment of the database")?;
    Ok(last.at)
}
