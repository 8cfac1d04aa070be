//! Tickets: the row is a projection of the events, written in the same transaction.

use std::collections::HashMap;

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::{error::BoxDynError, query, query_as};

use super::{Conn, codec::read_as_one, customer::Reach};
use crate::rules::{
    event::{By, Category, Event, Priority, Recorded, Sha256Hex, Side},
    ids::{ChannelId, CustomerId, EventSeq, GuildId, MessageId, PersonId, TicketNumber},
    language::Language,
    thread::WhichThread,
    ticket::State,
};

/// A ticket's row.
#[derive(Clone, Debug)]
pub struct TicketRow {
    /// Its number, for ever.
    pub number: TicketNumber,
    /// Whose it is.
    pub customer: CustomerId,
    /// The customer's name.
    pub customer_name: String,
    /// What the customer's team reads.
    pub customer_language: Language,
    /// In one line.
    pub subject: String,
    /// In full.
    pub description: String,
    /// How urgent.
    pub priority: Priority,
    /// What it is about.
    pub category: Category,
    /// Which part of the platform, by its key in the offer.
    pub component: Option<String>,
    /// Where it stands.
    pub state: State,
    /// Who works on it.
    pub assignee: Option<PersonId>,
    /// Who opened it.
    pub opened_by: PersonId,
    /// When, UTC.
    pub opened_at: DateTime<Utc>,
    /// When something last happened to it, UTC.
    pub touched_at: DateTime<Utc>,
    /// The channel where the team reads.
    pub team_channel: ChannelId,
    /// Its first message there, once posted.
    pub team_message: Option<MessageId>,
    /// The thread that hangs from it, once started.
    pub team_thread: Option<ChannelId>,
    /// The channel of its card.
    pub card_channel: ChannelId,
    /// The card, once posted.
    pub card_message: Option<MessageId>,
    /// The staff's thread on the card, once there was a need.
    pub staff_thread: Option<ChannelId>,
    /// The server of the message it was opened from, where it was.
    pub source_guild: Option<GuildId>,
    /// The channel of that message.
    pub source_channel: Option<ChannelId>,
    /// That message.
    pub source_message: Option<MessageId>,
    /// Who called, where it was taken by phone or mail.
    pub caller: Option<String>,
    /// Whether the channel where the team reads speaks for its customer.
    pub speaks: bool,
    /// Since when nobody of the team can see it, UTC; none while somebody can.
    pub unheard_since: Option<DateTime<Utc>>,
    /// Its events: read with it, as each way to the database and back costs as much as what is done there.
    pub events: Events,
}

/// A ticket's events in order, each with its hash.
#[derive(Clone, Debug, Default)]
pub struct Events(pub Vec<(Recorded, Sha256Hex)>);

/// An event as a row brings it: rank, moment, person, side, event, hash.
type StoredEvent = (EventSeq, i64, Option<PersonId>, Side, Event, String);

read_as_one!(Events, StoredEvent);

impl TryFrom<Vec<StoredEvent>> for Events {
    type Error = BoxDynError;

    fn try_from(stored: Vec<StoredEvent>) -> Result<Self, BoxDynError> {
        let events = stored.into_iter().map(|(seq, at, person, side, event, hash)| {
            let at = DateTime::from_timestamp(at, 0).ok_or("an event's moment")?;
            Ok((Recorded { seq, at, by: By { person, side }, event }, hash.parse()?))
        });
        events.collect::<Result<_, BoxDynError>>().map(Self)
    }
}

/// The message that a ticket is opened from.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Source {
    /// Its server.
    pub guild: GuildId,
    /// Its channel.
    pub channel: ChannelId,
    /// The message.
    pub message: MessageId,
}

/// A ticket, whoever asks: for the desk's own work.
pub async fn get(conn: &mut Conn, number: TicketNumber) -> Result<Option<TicketRow>> {
    find(conn, Reach::Staff, number).await
}

/// A ticket with its events, within reach. Left out: another team's, and to an expert those into which they
/// were not called, as if they were not there.
pub async fn find(conn: &mut Conn, reach: Reach, number: TicketNumber) -> Result<Option<TicketRow>> {
    let (customer, expert) = (reach.customer(), reach.expert());
    query_as!(
        TicketRow,
        r#"SELECT number AS "number: TicketNumber", customer AS "customer: CustomerId",
                  c.name AS customer_name, c.language AS "customer_language: Language", subject, description,
                  priority AS "priority: Priority", category AS "category: Category", component, state AS "state: State",
                  assignee AS "assignee: PersonId", opened_by AS "opened_by: PersonId",
                  opened_at AS "opened_at: DateTime<Utc>", touched_at AS "touched_at: DateTime<Utc>",
                  team_channel AS "team_channel: ChannelId", team_message AS "team_message: MessageId",
                  team_thread AS "team_thread: ChannelId", card_channel AS "card_channel: ChannelId",
                  card_message AS "card_message: MessageId", staff_thread AS "staff_thread: ChannelId",
                  source_guild AS "source_guild: GuildId", source_channel AS "source_channel: ChannelId",
                  source_message AS "source_message: MessageId", caller,
                  EXISTS (SELECT 1 FROM channel_link AS link
                          WHERE link.channel = team_channel AND link.customer = ticket.customer
                            AND link.unlinked_at IS NULL AND link.gone_at IS NULL) AS "speaks!: bool",
                  unheard_since AS "unheard_since: DateTime<Utc>",
                  (SELECT json_group_array(json_array(seq, at, person, side, json(event), hash) ORDER BY seq)
                   FROM ticket_event WHERE ticket = number) AS "events!: Events"
           FROM ticket JOIN customer AS c ON c.id = ticket.customer
           WHERE number = ?1 AND (?2 IS NULL OR customer = ?2)
             AND (?3 IS NULL
                  OR number IN (SELECT ticket FROM expert_help WHERE expert = ?3 AND state IN ('accepted', 'ended'))
                  OR number IN (SELECT session.ticket FROM session WHERE expert = ?3))"#,
        number,
        customer,
        expert
    )
    .fetch_optional(conn)
    .await
    .context("reading a ticket")
}

/// A ticket's thread.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ThreadOf {
    /// The ticket.
    pub ticket: TicketNumber,
    /// The team's channel in which it hangs; of the staff's thread the ticket's, and of one that was left the
    /// channel in which that hangs.
    pub team_channel: ChannelId,
    /// Whether it is the staff's thread and not the team's.
    pub staff: bool,
    /// Whether the ticket left it, and goes on elsewhere.
    pub left: bool,
}

impl ThreadOf {
    /// Which of the ticket's threads it is.
    pub fn which(&self) -> WhichThread {
        self.staff.into()
    }
}

/// The ticket whose thread a channel is. A thread has the number of the message it was started from, so that
/// it is known before its receipt is written.
pub async fn of_thread(conn: &mut Conn, thread: ChannelId) -> Result<Option<ThreadOf>> {
    query_as!(
        ThreadOf,
        r#"SELECT number AS "ticket: TicketNumber", team_channel AS "team_channel: ChannelId",
                  (staff_thread IS ?1 OR card_message IS ?1) AS "staff!: bool", (1 = 0) AS "left!: bool"
           FROM ticket WHERE team_thread = ?1 OR staff_thread = ?1 OR team_message = ?1 OR card_message = ?1"#,
        thread
    )
    .fetch_optional(conn)
    .await
    .context("reading whose thread this is")
}

/// What of a ticket stands on Discord.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Place {
    /// Its first message in the team's channel.
    TeamMessage(MessageId),
    /// That message with the team's thread, which has its number.
    TeamMessageAndThread(MessageId),
    /// The team's thread.
    TeamThread(ChannelId),
    /// The card.
    Card(MessageId),
    /// The staff's thread.
    StaffThread(ChannelId),
}

/// Remembers where a part of a ticket stands, in which channel. What stands where the ticket is no more is
/// none of its parts.
pub async fn stands(
    conn: &mut Conn,
    number: TicketNumber,
    (place, channel): (Place, ChannelId),
) -> Result<()> {
    match place {
        Place::TeamMessage(id) => {
            query!(
                "UPDATE ticket SET team_message = ? WHERE number = ? AND team_channel = ?",
                id,
                number,
                channel
            )
        }
        Place::TeamMessageAndThread(id) => {
            query!(
                "UPDATE ticket SET team_message = ?, team_thread = ? WHERE number = ? AND team_channel = ?",
                id,
                id,
                number,
                channel
            )
        }
        Place::TeamThread(id) => {
            query!("UPDATE ticket SET team_thread = ? WHERE number = ? AND team_message = ?", id, number, id)
        }
        Place::Card(id) => query!("UPDATE ticket SET card_message = ? WHERE number = ?", id, number),
        Place::StaffThread(id) => query!("UPDATE ticket SET staff_thread = ? WHERE number = ?", id, number),
    }
    .execute(conn)
    .await
    .context("writing where a ticket stands")?;
    Ok(())
}

/// A thread of a ticket, once it is started.
pub async fn thread(conn: &mut Conn, number: TicketNumber, whose: WhichThread) -> Result<Option<ChannelId>> {
    let row = query!(
        r#"SELECT team_thread AS "teams: ChannelId", staff_thread AS "staffs: ChannelId" FROM ticket WHERE number = ?"#,
        number
    )
    .fetch_optional(conn)
    .await
    .context("reading where a ticket's thread is")?;
    Ok(row.and_then(|row| match whose {
        WhichThread::Teams => row.teams,
        WhichThread::Staffs => row.staffs,
    }))
}

/// The threads of open tickets, the teams' and the staff's, each with the channel that it hangs from. Left
/// out: those that are not started.
pub async fn open_threads(conn: &mut Conn) -> Result<Vec<(ChannelId, ChannelId)>> {
    let rows = query!(
        r#"SELECT team_thread AS "thread!: ChannelId", team_channel AS "channel!: ChannelId" FROM ticket
           WHERE state <> 'closed' AND team_thread IS NOT NULL
           UNION ALL
           SELECT staff_thread, card_channel FROM ticket WHERE state <> 'closed' AND staff_thread IS NOT NULL"#
    )
    .fetch_all(conn)
    .await
    .context("reading the threads of open tickets")?;
    Ok(rows.into_iter().map(|row| (row.thread, row.channel)).collect())
}

/// The open tickets whose card is not in `channel`, with their priority, oldest first.
pub async fn cards_elsewhere(conn: &mut Conn, channel: ChannelId) -> Result<Vec<(TicketNumber, Priority)>> {
    let rows = query!(
        r#"SELECT number AS "number: TicketNumber", priority AS "priority: Priority" FROM ticket
           WHERE state <> 'closed' AND card_channel <> ? ORDER BY number"#,
        channel
    )
    .fetch_all(conn)
    .await
    .context("listing the cards to move")?;
    Ok(rows.into_iter().map(|row| (row.number, row.priority)).collect())
}

/// A ticket's card is posted anew in `channel`, and so is the staff's thread from its next need on.
pub async fn move_card(conn: &mut Conn, number: TicketNumber, channel: ChannelId) -> Result<()> {
    query!(
        "UPDATE ticket SET card_channel = ?, card_message = NULL, staff_thread = NULL WHERE number = ?",
        channel,
        number
    )
    .execute(conn)
    .await
    .context("moving a card")?;
    Ok(())
}

/// The projection of a ticket's events that its row holds.
#[derive(Debug)]
pub struct Projection<'a> {
    /// Where it stands.
    pub state: State,
    /// How urgent.
    pub priority: Priority,
    /// Which part of the platform.
    pub component: Option<&'a str>,
    /// Who works on it.
    pub assignee: Option<PersonId>,
    /// When something last happened, UTC.
    pub touched_at: DateTime<Utc>,
}

/// Appends an event with its hash, the interaction by which it came about and what somebody wrote in it, and
/// writes what the events now say of the ticket into its row. The primary key refuses a second event of the
/// same rank.
pub async fn append(
    conn: &mut Conn,
    ticket: TicketNumber,
    (recorded, hash, cause): (&Recorded, &Sha256Hex, Option<i64>),
    text: Option<&Text>,
    projection: &Projection<'_>,
) -> Result<()> {
    let (at, touched_at) = (recorded.at.timestamp(), projection.touched_at.timestamp());
    let event = serde_json::to_string(&recorded.event).context("writing an event")?;
    let hash = hash.as_str();
    let texts = serde_json::to_string(&Vec::from_iter(text)).context("keeping what was written")?;
    query!(
        "INSERT INTO ticket_event (ticket, seq, at, person, side, event, hash, cause) VALUES (?, ?, ?, ?, ?, ?, ?, ?);
         INSERT INTO ticket_text (ticket, seq, body, author) SELECT ?, ?, value ->> 'body', value ->> 'author' FROM json_each(?);
         UPDATE ticket SET state = ?, priority = ?, component = ?, assignee = ?, touched_at = ? WHERE number = ?",
        ticket,
        recorded.seq,
        at,
        recorded.by.person,
        recorded.by.side,
        event,
        hash,
        cause,
        ticket,
        recorded.seq,
        texts,
        projection.state,
        projection.priority,
        projection.component,
        projection.assignee,
        touched_at,
        ticket
    )
    .execute(conn)
    .await
    .context("appending an event")?;
    Ok(())
}

/// The interactions by which some of a ticket's events came about, by rank. Left out: events that came about
/// by none, as those of the desk itself and messages.
pub async fn causes(
    conn: &mut Conn,
    ticket: TicketNumber,
    of: &[EventSeq],
) -> Result<HashMap<EventSeq, i64>> {
    let of = serde_json::to_string(of).context("naming events")?;
    let rows = query!(
        r#"SELECT seq AS "seq: EventSeq", cause AS "cause!" FROM ticket_event
           WHERE ticket = ? AND seq IN (SELECT value FROM json_each(?)) AND cause IS NOT NULL"#,
        ticket,
        of
    )
    .fetch_all(conn)
    .await
    .context("reading by what events came about")?;
    Ok(rows.into_iter().map(|row| (row.seq, row.cause)).collect())
}

/// A ticket's events in order, each with its hash.
///
/// # Errors
/// When the database fails or an event cannot be read.
pub async fn events(conn: &mut Conn, ticket: TicketNumber) -> Result<Vec<(Recorded, Sha256Hex)>> {
    let rows = query!(
        r#"SELECT seq AS "seq: EventSeq", at AS "at: DateTime<Utc>", person AS "person: PersonId", side AS "side: Side", event, hash
           FROM ticket_event WHERE ticket = ? ORDER BY seq"#,
        ticket
    )
    .fetch_all(conn)
    .await
    .context("reading a ticket's events")?;
    rows.into_iter()
        .map(|row| {
            let event: Event = serde_json::from_str(&row.event)
                .with_context(|| format!("reading event {} of {ticket}", row.seq))?;
            let by = By { person: row.person, side: row.side };
            Ok((Recorded { seq: row.seq, at: row.at, by, event }, row.hash.parse()?))
        })
        .collect()
}

/// What somebody wrote in an event.
#[derive(Clone, Debug, Serialize)]
pub struct Text {
    /// What.
    pub body: String,
    /// The name shown at the time.
    pub author: String,
}

/// What was written in an event, if anything.
pub async fn text(conn: &mut Conn, ticket: TicketNumber, seq: EventSeq) -> Result<Option<Text>> {
    query_as!(Text, "SELECT body, author FROM ticket_text WHERE ticket = ? AND seq = ?", ticket, seq)
        .fetch_optional(conn)
        .await
        .context("reading what was written")
}

/// Everything that was written in a ticket's events.
pub async fn texts(conn: &mut Conn, ticket: TicketNumber) -> Result<HashMap<EventSeq, Text>> {
    let rows =
        query!(r#"SELECT seq AS "seq: EventSeq", body, author FROM ticket_text WHERE ticket = ?"#, ticket)
            .fetch_all(conn)
            .await
            .context("reading what was written in a ticket")?;
    Ok(rows.into_iter().map(|row| (row.seq, Text { body: row.body, author: row.author })).collect())
}

/// A thread is gone: it and the message it was started from stand nowhere until they are posted anew.
pub async fn stands_nowhere(conn: &mut Conn, number: TicketNumber, whose: WhichThread) -> Result<()> {
    match whose {
        WhichThread::Teams => {
            query!("UPDATE ticket SET team_message = NULL, team_thread = NULL WHERE number = ?", number)
        }
        WhichThread::Staffs => {
            query!("UPDATE ticket SET card_message = NULL, staff_thread = NULL WHERE number = ?", number)
        }
    }
    .execute(conn)
    .await
    .context("writing that a thread is gone")?;
    Ok(())
}
