//! Tickets found: lists, suggestions; within the reach of who asks.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{query_as, query_scalar};

use super::{Conn, customer::Reach};
use crate::rules::{
    event::Priority,
    ids::{MessageId, TicketNumber},
    ticket::State,
};

/// A line of a list.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its number.
    pub number: TicketNumber,
    /// Whose it is: the customer's name.
    pub customer: String,
    /// In one line.
    pub subject: String,
    /// How urgent.
    pub priority: Priority,
    /// Where it stands.
    pub state: State,
    /// When something last happened to it, UTC.
    pub touched_at: DateTime<Utc>,
}

/// Which tickets a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those in this state; none: all.
    pub state: Option<State>,
    /// Only those that are not closed, or only those that are; none: both.
    pub open: Option<bool>,
    /// Only those in which these words were written, or that have this number.
    pub search: String,
    /// Whether words that staff wrote for staff count too.
    pub with_notes: bool,
}

/// Tickets within reach, newest first, `limit` of them after the first `skip`. Left out: other teams' and what the filter says.
///
/// # Errors
/// When the database fails.
pub async fn list(
    conn: &mut Conn,
    reach: Reach,
    filter: &Filter,
    skip: i64,
    limit: i64,
) -> Result<Vec<Line>> {
    let customer = reach.customer();
    let (words, number) = (as_words(&filter.search), as_number(&filter.search));
    query_as!(
        Line,
        r#"SELECT number AS "number: TicketNumber", c.name AS customer, subject, priority AS "priority: Priority",
                  state AS "state: State", touched_at AS "touched_at: DateTime<Utc>"
           FROM ticket JOIN customer AS c ON c.id = ticket.customer
           WHERE (?1 IS NULL OR customer = ?1) AND (?2 IS NULL OR state = ?2) AND (?3 IS NULL OR (state <> 'closed') = ?3)
             AND (?4 IS NULL OR number = ?5 OR number IN (
                      SELECT ticket FROM ticket_fts WHERE ticket_fts MATCH ?4 AND (?6 OR NOT for_staff)))
           ORDER BY number DESC LIMIT 0 + ?7 OFFSET 0 + ?8"#,
        customer,
        filter.state,
        filter.open,
        words,
        number,
        filter.with_notes,
        limit,
        skip
    )
    .fetch_all(conn)
    .await
    .context("listing tickets")
}

/// How many tickets [`list`] has on all its pages.
///
/// # Errors
/// When the database fails.
pub async fn count(conn: &mut Conn, reach: Reach, filter: &Filter) -> Result<i64> {
    let customer = reach.customer();
    let (words, number) = (as_words(&filter.search), as_number(&filter.search));
    query_scalar!(
        r#"SELECT count(*) FROM ticket
           WHERE (?1 IS NULL OR customer = ?1) AND (?2 IS NULL OR state = ?2) AND (?3 IS NULL OR (state <> 'closed') = ?3)
             AND (?4 IS NULL OR number = ?5 OR number IN (
                      SELECT ticket FROM ticket_fts WHERE ticket_fts MATCH ?4 AND (?6 OR NOT for_staff)))"#,
        customer,
        filter.state,
        filter.open,
        words,
        number,
        filter.with_notes
    )
    .fetch_one(conn)
    .await
    .context("counting tickets")
}

/// Tickets to suggest for what is typed: by number or words of the subject, open ones first, newest first, at most `limit`.
/// Left out: other teams', and those that are not open, or not closed, as asked.
///
/// # Errors
/// When the database fails.
pub async fn suggest(
    conn: &mut Conn,
    reach: Reach,
    typed: &str,
    open: Option<bool>,
    limit: i64,
) -> Result<Vec<Line>> {
    let customer = reach.customer();
    let typed = typed.trim().trim_start_matches('#');
    let (by_number, by_words) = (format!("{}%", escaped(typed)), like(typed));
    query_as!(
        Line,
        r#"SELECT number AS "number: TicketNumber", c.name AS customer, subject, priority AS "priority: Priority",
                  state AS "state: State", touched_at AS "touched_at: DateTime<Utc>"
           FROM ticket JOIN customer AS c ON c.id = ticket.customer
           WHERE (?1 IS NULL OR customer = ?1) AND (?2 IS NULL OR (state <> 'closed') = ?2)
             AND (CAST(number AS TEXT) LIKE ?3 ESCAPE '\' OR subject LIKE ?4 ESCAPE '\')
           ORDER BY state = 'closed', number DESC LIMIT 0 + ?5"#,
        customer,
        open,
        by_number,
        by_words,
        limit
    )
    .fetch_all(conn)
    .await
    .context("suggesting tickets")
}

fn as_number(words: &str) -> Option<TicketNumber> {
    words.parse().ok()
}

/// What is typed as the full-text search takes it: every word, or how it begins. `None`: nothing was typed.
fn as_words(typed: &str) -> Option<String> {
    let words: Vec<String> =
        typed.split_whitespace().map(|word| format!("\"{}\"*", word.replace('"', "\"\""))).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn like(words: &str) -> String {
    format!("%{}%", escaped(words))
}

/// Words in which nothing is a wildcard.
fn escaped(words: &str) -> String {
    words.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_")
}

/// The ticket that was opened from a message, if one was.
///
/// # Errors
/// When the database fails.
pub async fn opened_from(conn: &mut Conn, message: MessageId) -> Result<Option<TicketNumber>> {
    query_scalar!(r#"SELECT number AS "number: TicketNumber" FROM ticket WHERE source_message = ?"#, message)
        .fetch_optional(conn)
        .await
        .context("asking what was opened from a message")
}
