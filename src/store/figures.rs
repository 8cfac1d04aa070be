//! Counts for whoever watches the desk.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::query;

use super::Conn;
use crate::rules::{event::Priority, ticket::State};

/// How many open tickets there are of one priority in one state.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct OpenTickets {
    /// The priority.
    pub priority: Priority,
    /// The state.
    pub state: State,
    /// How many.
    pub tickets: i64,
}

/// Open tickets, counted for every priority and state in which one may be: also where there is none, so that
/// a count that fell to nothing is seen to. Left out: closed ones.
pub async fn open_tickets(conn: &mut Conn) -> Result<Vec<OpenTickets>> {
    let counted = sqlx::query_as!(
        OpenTickets,
        r#"SELECT priority AS "priority: Priority", state AS "state: State", count(*) AS "tickets!: i64"
           FROM ticket WHERE state <> 'closed' GROUP BY priority, state"#
    )
    .fetch_all(conn)
    .await
    .context("counting open tickets")?;
    let open = State::ALL.iter().filter(|state| **state != State::Closed);
    let all = open.flat_map(|state| Priority::ALL.iter().map(|priority| (*priority, *state)));
    Ok(all
        .map(|(priority, state)| {
            let same = |one: &&OpenTickets| one.priority == priority && one.state == state;
            let tickets = counted.iter().find(same).map_or(0, |one| one.tickets);
            OpenTickets { priority, state, tickets }
        })
        .collect())
}

/// The most urgent lane: that of alarms outside chat.
pub const FIRST_LANE: i64 = -2;

/// What waits to be said.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Waiting {
    /// How many messages, by lane from [`FIRST_LANE`] on.
    pub by_lane: [i64; 5],
    /// How many of them were refused and wait until they may be said.
    pub refused: i64,
    /// For how long the oldest that may go has waited, in seconds, by lane from [`FIRST_LANE`] on.
    pub oldest_seconds: [i64; 5],
}

/// What waits to be said. Left out of the ages: what may not go yet.
pub async fn outbox(conn: &mut Conn, now: DateTime<Utc>) -> Result<Waiting> {
    let now = now.timestamp();
    let rows = query!(
        r#"SELECT lane AS "lane!: i64", count(*) AS "messages!: i64", sum(refusals > 0) AS "refused!: i64",
                  min(CASE WHEN not_before <= ? THEN made_at END) AS "oldest: i64"
           FROM outbox WHERE state IN ('waiting', 'sending') GROUP BY lane"#,
        now
    )
    .fetch_all(conn)
    .await
    .context("counting what waits to be said")?;
    let mut waiting = Waiting::default();
    for row in rows {
        waiting.refused += row.refused;
        let Ok(lane) = usize::try_from(row.lane - FIRST_LANE) else { continue };
        if let Some(messages) = waiting.by_lane.get_mut(lane) {
            *messages += row.messages;
        }
        if let (Some(oldest), Some(made)) = (waiting.oldest_seconds.get_mut(lane), row.oldest) {
            *oldest = (now - made).max(0);
        }
    }
    Ok(waiting)
}
