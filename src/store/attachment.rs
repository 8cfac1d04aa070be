//! Files that came with what people wrote: their names, their SHA-256 or why they were not kept. Their bytes
//! stand beside the database ([`super::file::attached`]), as links to them expire; those that an earlier
//! version kept inside are moved out.

use std::collections::HashSet;

use anyhow::{Context, Result};
use sqlx::{query, query_as, query_scalar};

use super::{Conn, Store, file::attached::Files};
use crate::rules::{
    event::Sha256Hex,
    files::NotKept,
    ids::{CustomerId, EventSeq, TicketNumber},
};

/// For how many days it is known what a customer's files took, so that nobody counts them all.
const DAYS_KNOWN: i64 = 7;

/// A file to note.
#[derive(Debug)]
pub struct NewAttachment<'a> {
    /// The ticket.
    pub ticket: TicketNumber,
    /// The event with which it came.
    pub seq: EventSeq,
    /// Its name.
    pub name: &'a str,
    /// Its kind, where it is known.
    pub kind: Option<&'a str>,
    /// Its size in bytes: what was kept, else what Discord tells.
    pub size: u64,
    /// Where Discord had it.
    pub url: &'a str,
    /// The hash by which it stands beside the database, or why it does not.
    pub kept: Result<&'a Sha256Hex, NotKept>,
}

/// Notes a file. One that is kept stands on the disk already.
pub async fn keep(conn: &mut Conn, new: &NewAttachment<'_>) -> Result<()> {
    let size = i64::try_from(new.size).context("a file's size")?;
    let (sha256, not_kept) = (new.kept.ok().map(Sha256Hex::as_str), new.kept.err());
    query!(
        "INSERT INTO attachment (ticket, seq, name, kind, size, sha256, not_kept, url) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        new.ticket,
        new.seq,
        new.name,
        new.kind,
        size,
        sha256,
        not_kept,
        new.url
    )
    .execute(conn)
    .await
    .context("noting a file")?;
    Ok(())
}

/// A file of a ticket, without its bytes.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// The event with which it came.
    pub seq: EventSeq,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: i64,
    /// The SHA-256 of its bytes, where they were kept.
    pub sha256: Option<String>,
    /// Why they were not, where that is known.
    pub not_kept: Option<NotKept>,
}

impl Attachment {
    /// The hash by which it stands beside the database; none where it was not kept.
    pub fn hash(&self) -> Option<Sha256Hex> {
        self.sha256.as_deref()?.parse().ok()
    }
}

/// The files that came with an event, in order, those that were not kept too.
pub async fn of_event(conn: &mut Conn, ticket: TicketNumber, seq: EventSeq) -> Result<Vec<Attachment>> {
    query_as!(
        Attachment,
        r#"SELECT seq AS "seq: EventSeq", name, size, sha256, not_kept AS "not_kept: NotKept"
           FROM attachment WHERE ticket = ? AND seq = ? ORDER BY id"#,
        ticket,
        seq
    )
    .fetch_all(conn)
    .await
    .context("reading an event's files")
}

/// Every file of a ticket, in order, those that were not kept too.
pub async fn of_ticket(conn: &mut Conn, ticket: TicketNumber) -> Result<Vec<Attachment>> {
    query_as!(
        Attachment,
        r#"SELECT seq AS "seq: EventSeq", name, size, sha256, not_kept AS "not_kept: NotKept"
           FROM attachment WHERE ticket = ? ORDER BY id"#,
        ticket
    )
    .fetch_all(conn)
    .await
    .context("reading a ticket's files")
}

/// How many bytes of files are kept of a ticket.
pub async fn bytes_of_ticket(conn: &mut Conn, ticket: TicketNumber) -> Result<u64> {
    let bytes = query_scalar!(
        r#"SELECT coalesce(sum(size), 0) AS "bytes!: i64" FROM attachment WHERE ticket = ? AND sha256 IS NOT NULL"#,
        ticket
    )
    .fetch_one(conn)
    .await
    .context("counting a ticket's files")?;
    Ok(u64::try_from(bytes).unwrap_or_default())
}

/// How many bytes of files a customer's tickets took in on a day, a date of the desk's zone.
pub async fn bytes_of_day(conn: &mut Conn, customer: CustomerId, day: &str) -> Result<u64> {
    let bytes = query_scalar!("SELECT bytes FROM file_day WHERE customer = ? AND day = ?", customer, day)
        .fetch_optional(conn)
        .await
        .context("counting a customer's files")?;
    Ok(bytes.and_then(|bytes| u64::try_from(bytes).ok()).unwrap_or_default())
}

/// Adds to what a customer's tickets took in on a day. What was counted a week before is forgotten.
pub async fn add_to_day(conn: &mut Conn, customer: CustomerId, day: &str, bytes: u64) -> Result<()> {
    let bytes = i64::try_from(bytes).context("a file's size")?;
    query!(
        "INSERT INTO file_day (customer, day, bytes) VALUES (?, ?, ?)
         ON CONFLICT (customer, day) DO UPDATE SET bytes = bytes + excluded.bytes",
        customer,
        day,
        bytes
    )
    .execute(&mut *conn)
    .await
    .context("counting a customer's files")?;
    query!(
        "DELETE FROM file_day WHERE customer = ?1 AND day < date(?2, -?3 || ' days')",
        customer,
        day,
        DAYS_KNOWN
    )
    .execute(conn)
    .await
    .context("forgetting what was counted")?;
    Ok(())
}

/// A file as far as an older version's tables tell of it: every column has been there since the schema's
/// first step.
#[derive(Clone, Debug)]
pub struct OldFile {
    /// Its row.
    pub id: i64,
    /// The event with which it came.
    pub seq: EventSeq,
    /// The SHA-256 of its bytes, where they were kept.
    pub sha256: Option<String>,
    /// Whether its bytes are still inside.
    pub inside: bool,
}

/// Every file of a ticket, in order, for callers that look at a database of any version.
pub async fn told(conn: &mut Conn, ticket: TicketNumber) -> Result<Vec<OldFile>> {
    query_as!(
        OldFile,
        r#"SELECT id AS "id!", seq AS "seq: EventSeq", sha256, bytes IS NOT NULL AS "inside!: bool"
           FROM attachment WHERE ticket = ? ORDER BY id"#,
        ticket
    )
    .fetch_all(conn)
    .await
    .context("reading a ticket's files")
}

/// The hash of a file that is still inside.
pub async fn hash_inside(conn: &mut Conn, id: i64) -> Result<Sha256Hex> {
    let bytes = query_scalar!(r#"SELECT bytes AS "bytes!: Vec<u8>" FROM attachment WHERE id = ?"#, id)
        .fetch_one(conn)
        .await
        .context("reading a file that is inside")?;
    Ok(Sha256Hex::of(&bytes))
}

/// The hashes of the files that rows name and that stand beside the database, each once, by hash; for a
/// database of any version.
pub async fn named(conn: &mut Conn) -> Result<Vec<String>> {
    query_scalar!(
        r#"SELECT DISTINCT sha256 AS "sha256!" FROM attachment WHERE sha256 IS NOT NULL AND bytes IS NULL ORDER BY 1"#
    )
    .fetch_all(conn)
    .await
    .context("reading which files are named")
}

/// The hashes that begin with these digits and that rows name.
async fn named_like(conn: &mut Conn, beginning: &str) -> Result<HashSet<String>> {
    let beyond = format!("{beginning}~");
    let named = query_scalar!(
        r#"SELECT DISTINCT sha256 AS "sha256!" FROM attachment WHERE sha256 >= ? AND sha256 < ?"#,
        beginning,
        beyond
    )
    .fetch_all(conn)
    .await
    .context("reading which files are named")?;
    Ok(named.into_iter().collect())
}

impl Store {
    /// Removes files that no row names. Returns how many.
    ///
    /// # Errors
    /// When the database or the disk fails.
    pub async fn sweep_files(&self) -> Result<usize> {
        let mut swept = 0;
        for shelf in self.files().shelves()? {
            let mut unnamed = Files::on(&shelf)?;
            let Some(beginning) = unnamed.first().map(|hash| hash.as_str()[..2].to_owned()) else { continue };
            let named = named_like(&mut *self.read().await?, &beginning).await?;
            unnamed.retain(|hash| !named.contains(hash.as_str()));
            if !unnamed.is_empty() {
                swept += self.files().sweep(&unnamed)?;
            }
        }
        Ok(swept)
    }

    /// Moves a file that an earlier version kept inside out of the database: the first after that row, of
    /// that hash where one is named. Returns its row, and whether its bytes are those that its hash tells of:
    /// others stay inside, where `guichet check` finds them.
    ///
    /// # Errors
    /// When the database or the disk fails: it is then still inside.
    pub async fn move_out(&self, after: i64, hash: Option<&Sha256Hex>) -> Result<Option<(i64, bool)>> {
        let wanted = hash.map(Sha256Hex::as_str);
        let next = query!(
            r#"SELECT id AS "id!", sha256, bytes AS "bytes!: Vec<u8>" FROM attachment
               WHERE bytes IS NOT NULL AND id > ?1 AND (?2 IS NULL OR sha256 = ?2) ORDER BY id LIMIT 1"#,
            after,
            wanted
        )
        .fetch_optional(&mut *self.read().await?)
        .await
        .context("looking for files that are inside")?;
        let Some(next) = next else { return Ok(None) };
        if next.sha256.as_deref() != Some(Sha256Hex::of(&next.bytes).as_str()) {
            return Ok(Some((next.id, false)));
        }
        let mut coming = self.files().begin().context("moving a file out")?;
        coming.write(&next.bytes).await.context("moving a file out")?;
        coming.keep().await.context("moving a file out")?;
        let mut tx = self.begin().await?;
        query!("UPDATE attachment SET bytes = NULL WHERE id = ?", next.id)
            .execute(&mut *tx)
            .await
            .context("moving a file out")?;
        tx.commit().await?;
        Ok(Some((next.id, true)))
    }
}
