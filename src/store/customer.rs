//! Customers, the channels that speak for them, and their managers.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use sqlx::query;

use super::Conn;
use crate::rules::{
    ids::{ChannelId, CustomerId, GuildId, PersonId, TicketNumber},
    language::Language,
    level::Level,
    typed::{one_line, same},
};

/// The reach of a team: what belongs to one customer and no other. It is had from a linked channel alone, so
/// that nobody can ask about a team without speaking from its channel.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct TeamScope(CustomerId);

impl TeamScope {
    /// The reach of the team of a linked channel.
    pub(super) fn of(customer: CustomerId) -> Self {
        Self(customer)
    }

    /// The customer.
    pub fn customer(self) -> CustomerId {
        self.0
    }
}

/// Whose data may be read: one team's, that of the tickets into which an expert was called, or everybody's
/// for staff.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Reach {
    /// One team's.
    Team(TeamScope),
    /// Of tickets, those into which an expert was called: whose call they accepted, or on which they told the
    /// time they spent. Of nothing else.
    Called(PersonId),
    /// Everybody's: made for staff alone.
    Staff,
}

impl Reach {
    /// The customer to whom queries are held, if any.
    pub fn customer(self) -> Option<CustomerId> {
        match self {
            Self::Team(scope) => Some(scope.0),
            Self::Called(_) | Self::Staff => None,
        }
    }

    /// The expert to whose tickets queries are held, if any.
    pub fn expert(self) -> Option<PersonId> {
        match self {
            Self::Called(expert) => Some(expert),
            Self::Team(_) | Self::Staff => None,
        }
    }
}

/// A customer.
#[derive(Clone, Debug)]
pub struct Customer {
    /// Its row.
    pub id: CustomerId,
    /// Its name.
    pub name: String,
    /// What its team reads.
    pub language: Language,
}

/// A customer, served or not.
///
/// # Errors
/// When there is none or the database fails.
pub async fn get(conn: &mut Conn, id: CustomerId) -> Result<Customer> {
    sqlx::query_as!(
        Customer,
        r#"SELECT id AS "id: CustomerId", name, language AS "language: Language" FROM customer WHERE id = ?"#,
        id
    )
    .fetch_one(conn)
    .await
    .context("reading a customer")
}

/// The team for which a channel speaks, as one person of it sees it.
#[derive(Clone, Debug)]
pub struct Team {
    /// Its reach.
    pub scope: TeamScope,
    /// The customer's name.
    pub name: String,
    /// What the team reads together.
    pub language: Language,
    /// The linked channel.
    pub channel: ChannelId,
    /// Whether that person is a manager of the customer.
    pub manager: bool,
}

/// Adds a customer. `None`: one of that name is served already.
pub async fn insert(
    conn: &mut Conn,
    name: &str,
    language: Language,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<Option<CustomerId>> {
    let now = now.timestamp();
    let done = query!(
        "INSERT INTO customer (name, language, added_by, added_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        name,
        language,
        by,
        now
    )
    .execute(conn)
    .await
    .context("adding a customer")?;
    Ok((done.rows_affected() == 1).then(|| CustomerId::new(done.last_insert_rowid())))
}

/// The customer of that name, whatever its letters' case. Left out: customers removed.
pub async fn by_name(conn: &mut Conn, name: &str) -> Result<Option<Customer>> {
    sqlx::query_as!(
        Customer,
        r#"SELECT id AS "id: CustomerId", name, language AS "language: Language" FROM customer
           WHERE name = ? COLLATE NOCASE AND removed_at IS NULL"#,
        name
    )
    .fetch_optional(conn)
    .await
    .context("looking for a customer by name")
}

/// The customer that is meant: by its name, or as a suggestion shows it with its level; whatever the case and
/// the accents of its letters. Left out: customers removed, and what would mean several.
pub async fn meant(conn: &mut Conn, typed: &str) -> Result<Option<Customer>> {
    let typed = one_line(typed);
    let is_level = |text: &str| Level::ALL.iter().any(|level| same(text, &level.to_string()));
    let shown = typed.rsplit_once(" · ").filter(|(_, level)| is_level(level)).map(|(name, _)| name);
    for name in [Some(typed.as_str()), shown].into_iter().flatten() {
        if let Some(found) = by_name(conn, name).await? {
            return Ok(Some(found));
        }
    }
    let wanted = shown.unwrap_or(&typed);
    let mut alike = served(conn).await?.into_iter().filter(|one| same(&one.name, wanted));
    match (alike.next(), alike.next()) {
        (Some(one), None) => get(conn, one.id).await.map(Some),
        (Some(_), Some(_)) | (None, _) => Ok(None),
    }
}

/// Writes a customer's name and language.
///
/// # Errors
/// When the database fails, and for a name that another customer has.
pub async fn edit(conn: &mut Conn, customer: &Customer) -> Result<()> {
    query!(
        "UPDATE customer SET name = ?, language = ? WHERE id = ?",
        customer.name,
        customer.language,
        customer.id
    )
    .execute(conn)
    .await
    .context("editing a customer")?;
    Ok(())
}

/// A customer is served no longer, and its channels speak for nobody; every row stays. `false`: it was not
/// served.
pub async fn remove(conn: &mut Conn, customer: CustomerId, by: PersonId, now: DateTime<Utc>) -> Result<bool> {
    let now = now.timestamp();
    let done = query!(
        "UPDATE customer SET removed_at = ?, removed_by = ? WHERE id = ? AND removed_at IS NULL",
        now,
        by,
        customer
    )
    .execute(&mut *conn)
    .await
    .context("removing a customer")?;
    query!(
        "UPDATE channel_link SET unlinked_at = ?, unlinked_by = ? WHERE customer = ? AND unlinked_at IS NULL",
        now,
        by,
        customer
    )
    .execute(conn)
    .await
    .context("unlinking a customer's channels")?;
    Ok(done.rows_affected() == 1)
}

/// The tickets of a customer that are not closed, by number.
pub async fn open_tickets(conn: &mut Conn, customer: CustomerId) -> Result<Vec<TicketNumber>> {
    sqlx::query_scalar!(
        r#"SELECT number AS "number: TicketNumber" FROM ticket WHERE customer = ? AND state <> 'closed' ORDER BY number"#,
        customer
    )
    .fetch_all(conn)
    .await
    .context("listing a customer's open tickets")
}

/// A customer in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its row.
    pub id: CustomerId,
    /// Its name.
    pub name: String,
    /// How many channels speak for it.
    pub channels: i64,
}

/// Every customer served, by name. Left out: customers removed.
pub async fn served(conn: &mut Conn) -> Result<Vec<Listed>> {
    sqlx::query_as!(
        Listed,
        r#"SELECT c.id AS "id: CustomerId", c.name,
                  (SELECT count(*) FROM channel_link WHERE customer = c.id AND unlinked_at IS NULL) AS "channels!: i64"
           FROM customer AS c WHERE c.removed_at IS NULL ORDER BY c.name COLLATE NOCASE"#
    )
    .fetch_all(conn)
    .await
    .context("listing the customers")
}

/// A channel that is to speak for a customer.
#[derive(Clone, Debug)]
pub struct NewLink {
    /// The channel.
    pub channel: ChannelId,
    /// Its server.
    pub guild: GuildId,
    /// For whom it speaks.
    pub customer: CustomerId,
    /// Whether maintenance is announced there.
    pub announcements: bool,
    /// Of which platform; none: of all.
    pub platform: Option<String>,
    /// Who links it.
    pub by: PersonId,
}

/// Links a channel. `false`: it speaks for a customer already.
pub async fn link(conn: &mut Conn, link: &NewLink, now: DateTime<Utc>) -> Result<bool> {
    let now = now.timestamp();
    let done = query!(
        "INSERT INTO channel_link (channel, guild, customer, announcements, platform, linked_by, linked_at)
         VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        link.channel,
        link.guild,
        link.customer,
        link.announcements,
        link.platform,
        link.by,
        now
    )
    .execute(conn)
    .await
    .context("linking a channel")?;
    Ok(done.rows_affected() == 1)
}

/// A channel that speaks for a customer.
#[derive(Clone, Debug)]
pub struct Link {
    /// The channel.
    pub channel: ChannelId,
    /// Its server.
    pub guild: GuildId,
    /// Whether maintenance is announced there.
    pub announcements: bool,
    /// Of which platform; none: of all.
    pub platform: Option<String>,
}

/// The channels that speak for a customer, the longest linked first. Left out: those unlinked.
pub async fn links(conn: &mut Conn, customer: CustomerId) -> Result<Vec<Link>> {
    sqlx::query_as!(
        Link,
        r#"SELECT channel AS "channel: ChannelId", guild AS "guild: GuildId", announcements AS "announcements: bool", platform
           FROM channel_link WHERE customer = ? AND unlinked_at IS NULL ORDER BY id"#,
        customer
    )
    .fetch_all(conn)
    .await
    .context("listing a customer's channels")
}

/// The customer for which a channel speaks, for staff. Left out: channels unlinked.
pub async fn linked_to(conn: &mut Conn, channel: ChannelId) -> Result<Option<Customer>> {
    sqlx::query_as!(
        Customer,
        r#"SELECT c.id AS "id: CustomerId", c.name, c.language AS "language: Language"
           FROM channel_link JOIN customer AS c ON c.id = channel_link.customer
           WHERE channel_link.channel = ? AND unlinked_at IS NULL"#,
        channel
    )
    .fetch_optional(conn)
    .await
    .context("reading for whom a channel speaks")
}

/// Unlinks a channel; its row stays. `false`: it did not speak for that customer.
pub async fn unlink(
    conn: &mut Conn,
    customer: CustomerId,
    channel: ChannelId,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let now = now.timestamp();
    let done = query!(
        "UPDATE channel_link SET unlinked_at = ?, unlinked_by = ? WHERE customer = ? AND channel = ? AND unlinked_at IS NULL",
        now,
        by,
        customer,
        channel
    )
    .execute(conn)
    .await
    .context("unlinking a channel")?;
    Ok(done.rows_affected() == 1)
}

/// The managers of a customer, the longest named first. Left out: those taken back.
pub async fn managers(conn: &mut Conn, customer: CustomerId) -> Result<Vec<PersonId>> {
    sqlx::query_scalar!(
        r#"SELECT person AS "person: PersonId" FROM manager WHERE customer = ? AND removed_at IS NULL ORDER BY id"#,
        customer
    )
    .fetch_all(conn)
    .await
    .context("listing a customer's managers")
}

/// Takes a manager's part back; the row stays. `false`: they had none.
pub async fn remove_manager(
    conn: &mut Conn,
    customer: CustomerId,
    person: PersonId,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let now = now.timestamp();
    let done = query!(
        "UPDATE manager SET removed_at = ?, removed_by = ? WHERE customer = ? AND person = ? AND removed_at IS NULL",
        now,
        by,
        customer,
        person
    )
    .execute(conn)
    .await
    .context("taking a manager's part back")?;
    Ok(done.rows_affected() == 1)
}

/// Names a manager. `false`: they were one already.
pub async fn name_manager(
    conn: &mut Conn,
    customer: CustomerId,
    person: PersonId,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let now = now.timestamp();
    let done = query!(
        "INSERT INTO manager (customer, person, named_by, named_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        customer,
        person,
        by,
        now
    )
    .execute(conn)
    .await
    .context("naming a manager")?;
    Ok(done.rows_affected() == 1)
}

/// The server of a channel, as it was last linked. `None`: it never was.
pub async fn guild_of(conn: &mut Conn, channel: ChannelId) -> Result<Option<GuildId>> {
    sqlx::query_scalar!(
        r#"SELECT guild AS "guild: GuildId" FROM channel_link WHERE channel = ? ORDER BY id DESC LIMIT 1"#,
        channel
    )
    .fetch_optional(conn)
    .await
    .context("reading the server of a channel")
}
