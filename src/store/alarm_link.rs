//! The links in alarms. Of a link's token only the SHA-256 is kept.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{query, query_as};

use super::Conn;
use crate::rules::{
    event::Sha256Hex,
    ids::{CustomerId, IncidentNumber, TicketNumber},
    on_call::RouteKey,
    paging::Together,
};

/// To what a link leads.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LeadsTo {
    /// A P1.
    Ticket(TicketNumber),
    /// All P1s that are called together and that nobody has acknowledged.
    Several(Together),
    /// A trial, by its number.
    Test(i64),
}

/// A link as it is kept.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// By which route it went.
    pub route: RouteKey,
    /// To what it leads.
    pub to: LeadsTo,
    /// Whether there is nothing left to acknowledge by it.
    pub over: bool,
}

/// Keeps a link by the SHA-256 of its token.
pub async fn insert(
    conn: &mut Conn,
    token: &Sha256Hex,
    (route, to): (RouteKey, LeadsTo),
    now: DateTime<Utc>,
) -> Result<()> {
    let (token, route, now) = (token.as_str(), route.as_str(), now.timestamp());
    let (mut ticket, mut customer, mut incident, mut test) = (None, None, None, None);
    match to {
        LeadsTo::Ticket(number) => ticket = Some(number),
        LeadsTo::Several(Together::Team(id)) => customer = Some(id),
        LeadsTo::Several(Together::Incident(number)) => incident = Some(number),
        LeadsTo::Test(number) => test = Some(number),
    }
    query!(
        "INSERT INTO alarm_link (token, route, ticket, customer, incident, test, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        token,
        route,
        ticket,
        customer,
        incident,
        test,
        now
    )
    .execute(conn)
    .await
    .context("writing an alarm's link")?;
    Ok(())
}

/// The link of that token, over or not.
pub async fn find(conn: &mut Conn, token: &Sha256Hex) -> Result<Option<Link>> {
    struct Row {
        route: String,
        ticket: Option<TicketNumber>,
        customer: Option<CustomerId>,
        incident: Option<IncidentNumber>,
        test: Option<i64>,
        over: bool,
    }
    let token = token.as_str();
    let row = query_as!(
        Row,
        r#"SELECT route, ticket AS "ticket: TicketNumber", customer AS "customer: CustomerId",
                  incident AS "incident: IncidentNumber", test, over_at IS NOT NULL AS "over!: bool"
           FROM alarm_link WHERE token = ?"#,
        token
    )
    .fetch_optional(conn)
    .await
    .context("reading an alarm's link")?;
    let Some(row) = row else { return Ok(None) };
    let several = row.customer.map(Together::Team).or(row.incident.map(Together::Incident));
    let to = match (row.ticket, several, row.test) {
        (Some(ticket), ..) => LeadsTo::Ticket(ticket),
        (None, Some(of), _) => LeadsTo::Several(of),
        (None, None, test) => LeadsTo::Test(test.context("an alarm's link that leads nowhere")?),
    };
    Ok(Some(Link { route: row.route.parse()?, to, over: row.over }))
}

/// The links to a P1 are over. Those that were already stay so.
pub async fn are_over(conn: &mut Conn, ticket: TicketNumber, now: DateTime<Utc>) -> Result<()> {
    let now = now.timestamp();
    query!("UPDATE alarm_link SET over_at = ? WHERE ticket = ? AND over_at IS NULL", now, ticket)
        .execute(conn)
        .await
        .context("ending an alarm's links")?;
    Ok(())
}

/// Lets links go that were made before a moment, oldest first, at most `limit`. Left out: those to a P1 that
/// is not over. Returns how many went.
pub async fn let_go(conn: &mut Conn, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    let before = before.timestamp();
    let done = query!(
        "DELETE FROM alarm_link WHERE token IN (
             SELECT token FROM alarm_link WHERE made_at < ? AND (ticket IS NULL OR over_at IS NOT NULL) ORDER BY made_at LIMIT 0 + ?)",
        before,
        limit
    )
    .execute(conn)
    .await
    .context("letting go of alarms' links")?;
    Ok(done.rows_affected())
}
