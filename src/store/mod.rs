//! Every line of SQL, a file for each family of tables; rows come out typed.
//!
//! One connection writes and several read (WAL). A function takes the connection it works on, so that the caller decides
//! what is one transaction; it answers one question or makes one change, and says which rows it leaves out.
//!
//! A limit is written `0 + ?`: SQLite's planner looks at the value of a bare one, and would then plan the statement anew at each use.

pub mod agenda;
pub mod asking;
pub mod attachment;
pub mod audit;
pub mod cell;
pub mod code;
pub mod codec;
mod connections;
pub mod contract;
pub mod copy;
pub mod customer;
pub mod desk;
pub mod doctor;
pub mod draft;
pub mod ending;
pub mod expert;
pub mod export_link;
pub mod figures;
pub mod file_copies;
pub mod files;
pub mod finding;
pub mod hours;
pub mod inbox;
pub mod integrity;
pub mod interaction;
pub mod left;
pub mod lock;
pub mod look;
pub mod notice;
pub mod opening;
pub mod outbox;
pub mod p1;
pub mod place;
pub mod private;
pub mod reading;
pub mod receipts;
pub mod remembered;
pub mod report;
pub mod restored;
pub mod retention;
pub mod session;
pub mod talk;
pub mod ticket;
pub mod waiting;
pub mod window;

use std::{
    path::Path,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use anyhow::{Context, Result};
use sqlx::{
    ConnectOptions, Connection, SqliteConnection,
    migrate::Migrator,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

pub use self::connections::{Reading, Tx};
use self::{
    asking::Who,
    connections::{Counts, Readers, Writer},
    files::Files,
    remembered::Remembered,
};
use crate::rules::ids::{ChannelId, PersonId};

/// The steps of the schema, embedded.
pub static MIGRATIONS: Migrator = sqlx::migrate!();

/// How many connections read at once.
const READERS: usize = 3;

/// How many more there are for callers at the door for machines, so that they wait for each other alone.
const AT_THE_DOOR: usize = 1;

/// How many statements a connection keeps prepared: more than the program has.
const STATEMENTS: usize = 512;

/// The log of what was written is cut back to so many bytes once it was folded into the file, however large it was.
const JOURNAL_LIMIT: &str = "8388608";

/// The database: one connection that writes, a few that read; and the files beside it.
#[derive(Clone, Debug)]
pub struct Store {
    writer: Writer,
    readers: Readers,
    /// Who reads for callers at the door for machines.
    door: Readers,
    counts: Counts,
    who: Arc<Remembered<(ChannelId, PersonId), Who>>,
    files: Files,
}

impl Store {
    /// Opens the file, made if it is not there, and brings its schema up to date.
    ///
    /// # Errors
    /// When the file cannot be opened, is another program's or was written by a newer version: it is then left untouched.
    pub async fn open(path: &Path) -> Result<Self> {
        refuse_foreign(path).await?;
        private::keep_private(path)?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .pragma("journal_size_limit", JOURNAL_LIMIT)
            .statement_cache_capacity(STATEMENTS)
            .busy_timeout(Duration::from_secs(10));
        let mut writer =
            options.connect().await.with_context(|| format!("opening the database {}", path.display()))?;
        // What SQLite made beside it meanwhile.
        private::keep_private(path)?;
        MIGRATIONS.run(&mut writer).await.context("bringing the database's schema up to date")?;
        finding::fold_subjects(&mut writer).await?;
        let reading = options.read_only(true).create_if_missing(false);
        let readers = Readers::open(&reading, READERS).await?;
        let door = Readers::open(&reading, AT_THE_DOOR).await?;
        let counts = Counts::default();
        let writer = Writer::new(writer, counts.clone()).await?;
        let files = Files::beside(path);
        let who = Arc::new(Remembered::new(asking::REMEMBERED));
        Ok(Self { writer, readers, door, counts, who, files })
    }

    /// The files beside the database.
    #[must_use]
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Begins a transaction that writes; it has the write lock from its first moment, so what it reads stays true.
    ///
    /// # Errors
    /// When the database is locked by another program or cannot be reached.
    pub async fn begin(&self) -> Result<Tx> {
        self.writer.begin().await
    }

    /// The connection that writes, for one text of statements that begins and commits a transaction of its own.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn alone(&self) -> Result<Tx> {
        self.writer.take().await
    }

    /// Counts what was committed: while it stays, what was read is as it was.
    #[must_use]
    pub fn written(&self) -> u64 {
        self.counts.written.load(Ordering::SeqCst)
    }

    /// Looks whether another program wrote, as `guichet import` does beside a desk at work: what was read before is then read anew.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn heed_others(&self) -> Result<()> {
        self.writer.heed_others().await
    }

    /// A connection that only reads.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn read(&self) -> Result<Reading> {
        self.readers.take().await
    }

    /// The same database for callers at the door for machines: what they read, they read by a connection of their own.
    #[must_use]
    pub fn at_the_door(&self) -> Self {
        Self { readers: self.door.clone(), ..self.clone() }
    }

    /// Ends every connection, so that the WAL is folded into the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.door.close().await;
        self.writer.close().await;
    }
}

/// Refuses a file that this version must not touch, before it is opened to write: opening alone may change it.
async fn refuse_foreign(path: &Path) -> Result<()> {
    let Some(looked) = look::at(path).await? else { return Ok(()) };
    looked.not_newer()?.conn.close().await.context("closing the database")
}

/// A connection, inside a transaction or not.
pub type Conn = SqliteConnection;

#[cfg(test)]
mod tests {
    use super::*;

    /// What was written at once makes the log large, and it does not stay so.
    #[tokio::test]
    async fn the_log_does_not_keep_its_largest_size() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.db");
        let store = Store::open(&path).await.unwrap();
        let write = async |bytes: i64| {
            let mut tx = store.begin().await.unwrap();
            sqlx::query("INSERT INTO memo (key, value) SELECT hex(randomblob(8)), hex(zeroblob(?))")
                .bind(bytes / 2)
                .execute(&mut *tx)
                .await
                .unwrap();
            tx.commit().await.unwrap();
        };
        let log = || copy::beside_of(&path, "-wal").metadata().unwrap().len();
        write(24 * 1024 * 1024).await;
        assert!(log() > 20 * 1024 * 1024, "{}", log());
        for _ in 0..3 {
            write(2).await;
        }
        assert!(log() <= 9 * 1024 * 1024, "{}", log());
    }
}
