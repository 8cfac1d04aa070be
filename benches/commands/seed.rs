//! What a desk has before it starts, written by SQL: the tickets of years, channels that are linked, letters
//! that wait.

use std::path::Path;

use anyhow::{Context, Result};
use guichet::{
    rules::{
        contract::terms,
        event::{Category, Event, Origin, Priority, Sha256Hex, Written},
        ids::CustomerId,
        level::Level,
        offer::{DEFAULT, Offer},
    },
    store::Store,
};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use sandbox::{Channel, Guild};
use sqlx::{AssertSqlSafe, Connection, SqliteConnection, sqlite::SqliteConnectOptions};

/// How many customers have the tickets in turn. One more is added once the desk is at work, and has as many:
/// Acme.
pub(crate) const OTHERS: u32 = 50;

/// How many of each customer's newest tickets are new, and say so: somebody who looks for them finds as many
/// at every desk.
const LATELY: u32 = 12;

/// How many words people use between them: an index of ten words that are in every text is another thing than
/// an index of thousands.
const WORDS: usize = 8_192;

/// How many descriptions there are, which tickets have in turn.
const DESCRIPTIONS: u32 = 4_096;

/// How many words a description has.
const LONG: u32 = 12;

/// To how many channels letters that wait go.
const LETTERS_GO_TO: u32 = 1_000;

/// How many channels a server has here: fewer than Discord allows.
const A_SERVER: usize = 250;

/// Writes so many tickets, one in fifty of them open and each customer's newest, each with its first event,
/// its text and a message that was posted of it.
pub(crate) async fn tickets(database: &Path, many: u32) -> Result<()> {
    Store::open(database).await?.close().await;
    if many == 0 {
        return Ok(());
    }
    // Acme is not there yet.
    let options = SqliteConnectOptions::new().filename(database).foreign_keys(false);
    let mut conn = SqliteConnection::connect_with(&options).await.context("opening the database")?;
    let event = serde_json::to_string(&opened()?).context("an event")?.replace('\'', "''");
    let (customers, hash) = (OTHERS + 1, Sha256Hex::of(b"an event of long ago"));
    let hash = hash.as_str();
    let old = i64::from(many) - i64::from(customers * LATELY);
    let descriptions = serde_json::to_string(&descriptions()).context("descriptions")?;
    let rows = format!(
        "BEGIN;
         CREATE TEMP TABLE described AS SELECT key AS id, value AS words FROM json_each('{descriptions}');
         CREATE UNIQUE INDEX temp.described_by ON described (id);
         CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many}) SELECT i FROM n;
         INSERT INTO customer (id, name, language, added_by, added_at) SELECT i, 'Customer ' || i, 'en', 1, 0 FROM n WHERE i <= {OTHERS};
         INSERT INTO ticket (number, customer, subject, folded, description, priority, category, state, opened_by, opened_at, touched_at,
                             team_channel, card_channel)
         SELECT i, 1 + i % {customers}, 'Portal of site' || (i / {customers} % 1000) || 'x is slow' || iif(i > {old}, ' lately', ''),
                'portal of site' || (i / {customers} % 1000) || 'x is slow' || iif(i > {old}, ' lately', ''),
                words, 'p3', 'incident', iif(i % 50 = 0 OR i > {old}, 'new', 'closed'), 1, i, i, 1, 2
         FROM n CROSS JOIN described ON described.id = i % {DESCRIPTIONS};
         INSERT INTO ticket_event (ticket, seq, at, person, side, event, hash) SELECT i, 1, i, 1, 'team', '{event}', '{hash}' FROM n;
         INSERT INTO ticket_text (ticket, seq, body, author) SELECT number, 1, description, 'Alice' FROM ticket;
         INSERT INTO outbox (key, lane, destination, language, body, made_at, not_before, state, attempts, channel, message, sent_at)
         SELECT 'ticket:' || i || ':card', 1, 'channel:2', 'en', json_object('say', 'card', 'ticket', i), i, i, 'sent', 1, 2, i, i FROM n;
         DROP TABLE n;
         DROP TABLE described;
         COMMIT"
    );
    sqlx::raw_sql(AssertSqlSafe(rows)).execute(&mut conn).await.context("writing the rows")?;
    conn.close().await.context("closing the database")
}

/// What people write, the same every time. A few words are in most texts, and most are in few: each is as
/// likely to be among the first so many as among the first twice as many.
fn descriptions() -> Vec<String> {
    let mut random = StdRng::seed_from_u64(1);
    let mut one = || {
        let among = 1_usize << random.random_range(0..=WORDS.ilog2());
        word(random.random_range(0..among))
    };
    (0..DESCRIPTIONS).map(|_| (0..LONG).map(|_| one()).collect::<Vec<_>>().join(" ")).collect()
}

/// A word in three syllables; how often it is used says nothing of where it stands in the alphabet.
fn word(number: usize) -> String {
    let at = number * 7_919 % WORDS;
    let syllable = |at: usize| [&b"bcdfghjklmnprstv"[at / 4 % 16..][..1], &b"aeiu"[at % 4..][..1]].concat();
    String::from_utf8_lossy(&[at >> 7, at >> 1, at].map(syllable).concat()).into_owned()
}

/// Makes channels in as many servers as they need.
pub(crate) fn channels(guild: impl Fn(usize) -> Guild, many: usize) -> Vec<(Guild, Channel)> {
    let servers = (0..many.div_ceil(A_SERVER)).map(guild);
    let all = servers.flat_map(|guild| {
        (0..A_SERVER).map(move |at| {
            let channel = guild.channel(&format!("support-{at}")).create();
            (guild.clone(), channel)
        })
    });
    all.take(many).collect()
}

/// Links channels to a customer of their own, as years of `/link` would.
pub(crate) async fn link(database: &Path, channels: &[(Guild, Channel)]) -> Result<()> {
    Store::open(database).await?.close().await;
    let options = SqliteConnectOptions::new().filename(database).foreign_keys(true);
    let mut conn = SqliteConnection::connect_with(&options).await.context("opening the database")?;
    let mut tx = conn.begin().await?;
    for (at, (guild, channel)) in (1_i64..).zip(channels) {
        sqlx::query("INSERT INTO customer (id, name, language, added_by, added_at) VALUES (?1, 'Customer ' || ?1, 'en', 1, 0)")
            .bind(at)
            .execute(&mut *tx)
            .await?;
        sqlx::query(
            "INSERT INTO channel_link (channel, guild, customer, announcements, linked_by, linked_at) VALUES (?, ?, ?, 1, 1, 0)",
        )
        .bind(i64::try_from(channel.id().get())?)
        .bind(i64::try_from(guild.id().get())?)
        .bind(at)
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    conn.close().await.context("closing the database")
}

/// Letters that are put off until tomorrow, as those to a channel that refuses them are.
pub(crate) async fn letters(database: &Path, many: u32) -> Result<()> {
    Store::open(database).await?.close().await;
    let options = SqliteConnectOptions::new().filename(database).foreign_keys(true);
    let mut conn = SqliteConnection::connect_with(&options).await.context("opening the database")?;
    sqlx::query(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
         INSERT INTO outbox (key, lane, destination, language, body, made_at, not_before, attempts)
         SELECT 'waits:' || i, 1, 'channel:' || (i % ?2), 'en', '{}', unixepoch(), unixepoch() + 86400, 3 FROM n WHERE ?1 > 0",
    )
    .bind(many)
    .bind(LETTERS_GO_TO)
    .execute(&mut conn)
    .await
    .context("writing letters")?;
    conn.close().await.context("closing the database")
}

fn opened() -> Result<Event> {
    Ok(Event::Opened {
        customer: CustomerId::new(1),
        origin: Origin::Chat,
        priority: Priority::P3,
        category: Category::Incident,
        about: None,
        terms: terms(Level::Gold, &Offer::parse(DEFAULT)?),
        near: None,
        during: None,
        subject: Sha256Hex::of(b"Portal"),
        written: Written::text("Since nine, every page."),
    })
}
