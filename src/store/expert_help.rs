//! Requests for the expertise cell's help on tickets.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{query, query_as, query_scalar};

use super::Conn;
use crate::rules::{
    ids::{EventSeq, ExpertHelpId, PersonId, TicketNumber},
    session::ExpertHelpState,
};

/// A request for help.
#[derive(Clone, Debug)]
pub struct HelpRow {
    /// Which.
    pub id: ExpertHelpId,
    /// On which ticket.
    pub ticket: TicketNumber,
    /// The event that asked.
    pub seq: EventSeq,
    /// Where it stands.
    pub state: ExpertHelpState,
    /// Who answered; none while nobody did.
    pub expert: Option<PersonId>,
}

/// Writes a request. A second one while another of the same ticket is asked or accepted is refused by the
/// schema.
pub async fn insert(conn: &mut Conn, ticket: TicketNumber, seq: EventSeq) -> Result<ExpertHelpId> {
    let above = ExpertHelpId::ABOVE;
    let done = query!(
        "INSERT INTO expert_help (id, ticket, seq, state)
         VALUES (max(?, (SELECT coalesce(max(id), 0) FROM expert_help),
                     (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'expert_help')) + 1, ?, ?, 'asked')",
        above,
        ticket,
        seq
    )
    .execute(conn)
    .await
    .context("writing a request for help")?;
    Ok(ExpertHelpId::new(done.last_insert_rowid()))
}

/// The tickets into which an expert was called: those on whose request for help they joined, and those on
/// which they told the time they spent; as JSON.
pub async fn called_into(conn: &mut Conn, expert: PersonId) -> Result<String> {
    query_scalar!(
        r#"SELECT json_group_array(ticket) AS "tickets!: String" FROM (
               SELECT ticket FROM expert_help WHERE expert = ?1 AND state IN ('accepted', 'ended')
               UNION SELECT ticket FROM session WHERE expert = ?1 AND ticket IS NOT NULL)"#,
        expert
    )
    .fetch_one(conn)
    .await
    .context("reading into which tickets an expert was called")
}

/// A request.
pub async fn find(conn: &mut Conn, id: ExpertHelpId) -> Result<Option<HelpRow>> {
    query_as!(
        HelpRow,
        r#"SELECT id AS "id: ExpertHelpId", ticket AS "ticket: TicketNumber", seq AS "seq: EventSeq", state AS "state: ExpertHelpState",
                  expert AS "expert: PersonId"
           FROM expert_help WHERE id = ?"#,
        id
    )
    .fetch_optional(conn)
    .await
    .context("reading a request for help")
}

/// The request of a ticket that waits for an answer or was accepted, if there is one. Left out: those
/// declined or ended.
pub async fn standing(conn: &mut Conn, ticket: TicketNumber) -> Result<Option<HelpRow>> {
    query_as!(
        HelpRow,
        r#"SELECT id AS "id: ExpertHelpId", ticket AS "ticket: TicketNumber", seq AS "seq: EventSeq", state AS "state: ExpertHelpState",
                  expert AS "expert: PersonId"
           FROM expert_help WHERE ticket = ? AND state IN ('asked', 'accepted')"#,
        ticket
    )
    .fetch_optional(conn)
    .await
    .context("reading the help on a ticket")
}

/// Writes an expert's answer. `false`: it no longer waited for one, and nothing is written.
pub async fn answer(
    conn: &mut Conn,
    id: ExpertHelpId,
    state: ExpertHelpState,
    expert: PersonId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let now = now.timestamp();
    let done = query!(
        "UPDATE expert_help SET state = ?, expert = ?, answered_at = ? WHERE id = ? AND state = 'asked'",
        state,
        expert,
        now,
        id
    )
    .execute(conn)
    .await
    .context("answering a request for help")?;
    Ok(done.rows_affected() == 1)
}

/// Ends what a ticket has of help, as it is closed; gives the request that was ended. A second call changes
/// nothing.
pub async fn end(conn: &mut Conn, ticket: TicketNumber) -> Result<Option<ExpertHelpId>> {
    query_scalar!(
        r#"UPDATE expert_help SET state = 'ended' WHERE ticket = ? AND state IN ('asked', 'accepted')
           RETURNING id AS "id!: ExpertHelpId""#,
        ticket
    )
    .fetch_optional(conn)
    .await
    .context("ending the help on a ticket")
}

/// Whether an expert helps on a ticket, or did until it was closed.
pub async fn helped(conn: &mut Conn, ticket: TicketNumber, expert: PersonId) -> Result<bool> {
    query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM expert_help WHERE ticket = ? AND expert = ? AND state <> 'declined') AS "helped!: bool""#,
        ticket,
        expert
    )
    .fetch_one(conn)
    .await
    .context("asking whether an expert helps on a ticket")
}

/// The tickets on which an expert helps, and those closed since whose time was not told yet; the latest
/// first, at most `limit`.
pub async fn tickets_of(conn: &mut Conn, expert: PersonId, limit: i64) -> Result<Vec<TicketNumber>> {
    query_scalar!(
        r#"SELECT ticket AS "ticket!: TicketNumber" FROM expert_help AS help
           WHERE expert = ?1
             AND (state = 'accepted' OR (state = 'ended' AND NOT EXISTS (
                 SELECT 1 FROM session WHERE session.ticket = help.ticket AND session.expert = ?1
                                         AND session.starts_at >= help.answered_at)))
           GROUP BY ticket ORDER BY max(id) DESC LIMIT ?2"#,
        expert,
        limit
    )
    .fetch_all(conn)
    .await
    .context("listing the tickets on which an expert helps")
}
