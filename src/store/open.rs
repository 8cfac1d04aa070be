//! A ticket as it is opened: what decides how, in one question, and its row with its first event, in one
//! text.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::{query, query_as};

use super::{
    Conn,
    contract::Changes,
    ticket::{Events, Projection, Source, Text, TicketRow},
};
use crate::rules::{
    event::{Category, Recorded, Sha256Hex},
    ids::{ChannelId, CustomerId, IncidentNumber, PersonId, TicketNumber, WindowId},
    language::Language,
    typed::folded,
};

/// What decides how a ticket of a customer would be opened now.
#[derive(Debug)]
pub struct Outlook {
    /// The number that it would have: one sequence, never used twice.
    pub number: TicketNumber,
    /// Every change of the customer's level.
    pub changes: Changes,
    /// The earliest window that goes on or is near: of the platform that is asked for, or where none is of
    /// those of which the channel hears. Left out: those that were cancelled.
    pub near: Option<WindowId>,
    /// The last major incident declared that is open on its platform.
    pub during: Option<IncidentNumber>,
}

/// On which platform a ticket is.
#[derive(Clone, Copy, Debug)]
pub struct OnPlatform<'a> {
    /// Its component's.
    pub component: Option<&'a str>,
    /// Where neither a component is named nor the channel hears of one platform alone: the only one there is.
    pub only: Option<&'a str>,
}

/// Reads what decides how a ticket of `customer` would be opened at `now` from `channel`: a window is near
/// that starts until `until`, that moment included.
pub async fn outlook(
    conn: &mut Conn,
    (customer, channel): (CustomerId, ChannelId),
    platform: OnPlatform<'_>,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Outlook> {
    let (now, until) = (now.timestamp(), until.timestamp());
    query_as!(
        Outlook,
        r#"SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'ticket'), 0) + 1 AS "number!: TicketNumber",
                  (SELECT json_group_array(json_array(level, person, side, at, effective_at, billed_from, cancelled_at) ORDER BY id)
                   FROM level_change WHERE customer = ?1) AS "changes!: Changes",
                  (SELECT id FROM maintenance_window
                   WHERE state = 'planned' AND starts_at <= ?5 AND ends_at > ?4
                     AND platform = coalesce(?3, (SELECT link.platform FROM channel_link AS link
                                                  WHERE link.channel = ?2 AND link.unlinked_at IS NULL), platform)
                   ORDER BY starts_at, id LIMIT 1) AS "near: WindowId",
                  (SELECT number FROM incident
                   WHERE state = 'open'
                     AND platform = coalesce(?3, (SELECT link.platform FROM channel_link AS link
                                                  WHERE link.channel = ?2 AND link.unlinked_at IS NULL), ?6)
                   ORDER BY number DESC LIMIT 1) AS "during: IncidentNumber""#,
        customer,
        channel,
        platform.component,
        now,
        until,
        platform.only
    )
    .fetch_one(conn)
    .await
    .context("reading how a ticket would be opened")
}

/// A ticket to write.
#[derive(Debug)]
pub struct NewTicket<'a> {
    /// Its number, as the [`Outlook`] of the same transaction gives it.
    pub number: TicketNumber,
    /// Whose it is.
    pub customer: CustomerId,
    /// The customer's name.
    pub customer_name: &'a str,
    /// What the customer's team reads.
    pub customer_language: Language,
    /// In one line.
    pub subject: &'a str,
    /// In full.
    pub description: &'a str,
    /// What it is about.
    pub category: Category,
    /// Who opens it.
    pub opened_by: PersonId,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// Where the team reads.
    pub team_channel: ChannelId,
    /// Where its card goes.
    pub card_channel: ChannelId,
    /// The message it is opened from.
    pub source: Option<Source>,
    /// Who called.
    pub caller: Option<&'a str>,
}

impl NewTicket<'_> {
    /// The row as it is written, with what its first event says.
    fn row(&self, projection: &Projection<'_>) -> TicketRow {
        TicketRow {
            number: self.number,
            customer: self.customer,
            customer_name: self.customer_name.to_owned(),
            customer_language: self.customer_language,
            subject: self.subject.to_owned(),
            description: self.description.to_owned(),
            priority: projection.priority,
            category: self.category,
            component: projection.component.map(str::to_owned),
            state: projection.state,
            assignee: projection.assignee,
            opened_by: self.opened_by,
            opened_at: self.at,
            touched_at: projection.touched_at,
            team_channel: self.team_channel,
            team_message: None,
            team_thread: None,
            card_channel: self.card_channel,
            card_message: None,
            staff_thread: None,
            source_guild: self.source.map(|source| source.guild),
            source_channel: self.source.map(|source| source.channel),
            source_message: self.source.map(|source| source.message),
            caller: self.caller.map(str::to_owned),
            speaks: true,
            unheard_since: None,
            events: Events::default(),
        }
    }
}

/// Writes a ticket with its first event, its hash and what somebody wrote in it. Returns the row. The primary
/// key refuses a number that was given before.
pub async fn insert(
    conn: &mut Conn,
    new: &NewTicket<'_>,
    (recorded, hash, cause): (&Recorded, &Sha256Hex, Option<i64>),
    text: &Text,
    projection: &Projection<'_>,
) -> Result<TicketRow> {
    let row = new.row(projection);
    let (opened_at, touched_at) = (row.opened_at.timestamp(), row.touched_at.timestamp());
    let (at, hash) = (recorded.at.timestamp(), hash.as_str());
    let compared = folded(&row.subject);
    let event = serde_json::to_string(&recorded.event).context("writing an event")?;
    query!(
        "INSERT INTO ticket (number, customer, subject, folded, description, priority, category, component, state, assignee, opened_by,
                             opened_at, touched_at, team_channel, card_channel, source_guild, source_channel, source_message, caller)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
         INSERT INTO ticket_event (ticket, seq, at, person, side, event, hash, cause) VALUES (?, ?, ?, ?, ?, ?, ?, ?);
         INSERT INTO ticket_text (ticket, seq, body, author) VALUES (?, ?, ?, ?)",
        row.number,
        row.customer,
        row.subject,
        compared,
        row.description,
        row.priority,
        row.category,
        row.component,
        row.state,
        row.assignee,
        row.opened_by,
        opened_at,
        touched_at,
        row.team_channel,
        row.card_channel,
        row.source_guild,
        row.source_channel,
        row.source_message,
        row.caller,
        row.number,
        recorded.seq,
        at,
        recorded.by.person,
        recorded.by.side,
        event,
        hash,
        cause,
        row.number,
        recorded.seq,
        text.body,
        text.author
    )
    .execute(conn)
    .await
    .context("writing a ticket")?;
    Ok(row)
}
