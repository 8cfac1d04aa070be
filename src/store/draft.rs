//! Drafts: what somebody is about to confirm, or typed into a form. A `custom_id` names the row.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{query, query_as, query_scalar};

use super::Conn;
use crate::rules::ids::{ChannelId, CustomerId, PersonId, TicketNumber};

/// The person of a draft that nobody alone may use: whoever may act in its channel can.
pub const NOBODY: PersonId = PersonId::new(0);

/// Whose drafts may be used: a person's own, and those that their channel shares.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Holder {
    /// The person.
    pub person: PersonId,
    /// The channel where they are; of a thread, its channel.
    pub channel: ChannelId,
    /// The customer for which that channel speaks: what was typed as another's is not used as this one's.
    pub customer: Option<CustomerId>,
}

/// A draft that was not used.
#[derive(Debug)]
pub struct KeptDraft {
    /// What it holds, as JSON.
    pub body: String,
    /// Whether it may be used where its holder is: it is nobody's, or that customer's.
    pub here: bool,
}

/// Keeps a draft, as JSON, typed as a customer's or as nobody's.
pub async fn keep(
    conn: &mut Conn,
    person: PersonId,
    channel: ChannelId,
    customer: Option<CustomerId>,
    body: &str,
    now: DateTime<Utc>,
) -> Result<i64> {
    let now = now.timestamp();
    let done = query!(
        "INSERT INTO draft (person, channel, customer, body, made_at) VALUES (?, ?, ?, ?, ?)",
        person,
        channel,
        customer,
        body,
        now
    )
    .execute(conn)
    .await
    .context("keeping a draft")?;
    Ok(done.last_insert_rowid())
}

/// A draft of the same person in the same channel that holds the same and was not used: short ones only, such
/// as pages of lists.
pub async fn same(conn: &mut Conn, person: PersonId, channel: ChannelId, body: &str) -> Result<Option<i64>> {
    query_scalar!(
        r#"SELECT id AS "id!" FROM draft
           WHERE person = ? AND channel = ? AND body = ? AND used_at IS NULL AND length(body) < 200 LIMIT 1"#,
        person,
        channel,
        body
    )
    .fetch_optional(conn)
    .await
    .context("looking for a draft")
}

/// Reads a draft that was not used. Left out: another person's, and those that another channel shares.
pub async fn read(conn: &mut Conn, id: i64, holder: Holder) -> Result<Option<KeptDraft>> {
    query_as!(
        KeptDraft,
        r#"SELECT body, (customer IS NULL OR customer IS ?) AS "here!: bool" FROM draft
           WHERE id = ? AND (person = ? OR (person = ? AND channel = ?)) AND used_at IS NULL"#,
        holder.customer,
        id,
        holder.person,
        NOBODY,
        holder.channel
    )
    .fetch_optional(conn)
    .await
    .context("reading a draft")
}

/// Marks a draft as used and gives it; none where it was used before, as of two presses one wins, and where
/// it is another person's, or another channel's, or was typed as another customer's.
pub async fn take(conn: &mut Conn, id: i64, holder: Holder, now: DateTime<Utc>) -> Result<Option<String>> {
    let now = now.timestamp();
    query_scalar!(
        "UPDATE draft SET used_at = ? WHERE id = ? AND (person = ? OR (person = ? AND channel = ?))
           AND (customer IS NULL OR customer IS ?) AND used_at IS NULL RETURNING body",
        now,
        id,
        holder.person,
        NOBODY,
        holder.channel,
        holder.customer
    )
    .fetch_optional(conn)
    .await
    .context("using a draft")
}

/// Writes which ticket a used draft became.
pub async fn becomes(conn: &mut Conn, id: i64, ticket: TicketNumber) -> Result<()> {
    query!("UPDATE draft SET became = ? WHERE id = ?", ticket, id)
        .execute(conn)
        .await
        .context("writing what a draft became")?;
    Ok(())
}

/// The ticket that a person's used draft became. Left out: another person's, another customer's, and those
/// that became none.
pub async fn became(conn: &mut Conn, id: i64, holder: Holder) -> Result<Option<TicketNumber>> {
    let became = query_scalar!(
        r#"SELECT became AS "became: TicketNumber" FROM draft
           WHERE id = ? AND person = ? AND (customer IS NULL OR customer IS ?) AND used_at IS NOT NULL"#,
        id,
        holder.person,
        holder.customer
    )
    .fetch_optional(conn)
    .await
    .context("reading what a draft became")?;
    Ok(became.flatten())
}
