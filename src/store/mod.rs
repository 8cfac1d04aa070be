//! Every line of SQL, a file for each family of tables; rows come out typed.
//!
//! One connection writes and several read (WAL). A function takes the connection it works on, so that the caller decides
//! what is one transaction; it answers one question or makes one change, and says which rows it leaves out.

pub mod agenda;
pub mod code;
pub mod codec;
pub mod contract;
pub mod customer;
pub mod desk;
pub mod draft;
pub mod outbox;
pub mod ticket;

use std::{path::Path, time::Duration};

use anyhow::{Context, Result, bail};
use sqlx::{
    Sqlite, SqliteConnection, SqlitePool, Transaction,
    migrate::{MigrateError, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

/// The steps of the schema, embedded.
pub static MIGRATIONS: Migrator = sqlx::migrate!();

/// How many connections read at once.
const READERS: u32 = 3;

/// The database: one connection that writes, a few that read.
#[derive(Clone, Debug)]
pub struct Store {
    writer: SqlitePool,
    readers: SqlitePool,
}

impl Store {
    /// Opens the file, made if it is not there, and brings its schema up to date.
    ///
    /// # Errors
    /// When the file cannot be opened, or was written by a newer version: it is then left untouched.
    pub async fn open(path: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10));
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(30))
            .connect_with(options.clone())
            .await
            .with_context(|| format!("opening the database {}", path.display()))?;
        migrate(&writer).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_with(options.read_only(true).create_if_missing(false))
            .await
            .context("opening the database to read")?;
        Ok(Self { writer, readers })
    }

    /// Begins a transaction that writes; it has the write lock from its first moment, so what it reads stays true.
    ///
    /// # Errors
    /// When the database is locked by another program or cannot be reached.
    pub async fn begin(&self) -> Result<Transaction<'static, Sqlite>> {
        self.writer.begin_with("BEGIN IMMEDIATE").await.context("beginning a transaction")
    }

    /// A connection that only reads.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn read(&self) -> Result<sqlx::pool::PoolConnection<Sqlite>> {
        self.readers.acquire().await.context("taking a connection to read")
    }

    /// Ends every connection, so that the WAL is folded into the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

async fn migrate(writer: &SqlitePool) -> Result<()> {
    match MIGRATIONS.run(writer).await {
        Ok(()) => Ok(()),
        Err(MigrateError::VersionMissing(version)) => {
            bail!(
                "the database was written by a newer version of this program (schema step {version}): run that version, nothing was changed"
            )
        }
        Err(error) => Err(error).context("bringing the database's schema up to date"),
    }
}

/// A connection, inside a transaction or not.
pub type Conn = SqliteConnection;
