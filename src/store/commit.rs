//! How a transaction that says something ends: what it says and who did it, or what became of what was said
//! before, and what may be said next, written and committed in one text. Each way to the database and back
//! costs as much as what is done there, and each commit waits for the disk.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};

use serde_json::{Map, Value, json};
use sqlx::query_as;

use super::{
    Tx,
    audit::NewEntry,
    outbox::{Queued, ReadyRow, Receipt},
    ticket::Place,
};
use crate::rules::{ids::TicketNumber, language::Language};

/// What may be claimed at once.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// The last lane of which rows may be claimed.
    pub lane: i64,
    /// How many of them at most.
    pub rows: usize,
}

impl Room {
    /// Nothing may be claimed.
    pub const NONE: Self = Self { lane: -1, rows: 0 };
}

/// What is claimed with the end of a transaction.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    /// What may be claimed.
    pub room: Room,
    /// The rows that are on their way: not to be claimed again.
    pub under_way: &'a [i64],
    /// Now, UTC: the moment of all that is written.
    pub now: DateTime<Utc>,
}

/// What a transaction ends with that does something.
#[derive(Debug)]
pub struct Ending<'a> {
    /// What it says, in this order. Left out: what was said before under its key, and a correction of what
    /// another waiting one corrects.
    pub queued: &'a [Queued],
    /// Who did it.
    pub noted: Option<&'a NewEntry<'a>>,
    /// The interaction that did it, and the ticket that it concerned.
    pub concerned: Option<(i64, TicketNumber)>,
}

/// What became of what was said before.
#[derive(Debug)]
pub struct Became<'a> {
    /// The messages that stand.
    pub receipts: &'a [Receipt],
    /// The interactions whose answer was taken.
    pub answered: &'a [i64],
}

/// A text that ends with a claim and commits. Every statement of it that is done wakes whoever waits for the
/// last one, so each kind of ending has a text of its own, without what only the other does.
macro_rules! claiming {
    ($tx:expr, $claim:expr, $text:literal, $($value:expr),*) => {{
        let now = $claim.now.timestamp();
        let under_way = serde_json::to_string($claim.under_way).context("naming outbox rows")?;
        let rows = i64::try_from($claim.room.rows).context("how many rows to claim")?;
        query_as!(
            ReadyRow,
            $text
                + r#"
WITH over AS (SELECT id FROM outbox
              WHERE state = 'waiting' AND (attempts = 0 OR refusals > 0) AND useless_after IS NOT NULL AND useless_after <= ?)
UPDATE outbox SET state = CASE WHEN refusals > 0 THEN 'failed' ELSE 'useless' END,
                  error = CASE WHEN refusals > 0 THEN error ELSE 'its time is over' END
WHERE id IN (SELECT id FROM over
             UNION ALL SELECT waits.id FROM over JOIN outbox AS waits ON waits.after = over.id WHERE waits.state = 'waiting');

UPDATE outbox SET state = 'sending', attempts = attempts + 1
WHERE id IN (SELECT this.id FROM outbox AS this
             WHERE state IN ('waiting', 'sending') AND behind IS NULL AND not_before <= ?
               AND lane IN (SELECT value FROM json_each('[-1, 0, 1, 2]') WHERE value <= ?)
               AND (after IS NULL OR EXISTS (SELECT 1 FROM outbox AS first WHERE first.id = this.after AND first.state = 'sent'))
               AND id NOT IN (SELECT value FROM json_each(?))
             ORDER BY lane, not_before, id LIMIT 0 + ?)
RETURNING id AS "id!", key AS "key!", lane AS "lane!", destination AS "destination!", language AS "language!: Language",
          body AS "body!", attempts - 1 AS "attempts!: i64", (attempts > 1) AS "uncertain!: bool", made_at AS "made_at!: DateTime<Utc>";

COMMIT"#,
            $($value,)*
            now,
            now,
            $claim.room.lane,
            under_way,
            rows
        )
        .fetch_all(&mut **$tx)
        .await
        .map(sorted)
    }};
}

/// Ends a transaction and commits it: writes what it says and who did it, gives up what waits and whose time
/// is over, and claims the rows that may go now, which it marks as being sent before the first byte leaves.
/// The connection is let go by [`Tx::committed`].
///
/// The rows come most urgent lane first, oldest first. Left out: those that are behind another of their line,
/// those that wait for another row, those that were put off, and those under way. Neither is looked through:
/// the database keeps who is behind whom as rows come and go.
///
/// # Errors
/// When the database fails: nothing of the transaction was written.
pub async fn commit(tx: &mut Tx, ending: &Ending<'_>, claim: &Claim<'_>) -> Result<Vec<ReadyRow>> {
    let at = claim.now.timestamp();
    let queued = serde_json::to_string(ending.queued).context("writing messages")?;
    let noted = serde_json::to_string(&Vec::from_iter(ending.noted)).context("noting who did what")?;
    let (interaction, ticket) = ending.concerned.unzip();
    claiming!(
        tx,
        claim,
        r#"
INSERT INTO outbox (key, lane, destination, line, language, body, edit_of, after, made_at, not_before, useless_after)
SELECT value ->> 'key', value ->> 'lane', value ->> 'destination', value ->> 'line', value ->> 'language', value ->> 'body',
       value ->> 'edit_of', value ->> 'after', ?, coalesce(value ->> 'not_before', ?), value ->> 'useless_after'
FROM json_each(?) WHERE true ORDER BY json_each.key ON CONFLICT DO NOTHING;

UPDATE outbox SET after = first.id
FROM json_each(?) AS queued JOIN outbox AS first ON first.key = queued.value ->> 'after_key' AND first.state IN ('waiting', 'sending')
WHERE outbox.key = queued.value ->> 'key';

INSERT INTO audit (at, person, channel, what, customer, ticket, refused, effect)
SELECT ?, value ->> 'person', value ->> 'channel', value ->> 'what', value ->> 'customer', value ->> 'ticket', value ->> 'refused',
       value ->> 'effect'
FROM json_each(?);

UPDATE interaction SET ticket = ? WHERE id = ?;
"#,
        at,
        at,
        queued,
        queued,
        at,
        noted,
        ticket,
        interaction
    )
    .context("committing")
}

/// A whole transaction, most of the time with nothing to write, on a connection on which none was begun:
/// writes what became of what was said before, and ends as [`commit`].
///
/// # Errors
/// When the database fails: nothing was written.
pub async fn turn(tx: &mut Tx, became: &Became<'_>, claim: &Claim<'_>) -> Result<Vec<ReadyRow>> {
    let at = claim.now.timestamp();
    let (said, places) = (said(became.receipts), places(became.receipts));
    let answered = serde_json::to_string(became.answered).context("naming interactions")?;
    claiming!(
        tx,
        claim,
        r#"
BEGIN IMMEDIATE;

UPDATE outbox SET state = 'sent', channel = said.value ->> 'channel', message = said.value ->> 'message', sent_at = ?, error = NULL
FROM json_each(?) AS said WHERE outbox.id = said.value ->> 'id';

UPDATE ticket SET team_message = CASE WHEN place.value ->> 'posted_in' = team_channel
                                      THEN coalesce(place.value ->> 'team_message', team_message) ELSE team_message END,
                  team_thread = CASE WHEN place.value ->> 'posted_in' = team_channel OR place.value ->> 'team_thread' = team_message
                                     THEN coalesce(place.value ->> 'team_thread', team_thread) ELSE team_thread END,
                  card_message = coalesce(place.value ->> 'card_message', card_message),
                  staff_thread = coalesce(place.value ->> 'staff_thread', staff_thread)
FROM json_each(?) AS place WHERE number = place.value ->> 'ticket';

UPDATE interaction SET answered_at = ? WHERE id IN (SELECT value FROM json_each(?)) AND answered_at IS NULL;
"#,
        at,
        said,
        places,
        at,
        answered
    )
    .context("taking the outbox's turn")
}

fn sorted(mut rows: Vec<ReadyRow>) -> Vec<ReadyRow> {
    rows.sort_unstable_by_key(|row| (row.lane, row.id));
    rows
}

/// Receipts as JSON.
fn said(receipts: &[Receipt]) -> String {
    let one = |receipt: &Receipt| json!({ "id": receipt.id, "channel": receipt.channel, "message": receipt.message });
    Value::Array(receipts.iter().map(one).collect()).to_string()
}

/// Where parts of tickets stand, as JSON: one object for each ticket, as a row is changed once by one
/// statement. A first message tells its channel, which the ticket may have left meanwhile.
fn places(receipts: &[Receipt]) -> String {
    let mut tickets: BTreeMap<TicketNumber, Map<String, Value>> = BTreeMap::new();
    let standing =
        receipts.iter().filter_map(|one| one.place.map(|(ticket, place)| (ticket, place, one.channel)));
    for (ticket, place, channel) in standing {
        let (written, id): (&[_], _) = match place {
            Place::TeamMessage(id) => (&["team_message"], json!(id)),
            Place::TeamMessageAndThread(id) => (&["team_message", "team_thread"], json!(id)),
            Place::TeamThread(id) => (&["team_thread"], json!(id)),
            Place::Card(id) => (&["card_message"], json!(id)),
            Place::StaffThread(id) => (&["staff_thread"], json!(id)),
        };
        let columns =
            tickets.entry(ticket).or_insert_with(|| Map::from_iter([("ticket".to_owned(), json!(ticket))]));
        columns.extend(written.iter().map(|column| ((*column).to_owned(), id.clone())));
        if matches!(place, Place::TeamMessage(_) | Place::TeamMessageAndThread(_)) {
            columns.insert("posted_in".to_owned(), json!(channel));
        }
    }
    Value::Array(tickets.into_values().map(Value::Object).collect()).to_string()
}
