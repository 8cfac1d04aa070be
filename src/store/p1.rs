//! P1s, and what could become one.

use anyhow::{Context, Result};
use sqlx::{query_as, query_scalar};

use super::{Conn, customer::Reach};
use crate::rules::ids::TicketNumber;

/// A ticket in a menu.
#[derive(Clone, Debug)]
pub struct Fitting {
    /// Its number.
    pub number: TicketNumber,
    /// In one line.
    pub subject: String,
}

/// The tickets within reach that could be made a P1, newest first, at most `limit`. Left out: other teams',
/// closed ones, those that are a P1 already, and questions about the account.
pub async fn fitting(conn: &mut Conn, reach: Reach, limit: i64) -> Result<Vec<Fitting>> {
    let customer = reach.customer();
    query_as!(
        Fitting,
        r#"SELECT number AS "number: TicketNumber", subject FROM ticket
           WHERE (?1 IS NULL OR customer = ?1) AND state <> 'closed' AND priority <> 'p1' AND category <> 'account'
           ORDER BY number DESC LIMIT 0 + ?2"#,
        customer,
        limit
    )
    .fetch_all(conn)
    .await
    .context("listing what could be a P1")
}

/// Every P1, oldest first. Left out: closed ones.
pub async fn open(conn: &mut Conn) -> Result<Vec<TicketNumber>> {
    query_scalar!(
        r#"SELECT number AS "number: TicketNumber" FROM ticket WHERE state <> 'closed' AND priority = 'p1' ORDER BY number"#
    )
    .fetch_all(conn)
    .await
    .context("listing the P1s")
}
